import type { HashedLeaf, ReadAhead, SourceFile } from "../ports.ts";
import type { Sha256 } from "../sha256.ts";
import { LEAF_BYTES, rechunk } from "./chunks.ts";

/**
 * The leaves of a file, hashed: from other cores as far as those have read it, the rest from the file itself, which
 * also says what is wrong when it can no longer be read as it was listed. What was given before is then read again, so
 * that the file as a whole is the one that was listed.
 *
 * @throws SOURCE_CHANGED | SOURCE_UNREADABLE
 */
export async function* leavesOf(
  file: SourceFile,
  sha256: Sha256,
  ahead?: ReadAhead,
): AsyncGenerator<HashedLeaf> {
  let given = 0;
  const early = ahead?.leaves(file);
  if (early !== undefined) {
    for await (const leaf of early) {
      yield leaf;
      given += 1;
    }
    if (given === leafCount(file.size)) return;
  }
  let at = 0;
  for await (const bytes of rechunk(file.read())) {
    at += 1;
    if (at > given) yield { bytes, digest: sha256(bytes) };
  }
}

/** An empty file has one empty leaf. */
export function leafCount(size: number): number {
  return Math.max(1, Math.ceil(size / LEAF_BYTES));
}
