import { isFailure } from "../errors/error.ts";

/** Not among them: what another store may have intact, and a later format, of which nothing is wrong. */
const REFUSED = [
  "LIST_PUBLICATION_MISMATCH",
  "LIST_COUNT_MISMATCH",
  "LIST_ROOT_MISMATCH",
  "LIST_TOO_LARGE",
  "LIST_MALFORMED",
  "LIST_NOT_CANONICAL",
  "LIST_INVALID",
  "LIST_UNSORTED",
] as const;

/**
 * Was a list read and found to be none? Then whoever anchored the batch did not keep to the format: no issue may be
 * counted from it, and it keeps nobody from counting those of other batches (docs/spec/batch.md, "To verify a list").
 */
export function isRefusedList(error: unknown): boolean {
  return isFailure(error, ...REFUSED);
}
