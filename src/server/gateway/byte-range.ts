import { fail } from "../../core/errors/error.ts";

/** `entity-bytes=from:to`: both inclusive, negative ones count from the end, no `to` means up to the end. */
export interface ByteRange {
  readonly from: number;
  readonly to: number | undefined;
}

const RANGE = /^(-?\d{1,15}):(-?\d{1,15}|\*)$/;

/** @throws REQUEST_INVALID */
export function parseByteRange(text: string | null): ByteRange | undefined {
  if (text === null) return undefined;
  const [, from, to] = RANGE.exec(text) ?? [];
  if (from === undefined)
    fail("REQUEST_INVALID", { problem: `entity-bytes is from:to, such as 0:1023 or -100:*; got ${text}` });
  return { from: Number(from), to: to === undefined || to === "*" ? undefined : Number(to) };
}

/** The first and the last byte of a file of that size; the last is before the first when nothing is in the range. */
export function withinFile(range: ByteRange, size: number): { first: number; last: number } {
  const { from, to = size - 1 } = range;
  return {
    first: from < 0 ? Math.max(0, size + from) : from,
    last: Math.min(size - 1, to < 0 ? size + to : to),
  };
}

/** One range of a `Range` header (RFC 9110, 14.2), `undefined` for what may be ignored, `"none"` for one past the end. */
export function parseHttpRange(
  header: string | undefined,
  size: number,
): { first: number; last: number } | "none" | undefined {
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  if (from === "")
    return to === "0" || size === 0 ? "none" : { first: Math.max(0, size - Number(to)), last: size - 1 };
  const last = Math.min(size - 1, to === "" ? size - 1 : Number(to));
  if (to !== "" && Number(to) < Number(from)) return undefined;
  return Number(from) >= size ? "none" : { first: Number(from), last };
}
