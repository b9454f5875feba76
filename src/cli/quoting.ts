import { readFileSync } from "node:fs";
import { isolatedReader } from "../adapters/document/isolated-reader.ts";
import { fail, reasonOf } from "../core/errors/error.ts";
import type { DocumentReader } from "../core/ports/document-reader.ts";
import type { ProvenIssue } from "../core/proof/verify.ts";

/** How a passage is given: on the command line, or, since passages are long, in a file or on stdin. */
export interface QuoteFlags {
  /** `-` is stdin. */
  readonly quote?: string;
  readonly quoteFile?: string;
}

const MOST_BYTES = 1024 * 1024;
const STDIN = 0;

/** @throws USAGE_INVALID | SOURCE_MISSING */
export async function passageOf({ quote, quoteFile }: QuoteFlags): Promise<string | undefined> {
  if (quote !== undefined && quoteFile !== undefined)
    fail("USAGE_INVALID", { problem: "A passage comes with --quote or with --quote-file, not with both" });
  if (quoteFile !== undefined) return textIn(quoteFile);
  return quote === "-" ? textIn(STDIN) : quote;
}

function textIn(file: string | number): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if (typeof file === "string") fail("SOURCE_MISSING", { path: file }, error);
    return fail("USAGE_INVALID", { problem: `The passage cannot be read: ${reasonOf(error)}` }, error);
  }
  if (bytes.length > MOST_BYTES)
    fail("USAGE_INVALID", { problem: `A passage of ${bytes.length} bytes is none; 1 MiB is the most` });
  return new TextDecoder().decode(bytes);
}

/** Documents may be hostile, whoever anchored them. */
export function documentReader(): DocumentReader & AsyncDisposable {
  const reader = isolatedReader();
  return { limit: reader.limit, read: reader.read, [Symbol.asyncDispose]: () => reader.close() };
}

const SHOWN = 240;

/** A passage for a person, cut where it is long: «At six in the morning.» */
export function shownPassage(passage: string): string {
  return passage.length <= SHOWN ? `«${passage}»` : `«${passage.slice(0, SHOWN)} [...]»`;
}

/** `block 2 of 35`, `blocks 2 to 4 of 35`. */
export function blocksNamed(first: number, last: number, of: number): string {
  return first === last ? `block ${first + 1} of ${of}` : `blocks ${first + 1} to ${last + 1} of ${of}`;
}

/** Of a proof that holds a quotation: where it stands. */
export function quotedLines({ quotation, file }: Pick<ProvenIssue, "quotation" | "file">): readonly string[] {
  const [place] = quotation?.places ?? [];
  if (quotation === undefined || place === undefined || file === undefined) return [];
  const where = blocksNamed(place.firstBlock, place.lastBlock, file.text?.blocks ?? 0);
  return [`  of ${shownPassage(quotation.passage)}`, `  word for word in ${file.path}, ${where}`];
}

export function quotedDocument({ quotation, file }: Pick<ProvenIssue, "quotation" | "file">) {
  if (quotation === undefined || file?.text === undefined) return {};
  const { passage, places } = quotation;
  return { quotation: { passage, path: file.path, text: file.text, places } };
}
