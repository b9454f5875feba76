import type { Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { NoticeKind } from "../core/history/entry.ts";
import type { PublicationId } from "../core/publication.ts";
import { anchor, jobKey, packReason, placeAgain } from "./anchor.ts";
import { type Publisher, standingView } from "./publisher.ts";

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

/**
 * Posts a notice on a recorded digest. The same kind with the same reason is posted once.
 *
 * @throws DIGEST_UNKNOWN when the publication has no record of the digest
 */
export async function postNotice(plan: NoticePlan, publisher: Publisher): Promise<PostedNotice> {
  const { publication, digest, kind } = plan;
  const view = await standingView(publisher);
  if ((await view.record(publication, digest)) === undefined)
    fail("DIGEST_UNKNOWN", { id: publication, digest });
  const why = await packReason(plan.reason, publisher);
  const base = { publication, digest, kind, reason: why.digest };
  const earlier = await postedBefore(base, publisher);
  if (earlier !== undefined) {
    await placeAgain(why.cars, `${kind} notice`, publisher);
    return { ...base, ...earlier, status: "already" };
  }
  const action = { kind: "post", publication, digest, notice: kind, reason: why.digest } as const;
  const key = jobKey("post", publisher, publication, digest, kind, why.digest);
  const { receipt, block, final } = await anchor(
    { key, what: `${kind} notice`, action, cars: why.cars },
    publisher,
  );
  return { ...base, tx: receipt.transaction, block: block.number, status: final ? "final" : "mined" };
}

async function postedBefore(
  notice: { publication: PublicationId; digest: Digest; kind: NoticeKind; reason: Digest },
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
