import { mkdtemp, open, rm, type FileHandle } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Digest, digestFromBytes } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { Sha256Stream } from "../core/sha256.ts";
import { MAX_COMPARED_BYTES } from "../verify/compare.ts";

/** A body that was received: hashed whole, and kept on disk for as long as the answer takes if it is not too large. */
export interface Upload {
  readonly size: number;
  readonly sha256: Digest;
  /** Only for an upload of at most MAX_COMPARED_BYTES; empty for a larger one. */
  bytes(): Promise<Uint8Array>;
  dispose(): Promise<void>;
}

export interface Receiving {
  /** In bytes. */
  readonly limit: number;
  readonly sha256Stream: () => Sha256Stream;
}

/** Takes a body in while hashing it, in bounded memory whatever its size. @throws UPLOAD_TOO_LARGE */
export async function receive(request: IncomingMessage, { limit, sha256Stream }: Receiving): Promise<Upload> {
  if (Number(request.headers["content-length"] ?? 0) > limit) fail("UPLOAD_TOO_LARGE", { limit });
  const hash = sha256Stream();
  const spool = await openSpool();
  let size = 0;
  try {
    // Iterating would destroy the request on the way out, and the refusal could not be sent any more.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) fail("UPLOAD_TOO_LARGE", { limit });
      hash.update(chunk);
      if (size <= MAX_COMPARED_BYTES) await spool.file.appendFile(chunk);
    }
  } catch (error) {
    await spool.dispose();
    throw error;
  }
  const whole = size <= MAX_COMPARED_BYTES;
  return {
    size,
    sha256: digestFromBytes(hash.digest()),
    bytes: async () => (whole ? readWhole(spool.file, size) : new Uint8Array(0)),
    dispose: spool.dispose,
  };
}

/**
 * A file that only this process can reach: where the system allows it, its name is taken away while it is open, so that
 * not even a killed server leaves a reader's file behind.
 */
async function openSpool(): Promise<{ file: FileHandle; dispose: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "colophon-upload-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const file = await open(join(folder, "body"), "wx+", 0o600);
  const removed = await remove().then(
    () => true,
    () => false,
  );
  const dispose = async () => {
    await file.close();
    if (!removed) await remove();
  };
  return { file, dispose };
}

async function readWhole(file: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await file.read(bytes, at, size - at, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes;
}
