import { LEAF_BYTES } from "../../../core/dag/chunks.ts";
import type { Announced, FileOnDisk, HashedLeaf, ReadAhead } from "../../../core/ports.ts";
import { digestAt, type Run } from "./runs.ts";
import { type Done, type Job, SLAB_BYTES, type Workshop } from "./workshop.ts";

/** Opening and closing costs as much as hashing some kilobytes: a slab of tiny files is handed on before it is full. */
const MOST_RUNS = 128;

/** Which file each leaf of a slab belongs to, by its number, and where in the slab it lies. */
type About = readonly LeafAt[];

interface LeafAt {
  readonly file: number;
  readonly at: number;
  readonly length: number;
}

/** The announced files, in jobs that are done ahead of their use; see the port. */
export function readAhead(files: readonly Announced[], workshop: Workshop): ReadAhead {
  const numbers = new Map(files.map((file, i) => [file, i]));
  // Everything before it has been asked for, or passed over.
  let next = 0;
  const done = workshop.inOrder(jobsOf(files, () => next));
  let current: { readonly done: Done<About>; at: number } | undefined;

  /** The next leaf in the current slab that belongs to a file not yet passed, left where it is. */
  function atHand(): LeafAt | undefined {
    if (current === undefined) return undefined;
    const { about } = current.done;
    while ((about[current.at]?.file ?? Infinity) < next) current.at += 1;
    return about[current.at];
  }

  /** The same, also from slabs that come later. */
  async function peek(): Promise<{ leaf: LeafAt; leafOf: HashedLeaf | undefined } | undefined> {
    for (;;) {
      const leaf = atHand();
      if (current !== undefined && leaf !== undefined)
        return { leaf, leafOf: hashedLeaf(current.done, current.at) };
      const more = await done.next();
      if (more.done === true) return undefined;
      current = { done: more.value, at: 0 };
    }
  }

  async function* leavesOf(number: number): AsyncGenerator<HashedLeaf> {
    try {
      for (;;) {
        const found = await peek();
        if (found === undefined || found.leaf.file !== number || found.leafOf === undefined) return;
        if (current !== undefined) current.at += 1;
        yield found.leafOf;
      }
    } finally {
      next = Math.max(next, number + 1);
    }
  }

  return {
    leaf(file) {
      const number = numbers.get(file);
      if (number === undefined || number < next || file.file === undefined || file.size > LEAF_BYTES)
        return undefined;
      next = number;
      const leaf = atHand();
      if (current === undefined || leaf?.file !== number) return undefined;
      const found = hashedLeaf(current.done, current.at);
      if (found !== undefined) next = number + 1;
      return found;
    },
    leaves(file) {
      const number = numbers.get(file);
      if (number === undefined || number < next || file.file === undefined) return undefined;
      next = number;
      return leavesOf(number);
    },
    async [Symbol.asyncDispose]() {
      await done.return(undefined);
    },
  };
}

function hashedLeaf({ slab, hashed, about }: Done<About>, index: number): HashedLeaf | undefined {
  const digest = digestAt(hashed, index);
  const leaf = about[index];
  if (digest === undefined || leaf === undefined) return undefined;
  return { digest, bytes: new Uint8Array(slab, leaf.at, leaf.length) };
}

/** Leaves that lie on this disk, in slabs; those of one file that follow each other are read at once. */
function* jobsOf(files: readonly Announced[], next: () => number): Generator<Job<About>> {
  let slab = new SlabOfLeaves();
  for (const [number, { file, size }] of files.entries()) {
    if (file === undefined) continue;
    let offset = 0;
    do {
      if (number < next()) break;
      const length = Math.min(LEAF_BYTES, size - offset);
      if (!slab.hasRoom(length)) {
        yield slab.job();
        slab = new SlabOfLeaves();
      }
      slab.add({ number, file }, offset, length);
      offset += length;
    } while (offset < size);
  }
  if (!slab.isEmpty) yield slab.job();
}

class SlabOfLeaves {
  readonly #runs: { -readonly [Part in keyof Run]: Run[Part] }[] = [];
  readonly #about: LeafAt[] = [];
  #filled = 0;

  get isEmpty(): boolean {
    return this.#about.length === 0;
  }

  hasRoom(length: number): boolean {
    return this.#filled + length <= SLAB_BYTES && this.#runs.length < MOST_RUNS;
  }

  add({ number, file }: { number: number; file: FileOnDisk }, offset: number, length: number): void {
    const at = this.#filled;
    const last = this.#about.at(-1)?.file === number ? this.#runs.at(-1) : undefined;
    if (last === undefined)
      this.#runs.push({ path: file.path, identity: file.identity, offset, at, length, cuts: [at, length] });
    else {
      last.length += length;
      last.cuts = [...last.cuts, at, length];
    }
    this.#about.push({ file: number, at, length });
    this.#filled += length;
  }

  job(): Job<About> {
    return { runs: this.#runs, about: this.#about };
  }
}
