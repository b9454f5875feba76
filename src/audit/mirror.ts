import { fail } from "../core/errors/error.ts";
import { PackedEntries } from "../core/history/packed.ts";
import type { MirrorRoot } from "../core/mirror/format.ts";
import type { MirrorFile } from "../core/mirror/port.ts";
import { type MirrorReading, readMirror } from "../core/mirror/read.ts";
import type { Store } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";
import { Places, placesAsStore } from "./car-source.ts";

/** A mirror that has been read: consistent in itself, and not yet compared with the registry. */
export interface OpenMirror {
  readonly name: string;
  readonly root: MirrorRoot;
  readonly entries: PackedEntries;
  /** The documents in it, as a store that is only read from. */
  readonly documents: Store;
}

export interface MirrorOpening extends Omit<MirrorReading, "name" | "entries"> {
  readonly file: MirrorFile;
  readonly onEntries?: (count: number) => void;
}

/**
 * Reads a mirror whole. Of its documents it keeps where they lie.
 *
 * @throws MIRROR_INVALID | MIRROR_TYPE_UNKNOWN | MIRROR_FOREIGN | MIRROR_UNREADABLE
 */
export async function openMirror({ file, onEntries, ...reading }: MirrorOpening): Promise<OpenMirror> {
  const { name } = file;
  const entries = new PackedEntries();
  const places = new Places();
  let root: MirrorRoot | undefined;
  for await (const part of readMirror(file.chunks(), { ...reading, name, entries })) {
    if (part.kind === "root") root = part.root;
    else if (part.kind === "document")
      places.add(part.digest, { offset: part.offset, length: part.bytes.length });
    else onEntries?.(entries.length);
  }
  if (root === undefined) return fail("MIRROR_INVALID", { name, problem: "it is empty" });
  return { name, root, entries, documents: placesAsStore(file, places) };
}

/** What a mirror says of itself: of the rest nothing is read. @throws as `openMirror` */
export async function mirrorRoot(file: MirrorFile, sha256: Sha256): Promise<MirrorRoot> {
  const { name } = file;
  for await (const part of readMirror(file.chunks(), { name, sha256 }))
    if (part.kind === "root") return part.root;
  return fail("MIRROR_INVALID", { name, problem: "it is empty" });
}
