import type { Block } from "../core/block.ts";
import type { CID } from "../core/cid.ts";
import { fileLeaves } from "../core/dag/file.ts";
import type { FileEntry } from "../core/manifest/manifest.ts";
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
 */
export async function compareFile(
  held: ReadableFile,
  archived: FileEntry,
  read: (cid: CID) => Promise<Block | undefined>,
): Promise<Difference> {
  const { path, size, sha256 } = archived;
  const base = { held: pick(held), archived: { path, size, sha256 } };
  if (Math.max(held.size, size) > MAX_COMPARED_BYTES)
    return { ...base, commonStart: 0, commonEnd: 0, resemblance: 0 };
  const [mine, theirs] = await Promise.all([held.bytes(), whole(archived, read)]);
  const commonStart = countEqual(mine, theirs, (a, i) => a[i]);
  const shorter = Math.min(mine.length, theirs.length);
  const fromEnd = countEqual(mine, theirs, (a, i) => a[a.length - 1 - i]);
  const commonEnd = Math.min(fromEnd, shorter - commonStart);
  const longer = Math.max(mine.length, theirs.length, 1);
  return { ...base, commonStart, commonEnd, resemblance: (commonStart + commonEnd) / longer };
}

/** Which of an issue's files a folder holds unchanged, changed or not at all, and what it holds besides. */
export function compareFolder(held: readonly HeldFile[], archived: readonly FileEntry[]): FolderComparison {
  const mine = new Map(held.map((file) => [file.path, file]));
  const listed = new Set<string>(archived.map((file) => file.path));
  const present = archived.flatMap((file) => {
    const copy = mine.get(file.path);
    return copy === undefined ? [] : [{ path: file.path, expected: file.sha256, got: copy.sha256 }];
  });
  return {
    same: present.filter((file) => file.expected === file.got).map((file) => file.path),
    different: present.filter((file) => file.expected !== file.got),
    missing: archived.filter((file) => !mine.has(file.path)).map((file) => file.path),
    extra: held.filter((file) => !listed.has(file.path)).map((file) => file.path),
  };
}

function pick({ path, size, sha256 }: HeldFile): HeldFile {
  return { path, size, sha256 };
}

async function whole(file: FileEntry, read: (cid: CID) => Promise<Block | undefined>): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.size);
  let at = 0;
  for await (const leaf of fileLeaves(file.cid, read)) {
    // A hostile block could list more leaves than the manifest's size allows for.
    if (at + leaf.length > bytes.length) break;
    bytes.set(leaf, at);
    at += leaf.length;
  }
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
