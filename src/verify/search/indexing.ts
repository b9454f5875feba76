import type { Digest } from "../../core/digest.ts";
import { isFailure } from "../../core/errors/error.ts";
import type { FileEntry } from "../../core/manifest/manifest.ts";
import type { DocumentKey, IndexedDocument, LeftOutDocument } from "../../core/ports/text-index.ts";
import type { DocumentText } from "../../core/ports/document-reader.ts";
import { isDocument, isTooLarge, manifestFrom, type Searching, textOf } from "./parts.ts";

/** Taken in together, in UTF-16 units: one document at a time is in memory besides. */
const CHARACTERS_AT_ONCE = 1024 * 1024;
const ISSUES_AT_ONCE = 100;

export interface IndexingProgress {
  readonly done: number;
  readonly of: number;
}

export interface Indexing {
  readonly onProgress?: (progress: IndexingProgress) => void;
  /** Stops between two issues when it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Takes the words of every issue into the index that are not in it yet. What is done is kept, whatever stops it. Gives
 * back how many issues are not searched: a block of theirs cannot be had now, a document took more than its bounds, or it
 * was stopped. What can never be taken in is noted as left out.
 */
export async function indexArchive(searching: Searching, indexing: Indexing = {}): Promise<number> {
  const wanted = await unindexed(searching);
  const batch = batchFor(searching);
  let missed = 0;
  for (const [done, manifest] of wanted.entries()) {
    if (indexing.signal?.aborted === true) {
      await batch.flush();
      return missed + wanted.length - done;
    }
    indexing.onProgress?.({ done, of: wanted.length });
    try {
      if (!(await batch.add(manifest))) missed += 1;
    } catch (error) {
      // A fault of the index itself is nothing that another issue could get around.
      if (!isFailure(error) || error.code === "ARCHIVE_DISK") throw error;
      missed += 1;
    }
  }
  await batch.flush();
  return missed;
}

/** Issues whose words are not in the index. */
export async function unindexed({
  archive,
  index,
}: Pick<Searching, "archive" | "index">): Promise<readonly Digest[]> {
  const manifests: Digest[] = [];
  for (const { id } of await archive.publications())
    for (const { manifest } of await archive.issues(id)) manifests.push(manifest);
  return index.lacks([...new Set(manifests)]);
}

function batchFor(searching: Searching) {
  const { index, reader } = searching;
  let step = emptyStep();
  let characters = 0;
  const flush = async () => {
    const taken = step;
    [step, characters] = [emptyStep(), 0];
    if (Object.values(taken).some(({ length }) => length > 0)) await index.take(taken);
  };
  /** Whether all that can ever be had of its words is in the index then. */
  const addFile = async (file: FileEntry): Promise<boolean> => {
    const { sha256, type } = file;
    if (isTooLarge(file, reader)) step.leftOut.push({ sha256, type, why: "too-large" });
    if (!isDocument(file, reader) || (await index.has(file))) return true;
    const put = await index.postponed(file);
    if (put === "given-up") step.leftOut.push({ sha256, type, why: "unreadable" });
    if (put !== undefined) return put !== "later";
    const read = await readText(file, searching);
    if (read === "unread") {
      // In several issues it is one document, tried once.
      if (!step.unread.some((one) => one.sha256 === sha256 && one.type === type))
        step.unread.push({ sha256, type });
      return false;
    }
    const blocks = read?.blocks ?? [];
    if (read === undefined) step.leftOut.push({ sha256, type, why: "unreadable" });
    if (read?.isCut === true) step.leftOut.push({ sha256, type, why: "cut" });
    step.documents.push({ sha256, type, blocks });
    characters += blocks.reduce((sum, block) => sum + block.length, 0);
    if (characters > CHARACTERS_AT_ONCE) await flush();
    return true;
  };
  return {
    flush,
    /** Whether it is searched then, but for what is left out. */
    async add(manifest: Digest): Promise<boolean> {
      const { files } = await manifestFrom(manifest, searching);
      let isWhole = true;
      for (const file of files) isWhole = (await addFile(file)) && isWhole;
      if (isWhole) step.complete.push(manifest);
      if (step.complete.length >= ISSUES_AT_ONCE) await flush();
      return isWhole;
    },
  };
}

function emptyStep() {
  const [documents, unread, leftOut, complete]: [
    IndexedDocument[],
    DocumentKey[],
    LeftOutDocument[],
    Digest[],
  ] = [[], [], [], []];
  return { documents, unread, leftOut, complete };
}

/** Undefined where no text can be taken; one that took too much to read may have words all the same. */
async function readText(file: FileEntry, searching: Searching): Promise<DocumentText | "unread" | undefined> {
  try {
    return await textOf(file, searching);
  } catch (error) {
    if (isFailure(error, "DOCUMENT_UNREAD")) return "unread";
    throw error;
  }
}
