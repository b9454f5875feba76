import { isFailure } from "../../core/errors/error.ts";
import type { TextRoot } from "../../core/manifest/manifest.ts";
import type { Stretch } from "../../core/text/quotation.ts";
import type { QuotationProof } from "../../core/text/quotation-proof.ts";

/** In UTF-16 units, on either side: enough to see where one is. */
const AROUND = 400;

/** The words before a stretch and behind it in its blocks, as far as they are told. */
export function wordsAround(
  { firstBlock, lastBlock, start, end }: Stretch,
  blocks: readonly string[],
): { readonly before: string; readonly after: string } {
  const before = (blocks[firstBlock] ?? "").slice(Math.max(0, start - AROUND), start);
  const after = (blocks[lastBlock] ?? "").slice(end, end + AROUND);
  return { before: before.toWellFormed(), after: after.toWellFormed() };
}

export type Proven =
  | { readonly text: TextRoot; readonly proof: QuotationProof }
  /** The manifest names no text of the file, or another than was found in it. */
  | { readonly unproven: "no-text" | "other-text" };

export function provenAgainst(text: TextRoot | undefined, prove: (text: TextRoot) => QuotationProof): Proven {
  if (text === undefined) return { unproven: "no-text" };
  try {
    return { text, proof: prove(text) };
  } catch (error) {
    if (isFailure(error, "TEXT_OTHER")) return { unproven: "other-text" };
    throw error;
  }
}
