import type { Address } from "../core/address.ts";
import { momentInWords } from "../core/signed-call/words.ts";
import { fail } from "../core/errors/error.ts";
import type { BlockRef, Clock, PublishingAction, Registry, RegistryView, Signer } from "../core/ports.ts";
import { type PublicationId, publicationRef } from "../core/publication.ts";
import { publicationState } from "../core/registry.ts";
import type { Copy } from "../core/retrieval.ts";
import type { Signature, SignedCall, UnsignedCall } from "../core/signed-call/call.ts";
import type { Term } from "../core/signed-call/deadline.ts";
import { type Anchoring, place } from "./anchor.ts";
import { alreadyThere, described, type PublishedIssue, storeReports } from "./issue.ts";
import { type NoticePlan, noticeStands, type PostedNotice, prepareNotice } from "./notice.ts";
import type { IssuePlan } from "./pack.ts";
import { type Prepared, prepareIssue, prepareRevision } from "./prepare.ts";
import { type Publisher, standingView } from "./publisher.ts";

/** For whom is signed, and for how long. */
export interface Signing {
  readonly publisher: Publisher;
  /** Whom the entry will name. */
  readonly account: Address;
  /** The account's key; undefined when its own wallet signs later. */
  readonly signer: Pick<Signer, "signCall"> | undefined;
  readonly term: Term;
}

/** A call that is stored, read back and signed, and that nobody has been told of yet. */
export interface Signed {
  readonly signed: SignedCall;
  /** False when the account's own wallet has still to sign: the signature is empty until then. */
  readonly complete: boolean;
  /** How many entries the publication had: the call will be the next one. */
  readonly entries: number;
  readonly copies: readonly Copy[];
}

export type SignedIssue =
  | { readonly kind: "standing"; readonly issue: PublishedIssue }
  | ({ readonly kind: "new"; readonly issue: IssueToSign } & Signed);

/** What the chain has yet to say is left out. */
export type IssueToSign = Omit<PublishedIssue, "tx" | "block" | "blockHash" | "anchoredAt" | "status">;

export type SignedNotice =
  { readonly kind: "standing"; readonly notice: PostedNotice } | ({ readonly kind: "new" } & Signed);

const NO_SIGNATURE: Signature = "0x";

/**
 * Does all that publishing an issue does up to telling the registry, and signs instead. What stands already is not
 * signed again.
 *
 * @throws NOT_PUBLISHER; LABEL_ANCHORED; COPIES_TOO_FEW; SIGNATURE_EXPIRED when the deadline has passed
 */
export async function signIssue(plan: IssuePlan, signing: Signing): Promise<SignedIssue> {
  await assertMaySign(plan.publication.id, signing);
  return signPrepared(await prepareIssue(plan, signing.publisher), signing);
}

/** The same for a correction. @throws LABEL_UNKNOWN; STANDING_UNREAD; those of `signIssue` */
export async function signRevision(
  plan: IssuePlan,
  reason: string | undefined,
  signing: Signing,
): Promise<SignedIssue> {
  await assertMaySign(plan.publication.id, signing);
  return signPrepared(await prepareRevision(plan, reason, signing.publisher), signing, reason);
}

/** The same for a notice. @throws DIGEST_UNKNOWN; those of `signIssue` */
export async function signNotice(plan: NoticePlan, signing: Signing): Promise<SignedNotice> {
  await assertMaySign(plan.publication, signing);
  const prepared = await prepareNotice(plan, signing.publisher);
  if (prepared.kind === "standing")
    return { kind: "standing", notice: await noticeStands(prepared, signing.publisher) };
  return { kind: "new", ...(await storeAndSign(prepared.work, signing)) };
}

/** Under which terms: all that the words under a signature need beside the call itself. */
export type Terms = Pick<Signing, "account" | "term"> & {
  readonly registry: Pick<Registry, "chain" | "address">;
  readonly clock: Clock;
};

/** The call as it would be signed over the head that a view shows, which a dry run shows too. */
export async function unsignedCall(
  { publication: id, ...call }: PublishingAction,
  view: RegistryView,
  { account, term, registry, clock }: Terms,
): Promise<{ unsigned: UnsignedCall; entries: number }> {
  const { head, entries } = await publicationState(view, id);
  const publication = publicationRef(registry.chain, registry.address, id);
  const deadline = deadlineOf(term, view.block, clock);
  return { unsigned: { publication, call, publisher: account, head, deadline }, entries };
}

/** @throws PUBLICATION_UNKNOWN | NOT_PUBLISHER */
export async function assertMayPublish(
  id: PublicationId,
  account: Address,
  view: RegistryView,
): Promise<void> {
  if ((await view.publication(id)) === undefined) fail("PUBLICATION_UNKNOWN", { id });
  if (!(await view.mayPublish(id, account))) fail("NOT_PUBLISHER", { id, account });
}

async function signPrepared(prepared: Prepared, signing: Signing, reason?: string): Promise<SignedIssue> {
  if (prepared.kind === "standing")
    return { kind: "standing", issue: await alreadyThere(prepared, signing.publisher, reason) };
  const done = await storeAndSign(prepared.work, signing);
  const issue = { ...described(prepared.packed), stores: storeReports(done.copies) };
  return { kind: "new", issue, ...done };
}

/** Nothing is signed before it is stored and read back: whoever has the file may send it at once. */
async function storeAndSign(work: Anchoring<PublishingAction>, signing: Signing): Promise<Signed> {
  const { publisher, account, signer } = signing;
  const { chain, clock, codec } = publisher.transacting;
  const copies = await place(work.cars, work.what, publisher);
  // The latest head and not the final one: the registry holds the signature against the head of its own block.
  const view = await standingView(publisher);
  const terms = { ...signing, registry: publisher.registry, clock };
  const { unsigned, entries } = await unsignedCall(work.action, view, terms);
  if (signer === undefined)
    return { signed: { ...unsigned, signature: NO_SIGNATURE }, complete: false, entries, copies };
  const signed = { ...unsigned, signature: await signer.signCall(unsigned) };
  // What the registry would refuse is refused here, and not where somebody else sends it.
  const call = codec.encode({ kind: "signed", signed }, signed.publication.registry);
  await chain.estimateGas({ ...call, from: account });
  return { signed, complete: true, entries, copies };
}

async function assertMaySign(id: PublicationId, { publisher, account }: Signing): Promise<void> {
  return assertMayPublish(id, account, await standingView(publisher));
}

/** From the later of the two clocks: a chain that mines only what it is sent may be days behind. */
function deadlineOf(term: Term, tip: BlockRef, clock: Clock): number {
  const now = Math.max(tip.time, Math.floor(clock.now() / 1000));
  const deadline = term.kind === "for" ? now + term.seconds : term.time;
  if (deadline <= now)
    fail("SIGNATURE_EXPIRED", { deadline: momentInWords(deadline), time: momentInWords(now) });
  return deadline;
}
