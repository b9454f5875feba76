import { type Digest, ZERO_DIGEST } from "../core/digest.ts";
import { asFailure, type ColophonError, isFailure } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import { type Entries, firstEntries, joinedEntries } from "../core/history/packed.ts";
import { type Folded, foldAll, foldOn } from "../core/history/fold.ts";
import { counted } from "../core/plural.ts";
import type { Chain, PublicationState, Registry, RegistryView, Store } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { Sha256 } from "../core/sha256.ts";
import { isAsOfItsBlock } from "./as-of-block.ts";
import { logsProblem } from "./logs.ts";
import type { OpenMirror } from "./mirror.ts";
import type { Fault } from "./report.ts";

/** A history as far as it could be had, and how it compares with the registry's head. */
export interface Told {
  readonly entries: Entries;
  readonly head: { readonly computed: Digest; readonly onChain: Digest; readonly match: boolean };
  /** What proves that these are the entries is the head alone, and no record of the registry need be asked for. */
  readonly source: "logs" | "mirror";
  readonly faults: readonly Fault[];
  /** What holds documents beside the stores. */
  readonly documents: readonly Store[];
}

/** Whom the entries are asked of. */
export interface Telling {
  readonly chain: Pick<Chain, "node" | "block">;
  readonly registry: Registry;
  readonly sha256: Sha256;
  readonly view: RegistryView;
  /** A mirror of the publication. Hostile, as logs are; what it folds to has been computed, not read. */
  readonly mirror?: OpenMirror | undefined;
  /** Asks the logs too where a mirror is whole: to name a node that gives others. */
  readonly witness?: "logs" | undefined;
}

/**
 * The entries of a publication from a mirror, or from the nodes' logs, whichever fold to the registry's head. Neither is
 * believed: what does not fold is named, and the other is gone on with. `before` is what was found against a mirror that
 * could not be opened.
 *
 * @throws CHAIN_UNREACHABLE | NODES_DISAGREE when there is no mirror and no node gives logs
 */
export async function tellHistory(
  state: PublicationState,
  telling: Telling,
  before: readonly Fault[] = [],
): Promise<Told> {
  const { mirror } = telling;
  if (mirror === undefined) return fromLogs(state, telling, before);
  const { head, entries } = mirror.root;
  if (head === state.head && entries === state.entries)
    return fromMirror(mirror.entries, state, { mirror, faults: await witnessed(mirror, state, telling) });
  if (entries > state.entries) return aheadOf(mirror, state, telling);
  if (entries < state.entries) return goOn(mirror, state, telling);
  return fromLogs(state, telling, [falseMirror(mirror, state)]);
}

/** The mirror may have been made after the block at which the registry is asked. */
async function aheadOf(mirror: OpenMirror, state: PublicationState, telling: Telling): Promise<Told> {
  const known = firstEntries(mirror.entries, state.entries);
  if (foldedOf(refOf(state, telling), known, telling.sha256) === state.head)
    return fromMirror(known, state, { mirror, faults: [] });
  return fromLogs(state, telling, [falseMirror(mirror, state)]);
}

/** Folds the newer entries on; where no node has them, the mirror is as far as the audit gets. */
async function goOn(mirror: OpenMirror, state: PublicationState, telling: Telling): Promise<Told> {
  const { registry, view, sha256 } = telling;
  const ref = refOf(state, telling);
  const { entries: count, head, block } = mirror.root;
  // Where the newer ones begin is the mirror's word: what it hides so does not fold.
  const since = Math.min(block.number + 1, view.block.number);
  const asked = await attempt(() => entriesOf(registry.entries(state.id, count, view.block, since)));
  const newer = asked.ok ? asked.value : [];
  if (foldedOn(ref, newer, { from: { head, entries: count }, sha256 }) === state.head)
    return fromMirror(joinedEntries(mirror.entries, newer), state, { mirror, faults: [] });
  const whole = await attempt(() => entriesOf(registry.entries(state.id, 0, view.block)));
  const isGenuine = await isAsOfItsBlock(mirror.root, telling);
  const isTold = whole.ok && foldedOf(ref, whole.value, sha256) === state.head;
  if (isTold || isGenuine === "no")
    return fromLogs(state, telling, [falseMirror(mirror, state)], whole.ok ? whole.value : undefined);
  const isConfirmed = isGenuine === "yes";
  const genuine = isConfirmed ? { genuine: mirror.entries } : {};
  const fault = whole.ok
    ? logsFault(telling, logsProblem(whole.value, { ...state, ...genuine }))
    : unanswered(telling, whole.failure, { from: isConfirmed ? count : 0, to: state.entries });
  if (!isConfirmed) return fromNothing(state, [{ ...fault, says: `${fault.says} ${unconfirmed(mirror)}` }]);
  const says = `${fault.says} The audit goes on from the mirror ${mirror.name}, whole as of block ${block.number}.`;
  return fromMirror(mirror.entries, state, { mirror, faults: [{ ...fault, says }] });
}

/** Of entries that may be anybody's nothing may be found: neither that an issue is lost, nor that all is well. */
function unconfirmed({ name, root }: OpenMirror): string {
  return `Nothing is taken from the mirror ${name} of block ${root.block.number}, since nobody could confirm it.`;
}

async function entriesOf(asked: ReturnType<Registry["entries"]>): Promise<readonly Entry[]> {
  return (await asked).map(({ entry }) => entry);
}

type Attempted<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: ColophonError };

async function attempt<T>(ask: () => Promise<T>): Promise<Attempted<T>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    return { ok: false, failure: asFailure(error) };
  }
}

async function witnessed(
  { entries: genuine }: OpenMirror,
  state: PublicationState,
  telling: Telling,
): Promise<readonly Fault[]> {
  if (telling.witness === undefined) return [];
  const asked = await attempt(() => entriesOf(telling.registry.entries(state.id, 0, telling.view.block)));
  if (!asked.ok) return [unanswered(telling, asked.failure, { from: 0, to: state.entries })];
  const given = asked.value;
  if (foldedOf(refOf(state, telling), given, telling.sha256) === state.head) return [];
  return [logsFault(telling, logsProblem(given, { ...state, genuine }))];
}

function fromMirror(
  entries: Entries,
  state: PublicationState,
  { mirror, faults }: { readonly mirror: OpenMirror; readonly faults: readonly Fault[] },
): Told {
  // A mirror that is behind, and could not be gone on from, is the one case in which the head is another.
  const isWhole = entries.length === state.entries;
  const computed = isWhole ? state.head : mirror.root.head;
  return {
    entries,
    head: { computed, onChain: state.head, match: isWhole },
    source: "mirror",
    faults,
    documents: [mirror.documents],
  };
}

async function fromLogs(
  state: PublicationState,
  telling: Telling,
  before: readonly Fault[],
  known?: readonly Entry[],
): Promise<Told> {
  const { registry, view, mirror } = telling;
  const asked = await attempt(
    async () => known ?? (await entriesOf(registry.entries(state.id, 0, view.block))),
  );
  if (!asked.ok) return untold(state, telling, { before, failure: asked.failure });
  const entries = asked.value;
  const faults = [...before];
  const computed = folded(refOf(state, telling), entries, { sha256: telling.sha256, faults });
  const match = computed === state.head && entries.length === state.entries;
  if (!match) {
    const problem = logsProblem(entries, state);
    faults.push({
      fault: "head-mismatch",
      says: `The ${counted(entries.length, "entry", "entries")} that the logs of ${telling.chain.node} hold do not fold to the registry's head: ${problem}; expected ${state.head} after ${state.entries} entries, got ${computed}.`,
      node: telling.chain.node,
    });
  }
  return {
    ...{ entries, faults, source: "logs" },
    head: { computed, onChain: state.head, match },
    documents: mirror === undefined ? [] : [mirror.documents],
  };
}

/** What was found against a mirror is told also where there is nothing to go on from. */
function untold(
  state: PublicationState,
  telling: Telling,
  { before, failure }: { readonly before: readonly Fault[]; readonly failure: ColophonError },
): Told {
  if (before.length === 0) throw failure;
  return fromNothing(state, [...before, unanswered(telling, failure, { from: 0, to: state.entries })]);
}

function fromNothing({ head }: PublicationState, faults: readonly Fault[]): Told {
  return {
    ...{ entries: [], source: "logs", documents: [], faults },
    head: { computed: ZERO_DIGEST, onChain: head, match: false },
  };
}

function falseMirror({ name, root }: OpenMirror, state: PublicationState): Fault {
  return {
    fault: "mirror-mismatch",
    says: `The entries of the mirror ${name} are not those of publication ${state.id}: its ${root.entries} fold to ${root.head}; the registry's head is ${state.head} after ${state.entries}.`,
    mirror: name,
  };
}

function logsFault({ chain: { node } }: Telling, problem: string): Fault {
  const says = `The logs of ${node} are not the history that folds to the registry's head: ${problem}.`;
  return { fault: "logs-mismatch", says, node };
}

function unanswered(
  { chain: { node } }: Telling,
  failure: ColophonError,
  { from, to }: { readonly from: number; readonly to: number },
): Fault {
  const says = `The logs of ${node} could not be asked for entries ${from + 1} to ${to}.`;
  return { fault: "logs-unanswered", says, problem: failure.message, node };
}

function refOf({ id }: PublicationState, { registry }: Pick<Telling, "registry">): PublicationRef {
  return { chain: registry.chain, registry: registry.address, id };
}

function foldedOf(ref: PublicationRef, entries: Iterable<Entry>, sha256: Sha256): Digest | undefined {
  return orUndefined(() => foldAll(ref, entries, sha256).head);
}

function foldedOn(
  ref: PublicationRef,
  entries: readonly Entry[],
  { from, sha256 }: { readonly from: Folded; readonly sha256: Sha256 },
): Digest | undefined {
  return orUndefined(() => foldOn(from, ref, entries, sha256).head);
}

function orUndefined<T>(fold: () => T): T | undefined {
  try {
    return fold();
  } catch (error) {
    if (!isFailure(error, "HISTORY_BROKEN")) throw error;
    return undefined;
  }
}

function folded(
  ref: PublicationRef,
  entries: readonly Entry[],
  { sha256, faults }: { readonly sha256: Sha256; readonly faults: Fault[] },
): Digest {
  try {
    return foldAll(ref, entries, sha256).head;
  } catch (error) {
    if (!isFailure(error, "HISTORY_BROKEN")) throw error;
    faults.push({ fault: "history-broken", says: error.message });
    return ZERO_DIGEST;
  }
}
