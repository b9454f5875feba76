import type { ReferenceKind } from "./issue.ts";
import { type Attributes, readMarkup } from "./markup.ts";

/** Something that a page loads, as the page spells it. A link that a reader follows is none. */
export interface Reference {
  readonly to: string;
  readonly as: ReferenceKind;
}

export interface PageReferences {
  readonly references: readonly Reference[];
  /** What relative references start from, when the page says so itself. */
  readonly base?: string;
  /** False when it is nested too deeply to be read to its end. */
  readonly isWhole: boolean;
}

const LOADED: Readonly<Record<string, readonly (readonly [attribute: string, as: ReferenceKind])[]>> = {
  img: [["src", "image"]],
  image: [
    ["href", "image"],
    ["xlink:href", "image"],
  ],
  input: [["src", "image"]],
  body: [["background", "image"]],
  table: [["background", "image"]],
  td: [["background", "image"]],
  audio: [["src", "media"]],
  video: [
    ["src", "media"],
    ["poster", "image"],
  ],
  source: [["src", "media"]],
  track: [["src", "media"]],
  embed: [["src", "media"]],
  object: [["data", "media"]],
  script: [["src", "script"]],
  iframe: [["src", "frame"]],
  frame: [["src", "frame"]],
};
const LINKED: Readonly<Record<string, ReferenceKind>> = {
  stylesheet: "stylesheet",
  icon: "image",
  "apple-touch-icon": "image",
  preload: "media",
};

/** What an HTML page loads: images in all their sizes, stylesheets (and what their rules load), media, scripts, frames. */
export function htmlReferences(html: string): PageReferences {
  const references: Reference[] = [];
  let base: string | undefined;
  let style: string | undefined;
  const isWhole = readMarkup(html, "html", {
    open(name, attributes) {
      if (name === "style") style = "";
      if (name === "base") base ??= attributes["href"]?.trim();
      for (const reference of loadedBy(name, attributes)) references.push(reference);
    },
    text(piece) {
      if (style !== undefined) style += piece;
    },
    close(name) {
      if (name !== "style" || style === undefined) return;
      for (const reference of cssReferences(style)) references.push(reference);
      style = undefined;
    },
  });
  return { references, isWhole, ...(base === undefined || base === "" ? {} : { base }) };
}

function* loadedBy(name: string, attributes: Attributes): Generator<Reference> {
  for (const [attribute, as] of LOADED[name] ?? []) {
    const to = attributes[attribute];
    if (to !== undefined) yield { to, as };
  }
  if (name === "img" || name === "source")
    for (const to of candidates(attributes["srcset"] ?? "")) yield { to, as: "image" };
  if (name === "link") {
    const as = (attributes["rel"] ?? "")
      .toLowerCase()
      .split(/\s+/)
      .map((rel) => LINKED[rel]);
    const known = as.find((one) => one !== undefined);
    const to = attributes["href"];
    if (known !== undefined && to !== undefined) yield { to, as: known };
  }
  if (attributes["style"] !== undefined) yield* cssReferences(attributes["style"]);
}

/** The addresses of a `srcset`: `a.png 1x, b.png 2x`. An address may hold commas, but not end with one. */
function* candidates(srcset: string): Generator<string> {
  for (const word of srcset.split(/\s+/)) {
    const to = word.replace(/^,+|,+$/g, "");
    if (to !== "" && !/^[\d.]+[wxh]$/.test(to)) yield to;
  }
}

// Every pattern here starts and ends where the next attempt begins, so that hostile text costs no more than its length.
const CSS =
  /@import\s+(?:url\(\s*)?(?:"([^"\n]*)"|'([^'\n]*)'|([^\s;"'()]+))|url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'()]+))\s*\)/gi;

/** What a stylesheet loads, by `@import` and `url()`; comments are passed over. */
export function cssReferences(css: string): readonly Reference[] {
  const found: Reference[] = [];
  for (const match of withoutComments(css).matchAll(CSS)) {
    const imported = match[1] ?? match[2] ?? match[3];
    const to = imported ?? match[4] ?? match[5] ?? match[6];
    if (to !== undefined) found.push({ to, as: imported === undefined ? "font or image" : "stylesheet" });
  }
  return found;
}

/** By searching, since a pattern over `/*` that has no end would try every start. */
function withoutComments(css: string): string {
  let text = "";
  for (let from = 0; ;) {
    const start = css.indexOf("/*", from);
    if (start === -1) return text + css.slice(from);
    text += `${css.slice(from, start)} `;
    const end = css.indexOf("*/", start + 2);
    if (end === -1) return text;
    from = end + 2;
  }
}

/** Jekyll's `{{ site.baseurl }}` may stand in an address, spaces and all. */
const INLINE_IMAGE =
  /!\[(?:[^[\]\n]|\[[^[\]\n]*\])*\]\([ \t]*(?:<([^>\n]{1,2000})>|((?:\{\{[^{}\n]{0,200}\}\}|[^\s)]){1,2000}))/g;
const NAMED_IMAGE = /!\[([^[\]\n]*)\](?:\[([^[\]\n]*)\])?(?!\()/g;
const DEFINITION = /^ {0,3}\[([^[\]\n]{1,1000})\]:[ \t]*(?:<([^>\n]{1,2000})>|(\S{1,2000}))/gm;
/** Hugo's `{{< figure src="map.png" >}}` and its like. */
const SHORTCODE = /\{\{[<%]\s*(?:figure|img|image|video|audio)\b[^\n{]*?\bsrc\s*=\s*["']?([^"'\s>]{1,2000})/g;

/** What a Markdown page loads: its images, those of Hugo's figures, and what the HTML within it loads. */
export function markdownReferences(markdown: string): PageReferences {
  const text = withoutCode(markdown);
  const defined = new Map<string, string>();
  for (const [, id = "", angled, plain] of text.matchAll(DEFINITION))
    if (!defined.has(id.toLowerCase())) defined.set(id.toLowerCase(), angled ?? plain ?? "");
  const images: string[] = [];
  for (const [, angled, plain] of text.matchAll(INLINE_IMAGE)) images.push(angled ?? plain ?? "");
  for (const [, alt = "", id = ""] of text.matchAll(NAMED_IMAGE)) {
    const to = defined.get((id === "" ? alt : id).toLowerCase());
    if (to !== undefined) images.push(to);
  }
  for (const [, to = ""] of text.matchAll(SHORTCODE)) images.push(to);
  const { references, base, isWhole } = htmlReferences(text);
  const all = [...images.map((to) => ({ to, as: "image" as const })), ...references];
  return { references: all, isWhole, ...(base === undefined ? {} : { base }) };
}

/** Without fenced blocks and code spans, whose pictures are examples. */
function withoutCode(markdown: string): string {
  let fence: string | undefined;
  const kept: string[] = [];
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined) {
      if (mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length) fence = undefined;
    } else kept.push(line.length > 100_000 ? line : line.replace(/`[^`]*`/g, " "));
  }
  return kept.join("\n");
}
