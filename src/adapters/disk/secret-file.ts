import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { chmod, link, mkdir, open, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { fail, isFailure } from "../../core/errors/error.ts";
import { diskProblem, errnoOf } from "./errno.ts";
import { renameDurably, syncFolder } from "./sync.ts";

/** Read, write or search by others, or write by the group. Its owner may let a group read, as some secret mounts do. */
const EXPOSED = 0o027;
const MOST_BYTES = 64 * 1024;

/**
 * Writes a new file that its owner alone can read (0600), in a folder that only the owner enters when it has to be made
 * (0700). The file is there whole or not at all, whatever stops the process; one that is there is never touched.
 *
 * @throws KEYSTORE_EXISTS | ARCHIVE_DISK
 */
export async function writeSecretFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await makePrivateFolder(dirname(path));
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await nameOnce(draft, path);
  } catch (error) {
    await unlink(draft).catch(() => {});
    if (isFailure(error)) throw error;
    fail("ARCHIVE_DISK", { path, problem: diskProblem(error) }, error);
  }
}

/** A folder that is there is its owner's business: only those made here are closed to others. */
async function makePrivateFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first !== undefined) await chmod(folder, 0o700);
}

/** A link, unlike a rename, fails when the name is taken; so it is one step, and nobody's file is lost by it. */
async function nameOnce(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
    await unlink(draft);
    await syncFolder(dirname(path));
  } catch (error) {
    const code = errnoOf(error);
    if (code === "EEXIST") fail("KEYSTORE_EXISTS", { file: path });
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "EOPNOTSUPP" && code !== "ENOSYS") throw error;
    await nameWithoutLinks(draft, path);
  }
}

/** For file systems without links: the name is taken first, by an empty file of our own, and that one is replaced. */
async function nameWithoutLinks(draft: string, path: string): Promise<void> {
  try {
    await (await open(path, "wx", 0o600)).close();
  } catch (error) {
    if (errnoOf(error) === "EEXIST") fail("KEYSTORE_EXISTS", { file: path });
    throw error;
  }
  await renameDurably(draft, path);
}

/**
 * Reads a small file that holds a secret, and refuses one that others can get at.
 *
 * @param what how messages name it: without its path where people may have put the secret itself in its place
 * @throws KEY_FILE_EXPOSED | KEY_FILE_UNREADABLE
 */
export async function readSecretFile(path: string, what: string): Promise<string> {
  try {
    await assertPrivate(path);
    const handle = await open(path, constants.O_RDONLY);
    try {
      return await readSmall(handle, what);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isFailure(error)) throw error;
    return fail("KEY_FILE_UNREADABLE", { what, problem: diskProblem(error) });
  }
}

async function assertPrivate(path: string): Promise<void> {
  const { mode } = await stat(path);
  // Windows has no such bits.
  if (process.platform === "win32" || (mode & EXPOSED) === 0) return;
  fail("KEY_FILE_EXPOSED", { file: path, mode: (mode & 0o777).toString(8).padStart(4, "0") });
}

/** To the end of the file or pipe; no more than a key file can hold. */
async function readSmall(handle: Awaited<ReturnType<typeof open>>, what: string): Promise<string> {
  const buffer = Buffer.alloc(MOST_BYTES + 1);
  let size = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, size, buffer.length - size, null);
    size += bytesRead;
    if (bytesRead === 0) return buffer.toString("utf8", 0, size);
    if (size > MOST_BYTES) fail("KEY_FILE_UNREADABLE", { what, problem: `it is over ${MOST_BYTES} bytes` });
  }
}
