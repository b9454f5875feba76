import { type CID, cidDigest } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { PackedDigests } from "../core/packed-digests.ts";
import { fail } from "../core/errors/error.ts";
import { PackedEntries } from "../core/history/packed.ts";
import type { MirrorRoot } from "../core/mirror/format.ts";
import type { MirrorFile } from "../core/mirror/port.ts";
import { type MirrorReading, readMirror } from "../core/mirror/read.ts";
import type { Store } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";

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
  const block = async (cid: CID) => {
    const place = places.find(cidDigest(cid));
    return place === undefined ? undefined : file.at(place.offset, place.length);
  };
  const put = async () => fail("STORE_REFUSED", { store: name, problem: "it is only read from" });
  return { name, root, entries, documents: { id: name, operator: name, block, put } };
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** Where documents lie, of which there may be a million: numbers in arrays, and no object for each. */
class Places {
  readonly #digests = new PackedDigests();
  readonly #offsets: number[] = [];
  readonly #lengths: number[] = [];

  add(digest: Digest, { offset, length }: Place): void {
    if (!this.#digests.add(digest)) return;
    this.#offsets.push(offset);
    this.#lengths.push(length);
  }

  find(digest: Digest): Place | undefined {
    const place = this.#digests.placeOf(digest);
    const [offset, length] = place === undefined ? [] : [this.#offsets[place], this.#lengths[place]];
    return offset === undefined || length === undefined ? undefined : { offset, length };
  }
}

/** What a mirror says of itself: of the rest nothing is read. @throws as `openMirror` */
export async function mirrorRoot(file: MirrorFile, sha256: Sha256): Promise<MirrorRoot> {
  const { name } = file;
  for await (const part of readMirror(file.chunks(), { name, sha256 }))
    if (part.kind === "root") return part.root;
  return fail("MIRROR_INVALID", { name, problem: "it is empty" });
}
