import type { IssuePath } from "../../../core/path.ts";
import { readDate } from "../date.ts";
import { gatherHeld } from "../gather.ts";
import { heldFile } from "../held-file.ts";
import type { Candidate, Gathered, Problem } from "../issue.ts";
import { slug } from "../label.ts";
import { asPath } from "../material.ts";
import { page, PAGE_PATH } from "../page.ts";
import { oldestFirst } from "../settle.ts";
import { decoded, line, prose } from "../wording.ts";
import type { SourceContext } from "./context.ts";
import type { FeedContent, FeedItem } from "./feed-item.ts";
import { jsonFeed } from "./feed-json.ts";
import { xmlFeed } from "./feed-xml.ts";

const TEXT_PATH = asPath("index.txt") as IssuePath;

/** A feed's items, the oldest first: a feed lists its newest first, and labels go to whoever was there before. */
export async function* feed(
  bytes: Uint8Array,
  source: { readonly name: string; readonly at: string },
  context: SourceContext,
): AsyncGenerator<Candidate> {
  const { text, problems } = decoded(bytes, encodingOf(bytes));
  const items = /^\ufeff?\s*\{/.test(text) ? jsonFeed(text, source.name) : xmlFeed(text, source.name);
  // Of equal dates the later in the feed is the older.
  const numbered = items.map((item, i) => ({
    item,
    date: item.date,
    place: String(1e9 - i).padStart(12, "0"),
  }));
  for (const { item } of oldestFirst(numbered, (one) => one.place)) {
    const origin = { at: source.at, item: item.id ?? item.link ?? item.title ?? "" };
    const content = item.content;
    if (content === undefined)
      context.leftOut({ origin, reason: "empty", detail: "the feed gives none of its text" });
    else yield candidate({ item, content, origin, problems });
  }
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
