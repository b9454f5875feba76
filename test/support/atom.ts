import { DomUtils, parseDocument } from "htmlparser2";

const { textContent } = DomUtils;
type Element = Parameters<typeof DomUtils.getAttributeValue>[0];

const isTag = (node: object): node is Element => "attribs" in node;

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const ONCE = ["id", "title", "updated"];
const AT_MOST_ONCE = [
  "generator",
  "icon",
  "logo",
  "rights",
  "subtitle",
  "published",
  "summary",
  "content",
  "source",
];
const OF_FEED = [...ONCE, "author", "category", "contributor", "entry", "link"];
const OF_ENTRY = [...ONCE, "author", "category", "content", "contributor", "link", "published", "rights"];

/** What RFC 4287 forbids and this has: sections 4.1.1 and 4.1.2 on feeds and entries, 4.2.6 and 4.2.7 on ids and links. */
export function atomFaults(xml: string): string[] {
  const root = parseDocument(xml, { xmlMode: true }).children.filter(isTag);
  const [feed] = root;
  if (root.length !== 1 || feed?.name !== "feed") return ["the root is no feed"];
  const namespace = feed.attribs["xmlns"] === "http://www.w3.org/2005/Atom" ? [] : ["the namespace"];
  const entries = childrenOf(feed, "entry");
  const ids = entries.map((one) => textContent(childrenOf(one, "id")));
  const hasAuthor = childrenOf(feed, "author").length > 0;
  return [
    ...namespace,
    ...partFaults(feed, [...OF_FEED, "generator", "icon", "logo", "rights", "subtitle"]),
    ...entries.flatMap((one) => partFaults(one, [...OF_ENTRY, "source", "summary"])),
    ...(new Set(ids).size === ids.length ? [] : ["two entries have one id"]),
    ...(hasAuthor || entries.every((one) => childrenOf(one, "author").length > 0) ? [] : ["no author"]),
    ...(childrenOf(feed, "link").some(({ attribs }) => attribs["rel"] === "self") ? [] : ["no self link"]),
  ];
}

function partFaults(part: Element, allowed: readonly string[]): string[] {
  const text = (name: string) => textContent(childrenOf(part, name)).trim();
  const links = childrenOf(part, "link");
  const alternates = links
    .filter(({ attribs }) => (attribs["rel"] ?? "alternate") === "alternate")
    .map(({ attribs }) => `${attribs["type"]} ${attribs["hreflang"]}`);
  const names = part.children.filter(isTag).map(({ name }) => name);
  return [
    ...ONCE.filter((name) => childrenOf(part, name).length !== 1),
    ...AT_MOST_ONCE.filter((name) => childrenOf(part, name).length > 1),
    ...names.filter((name) => !allowed.includes(name)),
    ...["updated", "published"].filter((name) => text(name) !== "" && !RFC3339.test(text(name))),
    ...(text("title") === "" ? ["an empty title"] : []),
    ...(URL.canParse(text("id")) ? [] : ["an id that is no absolute IRI"]),
    ...(links.every(({ attribs }) => URL.canParse(attribs["href"] ?? ""))
      ? []
      : ["a link without an address"]),
    ...(new Set(alternates).size === alternates.length ? [] : ["two alternate links of one type"]),
    ...(part.name === "feed" || alternates.length > 0 || childrenOf(part, "content").length > 0
      ? []
      : ["neither alternate nor content"]),
    ...childrenOf(part, "author").flatMap((one) =>
      childrenOf(one, "name").length === 1 ? [] : ["an author without a name"],
    ),
    ...(text("published") === "" || text("published") <= text("updated") ? [] : ["updated before published"]),
  ].map((fault) => `${part.name}: ${fault}`);
}

function childrenOf(parent: Element, name: string): Element[] {
  return parent.children.filter(isTag).filter((one) => one.name === name);
}
