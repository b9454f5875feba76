import { sep } from "node:path";
import { comparePaths, type IssuePath } from "../../core/path.ts";
import type { SourceFile } from "../../core/ports.ts";
import type { FileIdentity } from "../../core/ports/hashing.ts";
import { diskFile } from "./source-file.ts";

/** Files of one page of the table. */
const PAGE = 1024;
/** Of a file: device, inode, size, and the times of its content and its entry. */
const NUMBERS = 5;

/** A file as it was found. */
export interface FoundFile {
  readonly path: IssuePath;
  /** The path on disk, spelled as the system spells it. */
  readonly at: string;
  readonly identity: FileIdentity;
}

/**
 * The files below a folder in the order of a manifest, each made when it is asked for: tens of thousands of them take
 * 48 bytes each besides their paths, where an object with its times takes a thousand.
 */
export class FileTable {
  readonly #folder: string;
  /** In order. */
  readonly #paths: readonly IssuePath[];
  /** Where the numbers of each of them are. */
  readonly #rows: Uint32Array;
  readonly #pages: readonly BigInt64Array[];
  /** By row: where a file lies whose name on disk is not the one in its path. */
  readonly #elsewhere: ReadonlyMap<number, string>;

  /** @param folder where the paths begin */
  constructor(folder: string, found: Iterable<FoundFile>) {
    const paths: IssuePath[] = [];
    const pages: BigInt64Array[] = [];
    const elsewhere = new Map<number, string>();
    for (const { path, at, identity } of found) {
      const row = paths.push(path) - 1;
      if (row % PAGE === 0) pages.push(new BigInt64Array(PAGE * NUMBERS));
      const { dev, ino, size, mtimeNs, ctimeNs } = identity;
      pages.at(-1)?.set([dev, ino, size, mtimeNs, ctimeNs], (row % PAGE) * NUMBERS);
      if (at !== placeOf(folder, path)) elsewhere.set(row, at);
    }
    const rows = Uint32Array.from(paths.keys());
    rows.sort((a, b) => comparePaths(paths[a] as IssuePath, paths[b] as IssuePath));
    this.#folder = folder;
    this.#paths = Array.from(rows, (row) => paths[row] as IssuePath);
    this.#rows = rows;
    this.#pages = pages;
    this.#elsewhere = elsewhere;
  }

  get size(): number {
    return this.#paths.length;
  }

  keys(): Iterable<IssuePath> {
    return this.#paths;
  }

  *values(): Generator<SourceFile> {
    for (const index of this.#paths.keys()) {
      const file = this.#file(index);
      if (file !== undefined) yield file;
    }
  }

  has(path: IssuePath): boolean {
    return this.#indexOf(path) !== undefined;
  }

  get(path: IssuePath): SourceFile | undefined {
    const index = this.#indexOf(path);
    return index === undefined ? undefined : this.#file(index);
  }

  #indexOf(path: IssuePath): number | undefined {
    for (let from = 0, to = this.#paths.length; from < to;) {
      const middle = (from + to) >>> 1;
      const found = this.#paths[middle];
      if (found === undefined) return undefined;
      const order = comparePaths(found, path);
      if (order === 0) return middle;
      if (order < 0) from = middle + 1;
      else to = middle;
    }
    return undefined;
  }

  #file(index: number): SourceFile | undefined {
    const [path, row] = [this.#paths[index], this.#rows[index]];
    if (path === undefined || row === undefined) return undefined;
    const at = this.#elsewhere.get(row) ?? placeOf(this.#folder, path);
    return diskFile({ path, at, identity: this.#identity(row) });
  }

  #identity(row: number): FileIdentity {
    const from = (row % PAGE) * NUMBERS;
    const numbers = this.#pages[Math.floor(row / PAGE)]?.subarray(from, from + NUMBERS) ?? [];
    const [dev = 0n, ino = 0n, size = 0n, mtimeNs = 0n, ctimeNs = 0n] = numbers;
    // Times before 1970 are negative; devices and inodes take all 64 bits on some file systems.
    return { dev: BigInt.asUintN(64, dev), ino: BigInt.asUintN(64, ino), size, mtimeNs, ctimeNs };
  }
}

function placeOf(folder: string, path: IssuePath): string {
  return `${folder}${sep}${sep === "/" ? path : path.replaceAll("/", sep)}`;
}
