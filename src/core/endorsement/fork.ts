import * as z from "zod/mini";
import { fromBase64, isBase64, toBase64 } from "../base64.ts";
import { type Digest, isDigest } from "../digest.ts";
import { fail, isFailure } from "../errors/error.ts";
import { encodeEntry, type Entry, ENTRY_BYTES } from "../history/entry.ts";
import { foldBytes } from "../history/fold.ts";
import { publicationKey } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { firstProblem } from "../signed-statement/schema.ts";
import type { SignatureHashing } from "../signed-statement/signature.ts";
import type { Endorsement } from "./endorsement.ts";
import { checkedEndorsement, endorsementFields, strictValue } from "./file.ts";
import { endorsementSchema } from "./schema.ts";
import { isSignedByKey } from "./signature.ts";

const FORK_TYPE = "colophon/fork/1";
/** How far apart the two heads may be: about 1 MiB of entries. */
const MOST_BETWEEN = 4096;
export const LARGEST_FORK = 2 * 1024 * 1024;

/** Two endorsed heads of one publication that cannot both be of one history. */
export interface Fork {
  /** With as many entries as the later one, or fewer. */
  readonly earlier: Endorsement;
  readonly later: Endorsement;
  /** What the later head's history has after as many entries as the earlier one: another head than the earlier one's. */
  readonly before: Digest;
  /** The entries from there to the later head, 197 bytes each. */
  readonly between: Uint8Array;
}

/** What a proof of a fork shows, and of whom. */
export interface ForkShown {
  /** Which of the two their endorser's own key has signed: of another one a chain has to say. */
  readonly signedByKey: { readonly earlier: boolean; readonly later: boolean };
  /** One endorser has signed both: their own word against their own. */
  readonly sameEndorser: boolean;
}

/**
 * Do the two heads exclude each other? That no history has both follows from the bytes; who signed, from the
 * signatures. Which of the two is the registry's does not: that takes a chain. Pure.
 *
 * @throws FORK_UNPROVED
 */
export function verifyFork(
  fork: Fork,
  name: string,
  hashing: SignatureHashing & { readonly sha256: Sha256 },
): ForkShown {
  const { earlier, later, before, between } = fork;
  const unproved = (problem: string) => fail("FORK_UNPROVED", { name, problem });
  if (publicationKey(earlier.publication) !== publicationKey(later.publication))
    return unproved("the two are about different publications");
  if (before === earlier.head) return unproved("the later head goes on from the earlier one");
  if (between.length !== (later.entries - earlier.entries) * ENTRY_BYTES)
    return unproved(`there are not ${later.entries - earlier.entries} entries between the two`);
  const reached = foldedFrom(fork, hashing.sha256);
  if (reached !== later.head) return unproved("the entries between the two do not lead to the later head");
  return {
    signedByKey: { earlier: isSignedByKey(earlier, hashing), later: isSignedByKey(later, hashing) },
    sameEndorser: earlier.endorser === later.endorser,
  };
}

function foldedFrom({ earlier, before, between }: Fork, sha256: Sha256): Digest | undefined {
  try {
    const from = { head: before, entries: earlier.entries };
    return foldBytes(from, earlier.publication, between, sha256).head;
  } catch (error) {
    if (!isFailure(error, "HISTORY_BROKEN")) throw error;
    return undefined;
  }
}

/**
 * Two endorsements as a fork, given the entries of the history that the later one is of. Undefined when they agree, or
 * are too far apart for a file.
 */
export function forkOf(
  pair: Pick<Fork, "earlier" | "later">,
  {
    entries,
    headAfter,
  }: { readonly entries: readonly Entry[]; readonly headAfter: (count: number) => Digest | undefined },
): Fork | undefined {
  const { earlier, later } = pair;
  const between = later.entries - earlier.entries;
  const before = between === 0 ? later.head : headAfter(earlier.entries);
  if (between < 0 || between > MOST_BETWEEN || before === undefined || before === earlier.head)
    return undefined;
  const passed = entries.slice(earlier.entries, later.entries);
  if (passed.length !== between) return undefined;
  const bytes = new Uint8Array(between * ENTRY_BYTES);
  for (const [at, entry] of passed.entries()) bytes.set(encodeEntry(entry), at * ENTRY_BYTES);
  return { ...pair, before, between: bytes };
}

const schema = z.strictObject({
  type: z.literal(FORK_TYPE, `must be ${FORK_TYPE}`),
  earlier: endorsementSchema,
  later: endorsementSchema,
  before: z.string("must be text").check(z.refine(isDigest, "must be 64 lower-case hexadecimal digits")),
  between: z.string("must be text").check(z.refine(isBase64, "must be base64")),
});

/** The file's text. */
export function encodeFork({ earlier, later, before, between }: Fork): string {
  const fields = {
    type: FORK_TYPE,
    earlier: endorsementFields(earlier),
    later: endorsementFields(later),
    before,
  };
  return `${JSON.stringify({ ...fields, between: toBase64(between) }, undefined, 2)}\n`;
}

/** Reads a proof of a fork from anybody's file, and verifies nothing of it. @throws ENDORSEMENT_INVALID | ENDORSEMENT_TYPE_UNKNOWN */
export function decodeFork(bytes: Uint8Array, name: string): Fork {
  const value = strictValue(bytes, { name, type: FORK_TYPE, largest: LARGEST_FORK });
  const result = z.safeParse(schema, value);
  if (!result.success)
    return fail("ENDORSEMENT_INVALID", { name, problem: firstProblem(result.error.issues) });
  const { earlier, later, before, between } = result.data;
  return {
    ...{ earlier: checkedEndorsement(earlier), later: checkedEndorsement(later) },
    before: before as Digest,
    between: fromBase64(between),
  };
}
