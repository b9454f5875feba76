import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import { fold, genesis } from "../core/history/fold.ts";
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
import { parsePublicationId, type PublicationId, type PublicationRef } from "../core/publication.ts";
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
 * the publication is read anew from its beginning.
 *
 * @throws CHAIN_UNREACHABLE; HISTORY_BROKEN when even a fresh reading does not fold to the head
 */
export async function follow(view: RegistryView, following: Following): Promise<void> {
  const count = await view.publications();
  for (let number = 1; number <= count; number++) {
    const id = parsePublicationId(String(number));
    const state = await view.publication(id);
    if (state !== undefined) await followOne(state, view, following);
  }
}

async function followOne(state: PublicationState, view: RegistryView, following: Following): Promise<void> {
  const { catalogue, registry } = following;
  const { id } = state;
  const ref: PublicationRef = { chain: registry.chain, registry: registry.address, id };
  const start = { entries: 0, head: genesis(ref, following.sha256) };
  const known = (await catalogue.progress(id)) ?? start;
  if (known.entries === state.entries && known.head === state.head) {
    await takeLateManifests(id, following);
    return;
  }
  if (known.entries < state.entries && (await takeFrom(known, state, { view, following }))) return;
  await catalogue.forget(id);
  if (!(await takeFrom(start, state, { view, following })))
    fail("HISTORY_BROKEN", { id, problem: "its entries do not fold to the registry's head" });
}

/** True when the entries after `from` fold to the state's head; takes them in as far as they are in sequence. */
async function takeFrom(
  from: { entries: number; head: Digest },
  state: PublicationState,
  { view, following }: { view: RegistryView; following: Following },
): Promise<boolean> {
  const found = await following.registry.entries(state.id, from.entries, view.block);
  const heads: Digest[] = [];
  let head = from.head;
  for (const [i, { entry }] of found.entries()) {
    if (entry.number !== from.entries + i + 1) return false;
    head = fold(head, entry, following.sha256);
    heads.push(head);
  }
  // Nothing is taken in before the whole of it is known to be genuine.
  if (head !== state.head || from.entries + found.length !== state.entries) return false;
  for (const [i, entry] of found.entries())
    await following.catalogue.take(await stepOf(state.id, entry, { head: heads[i] ?? head, following }));
  return true;
}

/** A manifest that no store had when its entry was taken in may have turned up since. */
async function takeLateManifests(id: PublicationId, following: Following): Promise<void> {
  const { catalogue } = following;
  const issues = new Set((await catalogue.issues(id)).map((issue) => issue.manifest));
  const progress = await catalogue.progress(id);
  if (progress === undefined) return;
  for (const entry of await catalogue.entries(id)) {
    const digest = issueDigest(entry.entry);
    if (digest === undefined || issues.has(digest)) continue;
    const step = await stepOf(id, entry, { head: progress.head, following });
    if (step.issue !== undefined) await catalogue.take(step);
  }
}

async function stepOf(
  publication: PublicationId,
  entry: LocatedEntry,
  { head, following }: { head: Digest; following: Following },
): Promise<CatalogueStep> {
  const bare = { publication, entry, head, files: [] };
  const digest = issueDigest(entry.entry);
  const manifest = digest === undefined ? undefined : await manifestOf(digest, following);
  if (digest === undefined || manifest === undefined) return bare;
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

function issueDigest(entry: Entry): Digest | undefined {
  return entry.kind === "anchored" || entry.kind === "revised" ? entry.digest : undefined;
}
