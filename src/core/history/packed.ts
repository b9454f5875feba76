import { bytesToHex } from "@noble/hashes/utils.js";
import { decodeEntry } from "./decode.ts";
import { type Entry, ENTRY_BYTES } from "./entry.ts";

/** Entries that can be gone through more than once and looked up by where they stand, from 0: an array, or packed ones. */
export interface Entries extends Iterable<Entry> {
  readonly length: number;
  at(index: number): Entry | undefined;
}

const PIECE_BYTES = 64 * 1024;
/** No entry takes more: kind, time, who wrote it, and each word with its length. */
const MOST_BYTES = 1 + 8 + 4 + 5 * 33;
const WORDS_AT = 37;
const WORD = 32;
const ACTOR_BYTES = 20;

/**
 * A whole history in memory: some 60 bytes for each entry, where an `Entry` with its texts takes 400. Entries are numbered
 * from 1 without gaps; each is decoded when it is asked for.
 */
export class PackedEntries implements Entries {
  #pieces: Uint8Array[] = [];
  /** Where each entry begins, in pieces that are filled one after the other. */
  #offsets = new Uint32Array(64);
  #length = 0;
  #end = 0;
  #actors: Uint8Array[] = [];
  #actorNumbers = new Map<string, number>();
  readonly #entry = new Uint8Array(ENTRY_BYTES);
  readonly #view = new DataView(this.#entry.buffer);

  get length(): number {
    return this.#length;
  }

  /** The next entries, 197 bytes each, which have been found to follow the former ones; nothing of them is kept. */
  take(entries: Uint8Array): void {
    for (let at = 0; at < entries.length; at += ENTRY_BYTES)
      this.#pack(entries.subarray(at, at + ENTRY_BYTES));
  }

  at(index: number): Entry | undefined {
    if (index < 0 || index >= this.#length) return undefined;
    return decodeEntry(this.#unpacked(index));
  }

  *[Symbol.iterator](): Generator<Entry> {
    for (let index = 0; index < this.#length; index++) yield decodeEntry(this.#unpacked(index));
  }

  /** The same entries, which can be gone on from without a change of these; what both have is in memory once. */
  copy(): PackedEntries {
    const copy = new PackedEntries();
    const last = this.#pieces.at(-1);
    copy.#pieces = last === undefined ? [] : [...this.#pieces.slice(0, -1), last.slice()];
    copy.#offsets = this.#offsets.slice();
    copy.#length = this.#length;
    copy.#end = this.#end;
    copy.#actors = [...this.#actors];
    copy.#actorNumbers = new Map(this.#actorNumbers);
    return copy;
  }

  /** As the registry folds them, one after the other. */
  bytes(from: number, until: number): Uint8Array {
    const all = new Uint8Array((until - from) * ENTRY_BYTES);
    for (let index = from; index < until; index++)
      all.set(this.#unpacked(index), (index - from) * ENTRY_BYTES);
    return all;
  }

  #pack(entry: Uint8Array): void {
    if (PIECE_BYTES - (this.#end % PIECE_BYTES) < MOST_BYTES || this.#pieces.length === 0) {
      this.#end = this.#pieces.length * PIECE_BYTES;
      this.#pieces.push(new Uint8Array(PIECE_BYTES));
    }
    const piece = this.#pieces.at(-1) ?? new Uint8Array();
    let at = this.#end % PIECE_BYTES;
    this.#begin(this.#end);
    piece.set(entry.subarray(8, 17), at);
    new DataView(piece.buffer).setUint32(at + 9, this.#actorNumber(entry.subarray(17, WORDS_AT)));
    at += 13;
    for (let from = WORDS_AT; from < ENTRY_BYTES; from += WORD) {
      const word = trimmed(entry, from, from + WORD);
      piece[at] = word.length;
      piece.set(word, at + 1);
      at += 1 + word.length;
    }
    this.#end = (this.#pieces.length - 1) * PIECE_BYTES + at;
    this.#length += 1;
  }

  #begin(offset: number): void {
    if (this.#length === this.#offsets.length) {
      const grown = new Uint32Array(this.#offsets.length * 2);
      grown.set(this.#offsets);
      this.#offsets = grown;
    }
    this.#offsets[this.#length] = offset;
  }

  /** The reader's until the next one is asked for. */
  #unpacked(index: number): Uint8Array {
    const offset = this.#offsets[index] ?? 0;
    const piece = this.#pieces[Math.floor(offset / PIECE_BYTES)] ?? new Uint8Array();
    let at = offset % PIECE_BYTES;
    const entry = this.#entry.fill(0);
    this.#view.setUint32(4, index + 1);
    entry.set(piece.subarray(at, at + 9), 8);
    entry.set(this.#actors[new DataView(piece.buffer).getUint32(at + 9)] ?? new Uint8Array(), 17);
    at += 13;
    for (let from = WORDS_AT; from < ENTRY_BYTES; from += WORD) {
      const length = piece[at] ?? 0;
      entry.set(piece.subarray(at + 1, at + 1 + length), from);
      at += 1 + length;
    }
    return entry;
  }

  /** Few accounts write a publication's entries. */
  #actorNumber(actor: Uint8Array): number {
    const key = bytesToHex(actor);
    const known = this.#actorNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.#actors.push(actor.slice(0, ACTOR_BYTES)) - 1;
    this.#actorNumbers.set(key, number);
    return number;
  }
}

/** A word without the zeros that it ends with. */
function trimmed(bytes: Uint8Array, from: number, until: number): Uint8Array {
  let end = until;
  while (end > from && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(from, end);
}

/** The first entries of some. */
export function firstEntries(entries: Entries, count: number): Entries {
  const length = Math.min(count, entries.length);
  return {
    length,
    at: (index) => (index < length ? entries.at(index) : undefined),
    *[Symbol.iterator]() {
      let left = length;
      for (const entry of entries) {
        if (left-- === 0) return;
        yield entry;
      }
    },
  };
}

/** Some entries and those that follow them. */
export function joinedEntries(first: Entries, then: readonly Entry[]): Entries {
  return {
    length: first.length + then.length,
    at: (index) => (index < first.length ? first.at(index) : then[index - first.length]),
    *[Symbol.iterator]() {
      yield* first;
      yield* then;
    },
  };
}
