import type { BatchedIssue } from "../core/batch/path.ts";
import type { Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { NoticeKind } from "../core/history/entry.ts";
import type { PublicationId } from "../core/publication.ts";
import type { Car, PublishingAction } from "../core/ports.ts";
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
 * Posts a notice on a recorded digest. The same kind with the same reason is posted once.
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
  const earlier = await postedBefore(notice, publisher);
  if (earlier !== undefined) return { kind: "standing", notice, cars, ...earlier };
  const said = { publication, digest, notice: kind, reason } as const;
  const action: PublishingAction =
    standing.batched === undefined
      ? { kind: "post", ...said }
      : { kind: "post-batched", ...said, ...pathOf(standing.batched) };
  const key = jobKey("post", publisher, publication, digest, kind, reason);
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

async function postedBefore(
  notice: Notice,
  publisher: Publisher,
): Promise<{ tx: string; block: number } | undefined> {
  const view = await standingView(publisher);
  const entries = await publisher.registry.entries(notice.publication, 0, view.block);
  const found = entries.find(
    ({ entry }) =>
      entry.kind === "notice" &&
      entry.digest === notice.digest &&
      entry.notice === notice.kind &&
      entry.reason === notice.reason,
  );
  return found === undefined ? undefined : { tx: found.transaction, block: found.block.number };
}
