import fc from "fast-check";
import { type Digest, digestFromBytes, ZERO_DIGEST } from "../../../src/core/digest.ts";
import { portableSha256 as sha256 } from "../../../src/core/sha256.ts";
import type { Listed } from "./batch-tree.ts";

/** Few of everything, so that random calls meet each other. */
export const ACTORS = 5;
export const PUBLICATIONS = 3;
export const LABELS = ["1", "2019-11-26", "x".repeat(64), "a.b_c-d"];
export const WRONG_LABELS = ["", "A", "x".repeat(65)];
export const DIGESTS: readonly Digest[] = Array.from({ length: 14 }, (_, n) =>
  digestFromBytes(sha256(Uint8Array.of(n))),
);
/** Each list is one batch that may be anchored. */
export const LISTS = [0, 1, 2, 3, 4, 5];

const DOINGS = [
  ...["register", "anchor", "revise", "post", "anchorBatch", "reviseBatched", "postBatched"],
  ...["grantPublisher", "revokePublisher", "transferOwnership", "acceptOwnership", "setProfile", "close"],
] as const;
type Doing = (typeof DOINGS)[number];

/** Ways to get an issue of a batch wrong. */
export const ISSUE_FLAWS = [
  ...["other path", "path cut short", "path too long", "other digest", "other label"],
  ...["inner node for a leaf", "other publication's", "other root"],
] as const;
export type IssueFlaw = (typeof ISSUE_FLAWS)[number];

/**
 * Ways to get a signature wrong. Replays come thrice as often: few are of a call that would be taken again. The last one
 * is no flaw: the last second counts.
 */
const SIGNATURE_FLAWS = [
  ...["stale head", "expired", "other key", "other publication", "other chain", "other registry"],
  ...[
    "other call",
    "other deadline",
    "replayed",
    "replayed",
    "replayed",
    "high s",
    "compact",
    "no signature",
    "last second",
  ],
] as const;
export type SignatureFlaw = (typeof SIGNATURE_FLAWS)[number];

/** One random call as plain data: what it means depends on the state that it meets (`action.ts`). */
export interface Step {
  readonly what: Doing;
  readonly publication: number;
  /** Who sends it; the owner, or whoever was offered the publication, when `byRight`. */
  readonly actor: number;
  readonly byRight: boolean;
  readonly label: string;
  readonly digest: Digest;
  readonly reason: Digest;
  readonly notice: "none" | "correction" | "retraction" | "concern" | "withdrawal";
  readonly tree: number;
  readonly leaf: number;
  readonly issueFlaw: IssueFlaw | "none";
  readonly signed: boolean;
  readonly signatureFlaw: SignatureFlaw | "none";
  /** Whose address a call names; one more than there are actors is the zero address. */
  readonly account: number;
  /** 0 gets a detail wrong that is mostly right: what is superseded, how many issues, the digest of the list. */
  readonly care: number;
  /** Seconds since the block before. */
  readonly wait: number;
}

/** Mostly calls that the registry should take, and each way of getting one wrong. */
export function step(): fc.Arbitrary<Step> {
  return fc.record({
    what: fc.oneof(...DOINGS.map((what) => ({ weight: WEIGHTS[what], arbitrary: fc.constant(what) }))),
    publication: fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 1, max: 2 }) },
      fc.integer({ min: 3, max: PUBLICATIONS + 1 }),
    ),
    actor: fc.nat(ACTORS - 1),
    byRight: mostly(3, true, false),
    label: label(),
    digest: digest(),
    reason: fc.constantFrom(ZERO_DIGEST, ...DIGESTS),
    notice: fc.constantFrom("correction", "retraction", "concern", "withdrawal", "none"),
    tree: fc.nat(LISTS.length - 1),
    leaf: fc.nat(30),
    issueFlaw: mostly<IssueFlaw | "none">(5, "none", ...ISSUE_FLAWS),
    signed: fc.boolean(),
    signatureFlaw: mostly<SignatureFlaw | "none">(3, "none", ...SIGNATURE_FLAWS),
    account: fc.nat(ACTORS),
    care: fc.nat(9),
    wait: fc.constantFrom(1, 1, 2, 60),
  });
}

/** The lists of the batches that may be anchored, which share labels and digests with everything else. */
export function lists(): fc.Arbitrary<readonly (readonly Listed[])[]> {
  const listed = fc.record({ label: label(), digest: digest() });
  const list = fc.array(listed, { minLength: 1, maxLength: 9 });
  return fc.array(list, { minLength: LISTS.length, maxLength: LISTS.length });
}

function label(): fc.Arbitrary<string> {
  return fc.oneof({ weight: 15, arbitrary: fc.constantFrom(...LABELS) }, fc.constantFrom(...WRONG_LABELS));
}

function digest(): fc.Arbitrary<Digest> {
  return fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...DIGESTS) }, fc.constant(ZERO_DIGEST));
}

/** The first value `weight` times as often as all others together. */
function mostly<T>(weight: number, usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
}

const WEIGHTS: Readonly<Record<Doing, number>> = {
  ...{ register: 1, anchor: 6, revise: 6, post: 4, anchorBatch: 6, reviseBatched: 7, postBatched: 7 },
  ...{ grantPublisher: 4, revokePublisher: 2, transferOwnership: 2, acceptOwnership: 2 },
  ...{ setProfile: 1, close: 1 },
};
