import { rmSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Block } from "../../core/block.ts";
import type { CID } from "../../core/cid.ts";
import { fail, failure, isFailure } from "../../core/errors/error.ts";
import type { MirrorFile } from "../../core/mirror/port.ts";
import type { Car } from "../../core/ports.ts";
import { DiskCarWriter } from "./car-writer.ts";
import { diskProblem } from "./errno.ts";

/** Larger ones are no faster, and leave more behind for the collector: an audit may go through thousands of files. */
const CHUNK_BYTES = 64 * 1024;

/** A mirror on this disk, open until it is disposed of; `name` is how messages name it. @throws MIRROR_UNREADABLE */
export async function openMirrorFile(path: string, name = path): Promise<MirrorFile & AsyncDisposable> {
  const reading = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (isFailure(error)) throw error;
      throw failure("MIRROR_UNREADABLE", { name, problem: diskProblem(error) }, error);
    }
  };
  const { handle, size } = await reading(async () => {
    const opened = await open(path, "r");
    const found = await opened.stat();
    if (found.isFile()) return { handle: opened, size: found.size };
    await opened.close();
    return fail("MIRROR_UNREADABLE", { name, problem: "it is no file" });
  });
  return {
    name,
    async *chunks() {
      for (let at = 0; at < size;) {
        const chunk = await reading(() => bytesOf(handle, at, Math.min(CHUNK_BYTES, size - at)));
        if (chunk.length === 0) return;
        yield chunk;
        at += chunk.length;
      }
    },
    at: (offset, length) => reading(() => bytesOf(handle, offset, length)),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

async function bytesOf(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/**
 * Writes blocks as a CAR whose root is the first of them: whole or not at all, replacing what had the name.
 *
 * @throws STORE_FULL | ARCHIVE_DISK, and whatever the blocks throw
 */
export async function writeMirrorFile(path: string, blocks: AsyncIterable<Block>): Promise<Car> {
  const partial = `${path}.${process.pid}.partial`;
  const abandon = () => rmSync(partial, { force: true });
  const released = () => void process.off("exit", abandon);
  const writer = await DiskCarWriter.create({ partial, finished: () => path, released });
  // An interrupted run ends without unwinding.
  process.once("exit", abandon);
  try {
    let root: CID | undefined;
    for await (const { cid, bytes } of blocks) {
      root ??= cid;
      await writer.put(cid, bytes);
    }
    if (root === undefined) return fail("INTERNAL", { problem: "a mirror has no block" });
    return await writer.finish(root);
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
