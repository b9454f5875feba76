import type { Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { PublishingAction, RegistryRecord, RegistryView } from "../core/ports.ts";
import { type Anchoring, jobKey, packReason } from "./anchor.ts";
import { begunBatches } from "./begun-batches.ts";
import { AS_NEW, choiceBeside, choiceFor, otherwiseNew } from "./choice.ts";
import { correctionOf } from "./correction.ts";
import type { ManifestChoice } from "./described.ts";
import { type IssuePlan, type PackedIssue, packIssue } from "./pack.ts";
import { packingOf, type Publisher, standingView } from "./publisher.ts";
import { type Standing, type Standings, standingsIn } from "./standing.ts";
import { textlessOf } from "./textless.ts";

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

/**
 * Packs the first revision of an issue, its text chosen by what stands under its label already.
 *
 * @throws LABEL_ANCHORED when the label stands with other content; SIGNER_CHANGED while a transaction of another key can
 *   still anchor it
 */
export async function prepareIssue(plan: IssuePlan, publisher: Publisher): Promise<Prepared> {
  const { label } = plan.description;
  const { id } = plan.publication;
  const view = await standingView(publisher);
  const standings = standingsIn(id, view, publisher);
  const standing = await standings.under(label);
  if (standing === undefined) (await begunBatches(id, publisher))([label]);
  begin(plan, publisher);
  const choice = await choiceUnder(standing, plan, { publisher, standings });
  const packed = await packAs(plan, choice, publisher);
  const { digest } = packed.encoded;
  try {
    const same = await standings.of(digest, label);
    if (same !== undefined) return { kind: "standing", packed, record: same.record, view };
    if (standing !== undefined) fail("LABEL_ANCHORED", { label, standing: standing.digest, got: digest });
  } catch (error) {
    await publisher.staging.remove(packed.car.root);
    throw error;
  }
  const action = { kind: "anchor", publication: id, label, digest } as const;
  const key = jobKey("anchor", publisher, id, digest);
  return { kind: "new", packed, work: { key, what: `issue ${label}`, action, cars: [packed.car] } };
}

/** Under a label that is free, what an earlier run has begun and signed chooses: it would be sent a second time. */
async function choiceUnder(
  standing: Standing | undefined,
  plan: IssuePlan,
  { publisher, standings }: { publisher: Publisher; standings: Standings },
): Promise<ManifestChoice> {
  const { label } = plan.description;
  const { replication } = publisher;
  if (standing !== undefined) return choiceBeside(standings, label, replication);
  const begun = begunUnder(plan, publisher);
  if (begun.length === 0) return AS_NEW;
  const isMeant = (digest: Digest) => begun.includes(digest);
  return otherwiseNew(choiceFor({ digests: begun, isMeant }, replication), begun);
}

/** The digests that open jobs of this archive would anchor under the label. */
function begunUnder({ publication, description }: IssuePlan, publisher: Publisher): readonly Digest[] {
  const { journal } = publisher.transacting;
  const prefix = jobKey("anchor", publisher, publication.id, "");
  return journal
    .unfinished()
    .flatMap(({ key, action }) =>
      key.startsWith(prefix) && action.kind === "anchor" && action.label === description.label
        ? [action.digest]
        : [],
    );
}

/**
 * Packs the next revision of an issue that stands. What differs from it in nothing but text is none.
 *
 * @throws LABEL_UNKNOWN when there is nothing to revise; STANDING_UNREAD when no store gives the standing manifest
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
  const choice = await correctionOf(standing, id, { view, sources: publisher });
  const packed = await packAs(plan, choice, publisher);
  const { digest } = packed.encoded;
  if (digest === supersedes) return { kind: "standing", packed, record, view };
  const why = await packReason(reason, publisher);
  const revision = { publication: id, label, digest, supersedes, reason: why.digest } as const;
  const action: PublishingAction =
    standing.batched === undefined
      ? { kind: "revise", ...revision }
      : { kind: "revise-batched", ...revision, root: standing.batched.root, path: standing.batched.path };
  const cars = [packed.car, ...why.cars];
  const key = jobKey("revise", publisher, id, digest);
  return { kind: "new", packed, work: { key, what: `issue ${label}`, action, cars } };
}

/** Told once, however often it is packed: a revision is packed as the one that stands, too. */
function begin(plan: IssuePlan, { transacting }: Publisher): void {
  const { what, total } = sizeOf(plan);
  transacting.onProgress({ kind: "begin", what, files: plan.files.length, bytes: total });
}

function sizeOf({ files, description }: IssuePlan): { readonly what: string; readonly total: number } {
  return { what: `issue ${description.label}`, total: files.reduce((sum, file) => sum + file.size, 0) };
}

async function packAs(plan: IssuePlan, choice: ManifestChoice, publisher: Publisher): Promise<PackedIssue> {
  const { staging, transacting } = publisher;
  const { what, total } = sizeOf(plan);
  let done = 0;
  const onBytes = (count: number) => {
    done += count;
    transacting.onProgress({ kind: "bytes", what, done, total });
  };
  const textless = textlessOf(plan, transacting.onProgress);
  const packed = await packIssue(plan, choice, {
    ...packingOf(publisher),
    ...{ staging, onBytes, onTextless: textless.add },
  });
  textless.tell();
  return packed;
}
