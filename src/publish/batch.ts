import { portableKeccak256 } from "../core/batch/keccak256.ts";
import { byLabel } from "../core/batch/list.ts";
import { type WrittenList, writeList } from "../core/batch/write.ts";
import type { Bytes32, Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import type { Car, PublishingAction, TransactionHash } from "../core/ports.ts";
import type { PublicationId, PublicationRef } from "../core/publication.ts";
import { anchor, type Anchoring, jobKey, manifestCidText } from "./anchor.ts";
import { alreadyThere, described, type PublishedIssue, type StoreReport, storeReports } from "./issue.ts";
import { FIRST_REVISION, type IssuePlan, packInto } from "./pack.ts";
import { prepareIssue } from "./prepare.ts";
import { type Publisher, standingView } from "./publisher.ts";
import { standingsIn } from "./standing.ts";

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

/** The issues to anchor, by label; and those that stand, packed again to see that they are the same. */
async function sorted(
  plans: readonly IssuePlan[],
  publisher: Publisher,
): Promise<{ fresh: readonly IssuePlan[]; already: readonly PublishedIssue[] }> {
  const byName = assertDistinct(plans);
  const [first] = plans;
  if (first === undefined) return { fresh: [], already: [] };
  const view = await standingView(publisher);
  const taken = await standingsIn(first.publication.id, view, publisher).taken([...byName.keys()]);
  const already: PublishedIssue[] = [];
  for (const [label, plan] of byName) {
    if (!taken.has(label)) continue;
    byName.delete(label);
    const prepared = await prepareIssue(plan, publisher);
    if (prepared.kind === "new")
      fail("CHAIN_ANSWER_INVALID", {
        node: publisher.transacting.chain.node,
        problem: `issue ${label} stood, and then it did not`,
      });
    already.push(await alreadyThere(prepared, publisher));
  }
  const fresh = [...byName.values()].map((plan) => ({ plan, label: plan.description.label }));
  return { fresh: fresh.toSorted(byLabel).map(({ plan }) => plan), already };
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
