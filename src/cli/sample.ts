import type { SampleSize } from "../audit/sample.ts";
import type { Bytes32 } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";

/** The share of lost blocks that is to be noticed, where nobody says another. */
const USUAL_LOSS = 0.01;

/**
 * `20` is 20 blocks of every issue; `95%` is as many of all blocks as notice a loss of 1 % of them with 95 % certainty,
 * and `99%/0.1%` the same of 0.1 % with 99 %.
 *
 * @throws USAGE_INVALID
 */
export function parseSampleSize(text: string): SampleSize {
  if (/^[1-9][0-9]{0,5}$/.test(text)) return { kind: "each", blocks: Number(text) };
  const [, sure, lost] = /^([0-9.]{1,8})%(?:\/([0-9.]{1,8})%)?$/.exec(text) ?? [];
  const confidence = Number(sure) / 100;
  const loss = lost === undefined ? USUAL_LOSS : Number(lost) / 100;
  if (confidence > 0 && confidence < 1 && loss > 0 && loss < 1) return { kind: "all", confidence, loss };
  const problem = `--sample is a number of blocks, or a certainty such as 95% or 99%/0.1%; got ${text}`;
  return fail("USAGE_INVALID", { problem });
}

/** @throws USAGE_INVALID */
export function parseSeed(text: string): Bytes32 {
  const digits = text.replace(/^0x/i, "").toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return `0x${digits}`;
  return fail("USAGE_INVALID", {
    problem: `--seed is the hash of a block, 64 hexadecimal digits; got ${text}`,
  });
}
