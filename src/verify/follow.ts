import { type CID, documentCid, RAW } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, type ColophonError, fail, failure, isFailure } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import { fold, foldAll, genesis } from "../core/history/fold.ts";
import type { Label } from "../core/label.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { Manifest } from "../core/manifest/manifest.ts";
import type {
  CataloguedIssue,
  CatalogueStep,
  CatalogueWriter,
  LocatedEntry,
  PublicationState,
  Registry,
  RegistryView,
  Store,
} from "../core/ports.ts";
import { type PublicationId, publicationKey, type PublicationRef } from "../core/publication.ts";
import { publicationState } from "../core/registry.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Sha256 } from "../core/sha256.ts";

export interface Following {
  /** The archive's own: anybody may register others in the same registry. */
  readonly publications: readonly PublicationId[];
  readonly registry: Registry;
  readonly catalogue: CatalogueWriter;
  readonly stores: readonly Store[];
  readonly sha256: Sha256;
}

/** An entry whose manifest could not be read: nobody can say which files it names. */
export interface Unread {
  readonly entry: number;
  readonly digest: Digest;
  readonly failure: ColophonError;
}

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
  for (const id of following.publications) {
    const state = await publicationState(view, id);
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
    const last = (await catalogue.entries(id)).at(-1);
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
  if (next === undefined || next.block.number <= view.block.number) return false;
  const shared = known.slice(0, state.entries).map(({ entry }) => entry);
  return foldAll(ref, shared, following.sha256).head === state.head;
}

interface Folding {
  readonly entry: LocatedEntry;
  /** After it. */
  readonly head: Digest;
}

/** The entries after `from`, each with its head, if they are in sequence and fold to the state's head. */
async function genuine(
  from: { entries: number; head: Digest; block?: number | undefined },
  state: PublicationState,
  { view, following }: { view: RegistryView; following: Following },
): Promise<readonly Folding[] | undefined> {
  const found = await following.registry.entries(state.id, from.entries, view.block, from.block);
  const folded: Folding[] = [];
  let { head } = from;
  for (const [i, entry] of found.entries()) {
    if (entry.entry.number !== from.entries + i + 1) return undefined;
    head = fold(head, entry.entry, following.sha256);
    folded.push({ entry, head });
  }
  return head === state.head && from.entries + found.length === state.entries ? folded : undefined;
}

async function takeAll(
  ref: PublicationRef,
  entries: readonly Folding[],
  following: Following,
): Promise<readonly Unread[]> {
  const unread: Unread[] = [];
  for (const folding of entries) {
    const { step, missed } = await stepOf(ref, folding, following);
    await following.catalogue.take(step);
    if (missed !== undefined) unread.push(missed);
  }
  return unread;
}

async function replaceAll(
  ref: PublicationRef,
  entries: readonly Folding[],
  following: Following,
): Promise<readonly Unread[]> {
  const taken: Taking[] = [];
  for (const folding of entries) taken.push(await stepOf(ref, folding, following));
  await following.catalogue.replace(
    ref.id,
    taken.map(({ step }) => step),
  );
  return taken.flatMap(({ missed }) => (missed === undefined ? [] : [missed]));
}

/** A manifest that could not be read when its entry was taken in may have turned up since. */
async function takeLateManifests(ref: PublicationRef, following: Following): Promise<readonly Unread[]> {
  const { catalogue } = following;
  const issues = new Set((await catalogue.issues(ref.id)).map((issue) => issue.entry));
  const progress = await catalogue.progress(ref.id);
  if (progress === undefined) return [];
  const unread: Unread[] = [];
  for (const entry of await catalogue.entries(ref.id)) {
    if (issueOf(entry.entry) === undefined || issues.has(entry.entry.number)) continue;
    const { step, missed } = await stepOf(ref, { entry, head: progress.head }, following);
    if (step.issue !== undefined) await catalogue.take(step);
    if (missed !== undefined) unread.push(missed);
  }
  return unread;
}

interface Taking {
  readonly step: CatalogueStep;
  readonly missed?: Unread;
}

async function stepOf(ref: PublicationRef, { entry, head }: Folding, following: Following): Promise<Taking> {
  const publication = ref.id;
  const bare = { publication, entry, head, files: [] };
  const issued = issueOf(entry.entry);
  if (issued === undefined) return { step: bare };
  const { digest } = issued;
  const read = await readManifest(digest, following);
  if (!read.known)
    return { step: bare, missed: { entry: entry.entry.number, digest, failure: read.failure } };
  const { manifest } = read;
  if (manifest === undefined) return { step: bare };
  // Anybody may anchor anybody's manifest: only where it says that it belongs does it name an issue.
  if (publicationKey(manifest.publication) !== publicationKey(ref) || manifest.issue.label !== issued.label)
    return { step: bare };
  const { label, revision, title, date } = manifest.issue;
  const issue: CataloguedIssue = {
    manifest: digest,
    content: manifest.content.toString(),
    publication,
    label,
    revision,
    title,
    ...(date === undefined ? {} : { date }),
    entry: entry.entry.number,
    time: entry.entry.time,
    transaction: entry.transaction,
    block: entry.block.number,
  };
  const files = manifest.files.map(({ cid, path, sha256, size }) => ({
    manifest: digest,
    publication,
    label,
    revision,
    path,
    sha256,
    size,
    ...(cid.code === RAW ? {} : { cid: cid.toString() }),
  }));
  return { step: { ...bare, issue, files } };
}

// Bytes with the anchored hash that can never be a manifest of this format. A later format's may name files.
const NO_MANIFEST = [
  "MANIFEST_TOO_LARGE",
  "MANIFEST_MALFORMED",
  "MANIFEST_NOT_CANONICAL",
  "MANIFEST_INVALID",
  "PATHS_COLLIDE",
] as const;

type ManifestRead =
  | { readonly known: true; readonly manifest: Manifest | undefined }
  | { readonly known: false; readonly failure: ColophonError };

/** The manifest, or undefined when what was anchored is none: the entry counts all the same. */
async function readManifest(digest: Digest, { stores, sha256 }: Following): Promise<ManifestRead> {
  const cid = documentCid(digest);
  try {
    const block = await blockFromAny(stores, cid, sha256);
    if (block === undefined)
      return { known: false, failure: failure("BLOCK_MISSING", { cid: cid.toString() }) };
    return { known: true, manifest: decodeManifest(block.bytes, digest, sha256) };
  } catch (error) {
    if (isFailure(error, ...NO_MANIFEST)) return { known: true, manifest: undefined };
    return { known: false, failure: asFailure(error) };
  }
}

function issueOf(entry: Entry): { readonly digest: Digest; readonly label: Label } | undefined {
  return entry.kind === "anchored" || entry.kind === "revised" ? entry : undefined;
}
