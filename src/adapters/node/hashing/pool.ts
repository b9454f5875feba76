import { availableParallelism } from "node:os";
import type { HashingPool, Piece } from "../../../core/ports.ts";
import { readAhead } from "./read-ahead.ts";
import { digestAt } from "./runs.ts";
import { type Job, SLAB_BYTES, Workshop, type WorkshopOptions } from "./workshop.ts";

/** More cores than this wait for the disk, or for the one thread that writes. */
const MOST_WORKERS = 3;
const HIRE_AFTER_BYTES = 8 * 1024 * 1024;
/** What lies between two pieces is read too when it is less than this: one long read is faster than two. */
const GAP_BYTES = 4096;

export interface NodeHashingPool extends HashingPool {
  /** Ends the workers. A pool that nobody closes does not keep a program from ending. */
  close(): Promise<void>;
}

/**
 * The machine's cores but one, and the main thread. The workers start when there has been enough to do that it pays:
 * a small issue never pays for them.
 */
export function createHashingPool(options: Partial<WorkshopOptions> = {}): NodeHashingPool {
  const workers = Math.min(MOST_WORKERS, availableParallelism() - 1);
  const workshop = new Workshop({ workers, hireAfter: HIRE_AFTER_BYTES, ...options });
  return {
    readAhead: (files) => readAhead(files, workshop),
    async *digests(path, pieces) {
      for await (const { about, hashed } of workshop.inOrder(jobsOf(path, pieces)))
        for (const [i, piece] of about.entries()) yield [piece, digestAt(hashed, i)] as const;
    },
    close: () => workshop.close(),
  };
}

/** Pieces that lie close together are read at once. */
function* jobsOf<P extends Piece>(path: string, pieces: Iterable<P>): Generator<Job<readonly P[]>> {
  let about: P[] = [];
  for (const piece of pieces) {
    const [first] = about;
    const last = about.at(-1);
    if (first !== undefined && last !== undefined && !joins(first, last, piece)) {
      yield jobOver(path, about);
      about = [];
    }
    about.push(piece);
  }
  if (about.length > 0) yield jobOver(path, about);
}

function joins(first: Piece, last: Piece, piece: Piece): boolean {
  const gap = piece.offset - (last.offset + last.length);
  return gap >= 0 && gap <= GAP_BYTES && piece.offset + piece.length - first.offset <= SLAB_BYTES;
}

function jobOver<P extends Piece>(path: string, about: readonly P[]): Job<readonly P[]> {
  const offset = about[0]?.offset ?? 0;
  const end = about.reduce((sum, piece) => Math.max(sum, piece.offset + piece.length), offset);
  const cuts = about.flatMap((piece) => [piece.offset - offset, piece.length]);
  return { runs: [{ path, offset, at: 0, length: end - offset, cuts }], about };
}
