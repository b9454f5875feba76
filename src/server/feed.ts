import type { Digest } from "../core/digest.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { CataloguedIssue, LocatedEntry } from "../core/ports.ts";
import type { PublicationSummary } from "../verify/archive.ts";
import type { Marks } from "../verify/marks.ts";
import { type AtomEntry, type AtomLink, atomText } from "./atom.ts";
import { html, Markup, type Part } from "./pages/html.ts";
import type { Messages } from "./pages/messages/messages.ts";
import { labelPath } from "./memento.ts";
import { nameUuid } from "./name-uuid.ts";
import type { Unread } from "./unread.ts";

/** The latest are enough for a reader who comes back; the publication's page has all. */
const MOST_ENTRIES = 50;

interface Feed {
  readonly summary: PublicationSummary;
  readonly issues: readonly CataloguedIssue[];
  readonly entries: readonly LocatedEntry[];
  readonly marks: Marks;
  readonly unread: Unread;
  /** `eip155:8453:0x52…9c:12`: the same wherever the feed is served. */
  readonly key: string;
}

interface FeedReader {
  readonly origin: string;
  readonly sha256: Sha256;
  readonly says: Messages;
  readonly language: string;
}

/** What an entry of the feed is made from. */
interface Told {
  /** From which its id is made: of an issue always the digest of its first revision, read or not. */
  readonly digest: Digest;
  readonly title: string;
  /** The title is ours, in the reader's language; else it is the publisher's. */
  readonly isOurs?: true;
  readonly published: number;
  readonly updated: number;
  /** The address of the page, and the one that leads to what stands at any time. */
  readonly page: string;
  readonly bookmark?: string;
  /** Sentences without their full stops. */
  readonly summary: readonly Part[];
}

/** An Atom feed (RFC 4287): an entry for each issue, which is updated when the issue is revised or a notice is posted. */
export function atomFeed(feed: Feed, reader: FeedReader): string {
  const { summary, key } = feed;
  const { origin, sha256, language } = reader;
  const { id, title, profile, state } = summary;
  const told = [...linesOf(feed, reader), ...unreadLines(feed, reader)]
    .toSorted((a, b) => b.updated - a.updated)
    .slice(0, MOST_ENTRIES);
  return atomText({
    id: `urn:uuid:${nameUuid(key, sha256)}`,
    ...{ title, author: title, subtitle: profile?.description, language: profile?.language ?? language },
    updated: told[0]?.updated ?? state.registeredAt,
    links: [
      { rel: "self", type: "application/atom+xml", href: `${origin}/publications/${id}/feed.atom` },
      { rel: "alternate", type: "text/html", href: `${origin}/publications/${id}` },
    ],
    icon: `${origin}/icon.svg`,
    entries: told.map((one) => entryOf(one, key, reader)),
  });
}

function entryOf(told: Told, key: string, { origin, sha256, language }: FeedReader): AtomEntry {
  const { digest, title, isOurs, published, updated, page, bookmark, summary } = told;
  const sentences = summary.map((part) => html`${part}`.text).join(". ");
  const link = (rel: AtomLink["rel"], path: string): AtomLink => ({
    rel,
    ...{ type: "text/html", href: `${origin}${path}` },
  });
  return {
    id: `urn:uuid:${nameUuid(`${key}:${digest}`, sha256)}`,
    title: { text: title, language: isOurs === true ? language : undefined },
    ...{ published, updated },
    links: [link("alternate", page), ...(bookmark === undefined ? [] : [link("bookmark", bookmark)])],
    summary: { text: new Markup(`${sentences}.`), language },
  };
}

/** One for each issue with its revisions, updated when anything was last said of it. */
function linesOf({ issues, entries, marks }: Feed, { says }: FeedReader): readonly Told[] {
  const counted = issues.filter(({ manifest }) => marks.get(manifest) !== "label-taken");
  const lines = Map.groupBy(counted, ({ label }) => label).values();
  const history = linesIn(entries);
  return [...lines].flatMap((revisions) => {
    const ordered = revisions.toSorted((a, b) => a.revision - b.revision);
    const [first] = ordered;
    const latest = ordered.at(-1);
    if (first === undefined || latest === undefined) return [];
    const mark = marks.get(latest.manifest);
    const digest = history.first(first.manifest);
    return [
      {
        ...{ digest, title: latest.title, published: first.time, page: `/issues/${latest.manifest}` },
        updated: history.lastSaid(digest) ?? latest.time,
        bookmark: labelPath(latest),
        summary: [
          says.issue.numbered(latest.label),
          latest.date === undefined
            ? says.publication.undated
            : says.publication.dated(says.claimed(latest.date)),
          says.publication.anchored(says.time(first.time)),
          ...(latest.revision > 1 ? [says.issue.revision(latest.revision)] : []),
          ...(mark === undefined ? [] : [says.marks[mark]]),
        ],
      },
    ];
  });
}

/** One for each issue of which nothing could be read, under the id that it keeps; and one for what is left of a batch. */
function unreadLines({ summary, issues, entries, unread }: Feed, { says }: FeedReader): readonly Told[] {
  if (unread.failure === undefined) return [];
  const { id: publication } = summary;
  const labels = new Set(issues.map(({ label }) => label));
  const names = says.publication.unread;
  const said = (time: number) => [says.publication.anchored(says.time(time)), names.feedSays];
  const history = linesIn(entries);
  const lines = Map.groupBy(unread.issues, ({ digest }) => history.first(digest));
  const single = [...lines].flatMap(([digest, [first]]) =>
    first === undefined || labels.has(first.label)
      ? []
      : {
          ...{
            digest,
            title: says.issue.numbered(first.label),
            isOurs: true as const,
            published: first.time,
          },
          updated: history.lastSaid(digest) ?? first.time,
          page: `/issues/${first.digest}`,
          bookmark: labelPath({ publication, label: first.label }),
          summary: said(first.time),
        },
  );
  const batches = unread.batches.map(({ list, unknown, time }) => ({
    ...{ digest: list, title: names.feedTitle(says.issues(unknown)), isOurs: true as const },
    ...{ published: time, updated: time },
    page: `/publications/${publication}`,
    summary: said(time),
  }));
  return [...single, ...batches];
}

/** What a history tells of lines of revisions, whether or not they could be read. */
interface Lines {
  /** The digest of the first revision of the issue. */
  first(digest: Digest): Digest;
  /** When the issue with this first revision was last revised or noticed. */
  lastSaid(first: Digest): number | undefined;
}

function linesIn(entries: readonly LocatedEntry[]): Lines {
  const firsts = new Map<Digest, Digest>();
  const times = new Map<Digest, number>();
  const first = (digest: Digest) => firsts.get(digest) ?? digest;
  for (const { entry } of entries) {
    if (entry.kind !== "anchored" && entry.kind !== "revised" && entry.kind !== "notice") continue;
    if (entry.kind === "revised") firsts.set(entry.digest, first(entry.supersedes));
    times.set(first(entry.digest), entry.time);
  }
  return { first, lastSaid: (digest) => times.get(digest) };
}
