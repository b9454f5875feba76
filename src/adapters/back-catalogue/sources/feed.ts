import type { IssuePath } from "../../../core/path.ts";
import { readDate } from "../date.ts";
import { gatherHeld } from "../gather.ts";
import { heldFile } from "../held-file.ts";
import type { Candidate, Gathered, Problem } from "../issue.ts";
import { slug } from "../../../core/label.ts";
import { asPath, peeked } from "../material.ts";
import { page, PAGE_PATH } from "../page.ts";
import { ageOf, oldestFirst } from "../settle.ts";
import { Spool, type Ticket } from "../spool.ts";
import { TextStream } from "../text-stream.ts";
import { line, prose } from "../wording.ts";
import type { SourceContext } from "./context.ts";
import type { FeedContent, FeedItem } from "./feed-item.ts";
import { jsonFeed } from "./feed-json.ts";
import { xmlFeed } from "./feed-xml.ts";

const HEAD_BYTES = 4096;
const TEXT_PATH = asPath("index.txt") as IssuePath;

/** A feed, however it is come by. */
export interface FeedSource {
  /** How messages name it. */
  readonly name: string;
  readonly at: string;
  read(): AsyncIterable<Uint8Array>;
}

interface Listed {
  readonly age: string;
  /** Counted back from the end: of equal dates the later in the feed is the older. */
  readonly place: number;
  readonly ticket: Ticket;
}

/**
 * A feed's items, the oldest first: a feed lists its newest first, and labels go to whoever was there before. It is
 * read once; its items wait in a spool.
 */
export async function* feed(source: FeedSource, context: SourceContext): AsyncGenerator<Candidate> {
  const spool = new Spool<FeedItem>();
  try {
    const listed: Listed[] = [];
    const { language, problems } = await itemsOf(source, (item) => {
      listed.push({ age: ageOf(item.date), place: -listed.length, ticket: spool.add(item) });
      context.found(listed.length);
    });
    let done = 0;
    for (const { ticket } of oldestFirst(listed, (one) => one.place)) {
      const read = spool.read(ticket);
      const item = { ...read, language: read.language ?? language };
      const origin = { at: source.at, item: item.id ?? item.link ?? item.title ?? "" };
      const content = item.content;
      if (content === undefined)
        context.leftOut({ origin, reason: "empty", detail: "the feed gives none of its text" });
      else yield candidate({ item, content, origin, problems });
      context.share(++done / listed.length);
    }
  } finally {
    spool.close();
  }
}

/** @throws SOURCE_MALFORMED | SOURCE_TOO_LARGE */
async function itemsOf(
  source: FeedSource,
  take: (item: FeedItem) => void,
): Promise<{ language: string | undefined; problems: readonly Problem[] }> {
  const { head, all } = await peeked(source.read(), HEAD_BYTES);
  const stream = new TextStream(encodingOf(head));
  async function* pieces() {
    for await (const chunk of all()) yield stream.write(chunk);
    yield stream.write();
  }
  const read = /^\s*\{/.test(new TextStream(encodingOf(head)).write(head)) ? jsonFeed : xmlFeed;
  return { language: await read(pieces(), source.name, take), problems: stream.problems };
}

/** A byte order mark, then what the XML declaration says, then UTF-8. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const declaration = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  return (
    /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(declaration)?.[1] ?? "utf-8"
  );
}

interface Found {
  readonly item: FeedItem;
  readonly content: FeedContent;
  readonly origin: Candidate["origin"];
  readonly problems: readonly Problem[];
}

function candidate({ item, content, origin, problems }: Found): Candidate {
  const cut: Problem = { code: "content-may-be-cut", detail: "the feed gives a summary and no whole text" };
  return {
    names: namesOf(item),
    title: item.title,
    date: item.date,
    creators: item.creators,
    language: item.language,
    // A summary that is all there is of the text does not describe it too.
    description: content.mayBeCut ? undefined : item.description,
    origin,
    problems: [...problems, ...(content.mayBeCut ? [cut] : [])],
    gather: async () => gathered(item, content),
  };
}

/** The last part of the link, then of an id that is an address, then the title, then the id. */
function namesOf({ link, id, title }: FeedItem): readonly string[] {
  const parts = [lastPart(link), lastPart(id), slug(title ?? ""), id];
  return parts.flatMap((name) => (name === undefined || name === "" ? [] : [name]));
}

function lastPart(address: string | undefined): string | undefined {
  if (address === undefined || !/^https?:/i.test(address) || !URL.canParse(address)) return undefined;
  const parts = new URL(address).pathname.split("/").filter((part) => part !== "");
  const last = (/^index\.[a-z]+$/.test(parts.at(-1) ?? "") ? parts.at(-2) : parts.at(-1)) ?? "";
  return unescaped(last).replace(/\.(html?|php|aspx?)$/i, "");
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function gathered(item: FeedItem, content: FeedContent): Gathered {
  const path = content.form === "html" ? PAGE_PATH : TEXT_PATH;
  const text = content.text.toWellFormed();
  const bytes = content.form === "html" ? page(headOf(item, content), text) : new TextEncoder().encode(text);
  const files = [heldFile(path, bytes)];
  const found = gatherHeld(files, { path, html: content.form === "html" ? text : "", base: item.link });
  const attached = item.attached.map((one) => ({ url: one.url.toWellFormed(), from: path, as: one.as }));
  return { ...found, notCovered: [...found.notCovered, ...attached] };
}

function headOf(item: FeedItem, content: FeedContent) {
  return {
    title: line(item.title),
    date: item.date === undefined ? undefined : readDate(item.date)?.date,
    creators: item.creators.flatMap((name) => line(name) ?? []),
    description: content.mayBeCut ? undefined : prose(item.description),
    language: line(item.language),
    address: line(item.link),
  };
}
