import { closeSync, mkdirSync, openSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { type CID, cidDigest, parseCid } from "../../core/cid.ts";
import type { Digest } from "../../core/digest.ts";
import { isFailure } from "../../core/errors/error.ts";
import {
  type BlockIndex,
  type IndexedBlock,
  isSqlite,
  type Location,
  openBlockIndex,
  removeBlockIndex,
  SQLITE_DAMAGED,
} from "./block-index.ts";
import { bytesAt, sectionsOf } from "./car-file.ts";
import { errnoOf } from "./errno.ts";

const ENDING = ".car";

/** What reading a block gave: its bytes, or the digest of what lies there instead, or neither. */
export interface Reading {
  readonly bytes?: Uint8Array;
  readonly damaged?: Digest;
}

type Folders = readonly string[];

/** The CAR files of a store and the index over them, kept in step with each other and with other processes. */
export class BlockFiles {
  readonly folder: string;
  readonly #indexFile: string;
  readonly #apart: Folders;
  #index: BlockIndex;
  #seen: bigint | undefined;

  /**
   * The index lies in `directory`, the CAR files in `folder`. A file that is the very one in another of this machine's
   * stores (`apart`), by a link of either kind, is no copy: it counts as not there.
   */
  constructor(directory: string, folder: string, apart: Folders = []) {
    this.folder = folder;
    this.#apart = apart;
    this.#indexFile = join(directory, "index.sqlite");
    for (const one of [directory, folder]) mkdirSync(one, { recursive: true });
    this.#index = openBlockIndex(this.#indexFile);
    this.reconcile({ always: true });
  }

  fileOf(root: CID): string {
    return join(this.folder, nameOf(root));
  }

  /** What names the folder, by whatever path it is reached. */
  where(): string {
    const { dev, ino } = statSync(this.folder, { bigint: true });
    return `folder ${dev}:${ino}`;
  }

  roots(): CID[] {
    return this.#names().flatMap((name) => rootOf(name) ?? []);
  }

  /** Whether the root has a CAR here that is this store's own. */
  has(root: CID): boolean {
    return this.#stampOf(nameOf(root)) !== undefined;
  }

  /** True when a CAR other than that of this root gives the block intact: the one about to be replaced does not count. */
  givesBeside(digest: Digest, root: CID, hash: (bytes: Uint8Array) => Digest): boolean {
    const beside = this.#with((index) => index.find(digest)).filter(({ name }) => name !== nameOf(root));
    return this.#readFrom(beside, digest, hash).bytes !== undefined;
  }

  /** From the first CAR that has the block intact; one that cannot be read counts only when no other has it. */
  read(digest: Digest, hash: (bytes: Uint8Array) => Digest): Reading {
    return this.#readFrom(
      this.#with((index) => index.find(digest)),
      digest,
      hash,
    );
  }

  #readFrom(locations: readonly Location[], digest: Digest, hash: (bytes: Uint8Array) => Digest): Reading {
    let damaged: Digest | undefined;
    let unreadable: unknown;
    for (const location of locations) {
      try {
        const bytes = this.#bytesAt(location);
        if (bytes === undefined) continue;
        const got = hash(bytes);
        if (got === digest) return { bytes };
        damaged = got;
      } catch (error) {
        if (errnoOf(error) === undefined) throw error;
        unreadable = error;
      }
    }
    if (unreadable !== undefined) throw unreadable;
    return damaged === undefined ? {} : { damaged };
  }

  /** Where the blocks of a root's own CAR lie, in order; none when it has none. */
  blocksOf(root: CID): readonly Omit<Location, "name">[] {
    return this.#with((index) => index.blocksOf(nameOf(root)));
  }

  /** Gives a verified CAR its name, in place of any other, and indexes it. The caller syncs the folder. */
  place(file: string, root: CID, blocks: readonly IndexedBlock[]): void {
    this.#with((index) => {
      index.exclusively(() => {
        renameSync(file, this.fileOf(root));
        index.replace(nameOf(root), this.#stampOf(nameOf(root)) ?? "", blocks);
      });
    });
  }

  /**
   * Brings the index in step with the CAR files: takes in unknown and changed ones, forgets those that are gone. Does
   * nothing while the folder is as it was last seen, unless told `always`. Returns whether it looked.
   */
  reconcile({ always = false }: { always?: boolean } = {}): boolean {
    const seen = statSync(this.folder, { bigint: true }).mtimeNs;
    if (!always && seen === this.#seen) return false;
    this.#with((index) => {
      this.#takeIn(index);
    });
    this.#seen = seen;
    return true;
  }

  close(): void {
    this.#index.close();
  }

  #names(): string[] {
    return readdirSync(this.folder).filter((name) => rootOf(name) !== undefined);
  }

  #takeIn(index: BlockIndex): void {
    const known = index.cars();
    const stamps = new Map(this.#names().map((name) => [name, this.#stampOf(name)]));
    const stale = [...stamps].filter(([name, stamp]) => known.get(name) !== stamp);
    const gone = [...known.keys()].filter((name) => !stamps.has(name));
    if (stale.length + gone.length === 0) return;
    index.exclusively(() => {
      for (const name of gone) if (this.#stampOf(name) === undefined) index.forget(name);
      for (const [name] of stale) this.#scan(index, name);
    });
  }

  /** Indexes what is readable of a CAR; a damaged one may still have most of its blocks. */
  #scan(index: BlockIndex, name: string): void {
    const file = join(this.folder, name);
    const stamp = this.#stampOf(name);
    if (stamp === undefined) index.forget(name);
    else index.replace(name, stamp, readableBlocks(file, name));
  }

  /** Changes whenever the file is replaced, grows, shrinks or is rewritten; undefined when there is none. */
  #stampOf(name: string): string | undefined {
    const stats = statsOf(join(this.folder, name));
    if (stats === undefined) return undefined;
    for (const folder of this.#apart) {
      const other = statsOf(join(folder, name));
      if (other !== undefined && other.dev === stats.dev && other.ino === stats.ino) return undefined;
    }
    return `${stats.ino}:${stats.size}:${stats.mtimeNs}`;
  }

  #bytesAt({ name, offset, length }: Location): Uint8Array | undefined {
    const descriptor = opened(join(this.folder, name));
    if (descriptor === undefined) return undefined;
    try {
      return bytesAt({ descriptor, size: Infinity, name }, offset, length);
    } finally {
      closeSync(descriptor);
    }
  }

  /** A damaged index is thrown away and made anew: everything in it is in the CAR files. */
  #with<T>(use: (index: BlockIndex) => T): T {
    try {
      return use(this.#index);
    } catch (error) {
      if (!isSqlite(error, ...SQLITE_DAMAGED)) throw error;
      this.#index.close();
      removeBlockIndex(this.#indexFile);
      this.#index = openBlockIndex(this.#indexFile);
      this.#takeIn(this.#index);
      return use(this.#index);
    }
  }
}

function* readableBlocks(file: string, name: string): Generator<IndexedBlock> {
  const descriptor = openSync(file, "r");
  try {
    const car = { descriptor, size: statSync(file).size, name };
    const root = rootOf(name);
    if (root === undefined) return;
    for (const { cid, offset, length } of sectionsOf(car, root))
      yield { digest: cidDigest(cid), offset, length };
  } catch (error) {
    if (!isFailure(error, "CAR_MALFORMED")) throw error;
  } finally {
    closeSync(descriptor);
  }
}

function nameOf(root: CID): string {
  return root.toString() + ENDING;
}

/** The root in a CAR file's name, or undefined for any other file. */
function rootOf(name: string): CID | undefined {
  try {
    return name.endsWith(ENDING) ? parseCid(name.slice(0, -ENDING.length)) : undefined;
  } catch (error) {
    if (isFailure(error, "CID_INVALID")) return undefined;
    throw error;
  }
}

function opened(file: string): number | undefined {
  try {
    return openSync(file, "r");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function statsOf(file: string) {
  return statSync(file, { bigint: true, throwIfNoEntry: false });
}
