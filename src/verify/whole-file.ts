import type { Block } from "../core/block.ts";
import type { CID } from "../core/cid.ts";
import { fileLeaves } from "../core/dag/file.ts";
import { digestFromBytes } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { FileEntry } from "../core/manifest/manifest.ts";
import type { Sha256 } from "../core/sha256.ts";

/** Where an archived file's blocks come from, and what hashes the whole. */
export interface FileSource {
  readonly block: (cid: CID) => Promise<Block | undefined>;
  readonly sha256: Sha256;
}

/**
 * All bytes of an archived file, in memory: ask only for what is small enough.
 *
 * @throws BLOCK_MISSING; BLOCK_MALFORMED when the blocks do not make the file that the manifest lists; those of `block`
 */
export async function wholeFile(
  { cid, size, sha256 }: Pick<FileEntry, "cid" | "size" | "sha256">,
  from: FileSource,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const leaf of fileLeaves(cid, from.block)) {
    // A hostile block could list more leaves than the manifest's size allows for.
    if (at + leaf.length > size)
      fail("BLOCK_MALFORMED", { cid: String(cid), problem: `it holds over ${size} bytes` });
    bytes.set(leaf, at);
    at += leaf.length;
  }
  // What a manifest lists need not be what its publisher stored.
  if (digestFromBytes(from.sha256(bytes)) !== sha256)
    fail("BLOCK_MALFORMED", { cid: String(cid), problem: `it is not the file with the SHA-256 ${sha256}` });
  return bytes;
}
