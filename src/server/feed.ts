import type { Sha256 } from "../core/sha256.ts";
import type { CataloguedIssue, LocatedEntry } from "../core/ports.ts";
import type { PublicationSummary } from "../verify/archive.ts";
import type { Mark, Marks } from "../verify/marks.ts";
import { html, Markup } from "./pages/html.ts";
import type { Messages } from "./pages/messages/messages.ts";
import { labelPath } from "./memento.ts";
import { nameUuid } from "./name-uuid.ts";

/** The latest are enough for a reader who comes back; the publication's page has all. */
const MOST_ENTRIES = 50;

interface Feed {
  readonly summary: PublicationSummary;
  readonly issues: readonly CataloguedIssue[];
  readonly entries: readonly LocatedEntry[];
  readonly marks: Marks;
  /** `eip155:8453:0x52…9c:12`: the same wherever the feed is served. */
  readonly key: string;
}

interface FeedReader {
  readonly origin: string;
  readonly sha256: Sha256;
  readonly says: Messages;
  readonly language: string;
}

/** One issue with its revisions, and when anything was last said of it. */
interface Line {
  readonly first: CataloguedIssue;
  readonly latest: CataloguedIssue;
  readonly updated: number;
  readonly mark: Mark | undefined;
}

/** An Atom feed (RFC 4287): an entry for each issue, which is updated when the issue is revised or a notice is posted. */
export function atomFeed(feed: Feed, reader: FeedReader): string {
  const { summary, key } = feed;
  const { origin, sha256, language } = reader;
  const { id, title, profile, state } = summary;
  const lines = linesOf(feed)
    .toSorted((a, b) => b.updated - a.updated)
    .slice(0, MOST_ENTRIES);
  const subtitle =
    profile?.description === undefined ? undefined : html`<subtitle>${plain(profile.description)}</subtitle>`;
  const body = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${profile?.language ?? language}">
    <id>urn:uuid:${nameUuid(key, sha256)}</id>
    <title>${plain(title)}</title>
    ${subtitle}
    <updated>${rfc3339(lines[0]?.updated ?? state.registeredAt)}</updated>
    <author><name>${plain(title)}</name></author>
    <link rel="self" type="application/atom+xml" href="${origin}/publications/${id}/feed.atom" />
    <link rel="alternate" type="text/html" href="${origin}/publications/${id}" />
    <icon>${origin}/icon.svg</icon>
    <generator>Colophon</generator>
    ${lines.map((line) => entryOf(line, key, reader))}
  </feed> `;
  return `<?xml version="1.0" encoding="utf-8"?>\n${body.text}`;
}

function entryOf({ first, latest, updated, mark }: Line, key: string, reader: FeedReader): Markup {
  const { origin, sha256, says } = reader;
  const words = [
    says.issue.numbered(latest.label),
    latest.date === undefined ? says.publication.undated : says.publication.dated(says.claimed(latest.date)),
    says.publication.anchored(says.time(first.time)),
    ...(latest.revision > 1 ? [says.issue.revision(latest.revision)] : []),
    ...(mark === undefined ? [] : [says.marks[mark]]),
  ];
  const summary = words.map((part) => html`${part}`.text).join(". ");
  return html` <entry>
    <id>urn:uuid:${nameUuid(`${key}:${first.manifest}`, sha256)}</id>
    <title>${plain(latest.title)}</title>
    <published>${rfc3339(first.time)}</published>
    <updated>${rfc3339(updated)}</updated>
    <link rel="alternate" type="text/html" href="${origin}/issues/${latest.manifest}" />
    <link rel="bookmark" type="text/html" href="${origin}${labelPath(latest)}" />
    <summary>${new Markup(summary)}.</summary>
  </entry>`;
}

function linesOf({ issues, entries, marks }: Feed): readonly Line[] {
  const counted = issues.filter(({ manifest }) => marks.get(manifest) !== "label-taken");
  const lines = Map.groupBy(counted, ({ label }) => label).values();
  return [...lines].flatMap((revisions) => {
    const ordered = revisions.toSorted((a, b) => a.revision - b.revision);
    const [first] = ordered;
    const latest = ordered.at(-1);
    if (first === undefined || latest === undefined) return [];
    const own = new Set(ordered.map(({ manifest }) => manifest));
    const noticed = entries.flatMap(({ entry }) =>
      entry.kind === "notice" && own.has(entry.digest) ? [entry.time] : [],
    );
    const updated = Math.max(latest.time, ...noticed);
    return [{ first, latest, updated, mark: marks.get(latest.manifest) }];
  });
}

function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** Characters that XML 1.0 does not have cannot even be escaped; publishers' texts hold none but new lines. */
function plain(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
}
