import { bytesToHex } from "@noble/hashes/utils.js";
import type { Address } from "../address.ts";
import { type Bytes32, type Digest, digestFromBytes } from "../digest.ts";
import { fail } from "../errors/error.ts";
import { isLabel, type Label } from "../label.ts";
import { type Entry, ENTRY_BYTES, type EntryKind, KINDS, NOTICE_KINDS, type NoticeKind } from "./entry.ts";

const WORDS_AT = 37;
const WORD = 32;
const LABEL_WORDS = 2;
const ADDRESS_BYTES = 20;

/** How many of the five words each kind fills; the others are zero. */
const FILLED: Readonly<Record<EntryKind, number>> = {
  registered: 1,
  anchored: 3,
  revised: 5,
  "batch-anchored": 3,
  notice: 3,
  "profile-set": 1,
  "publisher-granted": 1,
  "publisher-revoked": 1,
  "transfer-started": 1,
  transferred: 1,
  closed: 0,
  extracted: 4,
};

const KIND_OF = byNumber(KINDS);
const NOTICE_OF = byNumber(NOTICE_KINDS);

/**
 * The entry that these 197 bytes stand for: the inverse of `encodeEntry`, and as strict as the registry is, so that
 * encoding the entry again gives the same bytes.
 *
 * @throws ENTRY_INVALID for another length, an unknown kind, a number over 2^53, padding that is not zero, a label or a
 *   count that is none
 */
export function decodeEntry(bytes: Uint8Array): Entry {
  if (bytes.length !== ENTRY_BYTES) invalid(`${bytes.length} bytes, not ${ENTRY_BYTES}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, ENTRY_BYTES);
  const number = integerAt(view, 0, "number");
  if (number === 0) invalid("the number 0");
  const kind = KIND_OF.get(view.getUint8(8)) ?? invalid(`the kind ${view.getUint8(8)}`);
  refusePadding(bytes, WORDS_AT + FILLED[kind] * WORD, ENTRY_BYTES);
  const time = integerAt(view, 9, "time");
  const common = { number, time, actor: addressAt(bytes, 17) };
  return withWords(common, kind, bytes.subarray(WORDS_AT));
}

function withWords(
  common: Pick<Entry, "number" | "time" | "actor">,
  kind: EntryKind,
  words: Uint8Array,
): Entry {
  switch (kind) {
    case "registered":
    case "profile-set":
      return { ...common, kind, profile: digestAt(words, 0) };
    case "anchored":
      return { ...common, kind, label: labelOf(words), digest: digestAt(words, 2) };
    case "revised":
      return {
        ...{ ...common, kind, label: labelOf(words), digest: digestAt(words, 2) },
        ...{ supersedes: digestAt(words, 3), reason: digestAt(words, 4) },
      };
    case "batch-anchored":
      return { ...common, kind, root: rootAt(words, 0), list: digestAt(words, 1), count: countAt(words, 2) };
    case "extracted":
      return {
        ...{ ...common, kind, label: labelOf(words) },
        ...{ digest: digestAt(words, 2), root: rootAt(words, 3) },
      };
    case "notice":
      return {
        ...{ ...common, kind, digest: digestAt(words, 0) },
        ...{ notice: noticeAt(words, 1), reason: digestAt(words, 2) },
      };
    case "publisher-granted":
    case "publisher-revoked":
      return { ...common, kind, account: rightAddress(words) };
    case "transfer-started":
      return { ...common, kind, pendingOwner: rightAddress(words) };
    case "transferred":
      return { ...common, kind, previousOwner: rightAddress(words) };
    case "closed":
      return { ...common, kind };
    default:
      return kind satisfies never;
  }
}

function integerAt(view: DataView, at: number, name: string): number {
  const high = view.getUint32(at);
  if (high > 0x1f_ffff) invalid(`a ${name} of more than 53 bits`);
  return high * 2 ** 32 + view.getUint32(at + 4);
}

function addressAt(bytes: Uint8Array, at: number): Address {
  return `0x${bytesToHex(bytes.subarray(at, at + ADDRESS_BYTES))}` as Address;
}

function digestAt(words: Uint8Array, word: number): Digest {
  return digestFromBytes(words.subarray(word * WORD, (word + 1) * WORD));
}

function rootAt(words: Uint8Array, word: number): Bytes32 {
  return `0x${digestAt(words, word)}`;
}

/** In the last 20 bytes of the first word. */
function rightAddress(words: Uint8Array): Address {
  refusePadding(words, 0, WORD - ADDRESS_BYTES);
  return addressAt(words, WORD - ADDRESS_BYTES);
}

/** In the first two words, up to the first zero. */
function labelOf(words: Uint8Array): Label {
  const space = words.subarray(0, LABEL_WORDS * WORD);
  const end = space.indexOf(0);
  const length = end === -1 ? space.length : end;
  refusePadding(space, length, space.length);
  let label = "";
  for (let at = 0; at < length; at++) label += String.fromCharCode(space[at] ?? 0);
  return isLabel(label) ? label : invalid(`the label ${JSON.stringify(label)}`);
}

function countAt(words: Uint8Array, word: number): number {
  const count = smallAt(words, word, 4);
  return count === 0 ? invalid("a batch of 0 issues") : count;
}

function noticeAt(words: Uint8Array, word: number): NoticeKind {
  const kind = smallAt(words, word, 1);
  return NOTICE_OF.get(kind) ?? invalid(`the notice kind ${kind}`);
}

/** A number in the last bytes of its word. */
function smallAt(words: Uint8Array, word: number, width: number): number {
  const end = (word + 1) * WORD;
  refusePadding(words, end - WORD, end - width);
  return words.subarray(end - width, end).reduce((value, byte) => value * 256 + byte, 0);
}

function refusePadding(bytes: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; at++) if (bytes[at] !== 0) invalid("padding that is not zero");
}

function invalid(problem: string): never {
  return fail("ENTRY_INVALID", { problem });
}

function byNumber<Name extends string>(numbers: Readonly<Record<Name, number>>): ReadonlyMap<number, Name> {
  return new Map(Object.entries(numbers).map(([name, number]) => [number as number, name as Name]));
}
