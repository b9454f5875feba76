import type { Address } from "../core/address.ts";
import type { Entry } from "../core/history/entry.ts";
import type { Action, TransactionHash } from "../core/ports.ts";
import type { PublicationId } from "../core/publication.ts";
import { jobKey } from "./anchor.ts";
import { isRefusal } from "./gas.ts";
import { type Publisher, standingView } from "./publisher.ts";
import { drive } from "./transact.ts";

/** Gives an account the right to publish, or takes it away. */
export type PublisherChange = Extract<Action, { kind: "grant" | "revoke" }>;

export interface ChangedPublisher {
  readonly publication: PublicationId;
  readonly account: Address;
  readonly status: "final" | "mined" | "already";
  readonly tx?: TransactionHash;
  readonly block?: number;
}

/** The accounts that have a grant, in the order in which they got it; the owner may publish without one. */
export function grantedIn(entries: Iterable<Entry>): readonly Address[] {
  const granted = new Set<Address>();
  for (const entry of entries) {
    if (entry.kind === "publisher-granted") granted.add(entry.account);
    if (entry.kind === "publisher-revoked") granted.delete(entry.account);
  }
  return [...granted];
}

/** Would the change change nothing? */
export function isAsAsked({ kind, account }: PublisherChange, entries: Iterable<Entry>): boolean {
  return grantedIn(entries).includes(account) === (kind === "grant");
}

/**
 * Makes the change once: what is so already is not sent, and what an earlier run has sent is gone on with.
 *
 * @throws NOT_OWNER; PUBLICATION_CLOSED; those of `drive`
 */
export async function changePublisher(
  action: PublisherChange,
  publisher: Publisher,
): Promise<ChangedPublisher> {
  const { publication, account } = action;
  const entries = await entriesOf(publication, publisher);
  if (isAsAsked(action, entries)) return { publication, account, status: "already" };
  // A grant after a revocation is another job than the grant before it.
  const before = entries.findLast((entry) => "account" in entry && entry.account === account)?.number ?? 0;
  const key = jobKey(action.kind, publisher, publication, account, "after", String(before));
  const { transacting, until } = publisher;
  const job = transacting.journal.begin({ key, action, roots: [] });
  try {
    const { transaction: tx, block } = await drive(job, until, transacting);
    return { publication, account, status: until, tx, block: block.number };
  } catch (error) {
    // Somebody else with the owner's key may have been quicker.
    if (!isRefusal(error) || !isAsAsked(action, await entriesOf(publication, publisher))) throw error;
    return { publication, account, status: "already" };
  }
}

async function entriesOf(id: PublicationId, publisher: Publisher): Promise<readonly Entry[]> {
  const { block } = await standingView(publisher);
  return (await publisher.registry.entries(id, 0, block)).map(({ entry }) => entry);
}
