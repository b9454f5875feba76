import type { CID } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, type ColophonError, fail, isFailure } from "../core/errors/error.ts";
import { problemOf } from "../core/history/entry.ts";
import { fold, foldAll, genesis } from "../core/history/fold.ts";
import type {
  CatalogueWriter,
  LocatedEntry,
  PublicationState,
  Registry,
  RegistryView,
  Store,
} from "../core/ports.ts";
import type { PublicationId, PublicationRef } from "../core/publication.ts";
import { publicationState } from "../core/registry.ts";
import { type Sources, stepsOf, type Taken, type Taking, type Unread } from "./taking.ts";

/** Where entries come from: a registry's logs, or a mirror with the logs after it. */
export interface EntrySource extends Pick<Registry, "chain" | "address"> {
  entries(...asked: Parameters<Registry["entries"]>): Promise<readonly LocatedEntry[]>;
}

export interface Following extends Sources {
  /** The archive's own: anybody may register others in the same registry. */
  readonly publications: readonly PublicationId[];
  readonly registry: EntrySource;
  readonly catalogue: CatalogueWriter;
}

/** Calls of one node: few enough for a public one. */
const ASKED_AT_ONCE = 8;

/**
 * Takes into the catalogue what the registry has gained since the last time. Every entry is folded, and the fold must
 * end at the registry's own head: a node that left out a log, or a block that was reorganised away, shows at once and
 * the publication is read anew from its beginning. What is in the catalogue stays there until all that replaces it is
 * known to be genuine, and also when the node is only behind what is known; one broken history does not keep the others from being read.
 *
 * What it gives back are the entries whose manifests could not be read: while there are any, an empty answer of the
 * catalogue does not mean that there is none. Each call tries them again.
 *
 * @throws CHAIN_UNREACHABLE; CHAIN_ANSWER_INVALID when the node does not have one of the publications;
 *   HISTORY_BROKEN when even a fresh reading does not fold to the head
 */
export async function follow(view: RegistryView, following: Following): Promise<readonly Unread[]> {
  const askedOnce = { ...following, stores: following.stores.map(untilSilent) };
  const broken: ColophonError[] = [];
  const unread: Unread[] = [];
  for await (const state of statesOf(following.publications, view)) {
    try {
      unread.push(...(await followOne(state, view, askedOnce)));
    } catch (error) {
      if (!isFailure(error, "HISTORY_BROKEN")) throw error;
      broken.push(error);
    }
  }
  const [first] = broken;
  if (first !== undefined) throw first;
  return unread;
}

/** Of a thousand publications most have nothing new: what takes long is to wait for each answer. */
async function* statesOf(
  publications: readonly PublicationId[],
  view: RegistryView,
): AsyncGenerator<PublicationState> {
  for (let at = 0; at < publications.length; at += ASKED_AT_ONCE) {
    const some = publications.slice(at, at + ASKED_AT_ONCE);
    yield* await Promise.all(some.map((id) => publicationState(view, id)));
  }
}

/** A store that has not answered once is not waited for again: its silence may last ten seconds for each question. */
function untilSilent(store: Store): Store {
  let silence: ColophonError | undefined;
  const block = async (cid: CID) => {
    if (silence !== undefined) throw silence;
    try {
      return await store.block(cid);
    } catch (error) {
      silence = asFailure(error);
      throw error;
    }
  };
  return { id: store.id, operator: store.operator, put: (car) => store.put(car), block };
}

async function followOne(
  state: PublicationState,
  view: RegistryView,
  following: Following,
): Promise<readonly Unread[]> {
  const { catalogue, registry } = following;
  const { id } = state;
  const ref: PublicationRef = { chain: registry.chain, registry: registry.address, id };
  const start = { entries: 0, head: genesis(ref, following.sha256) };
  const known = (await catalogue.progress(id)) ?? start;
  if (known.entries === state.entries && known.head === state.head) return takeLateManifests(ref, following);
  if (known.entries < state.entries) {
    const last = await catalogue.last(id);
    const gained = await genuine({ ...known, block: last?.block.number }, state, { view, following });
    if (gained !== undefined) {
      // Those known already first: a manifest that turned up late would else wait for the next call.
      const late = await takeLateManifests(ref, following);
      return [...late, ...(await takeAll(ref, gained, following))];
    }
  }
  if (known.entries > state.entries && (await isBehind(state, view, { ref, following })))
    return takeLateManifests(ref, following);
  const whole = await genuine(start, state, { view, following });
  if (whole === undefined)
    fail("HISTORY_BROKEN", { id, problem: "its entries do not fold to the registry's head" });
  return replaceAll(ref, whole, following);
}

/** A node that has not come as far as the one asked before takes nothing back: what is known goes on from its head. */
async function isBehind(
  state: PublicationState,
  view: RegistryView,
  { ref, following }: { ref: PublicationRef; following: Following },
): Promise<boolean> {
  const known = await following.catalogue.entries(state.id);
  const next = known[state.entries];
  // Of an entry from a mirror only its time is sure; its block is one at which it was there.
  const isDue =
    next?.transaction === undefined
      ? (next?.entry.time ?? 0) <= view.block.time
      : next.block.number <= view.block.number;
  if (next === undefined || isDue) return false;
  const shared = known.slice(0, state.entries).map(({ entry }) => entry);
  return foldAll(ref, shared, following.sha256).head === state.head;
}

/** The entries after `from`, each with its head, if they are in sequence and fold to the state's head. */
async function genuine(
  from: { entries: number; head: Digest; block?: number | undefined },
  state: PublicationState,
  { view, following }: { view: RegistryView; following: Following },
): Promise<readonly Taken[] | undefined> {
  const found = await following.registry.entries(state.id, from.entries, view.block, from.block);
  const folded: Taken[] = [];
  let { head } = from;
  for (const [i, entry] of found.entries()) {
    if (entry.entry.number !== from.entries + i + 1 || problemOf(entry.entry) !== undefined) return undefined;
    head = fold(head, entry.entry, following.sha256);
    folded.push({ entry, head });
  }
  return head === state.head && from.entries + found.length === state.entries ? folded : undefined;
}

async function takeAll(
  ref: PublicationRef,
  entries: readonly Taken[],
  following: Following,
): Promise<readonly Unread[]> {
  const unread: Unread[] = [];
  for (const folding of entries)
    for await (const { step, missed } of stepsOf(ref, folding, following)) {
      await following.catalogue.take(step);
      unread.push(...missed);
    }
  return unread;
}

async function replaceAll(
  ref: PublicationRef,
  entries: readonly Taken[],
  following: Following,
): Promise<readonly Unread[]> {
  const taken: Taking[] = [];
  for (const folding of entries) for await (const one of stepsOf(ref, folding, following)) taken.push(one);
  await following.catalogue.replace(
    ref.id,
    taken.map(({ step }) => step),
  );
  return taken.flatMap(({ missed }) => missed);
}

/** A manifest, or the list of a batch, that could not be read when its entry was taken in may have turned up since. */
async function takeLateManifests(ref: PublicationRef, following: Following): Promise<readonly Unread[]> {
  const { catalogue } = following;
  const progress = await catalogue.progress(ref.id);
  if (progress === undefined) return [];
  const unread: Unread[] = [];
  for (const { entry, known } of await catalogue.unread(ref.id)) {
    const manifests = new Set(known);
    const isKnown = (digest: Digest) => manifests.has(digest);
    for await (const { step, missed } of stepsOf(ref, { entry, head: progress.head, isKnown }, following)) {
      if (step.issue !== undefined || step.batched !== undefined) await catalogue.take(step);
      unread.push(...missed);
    }
  }
  return unread;
}
