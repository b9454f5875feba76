import type { ChangedBlocks, Piece, SameBlocks, TextDifference } from "../../verify/difference.ts";
import { element } from "../element.ts";
import { SAYS } from "../says.ts";
import type { ChangesReply } from "./changes-worker.ts";
import type { Sides } from "./sides.ts";

const says = SAYS.changes;

/** Each way has both texts whole; the choice between them is the reader's, and a narrow screen has one column. */
const WAYS = says.ways;
/** Scrolled with the keyboard, too. */
const SCROLLED = { class: "words", tabindex: "0", role: "region", "aria-label": says.region };

type Way = keyof typeof WAYS;

/** Two documents held against each other, word by word. */
export function wordsView(reply: ChangesReply, sides: Sides): HTMLElement {
  if (reply.kind === "wordless") return element("p", { class: "note" }, says.wordless[reply.which]);
  const { difference } = reply;
  const { gone, new: fresh } = difference.words;
  if (gone + fresh === 0) return element("p", { class: "note", "data-words": "same" }, says.same);
  const place = element("div", {});
  const show = (way: Way) => {
    place.replaceChildren(way === "inline" ? inline(difference, sides) : beside(difference, sides));
  };
  show("inline");
  const summary = says.summary(gone, sides.first, fresh, sides.second);
  return element(
    "div",
    { "data-words": "differ" },
    element("p", { class: "quiet" }, summary),
    choice(show),
    place,
    legend(sides),
  );
}

function choice(show: (way: Way) => void): HTMLElement {
  const name = `way-${crypto.getRandomValues(new Uint32Array(1)).join("")}`;
  const options = Object.entries(WAYS).map(([way, words]) => {
    const radio = element("input", { type: "radio", name, value: way });
    radio.checked = way === "inline";
    radio.addEventListener("change", () => {
      show(way === "beside" ? "beside" : "inline");
    });
    return element("label", {}, radio, ` ${words}`);
  });
  return element("fieldset", { class: "ways" }, element("legend", {}, says.choice), ...options);
}

function legend({ first, second }: Sides): HTMLElement {
  return element(
    "p",
    { class: "quiet" },
    element("del", {}, says.struck),
    `${says.onlyIn(first)} `,
    element("ins", {}, says.underlined),
    says.onlyIn(second),
  );
}

function inline({ sections, more }: TextDifference, sides: Sides): HTMLElement {
  const parts = sections.map((section) =>
    section.kind === "same"
      ? skipped(section)
      : element(
          "div",
          { class: "changed" },
          ...section.rows.map((row) => element("p", {}, ...row.map((piece) => marked(piece, sides)))),
        ),
  );
  return element("div", SCROLLED, ...parts, beyond(more));
}

function beside({ sections, more }: TextDifference, sides: Sides): HTMLElement {
  const rows = sections.flatMap((section) =>
    section.kind === "same" ? [sameRow(section)] : changedRows(section, sides),
  );
  const head = element(
    "tr",
    {},
    element("th", { scope: "col" }, says.side(sides.first)),
    element("th", { scope: "col" }, says.side(sides.second)),
  );
  const table = element(
    "table",
    { class: "words-beside" },
    element("thead", {}, head),
    element("tbody", {}, ...rows),
  );
  return element("div", SCROLLED, table, beyond(more));
}

function changedRows({ rows }: ChangedBlocks, sides: Sides): HTMLElement[] {
  const side = (row: readonly Piece[], kind: "gone" | "new") =>
    element(
      "td",
      {},
      ...row
        .filter((piece) => piece.kind === "same" || piece.kind === kind)
        .map((piece) => marked(piece, sides)),
    );
  return rows.map((row) => element("tr", {}, side(row, "gone"), side(row, "new")));
}

function sameRow(section: SameBlocks): HTMLElement {
  return element("tr", {}, element("td", { colspan: "2" }, skipped(section)));
}

/** Its first and last words say where in the text one is. */
function skipped({ blocks, begins, ends }: SameBlocks): HTMLElement {
  const last = blocks === 1 ? undefined : short(ends);
  return element("p", { class: "skipped" }, says.alike(blocks, short(begins), last));
}

const LONGEST = 60;

function short(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")}...`;
}

function marked({ kind, text }: Piece, { first, second }: Sides): Node {
  if (kind === "same") return document.createTextNode(text);
  const which = says.only(kind === "gone" ? first : second);
  return element(
    kind === "gone" ? "del" : "ins",
    {},
    element("span", { class: "visually-hidden" }, which),
    ...lines(text),
  );
}

function lines(text: string): Node[] {
  return text
    .split("\n")
    .flatMap((line, i) => [...(i === 0 ? [] : [element("br", {})]), document.createTextNode(line)]);
}

function beyond(more: number | undefined): HTMLElement | undefined {
  return more === undefined ? undefined : element("p", { class: "quiet" }, says.more(more));
}
