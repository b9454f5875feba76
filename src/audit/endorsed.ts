import type { Keccak256 } from "../core/batch/keccak256.ts";
import type { Digest } from "../core/digest.ts";
import type { Endorsement } from "../core/endorsement/endorsement.ts";
import { type Fork, forkOf } from "../core/endorsement/fork.ts";
import type { Grade } from "../core/endorsement/policy.ts";
import { isSignedByKey } from "../core/endorsement/signature.ts";
import { isFailure } from "../core/errors/error.ts";
import { finalBlock } from "../core/finality.ts";
import type { Entry } from "../core/history/entry.ts";
import { foldAll, foldOn, genesis } from "../core/history/fold.ts";
import type { BlockRef, PublicationState } from "../core/ports.ts";
import { publicationState } from "../core/registry.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { Recover } from "../core/signed-statement/signature.ts";
import type { Examining } from "./audit.ts";
import { tellHistory } from "./told.ts";

/** Does a contract take the signature as its own, as of a block? @throws CHAIN_UNREACHABLE */
export type ContractTakes = (endorsement: Endorsement, at: BlockRef) => Promise<boolean>;

export interface Grading extends Pick<Examining, "chain" | "finality" | "registry" | "sha256" | "mirrorOf"> {
  readonly keccak: Keccak256;
  readonly recover: Recover;
  readonly contractTakes: ContractTakes;
  /** Entries that were read before, asked of first: they count if they fold to the registry's head. */
  readonly atHand?: (publication: PublicationRef) => Promise<readonly Entry[]>;
}

export interface GradedEndorsement {
  readonly statement: Endorsement;
  readonly grade: Grade;
  /** In words, for people. */
  readonly says: string;
  /** With `conflicts`: what the registry's history has after as many entries. */
  readonly expected?: Digest;
  /** Signed by the endorser's key, or taken by their contract at the final block; absent where neither. */
  readonly by?: "key" | "contract";
  /** Is the block that it names one of this chain? */
  readonly block: "same" | "other" | "unknown";
}

export interface GradedAll {
  readonly block: BlockRef;
  readonly state: PublicationState;
  readonly graded: readonly GradedEndorsement[];
  /** Those that fold to the registry's head; none where they could not be had. */
  readonly entries: readonly Entry[];
  /** Of those whose own keys have signed: pairs that cannot both be of one history. */
  readonly forks: readonly Fork[];
}

/**
 * Holds endorsements of one publication against the registry's history at the final block: the head at entry N has to
 * be what the first N entries fold to. What could not be asked is `unknown`, and never a conflict.
 *
 * @throws CHAIN_UNREACHABLE | PUBLICATION_UNKNOWN when the registry cannot be asked at all
 */
export async function gradeEndorsements(
  ref: PublicationRef,
  endorsements: readonly Endorsement[],
  grading: Grading,
): Promise<GradedAll> {
  const { chain, finality, registry } = grading;
  const block = await finalBlock(chain, finality);
  const view = registry.at(block);
  const state = await publicationState(view, ref.id);
  const known = await knownHistory(ref, state, { ...grading, view });
  const graded: GradedEndorsement[] = [];
  for (const statement of endorsements) {
    const by = await signedBy(statement, block, grading);
    graded.push({
      ...{ statement, ...gradeOf(statement, by, known), block: await isOfChain(statement, grading) },
      ...(by === "key" || by === "contract" ? { by } : {}),
    });
  }
  const proved = graded.filter(({ by }) => by === "key");
  return {
    block,
    state,
    graded,
    entries: known.entries,
    forks: forksAmong(proved, known),
  };
}

interface Known {
  readonly state: PublicationState;
  /** Those that fold to the registry's head; none where they could not be had. */
  readonly entries: readonly Entry[];
  readonly headAfter: (count: number) => Digest | undefined;
}

async function knownHistory(
  ref: PublicationRef,
  state: PublicationState,
  grading: Grading & { readonly view: ReturnType<Grading["registry"]["at"]> },
): Promise<Known> {
  const { chain, registry, sha256, view, mirrorOf, atHand } = grading;
  const mirror = await mirrorOf?.(ref);
  const entries = await (async () => {
    try {
      const held = (await atHand?.(ref))?.slice(0, state.entries) ?? [];
      if (isHistory(ref, held, { state, sha256 })) return held;
      const told = await tellHistory(state, { chain, registry, sha256, view, mirror });
      return told.head.match ? [...told.entries] : [];
    } catch (error) {
      // Then the registry's own head is all that is known, and enough for whoever endorsed that one.
      if (!isFailure(error)) throw error;
      return [];
    }
  })();
  const heads = headsIn(ref, entries, sha256);
  const headAfter = (count: number) => (count === state.entries ? state.head : heads(count));
  return { state, entries, headAfter };
}

function isHistory(
  ref: PublicationRef,
  entries: readonly Entry[],
  { state, sha256 }: { readonly state: PublicationState; readonly sha256: Sha256 },
): boolean {
  try {
    return entries.length === state.entries && foldAll(ref, entries, sha256).head === state.head;
  } catch (error) {
    if (!isFailure(error, "HISTORY_BROKEN")) throw error;
    return false;
  }
}

/** What the first entries fold to, each looked up at no cost after one fold of all. */
function headsIn(ref: PublicationRef, entries: readonly Entry[], sha256: Sha256): Known["headAfter"] {
  let folded = { head: genesis(ref, sha256), entries: 0 };
  const heads = entries.map((entry) => {
    folded = foldOn(folded, ref, [entry], sha256);
    return folded.head;
  });
  return (count) => heads[count - 1];
}

async function signedBy(
  endorsement: Endorsement,
  block: BlockRef,
  { keccak, recover, contractTakes }: Grading,
): Promise<"key" | "contract" | "nobody" | "unknown"> {
  if (isSignedByKey(endorsement, { keccak, recover })) return "key";
  try {
    return (await contractTakes(endorsement, block)) ? "contract" : "nobody";
  } catch (error) {
    if (!isFailure(error)) throw error;
    return "unknown";
  }
}

function gradeOf(
  { entries, head }: Endorsement,
  by: Awaited<ReturnType<typeof signedBy>>,
  { state, headAfter }: Known,
): Pick<GradedEndorsement, "grade" | "says" | "expected"> {
  if (by === "nobody")
    return { grade: "not-signed", says: "its endorser has not signed it: it says nothing of anybody" };
  if (by === "unknown")
    return {
      grade: "unknown",
      says: "its endorser's key has not signed it, and whether a contract takes it could not be asked",
    };
  if (entries > state.entries)
    return {
      grade: "unknown",
      says: `it is ahead of the registry, which has ${state.entries} final entries here`,
    };
  const expected = headAfter(entries);
  if (expected === undefined)
    return {
      grade: "unknown",
      says: "the entries that it is about could not be had: take them from a mirror with --from",
    };
  if (expected !== head)
    return {
      grade: "conflicts",
      expected,
      says: `after entry ${entries} the registry's history has the head ${expected}, and it says ${head}`,
    };
  return { grade: "agrees", says: `the first ${entries} entries fold to its head` };
}

async function isOfChain({ block }: Endorsement, { chain }: Grading): Promise<GradedEndorsement["block"]> {
  try {
    const found = await chain.block(block.number);
    if (found === undefined) return "unknown";
    return found.hash === block.hash ? "same" : "other";
  } catch (error) {
    if (!isFailure(error)) throw error;
    return "unknown";
  }
}

/** Each that conflicts with one that does not, and any two that say different heads of the same entry. */
function forksAmong(
  proved: readonly GradedEndorsement[],
  known: Pick<Known, "entries" | "headAfter">,
): readonly Fork[] {
  const forks: Fork[] = [];
  const conflicting = proved.filter(({ grade }) => grade === "conflicts");
  for (const { statement: earlier } of conflicting) {
    const isOwn = ({ endorser }: Endorsement) => Number(endorser === earlier.endorser);
    // The endorser's own other word weighs most against them; then the nearest, whose proof is the shortest.
    const found = proved
      .filter(({ grade, statement }) => grade === "agrees" && statement.entries >= earlier.entries)
      .map(({ statement }) => statement)
      .toSorted((a, b) => isOwn(b) - isOwn(a) || a.entries - b.entries)
      .map((later) => forkOf({ earlier, later }, known))
      .find((fork) => fork !== undefined);
    if (found !== undefined) forks.push(found);
  }
  for (const [at, { statement: earlier }] of proved.entries()) {
    for (const { statement: later } of proved.slice(at + 1)) {
      const isKnown = forks.some((one) => one.earlier === earlier || one.earlier === later);
      if (isKnown || later.entries !== earlier.entries) continue;
      const fork = forkOf({ earlier, later }, known);
      if (fork !== undefined) forks.push(fork);
    }
  }
  return forks;
}
