import type { Block } from "../core/block.ts";
import type { CID } from "../core/cid.ts";
import { fileLeaves } from "../core/dag/file.ts";
import { digestFromBytes } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { FileEntry } from "../core/manifest/manifest.ts";
import type { Sha256 } from "../core/sha256.ts";
import { isHidden } from "../core/path.ts";
import type { Difference, FolderComparison, HeldFile } from "./evidence.ts";

/** Larger files are not held side by side in memory. */
export const MAX_COMPARED_BYTES = 32 * 1024 * 1024;

/** A file the reader holds, whose bytes can be read again to compare them. */
export interface ReadableFile extends HeldFile {
  /** At most MAX_COMPARED_BYTES are asked for. */
  bytes(): Promise<Uint8Array>;
}

/** Where the archived file's blocks come from, and what hashes the whole. */
export interface ComparedFrom {
  readonly block: (cid: CID) => Promise<Block | undefined>;
  readonly sha256: Sha256;
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
  from: ComparedFrom,
): Promise<Difference> {
  const { path, size, sha256 } = archived;
  const base = { held: bareFile(held), archived: { path, size, sha256 } };
  if (Math.max(held.size, size) > MAX_COMPARED_BYTES)
    return { ...base, commonStart: 0, commonEnd: 0, resemblance: 0 };
  const [mine, theirs] = await Promise.all([held.bytes(), whole(archived, from)]);
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

async function whole({ cid, size, sha256 }: FileEntry, from: ComparedFrom): Promise<Uint8Array> {
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
