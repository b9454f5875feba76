import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { Manifest } from "../core/manifest/manifest.ts";
import type { PublishingAction, RegistryRecord, RegistryView } from "../core/ports.ts";
import { blockFromAny } from "../core/retrieval.ts";
import { type Anchoring, jobKey, manifestCidText, packReason } from "./anchor.ts";
import { FIRST_REVISION, type IssuePlan, type PackedIssue, packIssue, type RevisionOf } from "./pack.ts";
import { type Publisher, standingView } from "./publisher.ts";
import { standingsIn } from "./standing.ts";

/** A packed issue, and whether the registry holds it already or has yet to be told. */
export type Prepared =
  | {
      readonly kind: "standing";
      readonly packed: PackedIssue;
      readonly record: RegistryRecord;
      readonly view: RegistryView;
    }
  | {
      readonly kind: "new";
      readonly packed: PackedIssue;
      readonly work: Anchoring<PublishingAction>;
    };

/** Packs the first revision of an issue. @throws LABEL_ANCHORED when the label stands with other content */
export async function prepareIssue(plan: IssuePlan, publisher: Publisher): Promise<Prepared> {
  begin(plan, publisher);
  const packed = await packAs(plan, FIRST_REVISION, publisher);
  const { label } = plan.description;
  const { digest } = packed.encoded;
  const { id } = plan.publication;
  const view = await standingView(publisher);
  const standings = standingsIn(id, view, publisher);
  try {
    const same = await standings.of(digest, label);
    if (same !== undefined) return { kind: "standing", packed, record: same.record, view };
    const standing = await standings.under(label);
    if (standing !== undefined) fail("LABEL_ANCHORED", { label, standing: standing.digest, got: digest });
  } catch (error) {
    await publisher.staging.remove(packed.car.root);
    throw error;
  }
  const action = { kind: "anchor", publication: id, label, digest } as const;
  const key = jobKey("anchor", publisher, id, digest);
  return { kind: "new", packed, work: { key, what: `issue ${label}`, action, cars: [packed.car] } };
}

/**
 * Packs the next revision of an issue that stands.
 *
 * @throws LABEL_UNKNOWN when there is nothing to revise; BLOCK_MISSING when the standing manifest cannot be read
 */
export async function prepareRevision(
  plan: IssuePlan,
  reason: string | undefined,
  publisher: Publisher,
): Promise<Prepared> {
  const { label } = plan.description;
  const { id } = plan.publication;
  const view = await standingView(publisher);
  const standing = await standingsIn(id, view, publisher).under(label);
  if (standing === undefined) fail("LABEL_UNKNOWN", { id, label });
  begin(plan, publisher);
  const { digest: supersedes, record } = standing;
  const same = await asItStands(plan, supersedes, publisher);
  if (same !== undefined) return { kind: "standing", packed: same, record, view };
  const revisionOf = { revision: record.revision + 1, supersedes };
  const packed = await packAs(plan, revisionOf, publisher);
  const why = await packReason(reason, publisher);
  const { digest } = packed.encoded;
  const revision = { publication: id, label, digest, supersedes, reason: why.digest } as const;
  const action: PublishingAction =
    standing.batched === undefined
      ? { kind: "revise", ...revision }
      : { kind: "revise-batched", ...revision, root: standing.batched.root, path: standing.batched.path };
  const cars = [packed.car, ...why.cars];
  const key = jobKey("revise", publisher, id, digest);
  return { kind: "new", packed, work: { key, what: `issue ${label}`, action, cars } };
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

/** Told once, however often it is packed: a revision is packed as the one that stands, too. */
function begin(plan: IssuePlan, { transacting }: Publisher): void {
  const { what, total } = sizeOf(plan);
  transacting.onProgress({ kind: "begin", what, files: plan.files.length, bytes: total });
}

function sizeOf({ files, description }: IssuePlan): { readonly what: string; readonly total: number } {
  return { what: `issue ${description.label}`, total: files.reduce((sum, file) => sum + file.size, 0) };
}

function packAs(plan: IssuePlan, revisionOf: RevisionOf, publisher: Publisher): Promise<PackedIssue> {
  const { hashing, typeOf, staging, transacting } = publisher;
  const { what, total } = sizeOf(plan);
  let done = 0;
  const onBytes = (count: number) => {
    done += count;
    transacting.onProgress({ kind: "bytes", what, done, total });
  };
  return packIssue(plan, revisionOf, { hashing, typeOf, staging, onBytes });
}
