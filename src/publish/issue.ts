import type { Bytes32, Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { Car, LoggedEntry, Receipt, RegistryView, TransactionHash } from "../core/ports.ts";
import type { PublicationId } from "../core/publication.ts";
import type { Copy } from "../core/retrieval.ts";
import { anchor, type Anchored, jobKey, manifestCidText, packReason, place } from "./anchor.ts";
import { landedOf } from "./attempts.ts";
import { isRefusal } from "./gas.ts";
import type { IssuePlan, PackedIssue } from "./pack.ts";
import { type Prepared, prepareIssue, prepareRevision } from "./prepare.ts";
import type { Publisher } from "./publisher.ts";

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
  /** Present when a reason was given for what stood `already`, and is not the one that stands there: it was not sent. */
  readonly reasonUnsent?: true;
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
  return publishPrepared(() => prepareIssue(plan, publisher), publisher);
}

/**
 * Publishes a correction: the next revision of an issue that stands. The same content as the one that stands changes
 * nothing and says so.
 *
 * @throws LABEL_UNKNOWN when there is nothing to revise; STANDING_UNREAD when no store gives the standing manifest
 */
export async function reviseIssue(
  plan: IssuePlan,
  reason: string | undefined,
  publisher: Publisher,
): Promise<PublishedIssue> {
  return publishPrepared(() => prepareRevision(plan, reason, publisher), publisher, reason);
}

async function publishPrepared(
  prepare: () => Promise<Prepared>,
  publisher: Publisher,
  reason?: string,
): Promise<PublishedIssue> {
  const prepared = await prepare();
  if (prepared.kind === "standing") return alreadyThere(prepared, publisher, reason);
  try {
    return report(prepared.packed, await anchor(prepared.work, publisher));
  } catch (error) {
    return alreadyThere(await standingInstead(error, prepare, publisher), publisher, reason);
  }
}

/** Another publisher may have been quicker with the very same: then the registry refuses what it has just been told. */
async function standingInstead(error: unknown, prepare: () => Promise<Prepared>, publisher: Publisher) {
  if (!isRefusal(error)) throw error;
  const prepared = await prepare();
  if (prepared.kind === "standing") return prepared;
  for (const { root } of prepared.work.cars) await publisher.staging.remove(root);
  throw error;
}

/** What stands already, its copies made sure of. @throws COPIES_TOO_FEW */
export async function alreadyThere(
  { packed, record, view }: Extract<Prepared, { kind: "standing" }>,
  publisher: Publisher,
  reason?: string,
): Promise<PublishedIssue> {
  const { id } = packed.manifest.publication;
  const where = await entryOf(id, record.entry, { view, publisher });
  const why = await reasonOf(where, reason, publisher);
  const cars = [packed.car, ...(why ?? [])];
  const copies = await place(cars, `issue ${packed.manifest.issue.label}`, publisher);
  return {
    ...described(packed),
    ...located(where ?? (await journaled(id, packed.encoded.digest, publisher))),
    anchoredAt: record.time,
    status: "already",
    stores: storeReports(copies),
    ...(why === undefined ? { reasonUnsent: true } : {}),
  };
}

/** The reason's document, if there is one and the entry names it; undefined for another one, which belongs to nothing. */
async function reasonOf(
  where: LoggedEntry | undefined,
  reason: string | undefined,
  publisher: Publisher,
): Promise<readonly Car[] | undefined> {
  if (reason === undefined || where === undefined) return [];
  if (where.entry.kind !== "revised") return undefined;
  const why = await packReason(reason, publisher);
  if (why.digest === where.entry.reason) return why.cars;
  for (const car of why.cars) await publisher.staging.remove(car.root);
  return undefined;
}

async function entryOf(
  id: PublicationId,
  number: number,
  { view, publisher }: { view: RegistryView; publisher: Publisher },
): Promise<LoggedEntry | undefined> {
  const entries = await publisher.registry.entries(id, number - 1, view.block);
  return entries.find(({ entry }) => entry.number === number);
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

/** What every report of an issue begins with. */
export function described({ manifest, encoded }: Pick<PackedIssue, "manifest" | "encoded">) {
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
export function storeReports(copies: readonly Copy[]): readonly StoreReport[] {
  return copies
    .filter((copy) => copy.blocks > 1)
    .map(({ store, blocks, verified }) => ({ id: store, blocks, verified }));
}
