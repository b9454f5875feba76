import { portableKeccak256 } from "../core/batch/keccak256.ts";
import { byLabel } from "../core/batch/list.ts";
import { type WrittenList, writeList } from "../core/batch/write.ts";
import { documentCid } from "../core/cid.ts";
import type { Bytes32, Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import type { Car, LocatedEntry, PublishingAction, RegistryRecord, TransactionHash } from "../core/ports.ts";
import type { PublicationId, PublicationRef } from "../core/publication.ts";
import { type Copy, isWhole, readBack } from "../core/retrieval.ts";
import { anchor, type Anchoring, jobKey, manifestCidText } from "./anchor.ts";
import { alreadyThere, described, type PublishedIssue, type StoreReport, storeReports } from "./issue.ts";
import { describeIssue, FIRST_REVISION, type IssuePlan, type PackedIssue, packInto } from "./pack.ts";
import { prepareIssue } from "./prepare.ts";
import { type Publisher, standingView } from "./publisher.ts";
import { type Standings, standingsIn } from "./standing.ts";

/** One issue of a batch: what `publish --batch --json` prints for it. */
export type IssueOfBatch = Pick<
  PublishedIssue,
  "label" | "revision" | "digest" | "cid" | "contentCid" | "publication"
>;

/** Many issues that one transaction anchored. */
export interface PublishedBatch {
  readonly publication: PublicationId;
  readonly root: Bytes32;
  readonly count: number;
  /** Digest of the list, and its CID: pinning it pins every issue of the batch. */
  readonly list: Digest;
  readonly listCid: string;
  readonly tx: TransactionHash;
  readonly block: number;
  readonly blockHash: Bytes32;
  /** Unix seconds of the block. */
  readonly anchoredAt: number;
  readonly status: "final" | "mined";
  readonly stores: readonly StoreReport[];
  readonly issues: readonly IssueOfBatch[];
}

/** What became of a run over many issues: those that stood before it, and the batch of the others, if there were any. */
export interface PublishedTogether {
  readonly already: readonly PublishedIssue[];
  readonly batch?: PublishedBatch;
}

/**
 * Publishes the first revisions of many issues of one publication with one transaction. Those that stand already are
 * left out and their copies made sure of, so that a second run sends nothing.
 *
 * @throws LABELS_COLLIDE; LABEL_ANCHORED when a label stands with other content, before anything is stored; and what
 *   `publishIssue` throws
 */
export async function publishTogether(
  plans: readonly IssuePlan[],
  publisher: Publisher,
): Promise<PublishedTogether> {
  const { fresh, already } = await sorted(plans, publisher);
  const [first] = fresh;
  if (first === undefined) return { already };
  const { issues, written, car } = await packBatch(first.publication, fresh, publisher);
  const work = batchWork(first.publication.id, written, { car, publisher });
  const { receipt, block, copies, final } = await anchor(work, publisher);
  return {
    already,
    batch: {
      publication: first.publication.id,
      root: written.list.root,
      count: written.list.count,
      list: written.digest,
      listCid: manifestCidText(written.digest),
      tx: receipt.transaction,
      block: block.number,
      blockHash: block.hash,
      anchoredAt: block.time,
      status: final ? "final" : "mined",
      stores: storeReports(copies),
      issues,
    },
  };
}

/** The issues to anchor, by label; and those that stand, described again to see that they are the same. */
async function sorted(
  plans: readonly IssuePlan[],
  publisher: Publisher,
): Promise<{ fresh: readonly IssuePlan[]; already: readonly PublishedIssue[] }> {
  const byName = assertDistinct(plans);
  const [first] = plans;
  if (first === undefined) return { fresh: [], already: [] };
  const { id } = first.publication;
  const view = await standingView(publisher);
  const standings = standingsIn(id, view, publisher);
  const taken = await standings.taken([...byName.keys()]);
  const standing: Same[] = [];
  for (const [label, plan] of byName) {
    if (!taken.has(label)) continue;
    byName.delete(label);
    standing.push(await sameAsStands(plan, standings, publisher));
  }
  const already: PublishedIssue[] = [];
  const entries = standing.length === 0 ? [] : await publisher.registry.entries(id, 0, view.block);
  for (const one of standing) already.push(await madeSure(one, { entries, publisher }));
  const fresh = [...byName.values()].map((plan) => ({ plan, label: plan.description.label }));
  return { fresh: fresh.toSorted(byLabel).map(({ plan }) => plan), already };
}

/** An issue that stands with the very content that is planned. */
interface Same {
  readonly plan: IssuePlan;
  readonly packed: Omit<PackedIssue, "car">;
  readonly record: RegistryRecord;
}

async function sameAsStands(plan: IssuePlan, standings: Standings, publisher: Publisher): Promise<Same> {
  const { hashing, typeOf } = publisher;
  const packed = await describeIssue(plan, FIRST_REVISION, { hashing, typeOf });
  const { label } = plan.description;
  const { digest } = packed.encoded;
  const same = await standings.of(digest, label);
  if (same !== undefined) return { plan, packed, record: same.record };
  const other = await standings.under(label);
  return fail("LABEL_ANCHORED", { label, standing: other?.digest ?? "another", got: digest });
}

/** Where every store gives all of it back nothing is put: its blocks lie in the batch's own CAR. */
async function madeSure(
  { plan, packed, record }: Same,
  { entries, publisher }: { entries: readonly LocatedEntry[]; publisher: Publisher },
): Promise<PublishedIssue> {
  const { stores, sha256 } = publisher.replication;
  const root = documentCid(packed.encoded.digest);
  const copies: Copy[] = [];
  for (const store of stores) copies.push(await readBack(store, root, { sha256 }));
  const where = entries.find(({ entry }) => entry.number === record.entry);
  if (where === undefined || !copies.every(isWhole)) return placedAgain(plan, publisher);
  return {
    ...described(packed),
    ...{ tx: where.transaction, block: where.block.number, blockHash: where.block.hash },
    anchoredAt: record.time,
    status: "already",
    stores: storeReports(copies),
  };
}

async function placedAgain(plan: IssuePlan, publisher: Publisher): Promise<PublishedIssue> {
  const prepared = await prepareIssue(plan, publisher);
  if (prepared.kind === "standing") return alreadyThere(prepared, publisher);
  const problem = `issue ${plan.description.label} stood, and then it did not`;
  return fail("CHAIN_ANSWER_INVALID", { node: publisher.transacting.chain.node, problem });
}

/** By their labels. @throws LABELS_COLLIDE when two have the same */
export function assertDistinct(plans: readonly IssuePlan[]): Map<Label, IssuePlan> {
  const byName = new Map<Label, IssuePlan>();
  for (const plan of plans) {
    const { label } = plan.description;
    if (byName.has(label)) fail("LABELS_COLLIDE", { label });
    byName.set(label, plan);
  }
  return byName;
}

interface PackedBatch {
  readonly issues: readonly IssueOfBatch[];
  readonly written: WrittenList;
  readonly car: Car;
}

/** Every issue and the list in one CAR, whose root is the list: one file to store, one root to pin. */
async function packBatch(
  publication: PublicationRef,
  plans: readonly IssuePlan[],
  publisher: Publisher,
): Promise<PackedBatch> {
  const { hashing, staging, typeOf, transacting, keccak = portableKeccak256 } = publisher;
  const what = `a batch of ${plans.length}`;
  const bytes = plans.reduce((sum, { files }) => sum + files.reduce((some, { size }) => some + size, 0), 0);
  transacting.onProgress({ kind: "begin", what, files: plans.length, bytes });
  let done = 0;
  const onBytes = (count: number) => {
    done += count;
    transacting.onProgress({ kind: "bytes", what, done, total: bytes });
  };
  const writer = await staging.begin();
  try {
    const issues: IssueOfBatch[] = [];
    for (const plan of plans) {
      const tools = { hashing, typeOf, onBytes };
      issues.push(described(await packInto(writer, plan, { revisionOf: FIRST_REVISION, tools })));
    }
    const written = await writeList(publication, issues, writer, { sha256: hashing.sha256, keccak });
    return { issues, written, car: await writer.finish(written.block.cid) };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

function batchWork(
  id: PublicationId,
  { list, digest }: WrittenList,
  { car, publisher }: { car: Car; publisher: Publisher },
): Anchoring<PublishingAction> {
  const { root, count } = list;
  return {
    key: jobKey("anchor-batch", publisher, id, root),
    what: `a batch of ${count}`,
    action: { kind: "anchor-batch", publication: id, root, count, list: digest },
    cars: [car],
  };
}
