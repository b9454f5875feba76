import { hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Digest, digestFromBytes, digestToBytes } from "../digest.ts";
import { fail } from "../errors/error.ts";
import { chainNumber, type PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { encodeEntry, type Entry, ENTRY_BYTES, problemOf } from "./entry.ts";

/** How far a history has been folded. */
export interface Folded {
  readonly head: Digest;
  /** How many entries it took: also the number of the last one. */
  readonly entries: number;
}

const DOMAIN = "colophon/history/1";
const HEAD_BYTES = 32;

/**
 * The head before the first entry: SHA-256 of `colophon/history/1`, the chain's number (32 bytes), the registry's
 * address (20) and the publication's number (32). No history can pass for that of another publication.
 */
export function genesis(ref: PublicationRef, sha256: Sha256): Digest {
  const bytes = new Uint8Array(DOMAIN.length + 84);
  bytes.set(utf8ToBytes(DOMAIN));
  bytes.set(uint256(BigInt(chainNumber(ref.chain))), DOMAIN.length);
  bytes.set(hexToBytes(ref.registry.slice(2)), DOMAIN.length + 32);
  bytes.set(uint256(BigInt(ref.id)), DOMAIN.length + 52);
  return digestFromBytes(sha256(bytes));
}

/** The head after an entry: SHA-256 of the head before it (32 bytes) and the entry (197). */
export function fold(head: Digest, entry: Entry, sha256: Sha256): Digest {
  return digestFromBytes(folding(sha256)(digestToBytes(head), encodeEntry(entry)));
}

/** One buffer for a whole history: a million entries are folded without a million copies of it. */
function folding(sha256: Sha256): (head: Uint8Array, entry: Uint8Array) => Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES + ENTRY_BYTES);
  return (head, entry) => {
    bytes.set(head);
    bytes.set(entry, HEAD_BYTES);
    return sha256(bytes);
  };
}

/**
 * Folds a whole history. The entries are genuine and complete exactly if the head equals the registry's.
 * @throws HISTORY_BROKEN when they are not numbered 1, 2, 3, ..., or when one has fields that the registry's has not
 */
export function foldAll(ref: PublicationRef, entries: Iterable<Entry>, sha256: Sha256): Folded {
  return foldOn({ head: genesis(ref, sha256), entries: 0 }, ref, entries, sha256);
}

/**
 * Goes on from where an earlier fold ended.
 * @throws HISTORY_BROKEN when the next entry is not the one that follows
 */
export function foldOn(from: Folded, ref: PublicationRef, entries: Iterable<Entry>, sha256: Sha256): Folded {
  const step = folding(sha256);
  let head = digestToBytes(from.head);
  let count = from.entries;
  for (const entry of entries) {
    refuseMisplaced(ref, entry, count + 1);
    head = step(head, encodeEntry(entry));
    count += 1;
  }
  return { head: digestFromBytes(head), entries: count };
}

/**
 * The same for entries as the registry folds them, one after the other and 197 bytes each. Of what is in them only the
 * number is looked at: what folds to the registry's head is what the registry folded.
 * @throws HISTORY_BROKEN when the next entry is not the one that follows, or the last one is cut short
 */
export function foldBytes(from: Folded, ref: PublicationRef, entries: Uint8Array, sha256: Sha256): Folded {
  const step = folding(sha256);
  const view = new DataView(entries.buffer, entries.byteOffset, entries.length);
  let head = digestToBytes(from.head);
  let count = from.entries;
  for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
    const entry = entries.subarray(at, at + ENTRY_BYTES);
    if (entry.length < ENTRY_BYTES) broken(ref, `entry ${count + 1} is cut short`);
    const number = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
    if (number !== count + 1) broken(ref, `expected entry ${count + 1}, got ${number}`);
    head = step(head, entry);
    count += 1;
  }
  return { head: digestFromBytes(head), entries: count };
}

function refuseMisplaced(ref: PublicationRef, entry: Entry, expected: number): void {
  if (entry.number !== expected) broken(ref, `expected entry ${expected}, got ${entry.number}`);
  const problem = problemOf(entry);
  if (problem !== undefined) broken(ref, `entry ${expected} has ${problem}`);
}

function broken({ id }: PublicationRef, problem: string): never {
  return fail("HISTORY_BROKEN", { id, problem });
}

function uint256(value: bigint): Uint8Array {
  return hexToBytes(value.toString(16).padStart(64, "0"));
}
