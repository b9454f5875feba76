import type { ColophonError } from "../core/errors/error.ts";
import { isFailure } from "../core/errors/error.ts";
import { distinct, type Places } from "../core/places.ts";
import { counted } from "../core/plural.ts";
import type { Store } from "../core/ports.ts";
import { type CopyEvidence, isDamaged, isServed, isUnpinned } from "./evidence.ts";
import type { CopyPolicy, Holding } from "./holding.ts";
import type { Fault, FaultKind } from "./report.ts";

/** How one store stands to one holding. */
export interface HeldBy {
  readonly store: Store;
  readonly copy: CopyEvidence;
  /** Everything that is there was written before everything that is missing, as in a CAR that was cut short. */
  readonly truncated?: boolean;
}

/** With which lie a store is caught: at most one for a whole copy, else one for each block. */
export function copyFaults(holding: Holding, { store, copy, truncated = false }: HeldBy): readonly Fault[] {
  const at = { store: store.id, ...about(holding) };
  const { missing, corrupt, malformed, verified, blocks, claim } = copy;
  const what = nameOf(holding);
  const unlinked = malformed.map((cid) => ({
    ...{ fault: "block-malformed" as const, ...at },
    says: `The store ${store.id} gives intact, but it cannot be decoded, the block ${cid} of ${what}.`,
  }));
  if (isUnpinned(copy)) {
    const word = claim === "failed" ? "its pin failed" : "it has not pinned it";
    const says = `The store ${store.id} gives ${what} and says that ${word}: it may let go of it any time.`;
    return [...unlinked, { fault: "copy-unpinned", says, ...at }];
  }
  const nothing = verified === 0 && corrupt.length === 0 && missing.length > 0;
  if (nothing && claim === "pinned") {
    const says = `The store ${store.id} says that it has ${what} pinned, and gives none of ${counted(blocks, "block")} asked for.`;
    return [{ fault: "claim-false", says, ...at }];
  }
  if (nothing && blocks > 1) {
    const says = `The store ${store.id} gives nothing of ${what}: none of ${counted(blocks, "block")} asked for.`;
    return [{ fault: "copy-missing", says, ...at }];
  }
  if (truncated) {
    const says = `The store ${store.id} gives ${what} cut short: the last ${counted(missing.length, "block")} of ${blocks} are missing, the root among them.`;
    return [{ fault: "copy-truncated", says, ...at }, ...unlinked];
  }
  return [
    ...unlinked,
    ...corrupt.map((cid) => ({
      ...{ fault: "block-corrupt" as const, ...at },
      says: `The store ${store.id} gives wrong bytes for the block ${cid} of ${what}.`,
    })),
    ...missing.map((cid) => ({
      ...{ fault: "block-missing" as const, ...at },
      says: `The store ${store.id} does not give the block ${cid} of ${what}.`,
    })),
  ];
}

/** What could not be asked of one holding, of a store that answers otherwise. */
export function unanswered(holding: Holding, store: Store, why: ColophonError): Fault {
  const says = `The store ${store.id} answers, but not for ${nameOf(holding)}.`;
  return { fault: "copy-unanswered", says, problem: why.message, store: store.id, ...about(holding) };
}

/** A store that stopped answering altogether. */
export function stopped(store: Store, why: ColophonError, unasked: number): Fault {
  const isSilent = isFailure(why, "STORE_SILENT");
  const fault: FaultKind = isSilent ? "store-silent" : "store-unreachable";
  const how = isSilent ? "takes questions and does not answer within the deadline" : "cannot be reached";
  const rest =
    unasked === 0
      ? ""
      : ` ${counted(unasked, "issue or document", "issues and documents")} could not be asked for.`;
  return { fault, says: `The store ${store.id} ${how}.${rest}`, problem: why.message, store: store.id };
}

/**
 * Is the holding gone, or short of copies? A store that could not be asked may hold it: only what is known counts
 * against anybody.
 */
export function keepingFaults(
  holding: Holding,
  held: readonly HeldBy[],
  { policy: { minCopies, minOperators }, places }: { readonly policy: CopyPolicy; readonly places: Places },
): readonly Fault[] {
  const apart = (some: readonly HeldBy[]) => distinct(some, places, ({ store }) => store.id);
  const whole = apart(held.filter(({ copy }) => isServed(copy)));
  const all = held.filter(({ copy }) => !isDamaged(copy));
  const perhaps = apart(all);
  const what = nameOf(holding);
  const where = about(holding);
  if (perhaps.length === 0 && held.length > 0) {
    const fault = holding.label === undefined ? "document-lost" : "issue-lost";
    const rest = gone(held);
    const says =
      rest === 0
        ? `No store holds ${what} whole; between them the stores have every block of it that was asked for.`
        : `No store holds ${what} whole, and no store gives ${counted(rest, "block")} of it.`;
    return [{ fault, says, ...where }];
  }
  const operators = new Set(perhaps.map(({ store }) => store.operator));
  if (perhaps.length >= minCopies && operators.size >= minOperators) return [];
  const served = new Set(whole.map(({ store }) => store.operator));
  const says = `${capital(what)} has ${counted(whole.length, "intact copy", "intact copies")} with ${counted(served.size, "operator")}; the policy asks for ${minCopies} with ${minOperators}.${sameText(all, perhaps, places)}`;
  return [{ fault: "copies-too-few", says, ...where }];
}

/** ` The store b is the same place as a.` */
function sameText(all: readonly HeldBy[], apart: readonly HeldBy[], places: Places): string {
  return all
    .filter((one) => !apart.includes(one))
    .map(({ store: { id } }) => ` The store ${id} is the same place as ${places.get(id) ?? ""}.`)
    .join("");
}

/** How many blocks no store gives. */
function gone(held: readonly HeldBy[]): number {
  const [first, ...others] = held.map(({ copy }) => new Set([...copy.missing, ...copy.corrupt]));
  return [...(first ?? [])].filter((name) => others.every((wrong) => wrong.has(name))).length;
}

function nameOf({ label }: Holding): string {
  return label === undefined ? "a document of the history" : `issue ${label}`;
}

function about({ digest, label }: Holding) {
  return { digest, ...(label === undefined ? {} : { label }) };
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
