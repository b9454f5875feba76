import { counted } from "../core/plural.ts";
import type { Piece } from "../verify/difference/piece.ts";
import type { IssueSummary } from "../verify/judge/verdict.ts";
import type { QuotedIn, QuotedPlace } from "../verify/quote.ts";
import { wrapped } from "./format.ts";
import { type Output, paint } from "./output.ts";
import { blocksNamed, shownPassage } from "./quoting.ts";

const SHOWN_PLACES = 5;
const CONTEXT = 60;

/** `quotation` of `verify --json`: blocks are counted from 0, places in UTF-16 units of the normal form. */
export function quotationReport({ passage, found, near, searched, unread }: QuotedIn, manifest: string) {
  return {
    passage,
    stands: found.length > 0 ? "word for word" : unread.length > 0 ? "unknown" : "nowhere",
    found: found.map(({ proven, ...place }) => ({
      ...place,
      // From the block to the root of the text, which the manifest holds, whose digest the registry holds.
      ...(proven === undefined ? {} : { text: proven.text, proof: proven.proof.blocks, manifest }),
    })),
    ...(near === undefined ? {} : { near }),
    searched,
    unread,
  };
}

/** Where a passage stands in an issue, or what stands there instead. */
export function showQuoted(quoted: QuotedIn, issue: IssueSummary, output: Output): void {
  const named = `issue ${issue.label}${issue.revision > 1 ? `, revision ${issue.revision}` : ""}`;
  const [first] = quoted.found;
  if (first === undefined) showAbsent(quoted, named, output);
  else {
    output.line(paint(["bold", "green"], `The passage stands in ${named}, word for word.`));
    for (const place of quoted.found.slice(0, SHOWN_PLACES)) showPlace(place, quoted.passage, output);
    const more = quoted.found.length - SHOWN_PLACES;
    if (more > 0) output.line(`  and ${counted(more, "more place")}`);
    for (const line of wayOf(first, issue)) output.line(line);
  }
  output.line();
}

function showPlace({ path, stretch, blocks, before, after }: QuotedPlace, passage: string, output: Output) {
  output.line(`  ${path}, ${blocksNamed(stretch.firstBlock, stretch.lastBlock, blocks)}`);
  const start = before.length > CONTEXT ? `... ${before.slice(-CONTEXT)}` : before;
  const end = after.length > CONTEXT ? `${after.slice(0, CONTEXT)} ...` : after;
  const shown = `    ${paint("dim", start)}${shownPassage(passage)}${paint("dim", end)}`;
  output.line(wrapped(shown, process.stdout.columns, "    "));
}

/** From the block to the registry, or why there is no such way. */
function wayOf({ path, proven, unproven, stretch }: QuotedPlace, issue: IssueSummary): readonly string[] {
  if (proven === undefined)
    return [
      unproven === "no-text"
        ? "  The manifest holds no text of this file: the whole file proves it, and a few lines alone do not."
        : "  The manifest holds another text of this file: the whole file proves it, and a few lines alone do not.",
    ];
  const steps = proven.proof.blocks[0]?.siblings.length ?? 0;
  return [
    `  block      ${stretch.firstBlock + 1}, by ${counted(steps, "step")} to`,
    `  text       ${proven.text.root}, which stands in`,
    `  manifest   ${issue.digest}, which the registry is asked for below`,
    `  To prove it to others: colophon proof ${issue.digest} --file ${JSON.stringify(path)} --quote "..."`,
  ];
}

function showAbsent({ near, unread, searched }: QuotedIn, named: string, output: Output): void {
  if (unread.length > 0) {
    output.line(paint(["bold", "cyan"], `Whether the passage stands in ${named} could not be checked.`));
    for (const { path, problem } of unread.slice(0, SHOWN_PLACES)) output.line(`  ${path}: ${problem}`);
  } else {
    const looked = searched === 0 ? ", which has no document with words" : "";
    output.line(paint(["bold", "red"], `The passage does not stand in ${named}${looked}.`));
  }
  if (near === undefined) {
    if (searched > 0) output.line(`  Nothing in ${counted(searched, "document")} is much like it.`);
    return;
  }
  output.line(`  Most like it, in ${near.path}, block ${near.block + 1}:`);
  for (const [named, side] of [
    ["archived", "gone"],
    ["passage ", "new"],
  ] as const)
    output.line(
      wrapped(`    ${named}   ${sideOf(near.pieces, side)}`, process.stdout.columns, " ".repeat(15)),
    );
}

const SHOWN_SAME = 80;

/** One of two texts, with brackets around what the other has not: colours alone do not reach everybody. */
function sideOf(pieces: readonly Piece[], side: "gone" | "new"): string {
  return pieces
    .map(({ kind, text }) => {
      if (kind === "same") return shortened(text.replaceAll("\n", " "));
      return kind === side ? paint("bold", `[${text.replaceAll("\n", " ")}]`) : "";
    })
    .join("");
}

function shortened(text: string): string {
  if (text.length <= 2 * SHOWN_SAME) return text;
  return `${text.slice(0, SHOWN_SAME)} ... ${text.slice(-SHOWN_SAME)}`;
}
