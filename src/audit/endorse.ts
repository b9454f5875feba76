import { fail } from "../core/errors/error.ts";
import type { Holds, Statement } from "../core/endorsement/endorsement.ts";
import { counted } from "../core/plural.ts";
import type { Store } from "../core/ports.ts";
import type { PublicationId } from "../core/publication.ts";
import { type Examining, examine } from "./audit.ts";
import { isServed } from "./evidence.ts";
import type { Holding } from "./holding.ts";
import { auditHoldings } from "./holdings.ts";
import { byGravity, type Fault, UNASKED } from "./report.ts";

export interface Endorsing extends Omit<Examining, "publications"> {
  readonly publication: PublicationId;
  readonly holds: Holds;
  /** The endorser's own stores; what the others hold, somebody else does. */
  readonly own: readonly Store[];
  /** Told of every intact block, in bytes. */
  readonly onBlock?: (store: string, bytes: number) => void;
}

/** What may be signed: all of it was seen, and all that is said to be held was read back. */
export interface Seen extends Omit<Statement, "endorser" | "seen"> {
  /** What an audit says of the history beside: it folds to the registry's head all the same. */
  readonly faults: readonly Fault[];
}

/**
 * Replays a publication's history to the registry's head at the final block, and reads back what is said to be held: by
 * one store of the endorser's own at least, every block of it.
 *
 * @throws ENDORSEMENT_UNCONFIRMED | ENDORSEMENT_NOT_HELD | ENDORSEMENT_HOLDING_UNKNOWN and as `audit`
 */
export async function seeHead({ publication, holds, own, ...examining }: Endorsing): Promise<Seen> {
  const { registry, stores } = examining;
  const needed = holds === "none" ? [] : stores;
  const { block, publications, holdings } = await examine({
    ...{ ...examining, stores: needed, publications: [publication] },
  });
  const [report] = publications;
  if (report === undefined) return fail("PUBLICATION_UNKNOWN", { id: publication });
  const { head, entries } = report;
  if (!head.match) {
    const problem = report.faults[0]?.says.replace(/\.$/, "") ?? "they fold to another head";
    return fail("ENDORSEMENT_UNCONFIRMED", { id: publication, head: head.onChain, problem });
  }
  if (holds !== "none") await assertHeld(holdings, holds, { ...examining, stores: own });
  return {
    publication: { chain: registry.chain, registry: registry.address, id: publication },
    ...{ entries, head: head.onChain, block: { number: block.number, hash: block.hash }, holds },
    faults: byGravity(report.faults.filter(({ fault }) => !UNASKED.has(fault))),
  };
}

/** @throws ENDORSEMENT_NOT_HELD | ENDORSEMENT_HOLDING_UNKNOWN naming the first */
async function assertHeld(
  listed: readonly Holding[],
  holds: Exclude<Holds, "none">,
  examining: Pick<Endorsing, "stores" | "sha256" | "deadline" | "onBlock">,
): Promise<void> {
  const { stores, sha256, deadline, onBlock } = examining;
  const holdings = holds === "full" ? listed : listed.map((one) => ({ ...one, alone: true }));
  const told = {
    ...(deadline === undefined ? {} : { deadline }),
    ...(onBlock === undefined ? {} : { onBlock }),
  };
  const { copies } = await auditHoldings(stores, holdings, { sha256, ...told });
  const lacking = holdings.filter((_, at) => !copies.some((store) => isWhole(store[at])));
  const [first] = lacking;
  if (first === undefined) return;
  const at = holdings.indexOf(first);
  const failure = copies.map((store) => store[at]?.failure).find((one) => one !== undefined);
  const what = `${nameOf(first)}${lacking.length > 1 ? ` (and of ${counted(lacking.length - 1, "other")})` : ""}`;
  if (failure !== undefined)
    fail("ENDORSEMENT_HOLDING_UNKNOWN", { what, problem: failure.message.replace(/\.$/, "") });
  fail("ENDORSEMENT_NOT_HELD", { what });
}

type Copy = Awaited<ReturnType<typeof auditHoldings>>["copies"][number][number];

function isWhole(copy: Copy | undefined): boolean {
  return copy !== undefined && copy.full && copy.malformed.length === 0 && isServed(copy);
}

function nameOf({ label, digest }: Holding): string {
  return label === undefined ? `the document ${digest}` : `issue ${label}`;
}
