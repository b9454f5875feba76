import { join } from "node:path";
import { isolatedReader } from "../../src/adapters/document/isolated-reader.ts";
import { openTextIndex } from "../../src/adapters/index/text-index.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { isolatedDifference } from "../../src/cli/isolated-difference.ts";
import type { Archive } from "../../src/verify/archive.ts";
import type { Searching } from "../../src/verify/search/parts.ts";

/** An archive with a real index in a folder and a real reader; close it in the end. */
export function searchingOf(
  archive: Archive,
  folder: string,
  now?: () => number,
): Searching & { close(): Promise<void> } {
  const index = openTextIndex(join(folder, "text.sqlite"), now);
  const reader = isolatedReader();
  const comparing = isolatedDifference();
  return {
    ...{ archive, index, reader, sha256: nodeSha256, differenceOf: comparing.differenceOf },
    async close() {
      index.close();
      await reader.close();
      await comparing.close();
    },
  };
}
