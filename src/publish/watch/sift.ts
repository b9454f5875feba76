import type { ClaimedDate } from "../../core/date.ts";
import type { Digest } from "../../core/digest.ts";
import type { Label } from "../../core/label.ts";
import type { CataloguedIssue } from "../../core/ports.ts";
import { FIRST_REVISION } from "../choice.ts";
import type { RevisionOf } from "../described.ts";

/** What is known already of an issue that a watched source holds. */
export type Sifted =
  | { readonly kind: "new"; readonly content: string }
  /** It is what stands under its label. */
  | { readonly kind: "same" }
  /** It is an earlier revision of what stands under its label. */
  | { readonly kind: "earlier"; readonly revision: number; readonly standing: CataloguedIssue }
  /** Its very content stands under another label: a folder that was renamed, an item that was numbered anew. */
  | { readonly kind: "elsewhere"; readonly standing: CataloguedIssue }
  /** Its label stands with other content of the same claimed date. */
  | { readonly kind: "changed"; readonly standing: CataloguedIssue }
  /** Its label stands for what seems to be another issue. */
  | { readonly kind: "taken"; readonly standing: CataloguedIssue };

/** The manifest that the issue would have as a given revision. */
export interface AsRevision {
  readonly digest: Digest;
  /** CID of its content, which no label, title or date is part of. */
  readonly content: string;
}

export interface Sifting {
  readonly label: Label;
  readonly title: string;
  readonly date?: ClaimedDate;
  /** The label that it would have if no other issue of the source had it. */
  readonly wanted: Label;
  /** With `like`, what it has of text is what stands in that manifest: see `choice.ts`. */
  as(revisionOf: RevisionOf, like?: Digest): Promise<AsRevision>;
}

/** A publication's issues, by label and by content. */
export interface Holdings {
  under(label: Label): readonly CataloguedIssue[];
  /** Under a label other than the one given. */
  elsewhere(content: string, label: Label): CataloguedIssue | undefined;
}

/** Of `Catalogue.issues`: all revisions of all issues, in the order of their entries. */
export function holdingsOf(issues: readonly CataloguedIssue[]): Holdings {
  const byLabel = Map.groupBy(issues, ({ label }) => label);
  const byContent = Map.groupBy(issues, ({ content }) => content);
  return {
    under: (label) => byLabel.get(label) ?? [],
    elsewhere: (content, label) => byContent.get(content)?.find((one) => one.label !== label),
  };
}

/**
 * Whether an issue is new. It errs on the side of publishing nothing: what may be a changed, renamed or renumbered issue
 * that stands is for a person to decide, since what is anchored once more cannot be taken back.
 */
export async function sift(issue: Sifting, holdings: Holdings): Promise<Sifted> {
  const { label, title, wanted, date } = issue;
  const first = await issue.as(FIRST_REVISION);
  const revisions = holdings.under(label);
  const standing = revisions.at(-1);
  const revision = await revisionOf(issue, first, revisions);
  if (standing !== undefined && revision !== undefined)
    return revision === standing.revision ? { kind: "same" } : { kind: "earlier", revision, standing };
  const elsewhere = holdings.elsewhere(first.content, label);
  if (elsewhere !== undefined) return { kind: "elsewhere", standing: elsewhere };
  if (standing !== undefined) return { kind: standing.date === date ? "changed" : "taken", standing };
  // Numbered because of an issue older than itself that came later: then what it was published as is the label that it
  // wanted, and if it was changed at the same time, its title alone still tells.
  const before = wanted === label ? undefined : holdings.under(wanted).at(-1);
  return before !== undefined && before.title === title
    ? { kind: "taken", standing: before }
    : { kind: "new", content: first.content };
}

/** Which of the revisions it is, byte for byte; the latest where several are alike. */
async function revisionOf(
  issue: Sifting,
  first: AsRevision,
  revisions: readonly CataloguedIssue[],
): Promise<number | undefined> {
  for (const { revision, manifest, content } of revisions.toReversed()) {
    if (content !== first.content) continue;
    const supersedes = revisions.find((one) => one.revision === revision - 1)?.manifest;
    if (revision > 1 && supersedes === undefined) continue;
    const as = supersedes === undefined ? FIRST_REVISION : { revision, supersedes };
    const { digest } = await issue.as(as, manifest);
    if (digest === manifest) return revision;
  }
  return undefined;
}
