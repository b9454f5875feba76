import type { FileEntry } from "../core/manifest/manifest.ts";
import { isHidden } from "../core/path.ts";
import { type FileSource, wholeFile } from "./whole-file.ts";
import type { Difference, FolderComparison, HeldFile } from "./evidence.ts";

/** Larger files are not held side by side in memory. */
export const MAX_COMPARED_BYTES = 32 * 1024 * 1024;

/** A file the reader holds, whose bytes can be read again to compare them. */
export interface ReadableFile extends HeldFile {
  /** At most MAX_COMPARED_BYTES are asked for. */
  bytes(): Promise<Uint8Array>;
}

/**
 * Holds a file against an archived one and tells how much of them is alike, from both ends: one changed byte or one
 * inserted passage leaves the rest in common.
 *
 * @throws BLOCK_MISSING; BLOCK_MALFORMED when the blocks do not make the file that the manifest lists
 */
export async function compareFile(
  held: ReadableFile,
  archived: FileEntry,
  from: FileSource,
): Promise<Difference> {
  const { path, size, sha256 } = archived;
  const base = { held: bareFile(held), archived: { path, size, sha256 } };
  if (Math.max(held.size, size) > MAX_COMPARED_BYTES)
    return { ...base, commonStart: 0, commonEnd: 0, resemblance: 0 };
  const [mine, theirs] = await Promise.all([held.bytes(), wholeFile(archived, from)]);
  const commonStart = countEqual(mine, theirs, (a, i) => a[i]);
  const shorter = Math.min(mine.length, theirs.length);
  const fromEnd = countEqual(mine, theirs, (a, i) => a[a.length - 1 - i]);
  const commonEnd = Math.min(fromEnd, shorter - commonStart);
  const longer = Math.max(mine.length, theirs.length, 1);
  return { ...base, commonStart, commonEnd, resemblance: (commonStart + commonEnd) / longer };
}

/** Is it, byte for byte, the file that this entry lists? */
export function isListedAs({ sha256, cid }: HeldFile, entry: FileEntry): boolean {
  return entry.sha256 === sha256 && (cid === undefined || cid === entry.cid.toString());
}

/** Which of an issue's files a folder holds unchanged, changed or not at all, and what it holds besides. */
export function compareFolder(held: readonly HeldFile[], archived: readonly FileEntry[]): FolderComparison {
  const mine = new Set(held.map((file) => file.path));
  const listed = new Map<string, FileEntry>(archived.map((file) => [file.path, file]));
  const present = held.flatMap((file) => {
    const entry = listed.get(file.path);
    return entry === undefined ? [] : [{ file, entry }];
  });
  return {
    same: present.filter(({ file, entry }) => isListedAs(file, entry)).map(({ file }) => file.path),
    different: present
      .filter(({ file, entry }) => !isListedAs(file, entry))
      .map(({ file, entry }) => ({ path: file.path, expected: entry.sha256, got: file.sha256 })),
    missing: archived.filter((file) => !mine.has(file.path)).map((file) => file.path),
    // A hidden file that the issue does not list was left out when it was published, too.
    extra: held.filter(({ path }) => !listed.has(path) && !isHidden(path)).map((file) => file.path),
  };
}

/** What is evidence of a file, without what reads it. */
export function bareFile({ path, size, sha256, cid }: HeldFile): HeldFile {
  return { path, size, sha256, ...(cid === undefined ? {} : { cid }) };
}

function countEqual(
  a: Uint8Array,
  b: Uint8Array,
  at: (bytes: Uint8Array, index: number) => number | undefined,
): number {
  const limit = Math.min(a.length, b.length);
  let count = 0;
  while (count < limit && at(a, count) === at(b, count)) count++;
  return count;
}
