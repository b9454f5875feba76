import { hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Address } from "../address.ts";
import { type Bytes32, type Digest, digestToBytes, isDigest } from "../digest.ts";
import { isLabel, type Label } from "../label.ts";

/** Numbers of the notice kinds, as the registry counts them. */
export const NOTICE_KINDS = { correction: 1, retraction: 2, concern: 3, withdrawal: 4 } as const;
export type NoticeKind = keyof typeof NOTICE_KINDS;

/** Numbers of the entry kinds, as the registry folds them. */
export const KINDS = {
  registered: 1,
  anchored: 2,
  revised: 3,
  "batch-anchored": 4,
  notice: 5,
  "profile-set": 6,
  "publisher-granted": 7,
  "publisher-revoked": 8,
  "transfer-started": 9,
  transferred: 10,
  closed: 11,
  extracted: 12,
} as const;
export type EntryKind = keyof typeof KINDS;

interface Common {
  /** From 1, without gaps. */
  readonly number: number;
  /** Unix seconds of the block. */
  readonly time: number;
  readonly actor: Address;
}

type Fields =
  | { readonly kind: "registered" | "profile-set"; readonly profile: Digest }
  | { readonly kind: "anchored"; readonly label: Label; readonly digest: Digest }
  | {
      readonly kind: "revised";
      readonly label: Label;
      readonly digest: Digest;
      readonly supersedes: Digest;
      /** All zeros when no reason was given. */
      readonly reason: Digest;
    }
  | {
      readonly kind: "batch-anchored";
      /** Merkle root over the batch's issues. */
      readonly root: Bytes32;
      /** Digest of the list of its labels and digests. */
      readonly list: Digest;
      /** How many issues it holds, as its publisher says. */
      readonly count: number;
    }
  /** An issue of a batch got a record of its own. */
  | { readonly kind: "extracted"; readonly label: Label; readonly digest: Digest; readonly root: Bytes32 }
  | {
      readonly kind: "notice";
      readonly digest: Digest;
      readonly notice: NoticeKind;
      /** All zeros when no reason was given. */
      readonly reason: Digest;
    }
  | { readonly kind: "publisher-granted" | "publisher-revoked"; readonly account: Address }
  /** The zero address when an offer was withdrawn. */
  | { readonly kind: "transfer-started"; readonly pendingOwner: Address }
  /** The actor is the new owner. */
  | { readonly kind: "transferred"; readonly previousOwner: Address }
  | { readonly kind: "closed" };

/** One step of a publication's history (docs/spec/history.md). */
export type Entry = Common & Fields;

export const ENTRY_BYTES = 197;

const MOST_ISSUES = 0xffff_ffff;
const BYTES32 = /^0x[0-9a-f]{64}$/;

/**
 * What keeps an entry from being encoded so that no other entry has the same bytes: a count that does not fit its field,
 * a digest or a root of another length, a label that is none. Undefined when nothing does.
 */
export function problemOf(entry: Entry): string | undefined {
  if (!isUnsigned(entry.time)) return `the time ${entry.time}`;
  for (const [name, value] of Object.entries(entry)) {
    if (DIGESTS.has(name) && !isDigest(String(value))) return `${name} ${String(value)}, which is no digest`;
    if (name === "label" && !isLabel(String(value))) return `label ${String(value)}, which is none`;
    if (name === "root" && !BYTES32.test(String(value))) return `root ${String(value)}, which is none`;
  }
  if (entry.kind !== "batch-anchored") return undefined;
  const { count } = entry;
  return isUnsigned(count) && count >= 1 && count <= MOST_ISSUES ? undefined : `a batch of ${count} issues`;
}

const DIGESTS: ReadonlySet<string> = new Set(["digest", "supersedes", "reason", "profile", "list"]);

function isUnsigned(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

const WORDS_AT = 37;
const WORD = 32;

/**
 * The 197 bytes that the registry folds: number (8), kind (1), time (8), actor (20), then five words of 32 bytes, all
 * big-endian. A publication's first entry starts `00 00 00 00 00 00 00 01 01`.
 */
export function encodeEntry(entry: Entry): Uint8Array {
  const bytes = new Uint8Array(ENTRY_BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(entry.number));
  view.setUint8(8, KINDS[entry.kind]);
  view.setBigUint64(9, BigInt(entry.time));
  bytes.set(addressBytes(entry.actor), 17);
  bytes.set(words(entry), WORDS_AT);
  return bytes;
}

/** The words that an entry fills, from the first on; the rest of the five are zero. */
function words(entry: Entry): Uint8Array {
  switch (entry.kind) {
    case "registered":
    case "profile-set":
      return digestToBytes(entry.profile);
    case "anchored":
      return concatenate(labelWords(entry.label), digestToBytes(entry.digest));
    case "revised":
      return concatenate(
        labelWords(entry.label),
        digestToBytes(entry.digest),
        digestToBytes(entry.supersedes),
        digestToBytes(entry.reason),
      );
    case "batch-anchored":
      return concatenate(
        hexToBytes(entry.root.slice(2)),
        digestToBytes(entry.list),
        rightAligned(uint32(entry.count)),
      );
    case "extracted":
      return concatenate(
        labelWords(entry.label),
        digestToBytes(entry.digest),
        hexToBytes(entry.root.slice(2)),
      );
    case "notice":
      return concatenate(
        digestToBytes(entry.digest),
        rightAligned(Uint8Array.of(NOTICE_KINDS[entry.notice])),
        digestToBytes(entry.reason),
      );
    case "publisher-granted":
    case "publisher-revoked":
      return rightAligned(addressBytes(entry.account));
    case "transfer-started":
      return rightAligned(addressBytes(entry.pendingOwner));
    case "transferred":
      return rightAligned(addressBytes(entry.previousOwner));
    case "closed":
      break;
  }
  return new Uint8Array(0);
}

/** Two words, left-aligned: no character of a label is zero, so that the padding is no part of it. */
function labelWords(label: Label): Uint8Array {
  const bytes = new Uint8Array(2 * WORD);
  bytes.set(utf8ToBytes(label));
  return bytes;
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function rightAligned(value: Uint8Array): Uint8Array {
  const word = new Uint8Array(WORD);
  word.set(value, WORD - value.length);
  return word;
}

function addressBytes(address: Address): Uint8Array {
  return hexToBytes(address.slice(2));
}

function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
