import { fail } from "../../../core/errors/error.ts";
import { textOf } from "../html-head.ts";
import { LIMITS } from "../limits.ts";
import { type Attributes, type MarkupPieces, markupPieces } from "../markup.ts";
import { type FeedContent, type FeedItem, kindOfMedia } from "./feed-item.ts";

const TEXTS = new Set(["content", "content:encoded", "description", "summary", "title"]);
const MOST_OF_A_NAME = 1000;

interface Field {
  readonly text: string;
  readonly attributes: Attributes;
}

/** The children of an item, by name (`content:encoded`); of an author, its `name`. */
type Fields = Map<string, Field[]>;

/**
 * The items of an RSS (0.91 to 2.0, 1.0) or Atom feed as they come, in its order; gives the feed's own language.
 * Entities of the feed's own are refused: nothing that publishes needs them, and they are how a small file becomes a
 * huge one.
 *
 * @throws SOURCE_MALFORMED | SOURCE_TOO_LARGE
 */
export async function xmlFeed(
  pieces: AsyncIterable<string>,
  path: string,
  take: (item: FeedItem) => void,
): Promise<string | undefined> {
  const malformed = (problem: string) => fail("SOURCE_MALFORMED", { path, kind: "a feed", problem });
  const reader = new ItemReader((fields) => take(itemOf(fields)));
  let before = "";
  for await (const piece of pieces) {
    if (/<!ENTITY/i.test(before + piece)) malformed("it declares entities of its own");
    before = (before + piece).slice(-8);
    if (reader.write(piece) > LIMITS.feedItem)
      fail("SOURCE_TOO_LARGE", { path, limit: LIMITS.feedItem, kind: "an item of a feed" });
  }
  const isWhole = reader.end();
  if (!reader.isFeed) malformed("it is neither RSS nor Atom");
  if (!isWhole) malformed("it is nested too deeply");
  // A lenient reader takes an item that is cut off for a whole one; a server that writes its feed in place serves half
  // of it for a moment.
  if (!reader.isEnded) malformed("it ends in the middle");
  return reader.language;
}

class ItemReader {
  language: string | undefined;
  isFeed = false;
  /** The text says itself that the feed ends. */
  isEnded = false;
  readonly #take: (fields: Fields) => void;
  readonly #markup: MarkupPieces;
  readonly #path: string[] = [];
  #item: { readonly fields: Fields; readonly depth: number } | undefined;
  #text = "";
  #field: { attributes: Attributes; inside: number; hasElements: boolean } = {
    attributes: {},
    inside: 0,
    hasElements: false,
  };
  /** The text from `#tailAt` on: as much of it as the field that is being read may need. */
  #tail = "";
  #tailAt = 0;

  constructor(take: (fields: Fields) => void) {
    this.#take = take;
    this.#markup = markupPieces("xml", {
      open: (name, attributes, inside) => this.#open(name, attributes, inside),
      text: (piece) => void (this.#text += piece),
      close: (name, outside, isImplied) => {
        this.#close(name, outside);
        this.isEnded = this.#path.length === 0 && !isImplied;
      },
    });
  }

  /** Returns how many characters are kept. */
  write(piece: string): number {
    this.#tail += piece;
    this.#markup.write(piece);
    const end = this.#tailAt + this.#tail.length;
    const isInField = this.#item !== undefined && this.#path.length > this.#item.depth + 1;
    const from = isInField ? Math.min(end, this.#field.inside) : end;
    this.#tail = this.#tail.slice(Math.max(0, from - this.#tailAt));
    this.#tailAt = end - this.#tail.length;
    return Math.max(this.#tail.length, this.#text.length);
  }

  /** False when it was nested too deeply. */
  end(): boolean {
    return this.#markup.end();
  }

  #open(name: string, attributes: Attributes, inside: number): void {
    const depth = this.#path.push(name) - 1;
    if (depth === 0) {
      this.isFeed = /^(rss|feed|rdf:RDF)$/.test(name);
      this.language = attributes["xml:lang"];
    }
    if (this.#item === undefined && (name === "item" || name === "entry")) {
      this.#item = { fields: new Map(), depth };
      return;
    }
    const within = depth - (this.#item?.depth ?? depth - 1);
    if (within === 1) this.#field = { attributes, inside, hasElements: false };
    else this.#field.hasElements = true;
    if (within <= 2) this.#text = "";
    if (within === 2 && name === "media:content") this.#keep(name, { text: "", attributes });
  }

  #close(name: string, outside: number): void {
    this.#path.pop();
    const depth = this.#path.length;
    if (this.#item === undefined) {
      if (name === "language" && depth === 2) this.language ??= this.#text.trim();
      return;
    }
    const within = depth - this.#item.depth;
    const { attributes } = this.#field;
    if (within === 0) {
      this.#take(this.#item.fields);
      this.#item = undefined;
    } else if (within === 1) this.#keep(name, { text: this.#fieldText(name, outside), attributes });
    else if (within === 2 && name === "name")
      this.#keep(`${this.#path.at(-1) ?? ""}/name`, { text: this.#text, attributes });
  }

  /** A text whose HTML stands in the feed as elements, not as text, is taken as it is spelled. */
  #fieldText(name: string, outside: number): string {
    const { hasElements, inside } = this.#field;
    if (!hasElements || !TEXTS.has(name)) return this.#text;
    return this.#tail.slice(inside - this.#tailAt, outside - this.#tailAt);
  }

  #keep(name: string, field: Field): void {
    const fields = this.#item?.fields;
    const kept = fields?.get(name);
    if (kept === undefined) fields?.set(name, [field]);
    else if (kept.length < MOST_OF_A_NAME) kept.push(field);
    this.#text = "";
  }
}

function itemOf(fields: Fields): FeedItem {
  const text = (name: string) => nonEmpty(fields.get(name)?.[0]?.text);
  const creators =
    texts(fields, "dc:creator") ?? texts(fields, "author/name") ?? texts(fields, "author") ?? [];
  return {
    id: text("guid") ?? text("id"),
    link: linkOf(fields),
    title: titleOf(fields.get("title")?.[0]),
    // `updated` is when it was last changed: to take it for the date of publishing would be to invent one.
    date: text("pubDate") ?? text("published") ?? text("dc:date"),
    creators: creators.map(withoutAddress).filter((name) => name !== ""),
    language: text("dc:language"),
    description: descriptionOf(fields),
    content: contentOf(fields),
    attached: attachedTo(fields),
  };
}

function texts(fields: Fields, name: string): readonly string[] | undefined {
  const found = fields.get(name)?.flatMap((field) => nonEmpty(field.text) ?? []);
  return found === undefined || found.length === 0 ? undefined : found;
}

function linkOf(fields: Fields): string | undefined {
  const links = fields.get("link") ?? [];
  const page = links.find(({ attributes }) => (attributes["rel"] ?? "alternate") === "alternate");
  return nonEmpty(page?.attributes["href"]) ?? nonEmpty(page?.text);
}

/** RSS does not say whether a title is HTML; a title with an entity left in it is. */
function titleOf(field: Field | undefined): string | undefined {
  const text = nonEmpty(field?.text);
  if (text === undefined) return undefined;
  const isHtml =
    /^x?html$/.test(field?.attributes["type"] ?? "") || /&(#\d+|#x[\da-f]+|[a-z]+\d*);/i.test(text);
  return isHtml ? textOf(text) : text;
}

/** RSS gives `name@example.org (A Name)`: the name is taken, the address is not. */
function withoutAddress(given: string): string {
  const author = given.slice(0, 2000);
  const named = /^\S+@\S+\s+\((.*)\)$/s.exec(author.trim())?.[1];
  return named ?? (/^\S+@\S+$/.test(author.trim()) ? "" : author);
}

function descriptionOf(fields: Fields): string | undefined {
  const isWhole = fields.has("content:encoded") || fields.has("content");
  const field = fields.get("summary")?.[0] ?? (isWhole ? fields.get("description")?.[0] : undefined);
  return field === undefined ? undefined : nonEmpty(textOf(field.text));
}

function contentOf(fields: Fields): FeedContent | undefined {
  const encoded = fields.get("content:encoded")?.[0];
  if (encoded !== undefined) return { form: "html", text: encoded.text, mayBeCut: false };
  const atom = fields.get("content")?.find(({ text }) => text.trim() !== "");
  if (atom !== undefined) return { form: formOf(atom), text: atom.text, mayBeCut: false };
  const described = fields.get("description")?.[0];
  if (nonEmpty(described?.text) !== undefined)
    return { form: "html", text: described?.text ?? "", mayBeCut: true };
  const summary = fields.get("summary")?.[0];
  return nonEmpty(summary?.text) === undefined || summary === undefined
    ? undefined
    : { form: formOf(summary), text: summary.text, mayBeCut: true };
}

function formOf({ attributes }: Field): "html" | "text" {
  return /html/.test(attributes["type"] ?? "text") ? "html" : "text";
}

function attachedTo(fields: Fields): FeedItem["attached"] {
  const linked = (fields.get("link") ?? []).filter(({ attributes }) => attributes["rel"] === "enclosure");
  const all = [...(fields.get("enclosure") ?? []), ...(fields.get("media:content") ?? []), ...linked];
  const sources = (fields.get("content") ?? []).filter(({ attributes }) => attributes["src"] !== undefined);
  return [...all, ...sources].flatMap(({ attributes }) => {
    const url = attributes["url"] ?? attributes["href"] ?? attributes["src"];
    return url === undefined ? [] : [{ url, as: kindOfMedia(attributes["type"]) }];
  });
}

function nonEmpty(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
