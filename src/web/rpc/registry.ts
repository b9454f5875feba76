import type { Digest } from "../../core/digest.ts";
import { asFailure, fail, isFailure } from "../../core/errors/error.ts";
import { finalBlock, tipBlock } from "../../core/finality.ts";
import type { Label } from "../../core/label.ts";
import type { Answer, BlockRef } from "../../core/ports.ts";
import { type Agreement, believed, type Dissent } from "../../core/quorum/agreement.ts";
import { publicationSlots } from "../../core/state-proof/layout.ts";
import {
  provenCurrent,
  provenPublication,
  provenRecord,
  slotsOfPublication,
} from "../../core/state-proof/registry.ts";
import type { RecordWord } from "../../core/state-proof/words.ts";
import { heardOf } from "../../verify/asking.ts";
import type { EarlierIssue, RegistryEvidence } from "../../verify/evidence.ts";
import { finderOver, type ListReading, provenBatches } from "./batches.ts";
import type { Nodes } from "./nodes.ts";
import { type Storage, storageAt } from "./proven-state.ts";

/** Which label of which publication of the registry. */
export interface Labelled extends ListReading {
  readonly label: Label;
}

/** Which issue of it. */
export interface Sought extends Labelled {
  readonly digest: Digest;
}

/** What the nodes came to about one issue. */
export interface NodesSaid {
  readonly final: Answer<RegistryEvidence>;
  readonly tip: Answer<RegistryEvidence>;
  readonly agreement: Agreement;
  /** Whether any node gave a block at all, whatever could be read there and however they differed. */
  readonly heard: boolean;
}

/** Asks the nodes which blocks are final and latest, and what the registry holds there: proved where any of them can. Never fails. */
export async function askRegistry(sought: Sought, nodes: Nodes): Promise<NodesSaid> {
  const round = nodes.quorum.round();
  const forgeries: Dissent[] = [];
  const onForged = (dissent: Dissent) => void forgeries.push(dissent);
  let proved = true;
  const onUnproved = () => {
    proved = false;
  };
  const agreement = () => withForgers({ ...round.agreement(), proved }, forgeries);
  const source = () => believed(agreement());
  let heard = false;
  const asked = async (blockOf: () => Promise<BlockRef>): Promise<Answer<RegistryEvidence>> => {
    try {
      const { registry } = sought.publication;
      const block = await blockOf();
      heard = true;
      const storage = storageAt(block, { registry, nodes, round, onForged, onUnproved });
      const value = await evidenceIn(storage, sought, source);
      return { known: true, value, source: source() };
    } catch (error) {
      // Any other failure tells of an answer that came.
      heard ||= !isFailure(error, ...NOT_HEARD);
      return { known: false, failure: asFailure(error), source: nodes.quorum.nodes.join(", ") };
    }
  };
  const final = await asked(() => finalBlock(round.chain, nodes.finality));
  const latest = await asked(() => tipBlock(round.chain));
  const told = heardOf(agreement(), [final, latest]);
  return { final, tip: notBefore(latest, final), agreement: told, heard: heard || isAnyHeard(told) };
}

/** Too few of several may have answered, and so none be believed: but they were there. */
function isAnyHeard({ nodes, silent, dissent }: Agreement): boolean {
  if (nodes.length === 1) return false;
  const strangers = dissent.filter(({ kind }) => kind === "other-chain").map(({ node }) => node);
  return new Set([...strangers, ...silent.map(({ node }) => node)]).size < nodes.length;
}

const NOT_HEARD = ["CHAIN_UNREACHABLE", "CHAIN_MISMATCH", "EMBEDDED_CHAIN_FAILED"] as const;

/** Nodes that come to the final block first may agree on a tip that is behind it: then the final one is the latest known. */
function notBefore(tip: Answer<RegistryEvidence>, final: Answer<RegistryEvidence>): Answer<RegistryEvidence> {
  if (!final.known) return tip;
  return tip.known && tip.value.block.number >= final.value.block.number ? tip : final;
}

function withForgers(agreement: Agreement, forgeries: readonly Dissent[]): Agreement {
  const known = new Set(agreement.dissent.map(({ node }) => node));
  const dissent = [...agreement.dissent, ...forgeries.filter(({ node }) => !known.has(node))];
  const contrary = new Set(dissent.map(({ node }) => node));
  return {
    ...agreement,
    dissent: [...new Map(dissent.map((one) => [`${one.node} ${one.kind}`, one])).values()],
    agreed: agreement.agreed.filter((node) => !contrary.has(node)),
  };
}

async function evidenceIn(storage: Storage, sought: Sought, source: () => string): Promise<RegistryEvidence> {
  const { publication, digest, label } = sought;
  const { id } = publication;
  const slots = publicationSlots(id);
  const state = await storage.read([...slotsOfPublication(id), slots.record(digest), slots.current(label)]);
  const held = provenPublication(state, id);
  const base = {
    chain: publication.chain,
    registry: publication.registry,
    publication: id,
    block: storage.block,
  };
  const current = provenCurrent(state, id, label);
  const own = provenRecord(state, id, digest);
  if (own !== undefined) {
    const earlier = await earlierThan(own, { storage, sought, current, source });
    return { ...base, record: plain(own), current, profile: held?.profile, ...earlier };
  }
  const batched = await inBatch(storage, sought, held?.entries ?? 0);
  if (batched === undefined) return { ...base, record: undefined, current, profile: held?.profile };
  const rival = await rivalOf(current, { storage, sought });
  // Only a single issue that began after the batch fails to keep its place (IPublicationRegistry.verifyBatched).
  const stands = rival === undefined || rival.entry > batched.entry ? digest : current;
  const earlier = await earlierThan(batched, { storage, sought, current, source });
  return { ...base, record: plain(batched), current: stands, profile: held?.profile, ...earlier };
}

function plain({ entry, time, revision, notice }: RecordWord) {
  return { entry, time, revision, notice };
}

async function inBatch(storage: Storage, sought: Sought, entries: number): Promise<RecordWord | undefined> {
  const batches = await provenBatches(storage, entries + 1, sought);
  const { label, digest } = sought;
  for (const batch of batches) {
    if ((await finderOver(sought).find([batch], { label, digest })) === undefined) continue;
    const { entry, time } = batch;
    const rest = { revision: 1, notice: "none", noticeEntry: undefined, kind: "batch-anchored" } as const;
    return { entry, time, first: entry, ...rest };
  }
  return undefined;
}

interface Standing {
  readonly storage: Storage;
  readonly sought: Sought;
}

/** Another digest that is current under the label, with the entry that its issue began with. */
async function rivalOf(
  current: Digest | undefined,
  { storage, sought }: Standing,
): Promise<EarlierIssue | undefined> {
  if (current === undefined || current === sought.digest) return undefined;
  const { id } = sought.publication;
  const state = await storage.read([publicationSlots(id).record(current)]);
  const record = provenRecord(state, id, current);
  return record === undefined ? undefined : { digest: current, entry: record.first };
}

/** A publication's first entry is its registration: before the second, nothing can have a label. */
const FIRST_ISSUE = 2;

/** Was another issue anchored under the label before? Single ones the registry knows; those of batches their lists do. */
async function earlierThan(
  record: RecordWord,
  { source, ...standing }: Standing & { readonly current: Digest | undefined; readonly source: () => string },
): Promise<Pick<RegistryEvidence, "earlier">> {
  if (record.first <= FIRST_ISSUE) return {};
  try {
    const value = await earlierIn(record, standing);
    return value === undefined ? {} : { earlier: { known: true, value, source: source() } };
  } catch (error) {
    return { earlier: { known: false, failure: asFailure(error), source: source() } };
  }
}

async function earlierIn(
  record: RecordWord,
  { current, ...standing }: Standing & { readonly current: Digest | undefined },
): Promise<EarlierIssue | undefined> {
  const batched = await batchedUnder(record.first, standing);
  if (batched !== undefined) return batched;
  const rival = await rivalOf(current, standing);
  return rival !== undefined && rival.entry < record.first ? rival : undefined;
}

/** What the first batch before an entry holds under the label. */
async function batchedUnder(
  before: number,
  { storage, sought }: Pick<Standing, "storage"> & { readonly sought: Labelled },
): Promise<EarlierIssue | undefined> {
  const finder = finderOver(sought);
  const { id } = sought.publication;
  for (const batch of await provenBatches(storage, before, sought)) {
    const issue = await finder.under([batch], sought.label);
    if (issue === undefined) continue;
    const state = await storage.read([publicationSlots(id).record(issue.digest)]);
    const other = provenRecord(state, id, issue.digest);
    // One that is on record has the place of its record, whatever batch lists it too.
    if (other === undefined || other.entry === batch.entry)
      return { digest: issue.digest, entry: batch.entry };
  }
  return undefined;
}

/**
 * The digest that stands under a label: the current revision of a single issue, or what a batch before it holds.
 * Undefined when it is proved that there is none.
 *
 * @throws CHAIN_UNREACHABLE | NODES_DISAGREE | LABEL_UNSEARCHED while the lists of batches cannot be read
 */
export async function standingUnder(storage: Storage, sought: Labelled): Promise<Digest | undefined> {
  const { label } = sought;
  const { id } = sought.publication;
  const state = await storage.read([...slotsOfPublication(id), publicationSlots(id).current(label)]);
  const current = provenCurrent(state, id, label);
  const single =
    current === undefined
      ? undefined
      : provenRecord(await storage.read([publicationSlots(id).record(current)]), id, current);
  const entries = provenPublication(state, id)?.entries ?? 0;
  try {
    return (await batchedUnder(single?.first ?? entries + 1, { storage, sought }))?.digest ?? current;
  } catch (error) {
    // Whether it has its label by right, its verdict asks once more.
    if (current !== undefined && isFailure(error)) return current;
    return fail("LABEL_UNSEARCHED", { id, label, problem: asFailure(error).message }, error);
  }
}
