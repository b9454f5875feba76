import { type Digest, ZERO_DIGEST } from "../core/digest.ts";
import { asFailure, type ColophonError } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import type { Entry } from "../core/history/entry.ts";
import type { BlockRef, CataloguedIssue } from "../core/ports.ts";
import type { PublicationId } from "../core/publication.ts";
import type { Archive, PublicationSummary } from "./archive.ts";
import { latestRevision } from "./lines.ts";

/** What had to be known to say that there is no issue of that label: all of it as of one block. */
export interface Grounds {
  /** All entries of the publication's history up to the block, which fold to the registry's own head at it. */
  readonly entries: number;
  readonly head: string;
  /** The latest block that is final, and up to which the history was read. */
  readonly block: BlockRef;
  /** Lists of batches that were read back: the registry does not know the labels in them. */
  readonly batches: number;
}

type Named =
  | {
      readonly kind: "stands";
      readonly current: CataloguedIssue;
      readonly revisions: readonly CataloguedIssue[];
    }
  /** The history has it, but the manifest that stands could not be read; without a failure it was, and is none. */
  | { readonly kind: "unread"; readonly digest: Digest; readonly failure?: ColophonError };

interface Asked {
  readonly id: PublicationId;
  readonly label: Label;
}

/** What a label of a publication names; that it names nothing is an answer of its own, with its grounds. */
export type LabelAnswer = { readonly publication: PublicationSummary } & (
  | Named
  | { readonly kind: "none"; readonly grounds: Grounds }
  | { readonly kind: "unknown"; readonly failure: ColophonError }
);

/**
 * Asks for a label. Found or not, it is asked of the history as it is now; where that could not be learnt, what is known
 * already counts only for what is there. Undefined when there is no such publication, as far as is known.
 *
 * @param stale why the archive could not be brought up to date just now, if so
 */
export async function askLabel(
  archive: Archive,
  asked: Asked,
  stale: ColophonError | undefined,
): Promise<LabelAnswer | undefined> {
  const publication = await archive.publication(asked.id);
  if (publication === undefined) return undefined;
  const known = await named(archive, asked);
  if (known !== undefined) return { publication, ...known };
  if (stale !== undefined) return { kind: "unknown", publication, failure: stale };
  try {
    const { entries, head, block } = await archive.finalHistory(asked.id);
    // Fails while anything that a history names could not be read: it might hold the label.
    await archive.files(ZERO_DIGEST);
    // Looked for again: the history may have gone on since the first look.
    const since = await named(archive, asked);
    if (since !== undefined) return { publication, ...since };
    const batches = entries.filter(({ kind }) => kind === "batch-anchored").length;
    return { kind: "none", publication, grounds: { entries: entries.length, head, block, batches } };
  } catch (error) {
    return { kind: "unknown", publication, failure: asFailure(error) };
  }
}

/** What is known under the label; undefined where nothing is. */
async function named(archive: Archive, { id, label }: Asked): Promise<Named | undefined> {
  const revisions = await archive.revisions(id, label);
  const entries = (await archive.entries(id)).map(({ entry }) => entry);
  const [first] = revisions;
  const digest = first === undefined ? namedBy(label, entries) : latestRevision(first.manifest, entries);
  if (digest === undefined) return undefined;
  const current = revisions.find(({ manifest }) => manifest === digest);
  if (current !== undefined) return { kind: "stands", current, revisions };
  return { kind: "unread", digest, ...(await whyUnread(archive)) };
}

/** While anything could not be read, this may be among it; else it was read, and is no manifest of the publication. */
async function whyUnread(archive: Archive): Promise<{ failure?: ColophonError }> {
  try {
    await archive.files(ZERO_DIGEST);
    return {};
  } catch (error) {
    return { failure: asFailure(error) };
  }
}

/** What the history itself last anchored under the label; those of batches are only in their lists. */
function namedBy(label: Label, entries: readonly Entry[]): Digest | undefined {
  const entry = entries.findLast((one) => "label" in one && one.label === label);
  return entry !== undefined && "label" in entry ? entry.digest : undefined;
}
