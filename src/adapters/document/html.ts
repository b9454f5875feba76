import { Parser } from "htmlparser2";

/** What an HTML document says of itself in its head. */
export interface HtmlFacts {
  readonly title?: string;
  readonly date?: string;
  readonly creators?: readonly string[];
  readonly description?: string;
  readonly language?: string;
  readonly license?: string;
}

type Attributes = Readonly<Record<string, string>>;
type Meta = "author" | "date" | "description" | "license";

// HTML's own names, Dublin Core's (DCMI) and Open Graph's, the plainest first.
const META: Readonly<Record<Meta, readonly string[]>> = {
  author: ["author", "dcterms.creator", "dc.creator"],
  date: ["date", "dcterms.date", "dc.date", "dcterms.issued", "article:published_time"],
  description: ["description", "dcterms.description", "dc.description", "og:description"],
  license: ["license", "dcterms.license", "dc.rights"],
};

/** Reads the head leniently, as browsers do; a page without a title simply says nothing. Scripts are never run. */
export function htmlFacts(html: string): HtmlFacts {
  const meta = new Map<string, string[]>();
  let title = "";
  let inTitle = false;
  let language: string | undefined;
  const parser = new Parser(
    {
      onopentag(name, attributes: Attributes) {
        if (name === "html") language = attributes["lang"];
        if (name === "title") inTitle = title === "";
        if (name === "meta") collect(meta, attributes);
      },
      ontext(text) {
        if (inTitle) title += text;
      },
      onclosetag(name) {
        if (name === "title") inTitle = false;
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(html);
  const first = (of: Meta) => META[of].map((name) => meta.get(name)).find((values) => values !== undefined);
  const date = first("date")?.[0]?.slice(0, 10);
  return compact({
    title: title.trim(),
    date,
    creators: first("author"),
    description: first("description")?.[0],
    language,
    license: first("license")?.[0],
  });
}

function collect(meta: Map<string, string[]>, attributes: Attributes): void {
  const name = (attributes["name"] ?? attributes["property"])?.toLowerCase();
  const content = attributes["content"]?.trim();
  if (name === undefined || content === undefined || content === "") return;
  meta.set(name, [...(meta.get(name) ?? []), content]);
}

type Loose<T> = { readonly [Key in keyof T]: T[Key] | undefined };

function compact(facts: Loose<Required<HtmlFacts>>): HtmlFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined && value.length > 0),
  );
}
