import {
  defaultTreeAdapter,
  type DefaultTreeAdapterMap,
  type DefaultTreeAdapterTypes,
  html,
  parse,
  type TreeAdapter,
} from "parse5";
import { fail } from "../errors/error.ts";
import { normaliseText } from "./normalise.ts";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const set = (names: string) => new Set(names.split(" "));

/** Elements whose content nobody sees as text, or that stands beside the text (ruby annotations). */
const UNSEEN = set(
  "audio canvas datalist embed head iframe meter noembed noframes noscript object progress rp rt rtc script select " +
    "style svg template textarea title video",
);

/** What MathML holds for programs. */
const UNSEEN_IN_MATH = set("annotation annotation-xml");

/** Elements that begin and end a block: those that the HTML Standard's default style sheet lays out as one. */
const BLOCKS = set(
  "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure " +
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre search " +
    "section summary table tbody td tfoot th thead tr ul xmp",
);

const HIDDEN_STYLE = /(?:^|;)[ \t\n\f\r]*display[ \t\n\f\r]*:[ \t\n\f\r]*none(?![a-z0-9_-])/i;

/** Unclosed formatting is opened anew in every paragraph: few bytes could ask for more elements than memory holds. */
const MOST_ELEMENTS = 1_000_000;

/**
 * What a reader sees of an HTML document, cut where its blocks begin and end; not yet normalised. The document is parsed
 * as the HTML Standard says, which every text can be. Scripting counts as enabled, so that what `noscript` holds stays in
 * it, unseen; no script is run.
 *
 * @throws TEXT_TOO_COMPLEX for a document that makes more than 1,000,000 elements
 */
export function textsOfHtml(document: string): string[] {
  const seen = seenTexts();
  // Depth is the document's, and hostile: a stack of our own cannot overflow.
  const waiting: (Node | "cut")[] = [parsedHtml(document)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === "cut") {
      seen.cut();
      continue;
    }
    if (next.nodeName === "#text" && "value" in next) seen.add(next.value);
    if (!("childNodes" in next)) continue;
    if ("tagName" in next) {
      if (isUnseen(next)) continue;
      if (next.tagName === "br") seen.breakLine();
      if (BLOCKS.has(next.tagName)) {
        seen.cut();
        waiting.push("cut");
      }
    }
    for (let i = next.childNodes.length - 1; i >= 0; i--) {
      const child = next.childNodes[i];
      if (child !== undefined) waiting.push(child);
    }
  }
  seen.cut();
  return seen.texts;
}

/** @throws TEXT_TOO_COMPLEX */
export function parsedHtml(document: string): DefaultTreeAdapterTypes.Document {
  let elements = 0;
  const treeAdapter: TreeAdapter<DefaultTreeAdapterMap> = {
    ...defaultTreeAdapter,
    createElement(name, namespace, attributes) {
      elements += 1;
      if (elements > MOST_ELEMENTS)
        fail("TEXT_TOO_COMPLEX", { problem: `it has more than ${MOST_ELEMENTS} elements` });
      return defaultTreeAdapter.createElement(name, namespace, attributes);
    },
  };
  return parse(document, { scriptingEnabled: true, treeAdapter });
}

/** Texts as they come; of two line breaks with nothing between them, as old pages part paragraphs, the second cuts. */
function seenTexts() {
  const texts: string[] = [];
  let text = "";
  let sinceBreak: number | undefined;
  const cut = () => {
    texts.push(text);
    text = "";
    sinceBreak = undefined;
  };
  return {
    texts,
    cut,
    add(more: string) {
      text += more;
    },
    breakLine() {
      if (sinceBreak !== undefined && normaliseText(text.slice(sinceBreak)) === "") cut();
      else text += " ";
      sinceBreak = text.length;
    },
  };
}

function isUnseen({ tagName, attrs, namespaceURI }: Element): boolean {
  if (tagName === "svg") return true;
  if (namespaceURI === html.NS.MATHML && UNSEEN_IN_MATH.has(tagName)) return true;
  if (namespaceURI === html.NS.HTML) {
    if (UNSEEN.has(tagName)) return true;
    if (tagName === "dialog" && !attrs.some(({ name }) => name === "open")) return true;
  }
  return attrs.some(({ name, value }) => name === "hidden" || (name === "style" && HIDDEN_STYLE.test(value)));
}
