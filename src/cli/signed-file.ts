import { existsSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { diskProblem } from "../adapters/disk/errno.ts";
import { fail, reasonOf } from "../core/errors/error.ts";
import type { SignedCall } from "../core/signed-call/call.ts";
import { decodeSignedCall, LARGEST_FILE } from "../core/signed-call/file.ts";

/** Before any work is done for it. @throws FILE_EXISTS */
export function refuseTaken(path: string, force: boolean): void {
  if (!force && existsSync(path)) fail("FILE_EXISTS", { path });
}

/** Writes a file, over another one only by force. Durable on return. @throws FILE_EXISTS | ARCHIVE_DISK */
export async function writeNew(path: string, text: string, force: boolean): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, force ? "w" : "wx");
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") fail("FILE_EXISTS", { path });
    fail("ARCHIVE_DISK", { path, problem: diskProblem(error) }, error);
  } finally {
    await handle?.close();
  }
}

/** @throws SOURCE_MISSING | SOURCE_UNREADABLE | SIGNED_CALL_INVALID | SIGNED_CALL_TYPE_UNKNOWN */
export async function readSignedCall(path: string): Promise<SignedCall> {
  return decodeSignedCall(await readBounded(path, LARGEST_FILE));
}

/** One byte more than a file may have: so much is enough to refuse it, however large it is. @throws SOURCE_MISSING | SOURCE_UNREADABLE */
export async function readBounded(path: string, largest: number): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    const bytes = new Uint8Array(largest + 1);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") fail("SOURCE_MISSING", { path });
    return fail("SOURCE_UNREADABLE", { path, problem: reasonOf(error) }, error);
  } finally {
    await handle?.close();
  }
}
