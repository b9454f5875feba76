import type { Bytes32, Digest } from "../digest.ts";
import type { Endorsement } from "../endorsement/endorsement.ts";
import { lastEntryAbout } from "../endorsement/reach.ts";
import { fail, isFailure } from "../errors/error.ts";
import { decodeEntry } from "../history/decode.ts";
import { encodeEntry, type Entry, ENTRY_BYTES } from "../history/entry.ts";
import { fold } from "../history/fold.ts";
import type { PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import type { RecordWord } from "../state-proof/words.ts";
import { MOST_ENDORSED_ENTRIES, MOST_ENDORSEMENTS, type ProofEndorsements } from "./form.ts";

/**
 * What others have signed of the history, as far as a proof shows that it is about the issue: their heads follow from
 * entries of which the first is the one that anchored it. Whether they have signed it is not looked at.
 */
export interface ProvenEndorsements {
  readonly statements: readonly Endorsement[];
  /** From the one that anchored the issue on, as those have it who have signed a head over them. */
  readonly entries: readonly Entry[];
  /** After each of these entries. */
  readonly heads: readonly Digest[];
  /** The last of them that is about the issue, or a later revision of it. */
  readonly reach: number;
}

interface Meant {
  readonly digest: Digest;
  readonly publication: PublicationRef;
  readonly record: RecordWord;
  /** Of the batch that the proof's path leads to. */
  readonly root?: Bytes32 | undefined;
  readonly sha256: Sha256;
}

/** @throws PROOF_ENDORSEMENTS_FALSE */
export function endorsementsOf(
  { before, entries: bytes, statements }: ProofEndorsements,
  { digest, publication, record, root, sha256 }: Meant,
): ProvenEndorsements {
  const entries = entriesIn(bytes, record.entry);
  const last = record.entry + entries.length - 1;
  if (entries[0]?.time !== record.time) isFalse("its first entry is not of the record's time");
  const reach = lastEntryAbout(entries, {
    ...{ digest, entry: record.entry },
    ...(root === undefined ? {} : { root }),
  });
  if (reach === undefined) return isFalse("its first entry does not anchor the issue");
  const heads: Digest[] = [];
  for (const entry of entries) heads.push(fold(heads.at(-1) ?? before, entry, sha256));
  const proven = statements.map((statement): Endorsement => {
    const head = heads[statement.entries - record.entry];
    return head === undefined
      ? isFalse(`no head after entry ${statement.entries} follows from its entries`)
      : { publication, ...statement, head };
  });
  if (!statements.some((statement) => statement.entries === last))
    isFalse(`nobody has signed a head after its last entry, ${last}`);
  return { statements: proven, entries, heads, reach };
}

function entriesIn(bytes: Uint8Array, first: number): readonly Entry[] {
  if (bytes.length % ENTRY_BYTES !== 0) isFalse("its last entry is cut short");
  const entries: Entry[] = [];
  for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
    const entry = decoded(bytes.subarray(at, at + ENTRY_BYTES));
    const expected = first + entries.length;
    if (entry.number !== expected) isFalse(`it has entry ${entry.number} where entry ${expected} should be`);
    entries.push(entry);
  }
  return entries;
}

function decoded(bytes: Uint8Array): Entry {
  try {
    return decodeEntry(bytes);
  } catch (error) {
    if (!isFailure(error, "ENTRY_INVALID")) throw error;
    return isFalse("what should be an entry is none");
  }
}

function isFalse(problem: string): never {
  return fail("PROOF_ENDORSEMENTS_FALSE", { problem });
}

/** What a proof can hold: statements whose heads follow from entries that begin with the issue's own. */
export interface Endorsable {
  /** The head before that entry. */
  readonly before: Digest;
  readonly entries: readonly Entry[];
  /** Whose heads are among those after these entries. */
  readonly statements: readonly Endorsement[];
}

/**
 * As many as there is room for, those first that need the fewest entries. `fits` says whether a proof with these would
 * be small enough.
 */
export function fittingEndorsements(
  { before, entries, statements }: Endorsable,
  fits: (endorsements: ProofEndorsements) => boolean,
): { readonly endorsements: ProofEndorsements | undefined; readonly left: readonly Endorsement[] } {
  const taken: Endorsement[] = [];
  let endorsements: ProofEndorsements | undefined;
  const left: Endorsement[] = [];
  for (const one of statements.toSorted((a, b) => a.entries - b.entries)) {
    const needed = entries.filter(({ number }) => number <= one.entries);
    taken.push(one);
    const tried = { before, entries: joined(needed), statements: taken.map(withoutHead) };
    const isAllowed = needed.length <= MOST_ENDORSED_ENTRIES && taken.length <= MOST_ENDORSEMENTS;
    if (isAllowed && fits(tried)) endorsements = tried;
    else left.push(...taken.splice(-1));
  }
  return { endorsements, left };
}

function withoutHead({ endorser, entries, block, seen, holds, signature }: Endorsement) {
  return { endorser, entries, block, seen, holds, signature };
}

function joined(entries: readonly Entry[]): Uint8Array {
  const bytes = new Uint8Array(entries.length * ENTRY_BYTES);
  for (const [at, entry] of entries.entries()) bytes.set(encodeEntry(entry), at * ENTRY_BYTES);
  return bytes;
}
