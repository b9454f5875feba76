import { LIMITS } from "./limits.ts";
import type { Problem } from "./issue.ts";

const CONTROL = /\p{Cc}/gu;
const CONTROL_BUT_LINES = /[^\P{Cc}\n]/gu;

/** One line fit for a manifest, or undefined when nothing is left: `line(" A\n b ")` is `A b`. */
export function line(text: string | undefined): string | undefined {
  const clean = wellFormed(text ?? "")
    .replace(CONTROL, " ")
    .replace(/\s+/g, " ")
    .trim();
  return clean === "" ? undefined : cut(clean, LIMITS.title);
}

/** A longer text, its line breaks kept. */
export function prose(text: string | undefined): string | undefined {
  const clean = wellFormed(text ?? "")
    .replace(/\r\n?/g, "\n")
    .replace(CONTROL_BUT_LINES, " ")
    .trim();
  return clean === "" ? undefined : cut(clean, LIMITS.description);
}

/** Says which fields were shortened; `name` as docs/import.md has it. */
export function cutProblem(name: string, text: string | undefined, most: number): readonly Problem[] {
  return (text ?? "").trim().length > most
    ? [{ code: "field-cut", detail: `the ${name} is longer than ${most} characters` }]
    : [];
}

export interface Decoded {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** Bytes as text; what is not valid in the encoding becomes U+FFFD, and a problem says so. */
export function decoded(bytes: Uint8Array, encoding = "utf-8"): Decoded {
  const { decoder, known } = decoderOf(encoding);
  const text = decoder.decode(bytes);
  const replaced = known && text.includes("\ufffd") && !decodesStrictly(bytes, decoder.encoding);
  const detail = known ? `not all bytes are valid ${decoder.encoding}` : `${encoding} is no known encoding`;
  return { text, problems: known && !replaced ? [] : [{ code: "bytes-replaced", detail }] };
}

/** By its label; UTF-8 where nobody knows it. */
export function decoderOf(encoding: string): { decoder: TextDecoder; known: boolean } {
  try {
    return { decoder: new TextDecoder(encoding), known: true };
  } catch {
    return { decoder: new TextDecoder(), known: false };
  }
}

function decodesStrictly(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

// The cut is made before the text is composed anew: a cut surrogate pair is mended by toWellFormed.
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 2).replace(/[\ud800-\udbff]$/, "")}…`;
}

function wellFormed(text: string): string {
  return text
    .slice(0, 8 * LIMITS.description)
    .toWellFormed()
    .normalize("NFC");
}
