import { type Block, uncheckedBlock } from "../block.ts";
import { type CID, documentCid, rawCid } from "../cid.ts";
import { digestFromBytes } from "../digest.ts";
import { encodeEntry, type Entry, problemOf } from "../history/entry.ts";
import { fail } from "../errors/error.ts";
import { type Folded, foldBytes, genesis } from "../history/fold.ts";
import { PackedEntries } from "../history/packed.ts";
import type { BlockRef } from "../ports.ts";
import type { PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { encodeRoot } from "./codec.ts";
import { BLOCK_ENTRIES } from "./format.ts";
import { References } from "./references.ts";

/** A document as whoever has it gives it: hashed, or undefined where nobody has it. */
export type ReadDocument = (cid: CID) => Promise<Block | undefined>;

/** Entries, and what they were found to fold to. */
export interface FoldedEntries {
  readonly entries: PackedEntries;
  readonly folded: Folded;
}

/**
 * A history on its way into a mirror, folded as it comes.
 *
 * `folded` is to be compared with the registry's head before anything is written.
 */
export class MirrorDraft {
  readonly publication: PublicationRef;
  readonly #sha256: Sha256;
  readonly #references: References;
  readonly #entries: PackedEntries;
  #folded: Folded;

  /** Goes on from a history that has been folded already, if one is given. */
  constructor(publication: PublicationRef, sha256: Sha256, known?: FoldedEntries) {
    this.publication = publication;
    this.#sha256 = sha256;
    this.#entries = known?.entries.copy() ?? new PackedEntries();
    this.#references = new References(publication, this.#entries, sha256);
    this.#folded = known?.folded ?? { head: genesis(publication, sha256), entries: 0 };
    for (const entry of this.#entries) this.#references.take(entry);
  }

  get folded(): Folded {
    return this.#folded;
  }

  /** The next entries. @throws HISTORY_BROKEN when the next one is not the one that follows, or is none of a registry's */
  take(entries: Iterable<Entry>): void {
    for (const entry of entries) {
      const problem = problemOf(entry);
      if (problem !== undefined)
        fail("HISTORY_BROKEN", {
          id: this.publication.id,
          problem: `entry ${entry.number} has ${problem}`,
        });
      const bytes = encodeEntry(entry);
      this.#folded = foldBytes(this.#folded, this.publication, bytes, this.#sha256);
      this.#entries.take(bytes);
      this.#references.take(entry);
    }
  }

  /**
   * The blocks of the mirror in its order, of which the first is its root. Documents are asked for one at a time.
   *
   * @throws what `read` throws
   */
  async *blocks(block: BlockRef, read: ReadDocument): AsyncGenerator<Block> {
    const { publication } = this;
    const { head, entries } = this.#folded;
    // Twice the work, and a third of the memory: the root comes first, and names every block of the history.
    const history = Array.from(this.#history(), ({ cid }) => cid);
    yield encodeRoot({ publication, block, entries, head, history }, this.#sha256).block;
    yield* this.#history();
    const wanted = this.#references.wanted();
    let next = wanted.next();
    while (next.done !== true) {
      const found = await read(documentCid(next.value));
      if (found !== undefined) yield found;
      next = wanted.next(found?.bytes);
    }
  }

  *#history(): Generator<Block> {
    const { length } = this.#entries;
    for (let from = 0; from < length; from += BLOCK_ENTRIES) {
      const bytes = this.#entries.bytes(from, Math.min(from + BLOCK_ENTRIES, length));
      yield uncheckedBlock(rawCid(digestFromBytes(this.#sha256(bytes))), bytes);
    }
  }
}
