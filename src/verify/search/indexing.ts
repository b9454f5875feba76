import type { Digest } from "../../core/digest.ts";
import { isFailure } from "../../core/errors/error.ts";
import type { FileEntry } from "../../core/manifest/manifest.ts";
import type { DocumentKey, IndexedDocument } from "../../core/ports/text-index.ts";
import { isDocument, manifestFrom, type Searching, textOf } from "./parts.ts";

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
 * was stopped.
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
export async function unindexed({ archive, index }: Searching): Promise<readonly Digest[]> {
  const manifests: Digest[] = [];
  for (const { id } of await archive.publications())
    for (const { manifest } of await archive.issues(id)) manifests.push(manifest);
  return index.lacks([...new Set(manifests)]);
}

function batchFor(searching: Searching) {
  const { index, reader } = searching;
  let documents: IndexedDocument[] = [];
  let unread: DocumentKey[] = [];
  let complete: Digest[] = [];
  let characters = 0;
  const flush = async () => {
    const step = { documents, unread, complete };
    [documents, unread, complete, characters] = [[], [], [], 0];
    if (step.documents.length + step.unread.length + step.complete.length > 0) await index.take(step);
  };
  return {
    flush,
    /** Whether all of its words are in the index then. */
    async add(manifest: Digest): Promise<boolean> {
      const { files } = await manifestFrom(manifest, searching);
      let isWhole = true;
      for (const file of files) {
        if (!isDocument(file, reader) || (await index.has(file))) continue;
        const put = await index.postponed(file);
        if (put === "later") isWhole = false;
        if (put !== undefined) continue;
        const { sha256, type } = file;
        const blocks = await blocksOf(file, searching);
        if (blocks === undefined) {
          // In several issues it is one document, tried once.
          if (!unread.some((one) => one.sha256 === sha256 && one.type === type))
            unread.push({ sha256, type });
          isWhole = false;
          continue;
        }
        documents.push({ sha256, type, blocks });
        characters += blocks.reduce((sum, block) => sum + block.length, 0);
        if (characters > CHARACTERS_AT_ONCE) await flush();
      }
      if (isWhole) complete.push(manifest);
      if (complete.length >= ISSUES_AT_ONCE) await flush();
      return isWhole;
    },
  };
}

/** None of one without words: it is taken in, too, so that it is not read again. Undefined when it took too much to read. */
async function blocksOf(file: FileEntry, searching: Searching): Promise<readonly string[] | undefined> {
  try {
    return (await textOf(file, searching))?.blocks ?? [];
  } catch (error) {
    if (isFailure(error, "DOCUMENT_UNREAD")) return undefined;
    throw error;
  }
}
