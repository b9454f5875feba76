import { fail } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import { minute } from "../../verify/wording.ts";
import type { IssueName } from "../../verify/search/issue-name.ts";
import type { LeftOut } from "../../verify/search/left-out.ts";
import type { NearPlace, QuotationPlace, QuotationSearch } from "../../verify/search/quotations.ts";
import { openReading, refreshAfterwards } from "../compose.ts";
import { findArchive } from "../config.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { catchUp, openSearching } from "../searching.ts";
import { inlineText } from "../show-difference.ts";

/** `colophon search "<passage>"`: 0 found word for word, 1 not, 3 when not everything could be searched. */
export async function search(passage: string, options: CommonOptions): Promise<number> {
  const output = createOutput(options.json);
  if (passage.trim() === "") fail("USAGE_INVALID", { problem: "Give a passage to search for" });
  await using reading = await openReading(findArchive(options.archive), { lenient: true });
  await refreshAfterwards(reading, output);
  await using opened = openSearching(reading);
  await catchUp(opened, output);
  const found = await opened.quotations(passage);
  if (output.json) output.document(found);
  show(found, output);
  if (found.found.length > 0) return 0;
  return isAll(found) ? 1 : 3;
}

const isAll = ({ unsearched, leftOut }: QuotationSearch) => unsearched === 0 && leftOut.documents === 0;

function show(result: QuotationSearch, output: Output): void {
  const { found, near, more, unsearched, leftOut, unquoted } = result;
  if (found.length > 0)
    output.line(
      paint(
        ["bold", "green"],
        `Found word for word, ${counted(found.length, "time")}${more ? " or more" : ""}`,
      ),
    );
  else if (near.length > 0)
    output.line(paint(["bold", "yellow"], "Not found word for word; this is most like it"));
  else output.line(paint("bold", isAll(result) ? "Not found" : "Not found in what could be searched"));
  if (unquoted !== undefined) output.line("It was sought without the quotation marks around it.");
  for (const place of found) showPlace(place, output);
  for (const place of near) showNear(place, output);
  if (near.length > 0) output.line("\n[-only in the archived text-] {+only in your passage+}");
  if (unsearched > 0)
    output.line(
      `\n${counted(unsearched, "issue")} could not be searched: the passage may stand there. Try again later.`,
    );
  if (leftOut.documents > 0 && found.length === 0) showLeftOut(leftOut, output);
}

const WHY_LEFT_OUT = {
  "too-large": "too large to search",
  unreadable: "no text could be taken of it",
  cut: "only its first part is searched",
} as const;

function showLeftOut({ documents, first }: LeftOut, output: Output): void {
  output.line(
    `\n${counted(documents, "document")} ${documents === 1 ? "is" : "are"} not searched whole: the passage may stand there.`,
  );
  for (const { issue, path, why } of first)
    output.line(`  ${issue.publicationTitle}, issue ${issue.label}: ${path} (${WHY_LEFT_OUT[why]})`);
  if (documents > first.length) output.line(`  and ${documents - first.length} more`);
}

/** Enough to see where one is. */
const AROUND = 80;

const cutBefore = (text: string) =>
  text.length > AROUND ? `...${text.slice(-AROUND).toWellFormed()}` : text;
const cutAfter = (text: string) =>
  text.length > AROUND ? `${text.slice(0, AROUND).toWellFormed()}...` : text;

function showPlace(place: QuotationPlace, output: Output): void {
  const { issue, path, stretch, before, after, proof } = place;
  const blocks =
    stretch.firstBlock === stretch.lastBlock
      ? `block ${stretch.firstBlock + 1}`
      : `blocks ${stretch.firstBlock + 1} to ${stretch.lastBlock + 1}`;
  output.line(`\n${named(issue)}`);
  output.line(`  ${path}, ${blocks}: ${cutBefore(before)}${paint("bold", "[passage]")}${cutAfter(after)}`);
  if (proof !== undefined) {
    output.line(`  proved by ${counted(proof.blocks.length, "block")} up to the text's root in the manifest`);
    return;
  }
  const why = {
    "no-text": "its manifest names no text of the file: compare the file itself",
    "other-text": "the text that was found in the file is not the one that its manifest names",
  };
  output.line(`  not proved: ${why[place.unproven ?? "no-text"]}`);
}

function showNear({ issue, path, block, pieces }: NearPlace, output: Output): void {
  output.line(`\n${named(issue)}`);
  output.line(`  ${path}, block ${block + 1}: ${inlineText(pieces)}`);
}

const STANDS = {
  current: "",
  superseded: ", superseded",
  correction: ", corrected",
  retraction: ", retracted",
  concern: ", of concern",
  withdrawal: ", withdrawn",
  "label-taken": ", which does not count: the label was taken",
} as const;

function named({ publicationTitle, label, revision, anchoredAt, digest, standing }: IssueName): string {
  const of = `${publicationTitle}, issue ${label}${revision > 1 ? `, revision ${revision}` : ""}`;
  return `${paint("bold", of)}${STANDS[standing]}, anchored ${minute(anchoredAt)}\n  digest ${digest}`;
}
