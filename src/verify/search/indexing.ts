import type { Digest } from "../../core/digest.ts";
import { isFailure } from "../../core/errors/error.ts";
import type { IndexedDocument } from "../../core/ports/text-index.ts";
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
 * back how many issues are not searched: a block of theirs cannot be had now, or it was stopped.
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
      await batch.add(manifest);
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
  let complete: Digest[] = [];
  let characters = 0;
  const flush = async () => {
    const step = { documents, complete };
    [documents, complete, characters] = [[], [], 0];
    if (step.documents.length + step.complete.length > 0) await index.take(step);
  };
  return {
    flush,
    async add(manifest: Digest): Promise<void> {
      const { files } = await manifestFrom(manifest, searching);
      for (const file of files) {
        if (!isDocument(file, reader) || (await index.has(file))) continue;
        const { sha256, type } = file;
        // One without words is taken in, too, so that it is not read again.
        const blocks = (await textOf(file, searching))?.blocks ?? [];
        documents.push({ sha256, type, blocks });
        characters += blocks.reduce((sum, block) => sum + block.length, 0);
        if (characters > CHARACTERS_AT_ONCE) await flush();
      }
      complete.push(manifest);
      if (complete.length >= ISSUES_AT_ONCE) await flush();
    },
  };
}
