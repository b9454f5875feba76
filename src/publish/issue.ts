import { documentCid } from "../core/cid.ts";
import type { Bytes32, Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { Manifest } from "../core/manifest/manifest.ts";
import type { Car, LocatedEntry, Receipt, RegistryView, TransactionHash } from "../core/ports.ts";
import type { PublicationId } from "../core/publication.ts";
import { blockFromAny, type Copy } from "../core/retrieval.ts";
import { anchor, type Anchored, jobKey, manifestCidText, packReason, placeAgain } from "./anchor.ts";
import { landedOf } from "./attempts.ts";
import { FIRST_REVISION, type IssuePlan, type PackedIssue, packIssue, type RevisionOf } from "./pack.ts";
import { type Publisher, standingView } from "./publisher.ts";

/** What became of one issue: the line that `publish --json` prints for it. */
export interface PublishedIssue {
  readonly label: Label;
  readonly revision: number;
  readonly digest: Digest;
  readonly cid: string;
  readonly contentCid: string;
  readonly publication: PublicationId;
  /** Left out, with the block, when neither the node's logs nor the journal know it: only of what stood `already`. */
  readonly tx?: TransactionHash;
  readonly block?: number;
  readonly blockHash?: Bytes32;
  /** Unix seconds of the block. */
  readonly anchoredAt: number;
  /** `already`: it stood there before this run. */
  readonly status: "final" | "mined" | "already";
  readonly stores: readonly StoreReport[];
}

export interface StoreReport {
  readonly id: string;
  readonly blocks: number;
  readonly verified: number;
}

/**
 * Publishes the first revision of an issue; doing it again with the same input sends nothing and says so, after it has
 * made sure of the copies.
 *
 * @throws LABEL_ANCHORED when the label stands with other content; COPIES_TOO_FEW; SOURCE_CHANGED; those of `drive`
 */
export async function publishIssue(plan: IssuePlan, publisher: Publisher): Promise<PublishedIssue> {
  const packed = await packAs(plan, FIRST_REVISION, publisher);
  const { label } = plan.description;
  const { digest } = packed.encoded;
  const { id } = plan.publication;
  const view = await standingView(publisher);
  if ((await view.record(id, digest)) !== undefined) return alreadyThere(packed, { view, publisher });
  const standing = await view.current(id, label);
  if (standing !== undefined) {
    await publisher.staging.remove(packed.car.root);
    fail("LABEL_ANCHORED", { label, standing, got: digest });
  }
  const action = { kind: "anchor", publication: id, label, digest } as const;
  const work = {
    key: jobKey("anchor", publisher, id, digest),
    what: `issue ${label}`,
    action,
    cars: [packed.car],
  };
  return report(packed, await anchor(work, publisher));
}

/**
 * Publishes a correction: the next revision of an issue that stands. The same content as the one that stands changes
 * nothing and says so.
 *
 * @throws LABEL_UNKNOWN when there is nothing to revise; BLOCK_MISSING when the standing manifest cannot be read
 */
export async function reviseIssue(
  plan: IssuePlan,
  reason: string | undefined,
  publisher: Publisher,
): Promise<PublishedIssue> {
  const { label } = plan.description;
  const { id } = plan.publication;
  const view = await standingView(publisher);
  const standing = await view.current(id, label);
  if (standing === undefined) fail("LABEL_UNKNOWN", { id, label });
  const same = await asItStands(plan, standing, publisher);
  if (same !== undefined) return alreadyThere(same, { view, publisher, reason });
  const record = await view.record(id, standing);
  const revisionOf = { revision: (record?.revision ?? 1) + 1, supersedes: standing };
  const packed = await packAs(plan, revisionOf, publisher);
  const why = await packReason(reason, publisher);
  const { digest } = packed.encoded;
  const action = {
    kind: "revise",
    publication: id,
    label,
    digest,
    supersedes: standing,
    reason: why.digest,
  } as const;
  const cars = [packed.car, ...why.cars];
  const work = { key: jobKey("revise", publisher, id, digest), what: `issue ${label}`, action, cars };
  return report(packed, await anchor(work, publisher));
}

/** Packs the input as if it were the standing revision: equal digests mean that nothing was corrected. */
async function asItStands(
  plan: IssuePlan,
  standing: Digest,
  publisher: Publisher,
): Promise<PackedIssue | undefined> {
  const manifest = await readManifest(standing, publisher);
  const { supersedes } = manifest;
  const { revision } = manifest.issue;
  const packed = await packAs(
    plan,
    { revision, ...(supersedes === undefined ? {} : { supersedes }) },
    publisher,
  );
  if (packed.encoded.digest === standing) return packed;
  await publisher.staging.remove(packed.car.root);
  return undefined;
}

async function readManifest(digest: Digest, publisher: Publisher): Promise<Manifest> {
  const { sha256, stores } = publisher.replication;
  const block = await blockFromAny(stores, documentCid(digest), sha256);
  if (block === undefined) fail("BLOCK_MISSING", { cid: manifestCidText(digest) });
  return decodeManifest(block.bytes, digest, sha256);
}

function packAs(plan: IssuePlan, revisionOf: RevisionOf, publisher: Publisher): Promise<PackedIssue> {
  const { hashing, typeOf, staging, transacting } = publisher;
  const what = `issue ${plan.description.label}`;
  const total = plan.files.reduce((sum, file) => sum + file.size, 0);
  transacting.onProgress({ kind: "begin", what, files: plan.files.length, bytes: total });
  let done = 0;
  const onBytes = (count: number) => {
    done += count;
    transacting.onProgress({ kind: "bytes", what, done, total });
  };
  return packIssue(plan, revisionOf, { hashing, typeOf, staging, onBytes });
}

async function alreadyThere(
  packed: PackedIssue,
  { view, publisher, reason }: { view: RegistryView; publisher: Publisher; reason?: string | undefined },
): Promise<PublishedIssue> {
  const { id } = packed.manifest.publication;
  const record = await view.record(id, packed.encoded.digest);
  if (record === undefined)
    fail("CHAIN_ANSWER_INVALID", {
      node: publisher.transacting.chain.node,
      problem: `it gives ${packed.encoded.digest} as standing, and no record of it`,
    });
  const where = await entryOf(id, packed.encoded.digest, { view, publisher });
  const cars = [packed.car, ...(await reasonOf(where, reason, publisher))];
  const copies = await placeAgain(cars, `issue ${packed.manifest.issue.label}`, publisher);
  return {
    ...described(packed),
    ...located(where ?? (await journaled(id, packed.encoded.digest, publisher))),
    anchoredAt: record.time,
    status: "already",
    stores: storeReports(copies),
  };
}

/** The reason's document, if it is the one that the entry names: another one belongs to nothing. */
async function reasonOf(
  where: LocatedEntry | undefined,
  reason: string | undefined,
  publisher: Publisher,
): Promise<readonly Car[]> {
  if (where?.entry.kind !== "revised") return [];
  const why = await packReason(reason, publisher);
  if (why.digest === where.entry.reason) return why.cars;
  for (const car of why.cars) await publisher.staging.remove(car.root);
  return [];
}

async function entryOf(
  id: PublicationId,
  digest: Digest,
  { view, publisher }: { view: RegistryView; publisher: Publisher },
): Promise<LocatedEntry | undefined> {
  const entries = await publisher.registry.entries(id, 0, view.block);
  return entries.find(
    ({ entry }) => (entry.kind === "anchored" || entry.kind === "revised") && entry.digest === digest,
  );
}

/** The receipt of this archive's own transaction: a node keeps it longer than it finds its logs. */
async function journaled(
  id: PublicationId,
  digest: Digest,
  publisher: Publisher,
): Promise<Receipt | undefined> {
  const { chain, journal } = publisher.transacting;
  for (const kind of ["anchor", "revise"]) {
    const attempts = journal.attempts(jobKey(kind, publisher, id, digest));
    const landed = await landedOf(attempts, chain);
    const found = landed.find(({ receipt }) => receipt.succeeded);
    if (found !== undefined) return found.receipt;
  }
  return undefined;
}

function located(where: Pick<Receipt, "transaction" | "block"> | undefined) {
  if (where === undefined) return {};
  return { tx: where.transaction, block: where.block.number, blockHash: where.block.hash };
}

function report(packed: PackedIssue, anchored: Anchored): PublishedIssue {
  return {
    ...described(packed),
    ...located(anchored.receipt),
    anchoredAt: anchored.block.time,
    status: anchored.final ? "final" : "mined",
    stores: storeReports(anchored.copies),
  };
}

function described({ manifest, encoded }: PackedIssue) {
  return {
    label: manifest.issue.label,
    revision: manifest.issue.revision,
    digest: encoded.digest,
    cid: manifestCidText(encoded.digest),
    contentCid: manifest.content.toString(),
    publication: manifest.publication.id,
  };
}

/** Of the issue itself: a reason is a document of one block. */
function storeReports(copies: readonly Copy[]): readonly StoreReport[] {
  return copies
    .filter((copy) => copy.blocks > 1)
    .map(({ store, blocks, verified }) => ({ id: store, blocks, verified }));
}
