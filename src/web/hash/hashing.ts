import { rawCid } from "../../core/cid.ts";
import { LEAF_BYTES } from "../../core/dag/chunks.ts";
import { fileOf } from "../../core/dag/file-node.ts";
import { leafCount } from "../../core/dag/leaves.ts";
import { digestFromBytes } from "../../core/digest.ts";
import { portableSha256, portableSha256Stream } from "../../core/sha256.ts";
import type { HashKind } from "./message.ts";
import { piecesOf } from "./pieces.ts";
import { hasWebCrypto, WHOLE_UP_TO } from "./sizes.ts";

/** Told of progress, in bytes of the file; asked whether to go on. */
export interface Watching {
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** So many parts of a large file are read and hashed at once: while one waits for the disk, another is hashed. */
const LANES = 3;

/** The SHA-256 in hexadecimal, or the CID. @throws what reading the file throws; the signal's reason */
export function hashBlob(file: Blob, kind: HashKind, watching: Watching): Promise<string> {
  return kind === "sha256" ? sha256Of(file, watching) : cidOf(file, watching);
}

async function sha256Of(file: Blob, watching: Watching): Promise<string> {
  if (hasWebCrypto() && file.size <= WHOLE_UP_TO)
    return digestFromBytes(await nativeSha256(await file.arrayBuffer()));
  const hash = portableSha256Stream();
  let done = 0;
  for await (const piece of piecesOf(file)) {
    watching.signal.throwIfAborted();
    hash.update(piece);
    done += piece.length;
    watching.onProgress(done);
  }
  return digestFromBytes(hash.digest());
}

async function cidOf(file: Blob, watching: Watching): Promise<string> {
  const digests = await leafDigests(file, watching);
  const leaves = digests.map((digest, i) => {
    const fileBytes = Math.min(LEAF_BYTES, file.size - i * LEAF_BYTES);
    return { cid: rawCid(digestFromBytes(digest)), fileBytes, dagBytes: fileBytes };
  });
  const { cid } = await fileOf(leaves, { put: async () => {} }, portableSha256);
  return cid.toString();
}

async function leafDigests(file: Blob, { onProgress, signal }: Watching): Promise<readonly Uint8Array[]> {
  // An empty file is one empty leaf.
  if (file.size === 0) return [await sha256OfLeaf(new Uint8Array())];
  const perLane = Math.ceil(leafCount(file.size) / LANES);
  let done = 0;
  const lane = async (first: number): Promise<readonly Uint8Array[]> => {
    const part = file.slice(first * LEAF_BYTES, (first + perLane) * LEAF_BYTES);
    const digests: Uint8Array[] = [];
    for await (const leaf of piecesOf(part)) {
      signal.throwIfAborted();
      digests.push(await sha256OfLeaf(leaf));
      done += leaf.length;
      onProgress(done);
    }
    return digests;
  };
  const lanes = await Promise.all(Array.from({ length: LANES }, (_, i) => lane(i * perLane)));
  return lanes.flat();
}

async function sha256OfLeaf(leaf: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return hasWebCrypto() ? nativeSha256(leaf) : new Uint8Array(portableSha256(leaf));
}

async function nativeSha256(bytes: BufferSource): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
