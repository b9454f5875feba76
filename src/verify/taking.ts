import { type BatchFinder, batchesOf } from "../core/batch/finder.ts";
import { isRefusedList } from "../core/batch/refused.ts";
import { documentCid, RAW } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, type ColophonError, failure, isFailure } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { Manifest } from "../core/manifest/manifest.ts";
import type { CataloguedFile, CataloguedIssue, CatalogueStep, LocatedEntry, Store } from "../core/ports.ts";
import { publicationKey, type PublicationRef } from "../core/publication.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Sha256 } from "../core/sha256.ts";

/** From where the blocks come. */
export interface Sources {
  readonly stores: readonly Store[];
  readonly sha256: Sha256;
  /** Over the same stores. */
  readonly batches: BatchFinder;
}

/** An entry whose manifest could not be read: nobody can say which files it names. */
export interface Unread {
  readonly entry: number;
  readonly digest: Digest;
  readonly failure: ColophonError;
}

/** What the catalogue takes in at once of one entry, and what could not be read for it. */
export interface Taking {
  readonly step: CatalogueStep;
  readonly missed: readonly Unread[];
}

export interface Taken {
  readonly entry: LocatedEntry;
  /** After it. */
  readonly head: Digest;
  /** Issues that need not be read again. */
  readonly isKnown?: (digest: Digest) => boolean;
}

/** Issues of a batch that are taken in together: a batch may hold more of them than fit into memory with their files. */
const TOGETHER = 256;

/**
 * Reads what an entry names from the stores, the issues of a batch in several steps. There is always a first one, and a
 * batch of which some were not taken is gone on with as one whose manifests turn up late. Nothing is thrown: what could
 * not be read is told.
 */
export async function* stepsOf(ref: PublicationRef, taken: Taken, sources: Sources): AsyncGenerator<Taking> {
  const { entry, head } = taken;
  const bare = { publication: ref.id, entry, head, files: [] };
  if (entry.entry.kind === "batch-anchored") {
    for await (const { found, missed } of batchedIssues(ref, taken, sources))
      yield { step: found.length === 0 ? bare : { ...bare, batched: found }, missed };
    return;
  }
  if (entry.entry.kind !== "anchored" && entry.entry.kind !== "revised")
    return yield { step: bare, missed: [] };
  const { issue, missed } = await readIssue(ref, { ...entry.entry, entry }, sources);
  yield { step: { ...bare, ...issue }, missed: missed === undefined ? [] : [missed] };
}

/** Every issue of a batch that is not known yet, if its list can be read. */
async function* batchedIssues(
  ref: PublicationRef,
  { entry, isKnown = () => false }: Taken,
  sources: Sources,
): AsyncGenerator<{ found: readonly Contents[]; missed: readonly Unread[] }> {
  const [batch] = batchesOf(ref, [entry.entry]);
  if (batch === undefined) return yield { found: [], missed: [] };
  let found: Contents[] = [];
  let missed: Unread[] = [];
  try {
    const { issues } = await sources.batches.verified(batch);
    for (const listed of issues) {
      if (isKnown(listed.digest)) continue;
      const one = await readIssue(ref, { ...listed, entry }, sources);
      // A batch anchors first revisions: what says that it is a later one is no issue (docs/spec/batch.md, "List").
      if (one.issue?.issue.revision === 1) found.push(one.issue);
      if (one.missed !== undefined) missed.push(one.missed);
      if (found.length < TOGETHER) continue;
      yield { found, missed };
      [found, missed] = [[], []];
    }
  } catch (error) {
    // A list that is none, or is another batch's, names no issue; the audit tells of it.
    if (!isRefusedList(error))
      missed.push({ entry: entry.entry.number, digest: batch.list, failure: asFailure(error) });
  }
  yield { found, missed };
}

interface Contents {
  readonly issue: CataloguedIssue;
  readonly files: readonly CataloguedFile[];
}

/** What stands in the catalogue of an issue that an entry names; nothing when it is no manifest or belongs elsewhere. */
async function readIssue(
  ref: PublicationRef,
  { digest, label: issued, entry }: { digest: Digest; label: Label; entry: LocatedEntry },
  sources: Sources,
): Promise<{ readonly issue?: Contents; readonly missed?: Unread }> {
  const read = await readManifest(digest, sources);
  if (!read.known) return { missed: { entry: entry.entry.number, digest, failure: read.failure } };
  const { manifest } = read;
  if (manifest === undefined) return {};
  // Anybody may anchor anybody's manifest: only where it says that it belongs does it name an issue.
  if (publicationKey(manifest.publication) !== publicationKey(ref) || manifest.issue.label !== issued)
    return {};
  const publication = ref.id;
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
    ...(entry.transaction === undefined ? {} : { transaction: entry.transaction }),
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
  return { issue: { issue, files } };
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
async function readManifest(digest: Digest, { stores, sha256 }: Sources): Promise<ManifestRead> {
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
