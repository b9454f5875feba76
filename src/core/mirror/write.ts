import { type Block, uncheckedBlock } from "../block.ts";
import { type CID, documentCid, rawCid } from "../cid.ts";
import { digestFromBytes } from "../digest.ts";
import { encodeEntry, type Entry, ENTRY_BYTES, problemOf } from "../history/entry.ts";
import { fail } from "../errors/error.ts";
import { type Folded, foldBytes, genesis } from "../history/fold.ts";
import type { BlockRef } from "../ports.ts";
import type { PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { encodeRoot } from "./codec.ts";
import { BLOCK_ENTRIES } from "./format.ts";
import { References } from "./references.ts";

/** A document as whoever has it gives it: hashed, or undefined where nobody has it. */
export type ReadDocument = (cid: CID) => Promise<Block | undefined>;

/**
 * A history on its way into a mirror: 197 bytes for each entry, folded as it comes.
 *
 * `folded` is to be compared with the registry's head before anything is written.
 */
export class MirrorDraft {
  readonly publication: PublicationRef;
  readonly #sha256: Sha256;
  readonly #references: References;
  readonly #blocks: Uint8Array[] = [];
  #folded: Folded;

  constructor(publication: PublicationRef, sha256: Sha256) {
    this.publication = publication;
    this.#sha256 = sha256;
    this.#references = new References(publication, sha256);
    this.#folded = { head: genesis(publication, sha256), entries: 0 };
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
      const at = entry.number - 1;
      this.#blockOf(at).set(bytes, (at % BLOCK_ENTRIES) * ENTRY_BYTES);
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
    const history = this.#history();
    const { head, entries } = this.#folded;
    const links = history.map(({ cid }) => cid);
    yield encodeRoot({ publication, block, entries, head, history: links }, this.#sha256).block;
    yield* history;
    const wanted = this.#references.wanted();
    let next = wanted.next();
    while (next.done !== true) {
      const found = await read(documentCid(next.value));
      if (found !== undefined) yield found;
      next = wanted.next(found?.bytes);
    }
  }

  #history(): readonly Block[] {
    const { entries } = this.#folded;
    return this.#blocks.map((block, index) => {
      const length = Math.min(BLOCK_ENTRIES, entries - index * BLOCK_ENTRIES) * ENTRY_BYTES;
      const bytes = block.subarray(0, length);
      return uncheckedBlock(rawCid(digestFromBytes(this.#sha256(bytes))), bytes);
    });
  }

  /** Grown as it fills: most histories are far shorter than one block. */
  #blockOf(at: number): Uint8Array {
    const index = Math.floor(at / BLOCK_ENTRIES);
    const needed = ((at % BLOCK_ENTRIES) + 1) * ENTRY_BYTES;
    const held = this.#blocks[index];
    if (held !== undefined && held.length >= needed) return held;
    const grown = new Uint8Array(Math.min(2 * needed, BLOCK_ENTRIES * ENTRY_BYTES));
    if (held !== undefined) grown.set(held);
    this.#blocks[index] = grown;
    return grown;
  }
}
