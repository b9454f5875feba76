import type { LeftOut, SourceIssue } from "../../adapters/back-catalogue/issue.ts";
import type { SourceKind } from "../../adapters/back-catalogue/kind.ts";
import { type FetchSource, type ListFiles, openBackCatalogue } from "../../adapters/back-catalogue/open.ts";
import { claimsOf } from "../../adapters/document/claims.ts";
import { isLabel, type Label } from "../../core/label.ts";
import type { PublicationRef } from "../../core/publication.ts";
import type { Tools, WatchedIssue } from "./source.ts";

/** How a source is read, in every round alike. */
export interface Reader {
  readonly source: string;
  readonly publication: PublicationRef;
  readonly kind?: SourceKind | undefined;
  readonly drafts: boolean;
  readonly restricted: boolean;
}

export interface Access {
  readonly list: ListFiles;
  readonly fetch: FetchSource;
}

/** The one place where watching meets importing: the same issues, with the same labels, titles, dates and bytes. */
export async function* issuesOf(
  { source, publication, kind, drafts, restricted }: Reader,
  access: Access,
  { hold, dkim, leftOut, about }: Tools & { readonly about: (issue: SourceIssue) => About },
): AsyncGenerator<WatchedIssue> {
  const found = openBackCatalogue(source, {
    ...access,
    ...{ claims: claimsOf, leftOut: (item: LeftOut) => leftOut(item), drafts, restricted, hold, dkim },
    ...(kind === undefined ? {} : { kind }),
  });
  for await (const issue of found) {
    const { files, notCovered, problems, origin, ...description } = issue;
    const plan = { publication, files, description };
    yield { plan, origin, wanted: wantedBy(issue), notCovered, problems, ...about(issue) };
  }
}

/** What the reader of a source does not know of an issue. */
export type About = Pick<WatchedIssue, "stamp" | "isEmbargoed" | "path">;

/** `review-2` is what an issue is called that wanted to be `review`, where the reader says that it was numbered. */
function wantedBy({ label, problems }: SourceIssue): Label {
  if (!problems.some(({ code }) => code === "label-taken")) return label;
  const wanted = label.replace(/-\d+$/, "");
  return isLabel(wanted) ? wanted : label;
}
