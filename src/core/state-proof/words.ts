import { type Address, parseAddress } from "../address.ts";
import { type Digest, parseDigest } from "../digest.ts";
import { fail } from "../errors/error.ts";
import { type EntryKind, KINDS, NOTICE_KINDS, type NoticeKind } from "../history/entry.ts";
import type { RegistryRecord } from "../ports.ts";

/* What the words in the registry's storage say: contracts/libraries/{PublicationSlot,RecordSlot,BatchSlot}.sol. */

export interface PublicationWord {
  readonly owner: Address;
  readonly entries: number;
  /** Unix seconds of the latest entry. */
  readonly updatedAt: number;
  readonly closed: boolean;
}

export interface OfferWord {
  /** Who may take the publication over; undefined when it is not on offer. */
  readonly pendingOwner: Address | undefined;
  /** Unix seconds. */
  readonly registeredAt: number;
}

export interface RecordWord extends RegistryRecord {
  /** The kind of the entry that recorded it; `batch-anchored` for an issue of a batch. */
  readonly kind: EntryKind;
  /** Number of the entry of the latest notice. */
  readonly noticeEntry: number | undefined;
  /** Number of the entry that anchored the first revision. */
  readonly first: number;
}

export interface BatchWord {
  readonly entry: number;
  /** Unix seconds. */
  readonly time: number;
  /** How many issues it holds, as its publisher says. */
  readonly count: number;
}

/** `P`. Undefined when there is no such publication. @throws STATE_PROOF_VALUE_MALFORMED */
export function publicationOf(word: bigint): PublicationWord | undefined {
  if (word === 0n) return undefined;
  const [owner, entries, updatedAt, closed] = fields(word, "a publication", [160, 48, 40, 8]);
  return {
    owner: addressOf(owner),
    entries: Number(entries),
    updatedAt: Number(updatedAt),
    closed: closed !== 0n,
  };
}

/** `P + 2`. @throws STATE_PROOF_VALUE_MALFORMED */
export function offerOf(word: bigint): OfferWord {
  const [pendingOwner, registeredAt] = fields(word, "an offer", [160, 64]);
  return {
    pendingOwner: pendingOwner === 0n ? undefined : addressOf(pendingOwner),
    registeredAt: Number(registeredAt),
  };
}

/** Undefined when the digest is not on record. @throws STATE_PROOF_VALUE_MALFORMED */
export function recordOf(word: bigint): RecordWord | undefined {
  if (word === 0n) return undefined;
  const what = "a record";
  const [entry, time, revision, kind, standing, notice, first] = fields(
    word,
    what,
    [48, 40, 32, 8, 8, 48, 48],
  );
  return {
    entry: Number(entry),
    time: Number(time),
    revision: Number(revision),
    kind: nameOf(KINDS, kind) ?? malformed(what, "the kind of its entry is unknown"),
    notice: standing === 0n ? "none" : noticeOf(standing, what),
    noticeEntry: notice === 0n ? undefined : Number(notice),
    first: Number(first),
  };
}

/** Undefined when there is no such batch. @throws STATE_PROOF_VALUE_MALFORMED */
export function batchOf(word: bigint): BatchWord | undefined {
  if (word === 0n) return undefined;
  const [entry, time, count] = fields(word, "a batch", [48, 40, 32]);
  return { entry: Number(entry), time: Number(time), count: Number(count) };
}

/** Undefined for zero, which stands for none. */
export function digestOf(word: bigint): Digest | undefined {
  return word === 0n ? undefined : parseDigest(word.toString(16).padStart(64, "0"));
}

/** Splits a word into fields of so many bits, the lowest first. What is left must be unused. */
function fields<const Widths extends readonly number[]>(
  word: bigint,
  what: string,
  widths: Widths,
): { readonly [At in keyof Widths]: bigint } {
  let rest = word;
  const found = widths.map((width) => {
    const field = BigInt.asUintN(width, rest);
    rest >>= BigInt(width);
    return field;
  });
  if (rest !== 0n) malformed(what, "bits are set that the registry never sets");
  return found as { readonly [At in keyof Widths]: bigint };
}

function noticeOf(standing: bigint, what: string): NoticeKind {
  return nameOf(NOTICE_KINDS, standing) ?? malformed(what, "the kind of its notice is unknown");
}

function nameOf<Name extends string>(
  numbers: Readonly<Record<Name, number>>,
  number: bigint,
): Name | undefined {
  return (Object.keys(numbers) as Name[]).find((name) => BigInt(numbers[name]) === number);
}

function addressOf(field: bigint): Address {
  return parseAddress(`0x${field.toString(16).padStart(40, "0")}`);
}

function malformed(of: string, problem: string): never {
  return fail("STATE_PROOF_VALUE_MALFORMED", { of, problem });
}
