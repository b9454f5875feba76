import { rawCid } from "../../core/cid.ts";
import { LEAF_BYTES } from "../../core/dag/chunks.ts";
import { fileOf } from "../../core/dag/file-node.ts";
import { leafCount } from "../../core/dag/leaves.ts";
import { digestFromBytes } from "../../core/digest.ts";
import { portableSha256, portableSha256Stream } from "../../core/sha256.ts";
import type { HashKind } from "./message.ts";
import { hasWebCrypto, WHOLE_UP_TO } from "./sizes.ts";

/** Told of progress, in bytes of the file; asked whether to go on. */
export interface Watching {
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** So many pieces are read and hashed at once: one is read while another is hashed, and no more is held. */
const LANES = 4;
const RUN_BYTES = 4 * LEAF_BYTES;

/** A piece for the portable hasher: short enough that a page without workers stays alive between two. */
const PIECE_BYTES = LEAF_BYTES;

/** The SHA-256 in hexadecimal, or the CID. @throws what reading the file throws; the signal's reason */
export function hashBlob(file: Blob, kind: HashKind, watching: Watching): Promise<string> {
  return kind === "sha256" ? sha256Of(file, watching) : cidOf(file, watching);
}

async function sha256Of(file: Blob, watching: Watching): Promise<string> {
  if (hasWebCrypto() && file.size <= WHOLE_UP_TO)
    return digestFromBytes(await nativeSha256(await file.arrayBuffer()));
  const hash = portableSha256Stream();
  let reading = pieceAt(file, 0);
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const piece = await reading;
    watching.signal.throwIfAborted();
    // The next is read while this one is hashed.
    reading = pieceAt(file, at + PIECE_BYTES);
    hash.update(new Uint8Array(piece));
    watching.onProgress(Math.min(at + PIECE_BYTES, file.size));
  }
  return digestFromBytes(hash.digest());
}

function pieceAt(file: Blob, at: number): Promise<ArrayBuffer> {
  const reading = file.slice(at, at + PIECE_BYTES).arrayBuffer();
  // Nobody may wait for it any more when it fails.
  reading.catch(() => {});
  return reading;
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
  const digests = Array.from({ length: leafCount(file.size) }, () => new Uint8Array());
  let [next, done] = [0, 0];
  const lane = async () => {
    for (let at = next; at === 0 || at < file.size; at = next) {
      next = at + RUN_BYTES;
      const run = await file.slice(at, next).arrayBuffer();
      signal.throwIfAborted();
      const first = at / LEAF_BYTES;
      await Promise.all(
        cut(run).map(async (leaf, i) => {
          digests[first + i] = await sha256OfLeaf(leaf);
        }),
      );
      done += run.byteLength;
      onProgress(done);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return digests;
}

/** An empty file is one empty leaf. */
function cut(run: ArrayBuffer): Uint8Array<ArrayBuffer>[] {
  return Array.from(
    { length: leafCount(run.byteLength) },
    (_, i) => new Uint8Array(run, i * LEAF_BYTES, Math.min(LEAF_BYTES, run.byteLength - i * LEAF_BYTES)),
  );
}

async function sha256OfLeaf(leaf: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return hasWebCrypto() ? nativeSha256(leaf) : new Uint8Array(portableSha256(leaf));
}

async function nativeSha256(bytes: BufferSource): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
