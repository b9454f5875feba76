import { type Digest, digestFromBytes, digestToBytes } from "./digest.ts";
import { KeyIndex } from "./key-index.ts";

const PIECE_DIGESTS = 1024;
const DIGEST_BYTES = 32;

/** Digests in the order in which they were added, each once: some 45 bytes for each, where a `Set` of texts takes 130. */
export class PackedDigests implements Iterable<Digest> {
  readonly #pieces: Uint8Array[] = [];
  readonly #index = new KeyIndex((place) => this.#at(place));
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** False when it is there already. */
  add(digest: Digest): boolean {
    if (this.has(digest)) return false;
    const at = this.#length % PIECE_DIGESTS;
    if (at === 0) this.#pieces.push(new Uint8Array(PIECE_DIGESTS * DIGEST_BYTES));
    this.#pieces.at(-1)?.set(digestToBytes(digest), at * DIGEST_BYTES);
    this.#index.set(digest, this.#length);
    this.#length += 1;
    return true;
  }

  has(digest: Digest): boolean {
    return this.placeOf(digest) !== undefined;
  }

  /** From 0. */
  placeOf(digest: Digest): number | undefined {
    return this.#index.get(digest);
  }

  *[Symbol.iterator](): Generator<Digest> {
    for (let place = 0; place < this.#length; place++) yield this.#at(place);
  }

  #at(place: number): Digest {
    const piece = this.#pieces[Math.floor(place / PIECE_DIGESTS)] ?? new Uint8Array();
    const from = (place % PIECE_DIGESTS) * DIGEST_BYTES;
    return digestFromBytes(piece.subarray(from, from + DIGEST_BYTES));
  }
}
