import type { Digest } from "../../../core/digest.ts";
import type { CataloguedIssue, LocatedEntry } from "../../../core/ports.ts";
import { html, type Part } from "../html.ts";
import { linkTo, type Reader } from "../reader.ts";
import { moment, written } from "../words.ts";

/** How many are told on the publication's page, the latest first. */
export const MOST_NOTICES = 20;

/** Why something was done, by the digest of the document that says so. */
export type Reasons = ReadonlyMap<Digest, string>;

type Telling = Extract<LocatedEntry["entry"], { kind: "notice" | "revised" }>;

/** The notices and revisions of a history, the latest first. */
export function tellingEntries(entries: readonly LocatedEntry[]): readonly Telling[] {
  return entries
    .flatMap(({ entry }) => (entry.kind === "notice" || entry.kind === "revised" ? [entry] : []))
    .toReversed();
}

interface Told {
  readonly entries: readonly LocatedEntry[];
  readonly issues: readonly CataloguedIssue[];
  readonly reasons: Reasons;
}

/** What has been said about issues since they were anchored. */
export function noticesList({ entries, issues, reasons }: Told, reader: Reader): Part {
  const all = tellingEntries(entries);
  if (all.length === 0) return undefined;
  const says = reader.says.publication;
  const issueOf = (digest: Digest) => issues.find(({ manifest }) => manifest === digest);
  return html`<section aria-labelledby="notices-title">
    <h2 id="notices-title">${says.notices}</h2>
    <ul class="plain">
      ${all.slice(0, MOST_NOTICES).map((entry) => {
        const issue = issueOf(entry.digest);
        const name =
          issue === undefined
            ? html`<code>${entry.digest.slice(0, 12)}…</code>`
            : html`${reader.says.issue.numbered(issue.label)}, ${written(issue.title)}`;
        const link = html`<a href="${linkTo(`/issues/${entry.digest}`, reader)}">${name}</a>`;
        const what = entry.kind === "revised" ? says.revised : reader.says.marks[entry.notice];
        const reason = reasons.get(entry.reason);
        return html`<li>
          ${says.noticeOn(what, link, moment(entry.time, reader))}
          ${reason === undefined ? undefined : html`<blockquote class="reason"><p>${reason}</p></blockquote>`}
        </li>`;
      })}
    </ul>
    ${all.length > MOST_NOTICES ? html`<p class="quiet">${says.moreNotices(all.length - MOST_NOTICES)}</p>` : undefined}
  </section>`;
}
