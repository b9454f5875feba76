import { type Digest, ZERO_DIGEST } from "../core/digest.ts";
import { asFailure, type ColophonError } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import type { BlockRef, CataloguedIssue, LocatedEntry } from "../core/ports.ts";
import type { PublicationId } from "../core/publication.ts";
import type { Archive, PublicationSummary } from "./archive.ts";
import { latestRevision } from "./lines.ts";

/** What had to be known to say that there is no issue of that label. */
export interface Grounds {
  /** All entries of the publication's history, which fold to the registry's own head. */
  readonly entries: number;
  readonly head: string;
  /** The latest final block, up to which nothing was anchored under the label. */
  readonly block: BlockRef;
  /** Lists of batches that were read back: the registry does not know the labels in them. */
  readonly batches: number;
}

/** What a label of a publication names; that it names nothing is an answer of its own, with its grounds. */
export type LabelAnswer = { readonly publication: PublicationSummary } & (
  | {
      readonly kind: "stands";
      readonly current: CataloguedIssue;
      readonly revisions: readonly CataloguedIssue[];
    }
  /** The history has it, but no manifest of it could be read, or none that is one. */
  | { readonly kind: "unread"; readonly digest: Digest }
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
  asked: { readonly id: PublicationId; readonly label: Label },
  stale: ColophonError | undefined,
): Promise<LabelAnswer | undefined> {
  const { id, label } = asked;
  const publication = await archive.publication(id);
  if (publication === undefined) return undefined;
  const revisions = await archive.revisions(id, label);
  const entries = await archive.entries(id);
  const current = standing(revisions, entries);
  if (current !== undefined) return { kind: "stands", publication, current, revisions };
  const digest = namedBy(label, entries);
  if (digest !== undefined) return { kind: "unread", publication, digest };
  if (stale !== undefined) return { kind: "unknown", publication, failure: stale };
  try {
    // Fails while anything that a history names could not be read: it might hold the label.
    await archive.files(ZERO_DIGEST);
    const block = await archive.finalBlock();
    const final = entries.filter((one) => one.block.number <= block.number);
    const batches = final.filter(({ entry }) => entry.kind === "batch-anchored").length;
    const { head } = publication.state;
    return { kind: "none", publication, grounds: { entries: entries.length, head, block, batches } };
  } catch (error) {
    return { kind: "unknown", publication, failure: asFailure(error) };
  }
}

/** What the history itself last anchored under the label; those of batches are only in their lists. */
function namedBy(label: Label, located: readonly LocatedEntry[]): Digest | undefined {
  const entry = located.findLast(({ entry: one }) => "label" in one && one.label === label)?.entry;
  return entry !== undefined && "label" in entry ? entry.digest : undefined;
}

/** The revision that nothing has superseded; the latest that is known while the one after it cannot be read. */
function standing(
  revisions: readonly CataloguedIssue[],
  located: readonly LocatedEntry[],
): CataloguedIssue | undefined {
  const [first] = revisions;
  if (first === undefined) return undefined;
  const latest = latestRevision(
    first.manifest,
    located.map(({ entry }) => entry),
  );
  return revisions.find(({ manifest }) => manifest === latest) ?? revisions.at(-1);
}
