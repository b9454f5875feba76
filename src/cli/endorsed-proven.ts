import { gradeEndorsements, type GradedAll, type GradedEndorsement } from "../audit/endorsed.ts";
import type { Endorsement } from "../core/endorsement/endorsement.ts";
import { lastEntryAbout } from "../core/endorsement/reach.ts";
import { isSignedByKey } from "../core/endorsement/signature.ts";
import { isFailure } from "../core/errors/error.ts";
import type { ProvenIssue } from "../core/proof/verify.ts";
import type { PublicationRef } from "../core/publication.ts";
import { type Brought, type Endorsed, judged } from "./endorsed-copy.ts";
import { about, byTrusted, type Named } from "./endorsed-files.ts";
import { gradingOver, SIGNATURES } from "./endorsed-grading.ts";
import { type MirrorPlaceOptions, openRegistry, type OpenRegistry, placeOf } from "./mirror-place.ts";
import type { Place } from "./config.ts";

/** Whose name stands for a file where the proof itself holds a statement. */
const IN_PROOF = "the proof";

/** Opens a node that knows the registry; undefined where none is to be asked. */
export type NodeAtHand = () => Promise<OpenRegistry | undefined>;

/**
 * Endorsements that a proof holds, and those that the reader brings to it. Both are held against the entries in the
 * proof; what the reader brings is, where there is a node, held against the registry's history, too. Undefined where there
 * are none and nobody is trusted.
 */
export async function endorsedInProof(
  proven: ProvenIssue,
  brought: Brought | undefined,
  nodeAtHand: NodeAtHand,
): Promise<Endorsed | undefined> {
  const { publication } = proven.manifest;
  const own = (proven.endorsements?.statements ?? []).map((endorsement) => ({ name: IN_PROOF, endorsement }));
  if (brought === undefined && own.length === 0) return undefined;
  const policy = brought?.policy;
  const given = about(brought?.given ?? { named: [], setAside: [] }, publication);
  const { setAside } = given;
  const { named: all, others } = byTrusted({ named: [...own, ...given.named], setAside }, policy);
  const asked = given.named.length === 0 ? {} : await askedOf(publication, all, nodeAtHand);
  const checked = all.map(({ name, endorsement }, at) => ({
    name,
    graded: better(gradeByProof(endorsement, proven), asked.all?.graded[at]),
  }));
  const { digest, record } = proven;
  const issue = { digest, entry: record.entry };
  const reached = reachOf(proven, asked.all);
  const later = reached.reach !== undefined && reached.reach > proven.reach ? reached.reach : undefined;
  return {
    ...{ issue, setAside, checked, others, policy },
    ...judged(reached, { issue, checked, policy }),
    ...(asked.problem === undefined ? {} : { problem: asked.problem }),
    ...(later === undefined ? {} : { later }),
  };
}

/** By the key and the entries in the proof alone. That they fold to another head accuses nobody: anyone can write them. */
function gradeByProof(statement: Endorsement, { endorsements, record }: ProvenIssue): GradedEndorsement {
  const told = { statement, block: "unknown" } as const;
  const unknown = (says: string) => ({ ...told, grade: "unknown", says }) as const;
  if (!isSignedByKey(statement, SIGNATURES))
    return unknown("its endorser's key has not signed it; whether a contract has, a node has to say");
  const head = endorsements?.heads[statement.entries - record.entry];
  if (head !== statement.head)
    return { ...unknown("nothing in the proof leads to its head: a node has to say"), by: "key" };
  return { ...told, grade: "agrees", says: "the entries in the proof fold to its head", by: "key" };
}

/** A node that could not tell takes nothing from what the proof shows. */
function better(byProof: GradedEndorsement, asked: GradedEndorsement | undefined): GradedEndorsement {
  return asked === undefined || (asked.grade === "unknown" && byProof.grade === "agrees") ? byProof : asked;
}

async function askedOf(
  publication: PublicationRef,
  all: readonly Named[],
  nodeAtHand: NodeAtHand,
): Promise<{ readonly all?: GradedAll; readonly problem?: string }> {
  try {
    await using open = await nodeAtHand();
    if (open === undefined) return {};
    const endorsements = all.map(({ endorsement }) => endorsement);
    return { all: await gradeEndorsements(publication, endorsements, gradingOver(open)) };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { problem: error.message.replace(/\.$/, "") };
  }
}

/** By the block's state, by the entries in the proof, and by the registry's history where that could be had. */
function reachOf(
  { digest, endorsements, reach, record, root }: ProvenIssue,
  asked: GradedAll | undefined,
): Pick<Endorsed, "reach" | "problem"> {
  const known = Math.max(reach, endorsements?.reach ?? 0);
  if (asked === undefined || asked.entries.length === 0) return { reach: known };
  const recorded = { digest, entry: record.entry, ...(root === undefined ? {} : { root }) };
  const last = lastEntryAbout(asked.entries, recorded);
  return last === undefined
    ? { reach: undefined, problem: `entry ${record.entry} of the history anchors something else` }
    : { reach: Math.max(known, last) };
}

/** The reader's own archive, if it is of the registry that is meant, or the node of COLOPHON_RPC_URL. */
export function nodeAtHand(
  publication: PublicationRef,
  { place, offline }: { readonly place: Place | undefined; readonly offline: boolean },
): NodeAtHand {
  const { chain, registry } = publication;
  const options: MirrorPlaceOptions = { registry };
  const isOwn = place?.config.chain.id === chain && place.config.registry === registry;
  return async () => {
    if (offline) return undefined;
    if (place !== undefined && isOwn) return openRegistry(place, options);
    if (process.env["COLOPHON_RPC_URL"] === undefined) return undefined;
    return openRegistry(placeOf(publication, options), options);
  };
}
