import { documentCid } from "../../core/cid.ts";
import type { Digest } from "../../core/digest.ts";
import type { Answer } from "../../core/ports.ts";
import { decodeProfile } from "../../core/profile.ts";
import type { Dissent } from "../../core/quorum/agreement.ts";
import { manifestOf } from "../../verify/answer.ts";
import type { IssueEvidence, RegistryEvidence } from "../../verify/evidence.ts";
import type { Trust } from "../../verify/judge/verdict.ts";
import type { Witness } from "../../verify/witness.ts";
import type { Nodes } from "./nodes.ts";
import { askRegistry, type NodesSaid, type Sought } from "./registry.ts";

/**
 * A witness whose word on the chain is replaced by what the reader's nodes prove. It still says where files stand and
 * gives blocks, which are hashed; of the registry it is heard only where no node can be, and named as that.
 */
export function withNodes(witness: Witness, nodes: Nodes, trust: Trust): Witness {
  return {
    ...witness,
    issue: async (digest) => {
      const said = await witness.issue(digest);
      const manifest = manifestOf(said, trust.sha256);
      // Of another registry the judge says so, whatever is there.
      if (manifest?.publication.chain !== trust.chain || manifest.publication.registry !== trust.registry)
        return said;
      const { publication, issue } = manifest;
      const { block } = witness;
      const sought = { digest, publication, label: issue.label, block, sha256: trust.sha256 };
      return merged(said, { sought, asked: await askRegistry(sought, nodes), witness });
    },
  };
}

interface Merging {
  readonly sought: Sought;
  readonly asked: NodesSaid;
  readonly witness: Witness;
}

async function merged(said: IssueEvidence, merging: Merging): Promise<IssueEvidence> {
  const { asked, witness } = merging;
  // What one node says that is heard is reason enough not to go by a word that is the witness's alone.
  if (!asked.heard)
    return {
      ...{ ...said, nodes: asked.agreement },
      final: alone(said.final, asked.final),
      tip: alone(said.tip, asked.tip),
    };
  const { final } = asked;
  const tip = latestOf(said, asked, witness);
  const dissent = [...asked.agreement.dissent, ...denied(said, asked, witness)];
  const { domain: _, publicationTitle: __, ...rest } = said;
  return {
    ...rest,
    ...{ final, tip, nodes: { ...asked.agreement, dissent } },
    notices: noticesIn(said, tip, witness.name),
    ...(final.known ? await publisherOf(final.value.profile, merging) : {}),
  };
}

/** Only the witness could be heard: whoever reads that is told why. If it was not either, why the nodes were not. */
function alone(said: Answer<RegistryEvidence>, asked: Answer<RegistryEvidence>): Answer<RegistryEvidence> {
  if (!said.known) return asked;
  return { ...said, source: `${said.source} (its word alone: no nodes could be heard, ${asked.source})` };
}

/**
 * A witness may be ahead of the block that the nodes have come to, and know of a notice that is newer than that. Then
 * the latest state is by its word, and named as that, as long as it denies nothing of what the nodes have proved.
 */
function latestOf(said: IssueEvidence, { tip }: NodesSaid, { name }: Witness): Answer<RegistryEvidence> {
  if (!said.tip.known || !tip.known || said.tip.value.block.number <= tip.value.block.number) return tip;
  if (isFarAhead(said.tip.value, tip.value)) return tip;
  const { record } = said.tip.value;
  if (record === undefined || record.notice === "none" || contradicts(said.tip.value, tip.value)) return tip;
  return { ...said.tip, source: name };
}

/** In seconds. Nodes are behind by blocks; a witness that is ahead of all of them by more tells of what nobody can know. */
const AHEAD_AT_MOST = 900;

function isFarAhead(theirs: RegistryEvidence, ours: RegistryEvidence): boolean {
  return theirs.block.time - ours.block.time > AHEAD_AT_MOST;
}

/**
 * The registry says of which kind the latest notice is. With none on record there is none, whoever tells of one; when and
 * why it was posted, and what came before it, is the witness's word, and named as that.
 */
function noticesIn(
  { notices }: IssueEvidence,
  tip: Answer<RegistryEvidence>,
  by: string,
): IssueEvidence["notices"] {
  const proved = tip.known ? tip.value.record?.notice : undefined;
  if (proved === "none") return [];
  const isTold = !tip.known || tip.source === by;
  const latest = isTold ? undefined : notices.findLast(({ kind }) => kind === proved);
  return notices.map((notice) => ({ ...notice, told: { by, isKindProved: notice === latest } }));
}

/** The profile's digest is proved, so that its title and its domain are, too. */
async function publisherOf(
  profile: Digest | undefined,
  { witness }: Merging,
): Promise<Pick<IssueEvidence, "domain" | "publicationTitle">> {
  if (profile === undefined) return {};
  try {
    const found = decodeProfile((await witness.block(documentCid(profile)))?.bytes ?? new Uint8Array(0));
    if (found === undefined) return {};
    return { publicationTitle: found.title, ...(found.domain === undefined ? {} : { domain: found.domain }) };
  } catch {
    return {};
  }
}

/** What the witness says of the registry that the nodes have proved otherwise. */
function denied(said: IssueEvidence, { final, tip }: NodesSaid, { name }: Witness): readonly Dissent[] {
  const pairs = [
    [said.final, final],
    [said.tip, tip],
  ] as const;
  for (const [theirs, ours] of pairs)
    if (theirs.known && ours.known && contradicts(theirs.value, ours.value))
      return [dissent(name, told(theirs.value), told(ours.value))];
  if (said.tip.known && tip.known && isFarAhead(said.tip.value, tip.value))
    return [dissent(name, shownBlock(said.tip.value), shownBlock(tip.value))];
  // Of what may have come after the nodes' block, they deny nothing.
  if (!said.tip.known || !tip.known || said.tip.value.block.number > tip.value.block.number) return [];
  const isFancied = tip.value.record?.notice === "none" && said.notices.length > 0;
  return isFancied ? [dissent(name, "a notice", "no notice")] : [];
}

/** States of two blocks may differ: nothing recorded is ever taken back, but more may have come. */
function contradicts(theirs: RegistryEvidence, ours: RegistryEvidence): boolean {
  if (theirs.block.number === ours.block.number)
    return theirs.block.hash !== ours.block.hash || told(theirs) !== told(ours);
  const [before, after] = theirs.block.number < ours.block.number ? [theirs, ours] : [ours, theirs];
  if (before.record === undefined) return false;
  const { entry, revision } = before.record;
  return after.record?.entry !== entry || after.record.revision !== revision;
}

function told({ record, current }: RegistryEvidence): string {
  if (record === undefined) return "no record";
  const { entry, revision, notice } = record;
  return `entry ${entry}, revision ${revision}, notice ${notice}, current ${current ?? "none"}`;
}

function shownBlock({ block: { number, hash } }: RegistryEvidence): string {
  return `block ${number} (${hash}) as the latest`;
}

function dissent(node: string, said: string, instead: string): Dissent {
  return { node, kind: "other-answer", about: "record", said, instead };
}
