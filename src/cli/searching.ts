import { isolatedReader } from "../adapters/document/isolated-reader.ts";
import { openTextIndex } from "../adapters/index/text-index.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import { type ArchiveSearch, openSearch } from "../verify/search/archive-search.ts";
import type { Reading } from "./compose.ts";
import { dataPath } from "./config.ts";
import { isolatedDifference } from "./isolated-difference.ts";
import { counted } from "../core/plural.ts";
import type { Output } from "./output.ts";

export type OpenedSearch = ArchiveSearch & AsyncDisposable;

/**
 * The archive's index of words, in a file beside the catalogue, and the threads that read and compare documents.
 * @throws ARCHIVE_DISK
 */
export function openSearching({ archive, place }: Reading): OpenedSearch {
  const index = openTextIndex(dataPath(place.folder, "text.sqlite"));
  const reader = isolatedReader();
  const comparing = isolatedDifference();
  const { differenceOf } = comparing;
  const opened = openSearch({ archive, index, reader, differenceOf, sha256: nodeSha256 });
  const stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  return {
    ...opened,
    catchUp(indexing = {}) {
      const catching = opened.catchUp({ ...indexing, signal: stopping.signal });
      running = catching.catch(() => undefined);
      return catching;
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      // A document that was cut off half-way must not pass for one without words.
      await running;
      await reader.close();
      await comparing.close();
      index.close();
    },
  };
}

const TOLD_EVERY_MS = 5000;

/** Takes in what is not in the index yet: the first time that may take minutes, and whoever waits is told. */
export async function catchUp(search: ArchiveSearch, output: Pick<Output, "note">): Promise<number> {
  let told = performance.now();
  return search.catchUp({
    onProgress: ({ done, of }) => {
      if (performance.now() - told < TOLD_EVERY_MS) return;
      told = performance.now();
      output.note(`reading the words of ${counted(of, "issue")} that are not indexed yet: ${done} done`);
    },
  });
}
