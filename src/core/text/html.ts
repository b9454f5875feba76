import { type DefaultTreeAdapterTypes, html, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Elements whose content nobody sees as text, or that stands beside the text (ruby annotations). */
const UNSEEN = new Set(
  "audio canvas datalist embed head iframe noscript object rp rt script select style svg template textarea video".split(
    " ",
  ),
);

/** Elements that begin and end a block: those that the HTML Standard's default style sheet lays out as one. */
const BLOCKS = new Set(
  (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure " +
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup p pre search section " +
    "summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);

const HIDDEN_STYLE = /(?:^|;)\s*display\s*:\s*none\b/i;

/**
 * What a reader sees of an HTML document, cut where its blocks begin and end; not yet normalised. The document is parsed
 * as the HTML Standard says, without scripting, so that every text gives blocks.
 */
export function textsOfHtml(document: string): string[] {
  const texts: string[] = [];
  let text = "";
  const cut = () => {
    texts.push(text);
    text = "";
  };
  // Depth is the document's, and hostile: a stack of our own cannot overflow.
  const waiting: (Node | typeof cut)[] = [parse(document, { scriptingEnabled: false })];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "function") {
      next();
      continue;
    }
    if ("value" in next) text += next.value;
    if (!("childNodes" in next)) continue;
    if ("tagName" in next) {
      if (isUnseen(next)) continue;
      if (next.tagName === "br") text += " ";
      if (BLOCKS.has(next.tagName)) {
        cut();
        waiting.push(cut);
      }
    }
    for (let i = next.childNodes.length - 1; i >= 0; i--) {
      const child = next.childNodes[i];
      if (child !== undefined) waiting.push(child);
    }
  }
  cut();
  return texts;
}

function isUnseen({ tagName, attrs, namespaceURI }: Element): boolean {
  if (UNSEEN.has(tagName) && (namespaceURI === html.NS.HTML || tagName === "svg")) return true;
  return attrs.some(({ name, value }) => name === "hidden" || (name === "style" && HIDDEN_STYLE.test(value)));
}
