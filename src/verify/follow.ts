import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { type ColophonError, fail, isFailure } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import { fold, genesis } from "../core/history/fold.ts";
import type { Label } from "../core/label.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { Manifest } from "../core/manifest/manifest.ts";
import type {
  CataloguedIssue,
  CatalogueStep,
  CatalogueWriter,
  LocatedEntry,
  Placement,
  PublicationState,
  Registry,
  RegistryView,
  Store,
} from "../core/ports.ts";
import { parsePublicationId, publicationKey, type PublicationRef } from "../core/publication.ts";
import { publicationState } from "../core/registry.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Sha256 } from "../core/sha256.ts";

export interface Following {
  readonly registry: Registry;
  readonly catalogue: CatalogueWriter;
  readonly stores: readonly Store[];
  readonly sha256: Sha256;
}

/**
 * Takes into the catalogue what the registry has gained since the last time. Every entry is folded, and the fold must
 * end at the registry's own head: a node that left out a log, or a block that was reorganised away, shows at once and
 * the publication is read anew from its beginning. What is in the catalogue stays there until all that replaces it is
 * known to be genuine, and one broken history does not keep the others from being read.
 *
 * @throws CHAIN_UNREACHABLE; CHAIN_ANSWER_INVALID when the node counts a publication that it does not have;
 *   HISTORY_BROKEN when even a fresh reading does not fold to the head
 */
export async function follow(view: RegistryView, following: Following): Promise<void> {
  const count = await view.publications();
  const broken: ColophonError[] = [];
  for (let number = 1; number <= count; number++) {
    const id = parsePublicationId(String(number));
    const state = await publicationState(view, id);
    try {
      await followOne(state, view, following);
    } catch (error) {
      if (!isFailure(error, "HISTORY_BROKEN")) throw error;
      broken.push(error);
    }
  }
  const [first] = broken;
  if (first !== undefined) throw first;
}

async function followOne(state: PublicationState, view: RegistryView, following: Following): Promise<void> {
  const { catalogue, registry } = following;
  const { id } = state;
  const ref: PublicationRef = { chain: registry.chain, registry: registry.address, id };
  const start = { entries: 0, head: genesis(ref, following.sha256) };
  const known = (await catalogue.progress(id)) ?? start;
  if (known.entries === state.entries && known.head === state.head) {
    await takeLateManifests(ref, following);
    return;
  }
  if (known.entries < state.entries) {
    const gained = await genuine(known, state, { view, following });
    if (gained !== undefined) return takeAll(ref, gained, following);
  }
  const whole = await genuine(start, state, { view, following });
  if (whole === undefined)
    fail("HISTORY_BROKEN", { id, problem: "its entries do not fold to the registry's head" });
  await catalogue.forget(id);
  await takeAll(ref, whole, following);
}

interface Folding {
  readonly entry: LocatedEntry;
  /** After it. */
  readonly head: Digest;
}

/** The entries after `from`, each with its head, if they are in sequence and fold to the state's head. */
async function genuine(
  from: { entries: number; head: Digest },
  state: PublicationState,
  { view, following }: { view: RegistryView; following: Following },
): Promise<readonly Folding[] | undefined> {
  const found = await following.registry.entries(state.id, from.entries, view.block);
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
): Promise<void> {
  for (const folding of entries) await following.catalogue.take(await stepOf(ref, folding, following));
}

/** A manifest that no store had when its entry was taken in may have turned up since. */
async function takeLateManifests(ref: PublicationRef, following: Following): Promise<void> {
  const { catalogue } = following;
  const issues = new Set((await catalogue.issues(ref.id)).map((issue) => issue.manifest));
  const progress = await catalogue.progress(ref.id);
  if (progress === undefined) return;
  for (const entry of await catalogue.entries(ref.id)) {
    const issued = issueOf(entry.entry);
    if (issued === undefined || issues.has(issued.digest)) continue;
    const step = await stepOf(ref, { entry, head: progress.head }, following);
    if (step.issue !== undefined) await catalogue.take(step);
  }
}

async function stepOf(
  ref: PublicationRef,
  { entry, head }: Folding,
  following: Following,
): Promise<CatalogueStep> {
  const publication = ref.id;
  const bare = { publication, entry, head, files: [] };
  const issued = issueOf(entry.entry);
  const manifest = issued === undefined ? undefined : await manifestOf(issued.digest, following);
  if (issued === undefined || manifest === undefined) return bare;
  // Anybody may anchor anybody's manifest: only where it says that it belongs does it name an issue.
  if (publicationKey(manifest.publication) !== publicationKey(ref) || manifest.issue.label !== issued.label)
    return bare;
  const { digest } = issued;
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
  const files: Placement[] = manifest.files.map(({ path, sha256, size }) => ({
    manifest: digest,
    publication,
    label,
    revision,
    path,
    sha256,
    size,
  }));
  return { ...bare, issue, files };
}

/** Undefined when it cannot be had or is no usable manifest: the entry counts all the same. */
async function manifestOf(digest: Digest, { stores, sha256 }: Following): Promise<Manifest | undefined> {
  try {
    const block = await blockFromAny(stores, documentCid(digest), sha256);
    return block === undefined ? undefined : decodeManifest(block.bytes, digest, sha256);
  } catch {
    return undefined;
  }
}

function issueOf(entry: Entry): { readonly digest: Digest; readonly label: Label } | undefined {
  return entry.kind === "anchored" || entry.kind === "revised" ? entry : undefined;
}
