import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { fail, failure, isFailure, reasonOf } from "../../core/errors/error.ts";
import {
  assertDistinctPaths,
  comparePaths,
  type IssuePath,
  isHidden,
  parseIssuePath,
} from "../../core/path.ts";
import type { SourceFile } from "../../core/ports.ts";
import { LIMITS } from "./limits.ts";
import { asPath, type Material } from "./material.ts";

const CHUNK = 1024 * 1024;
const UNIX_TYPE = 0xf000;
const UNIX_LINK = 0xa000;

/**
 * The entries of a zip, each read only when it is asked for. Names that lead elsewhere, links, encrypted entries, more
 * entries or bytes than are credible: refused before anything is unpacked. What an entry unpacks to is held to the size
 * and the checksum that the directory of the zip gives.
 *
 * @throws SOURCE_MALFORMED | SOURCE_TOO_LARGE | PATHS_COLLIDE
 */
export async function openZip(path: string): Promise<Material> {
  const zip = await opened(path);
  try {
    const { files: found, skipped } = await listed(zip, path);
    const files = withoutWrapping(found);
    assertDistinctPaths(files.map((file) => file.path));
    files.sort((a, b) => comparePaths(a.path, b.path));
    return {
      name: path,
      files: new Map(files.map((file) => [file.path, file])),
      skipped,
      close: () => zip.close(),
    };
  } catch (cause) {
    zip.close();
    throw isFailure(cause) ? cause : malformed(path, reasonOf(cause), cause);
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
  } catch (cause) {
    throw malformed(path, reasonOf(cause), cause);
  }
}

async function listed(zip: ZipFile, name: string): Promise<{ files: SourceFile[]; skipped: string[] }> {
  if (zip.entryCount > LIMITS.zipEntries)
    fail("SOURCE_TOO_LARGE", { path: name, limit: LIMITS.zipEntries, kind: "entries of a zip" });
  const files: SourceFile[] = [];
  const skipped: string[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith("/")) continue;
    const path = entryPath(entry, name);
    // Archives made on a Mac hold a shadow of every file.
    if (isHidden(path) || path.startsWith("__MACOSX/")) {
      skipped.push(path);
      continue;
    }
    total += entry.uncompressedSize;
    if (entry.uncompressedSize > LIMITS.zipEntry)
      fail("SOURCE_TOO_LARGE", { path, limit: LIMITS.zipEntry, kind: "an entry of a zip" });
    if (total > LIMITS.zipTotal)
      fail("SOURCE_TOO_LARGE", { path: name, limit: LIMITS.zipTotal, kind: "a zip, unpacked" });
    files.push({ path, size: entry.uncompressedSize, read: () => unpacked(zip, entry, path) });
  }
  return { files, skipped };
}

/** What zips one folder puts everything into it; what is in the folder is meant. */
function withoutWrapping(files: readonly SourceFile[]): SourceFile[] {
  const first = files[0]?.path ?? "";
  const wrapping = first.slice(0, first.indexOf("/") + 1);
  if (wrapping === "" || !files.every((file) => file.path.startsWith(wrapping))) return [...files];
  return files.map((file) => ({ ...file, path: parseIssuePath(file.path.slice(wrapping.length)) }));
}

function entryPath(entry: Entry, zip: string): IssuePath {
  const path = asPath(entry.fileName);
  if (path === undefined) throw malformed(zip, `the name ${entry.fileName} is no path within it`);
  if (entry.isEncrypted()) throw malformed(zip, `${path} is encrypted`);
  if (((entry.externalFileAttributes >>> 16) & UNIX_TYPE) === UNIX_LINK)
    throw malformed(zip, `${path} is a link`);
  if (!entry.canDecodeFileData()) throw malformed(zip, `${path} is packed by a method that is not read`);
  return path;
}

async function* unpacked(zip: ZipFile, entry: Entry, path: IssuePath): AsyncGenerator<Uint8Array> {
  let checksum = 0;
  try {
    const stream: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      checksum = crc32(chunk, checksum);
      for (let from = 0; from < chunk.length; from += CHUNK) yield chunk.subarray(from, from + CHUNK);
    }
  } catch (cause) {
    throw malformed(path, reasonOf(cause), cause);
  }
  if (checksum !== entry.crc32)
    throw malformed(path, "its bytes do not have the checksum that the zip gives");
}

function malformed(path: string, problem: string, cause?: unknown): Error {
  return failure("SOURCE_MALFORMED", { path, kind: "a zip", problem }, cause);
}
