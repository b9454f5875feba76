import { type BigIntStats, type Dirent, lstatSync, readdirSync } from "node:fs";
import { basename, resolve, sep } from "node:path";
import { fail, failure } from "../../core/errors/error.ts";
import { assertDistinctPaths, parseIssuePath } from "../../core/path.ts";
import type { SourceFile } from "../../core/ports.ts";
import { diskProblem, errnoOf } from "./errno.ts";
import { FileTable, type FoundFile } from "./file-table.ts";
import { nameOnDisk } from "./name.ts";

export interface SourceOptions {
  /** Take hidden files and folders too (names that start with a dot). */
  readonly hidden?: boolean;
  /** Files at the top of the folder that are not content, such as `issue.yaml`. */
  readonly leaveOut?: readonly string[];
}

export interface SourceListing {
  /** In the order of a manifest. */
  readonly files: SourceFile[];
  /** Hidden files and folders that were left out; a folder ends with `/`. */
  readonly skipped: string[];
}

/** One thing found in a folder: its name as the manifest writes it, and where it lies. */
interface Found {
  readonly path: string;
  /** Not in NFC where the disk's names are not. */
  readonly at: string;
  readonly stats: BigIntStats;
}

/** The same of a folder with more files than there should be objects. */
export interface TableListing {
  readonly files: FileTable;
  readonly skipped: string[];
}

/**
 * Lists the files of a folder and all folders below it, or the one file that is named. Nothing is read yet.
 *
 * @throws SOURCE_MISSING | SOURCE_EMPTY | SOURCE_SYMLINK | SOURCE_SPECIAL | SOURCE_UNREADABLE | SOURCE_CHANGED |
 *   PATH_INVALID | PATHS_COLLIDE
 */
export async function listSource(path: string, options: SourceOptions = {}): Promise<SourceListing> {
  const { files, skipped } = await listTable(path, options);
  return { files: [...files.values()], skipped };
}

/** The same, with each file made when it is asked for. @throws as `listSource` */
// The listing is synchronous because it is several times faster.
export async function listTable(path: string, options: SourceOptions = {}): Promise<TableListing> {
  const at = resolve(path);
  const stats = statTop(path, at);
  const skipped: string[] = [];
  const found = stats.isDirectory()
    ? filesBelow({ path: "", at, stats }, options, skipped)
    : [{ path: nameOnDisk(Buffer.from(basename(path)), ""), at, stats }];
  const files = new FileTable(at, asFiles(found));
  if (files.size === 0) fail("SOURCE_EMPTY", { path });
  assertDistinctPaths(files.keys());
  return { files, skipped: skipped.sort() };
}

function* asFiles(found: Iterable<Found>): Generator<FoundFile> {
  for (const { path, at, stats } of found) {
    const { dev, ino, size, mtimeNs, ctimeNs } = stats;
    yield { path: parseIssuePath(path), at, identity: { dev, ino, size, mtimeNs, ctimeNs } };
  }
}

function statTop(path: string, at: string): BigIntStats {
  try {
    return fileOrFolder(path, lstatSync(at, { bigint: true }));
  } catch (cause) {
    if (["ENOENT", "ENOTDIR"].includes(errnoOf(cause) ?? "")) fail("SOURCE_MISSING", { path }, cause);
    throw unreadable(path, cause);
  }
}

function* filesBelow(folder: Found, options: SourceOptions, skipped: string[]): Generator<Found> {
  const names = new Map<string, string>();
  for (const entry of entriesOf(folder)) {
    const path = nameOnDisk(entry.name, folder.path);
    const spelling = entry.name.toString();
    if (options.hidden !== true && spelling.startsWith(".")) {
      skipped.push(entry.isDirectory() ? `${path}/` : path);
      continue;
    }
    // Two spellings of one name (composed and decomposed) would become one path, and two folders would be mixed.
    if (names.has(path)) fail("PATHS_COLLIDE", { first: names.get(path) ?? path, second: spelling });
    names.set(path, spelling);
    const found = statFound(path, `${folder.at}${sep}${spelling}`);
    if (found.stats.isDirectory()) yield* filesBelow(found, options, skipped);
    else if (options.leaveOut?.includes(path) !== true) yield found;
  }
}

function entriesOf(folder: Found): Dirent<Buffer>[] {
  try {
    return readdirSync(folder.at, { withFileTypes: true, encoding: "buffer" });
  } catch (cause) {
    throw unreadable(folder.path || folder.at, cause);
  }
}

function statFound(path: string, at: string): Found {
  try {
    return { path, at, stats: fileOrFolder(path, lstatSync(at, { bigint: true })) };
  } catch (cause) {
    if (errnoOf(cause) === "ENOENT")
      fail("SOURCE_CHANGED", { path, expected: "a file", got: "nothing" }, cause);
    throw unreadable(path, cause);
  }
}

function fileOrFolder(path: string, stats: BigIntStats): BigIntStats {
  if (stats.isSymbolicLink()) fail("SOURCE_SYMLINK", { path });
  if (!stats.isFile() && !stats.isDirectory()) fail("SOURCE_SPECIAL", { path });
  return stats;
}

function unreadable(path: string, cause: unknown): unknown {
  if (errnoOf(cause) === undefined) return cause;
  return failure("SOURCE_UNREADABLE", { path, problem: diskProblem(cause) }, cause);
}
