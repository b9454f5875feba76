import type { BatchedIssue } from "../core/batch/path.ts";
import type { Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { NoticeKind } from "../core/history/entry.ts";
import type { PublicationId } from "../core/publication.ts";
import type { Car, PublishingAction, RegistryView } from "../core/ports.ts";
import { latestNotice } from "../core/signed-call/standing.ts";
import { anchor, type Anchoring, jobKey, packReason, place } from "./anchor.ts";
import { type Publisher, standingView } from "./publisher.ts";
import { standingsIn } from "./standing.ts";

export interface NoticePlan {
  readonly publication: PublicationId;
  readonly digest: Digest;
  readonly kind: NoticeKind;
  readonly reason?: string;
}

export interface PostedNotice {
  readonly publication: PublicationId;
  readonly digest: Digest;
  readonly kind: NoticeKind;
  readonly reason: Digest;
  readonly tx: string;
  readonly block: number;
  readonly status: "final" | "mined" | "already";
}

/** A notice with its reason packed, and whether it was posted already or has yet to be. */
export type PreparedNotice = { readonly notice: Notice } & (
  | {
      readonly kind: "standing";
      readonly cars: readonly Car[];
      readonly tx: string;
      readonly block: number;
    }
  | { readonly kind: "new"; readonly work: Anchoring<PublishingAction> }
);

type Notice = Pick<PostedNotice, "publication" | "digest" | "kind" | "reason">;

/**
 * Posts a notice on a recorded digest. While one of the same kind with the same reason stands, nothing is
 * posted.
 *
 * @throws DIGEST_UNKNOWN when the publication has no record of the digest
 */
export async function postNotice(plan: NoticePlan, publisher: Publisher): Promise<PostedNotice> {
  const prepared = await prepareNotice(plan, publisher);
  if (prepared.kind === "standing") return noticeStands(prepared, publisher);
  const { receipt, block, final } = await anchor(prepared.work, publisher);
  const status = final ? "final" : "mined";
  return { ...prepared.notice, tx: receipt.transaction, block: block.number, status };
}

/** @throws DIGEST_UNKNOWN when the publication has no record of the digest */
export async function prepareNotice(plan: NoticePlan, publisher: Publisher): Promise<PreparedNotice> {
  const { publication, digest, kind } = plan;
  const view = await standingView(publisher);
  const standing = await standingsIn(publication, view, publisher).of(digest);
  if (standing === undefined) fail("DIGEST_UNKNOWN", { id: publication, digest });
  const { digest: reason, cars } = await packReason(plan.reason, publisher);
  const notice = { publication, digest, kind, reason };
  const latest = await latestOf(notice, view, publisher);
  if (latest?.same === true) {
    const { tx, block } = latest;
    return { kind: "standing", notice, cars, tx, block };
  }
  const said = { publication, digest, notice: kind, reason } as const;
  const action: PublishingAction =
    standing.batched === undefined
      ? { kind: "post", ...said }
      : { kind: "post-batched", ...said, ...pathOf(standing.batched) };
  // The same notice, posted again after another one, is another job.
  const after = latest === undefined ? [] : ["after", String(latest.number)];
  const key = jobKey("post", publisher, publication, digest, kind, reason, ...after);
  return { kind: "new", notice, work: { key, what: `${kind} notice`, action, cars } };
}

function pathOf({ root, label, path }: BatchedIssue): Pick<BatchedIssue, "root" | "label" | "path"> {
  return { root, label, path };
}

/** What was posted already, the copies of its reason made sure of. @throws COPIES_TOO_FEW */
export async function noticeStands(
  { notice, cars, tx, block }: Extract<PreparedNotice, { kind: "standing" }>,
  publisher: Publisher,
): Promise<PostedNotice> {
  await place(cars, `${notice.kind} notice`, publisher);
  return { ...notice, tx, block, status: "already" };
}

interface Latest {
  /** Number of its entry. */
  readonly number: number;
  readonly same: boolean;
  readonly tx: string;
  readonly block: number;
}

/** The notice that stands on the digest: an equal one that another has replaced since has to be posted again. */
async function latestOf(
  notice: Notice,
  view: RegistryView,
  { registry }: Publisher,
): Promise<Latest | undefined> {
  const entries = await registry.entries(notice.publication, 0, view.block);
  const bare = entries.map(({ entry }) => entry);
  const latest = latestNotice(bare, notice.digest);
  const found = entries.find(({ entry }) => entry === latest);
  if (latest === undefined || found === undefined) return undefined;
  const same = latest.notice === notice.kind && latest.reason === notice.reason;
  return { number: latest.number, same, tx: found.transaction, block: found.block.number };
}
