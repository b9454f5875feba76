import type { WrittenList } from "../core/batch/write.ts";
import { documentCid } from "../core/cid.ts";
import type { Bytes32, Digest } from "../core/digest.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import type { Car, PublishingAction, TransactionHash } from "../core/ports.ts";
import type { PublicationId } from "../core/publication.ts";
import { type Copy, isWhole, readBack } from "../core/retrieval.ts";
import { anchor, type Anchoring, jobKey, manifestCidText } from "./anchor.ts";
import { begunBatches } from "./begun-batches.ts";
import { alreadyThere, type StoreReport, storeReports } from "./issue.ts";
import { letGo } from "./let-go.ts";
import type { IssuePlan } from "./pack.ts";
import {
  type MeasuredIssue,
  lookedUp,
  type Made,
  packBatch,
  type PackedBatch,
  planSource,
  type PlanSource,
  type StandingIssue,
  withFirst,
} from "./pack-batch.ts";
import { prepareIssue } from "./prepare.ts";
import { type Publisher, standingView } from "./publisher.ts";
import { standingsIn } from "./standing.ts";
import { type KnownLists, type TakenLabels, takenLabels } from "./taken.ts";
import { drive } from "./transact.ts";

export type { IssueOfBatch, MeasuredIssue, StandingIssue } from "./pack-batch.ts";

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
  /** What the transaction used. */
  readonly gas: bigint;
  readonly status: "final" | "mined";
  readonly stores: readonly StoreReport[];
  /** By label. */
  readonly issues: readonly MeasuredIssue[];
}

/** What became of a run over many issues: those that stood before it, and the batch of the others, if there were any. */
export interface PublishedTogether {
  readonly already: readonly StandingIssue[];
  readonly batch?: PublishedBatch;
}

export interface Together {
  /** New issues to one transaction; all of them unless stated. */
  readonly most?: number;
  /** Read back what stands already from every store, and put it where it is missing. */
  readonly check: boolean;
}

/**
 * Publishes the first revisions of many issues of one publication with one transaction. Those that stand already are
 * left out and their copies made sure of, so that a second run sends nothing.
 *
 * @throws LABELS_COLLIDE; LABEL_ANCHORED when a label stands with other content, before anything is stored; and what
 *   `publishIssue` throws; SIGNER_CHANGED while a transaction of another key can still anchor one of them
 */
export async function publishTogether(
  plans: Iterable<IssuePlan> | AsyncIterable<IssuePlan>,
  publisher: Publisher,
): Promise<PublishedTogether> {
  for await (const done of publishInBatches(plans, publisher, { check: true })) return done;
  return { already: [] };
}

/**
 * The same with a transaction for every `most` new issues, one after the other: what is given has been anchored. Plans
 * are taken as they are needed and let go when they are packed, so that a stream of them may be of any length.
 *
 * @throws as `publishTogether`; LABEL_ANCHORED before anything of its own batch is stored
 */
export async function* publishInBatches(
  plans: Iterable<IssuePlan> | AsyncIterable<IssuePlan>,
  publisher: Publisher,
  { most = Infinity, check }: Together,
): AsyncGenerator<PublishedTogether> {
  const source = planSource(plans);
  const known: KnownLists = new Map();
  try {
    for (;;) {
      const first = await source.next();
      if (first === undefined) return;
      const done = await publishNext(withFirst(first, source), first.publication.id, {
        ...{ publisher, known, most, check },
      });
      await letGo(first.publication, source.labels, publisher);
      yield done;
    }
  } finally {
    await source.done();
  }
}

interface Next extends Required<Together> {
  readonly publisher: Publisher;
  readonly known: KnownLists;
}

async function publishNext(
  source: PlanSource,
  id: PublicationId,
  { publisher, known, most, check }: Next,
): Promise<PublishedTogether> {
  const view = await standingView(publisher);
  const takenNow = await takenLabels(id, view, { sources: publisher, known });
  const refuseBegun = await begunBatches(id, publisher);
  const taken: TakenLabels = async (labels) => {
    const found = await takenNow(labels);
    refuseBegun(labels.filter((_, i) => found[i]?.length === 0));
    return found;
  };
  const already: StandingIssue[] = [];
  const onStanding = async (made: Made) => {
    if (check) await makeSure(made, publisher);
    already.push({ ...made.issue, status: "already" });
  };
  const standings = standingsIn(id, view, publisher);
  const packed = await packBatch(lookedUp(source, taken, most), { publisher, standings, onStanding });
  if (packed === undefined) return { already };
  try {
    return { already, batch: await anchored(id, packed, publisher) };
  } catch (error) {
    // Another publisher was quicker with the very same issues: their root says that they are the same.
    if (!isFailure(error, "BATCH_RECORDED")) throw error;
    for (const issue of packed.issues) already.push({ ...issue, status: "already" });
    return { already };
  }
}

async function anchored(
  id: PublicationId,
  { issues, written, car }: PackedBatch,
  publisher: Publisher,
): Promise<PublishedBatch> {
  const bytes = issues.reduce((sum, issue) => sum + issue.bytes, 0);
  const work = batchWork(id, written, { car, publisher });
  publisher.transacting.onProgress({ kind: "begin", what: work.what, issues: issues.length, bytes });
  const { receipt, block, copies, final } = await anchor(work, publisher);
  return {
    publication: id,
    root: written.list.root,
    count: written.list.count,
    list: written.digest,
    listCid: manifestCidText(written.digest),
    tx: receipt.transaction,
    block: block.number,
    blockHash: block.hash,
    anchoredAt: block.time,
    gas: receipt.gasUsed,
    status: final ? "final" : "mined",
    stores: storeReports(copies),
    issues,
  };
}

/** Brings batches that were mined to finality, one after the other. @throws as `drive` */
export async function untilFinal(
  batches: readonly PublishedBatch[],
  publisher: Publisher,
): Promise<readonly PublishedBatch[]> {
  const { journal, chain } = publisher.transacting;
  const done: PublishedBatch[] = [];
  for (const batch of batches) {
    const job = journal.find(jobKey("anchor-batch", publisher, batch.publication, batch.root));
    if (job === undefined)
      return fail("INTERNAL", { problem: `the journal has lost the batch ${batch.root}` });
    const { transaction: tx, block, gasUsed: gas } = await drive(job, "final", publisher.transacting);
    // A reorganisation may have put it into another block than it was seen in.
    const { time = batch.anchoredAt } = (await chain.block(block.hash)) ?? {};
    const where = { tx, gas, block: block.number, blockHash: block.hash, anchoredAt: time };
    done.push({ ...batch, ...where, status: "final" });
  }
  return done;
}

/** Where every store gives all of it back nothing is put: its blocks lie in the batch's own CAR. */
async function makeSure({ plan, issue }: Made, publisher: Publisher): Promise<void> {
  const { stores, sha256 } = publisher.replication;
  const root = documentCid(issue.digest);
  const copies: Copy[] = [];
  for (const store of stores) copies.push(await readBack(store, root, { sha256 }));
  if (copies.every(isWhole)) return;
  const prepared = await prepareIssue(plan, publisher);
  if (prepared.kind === "standing") await alreadyThere(prepared, publisher);
  else {
    const problem = `issue ${plan.description.label} stood, and then it did not`;
    fail("CHAIN_ANSWER_INVALID", { node: publisher.transacting.chain.node, problem });
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
