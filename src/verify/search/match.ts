import { fail } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import { MAX_COMPARED_BYTES } from "../compare.ts";
import type { ReadableFile } from "../compare.ts";
import type { WordsMatch } from "../nearest.ts";
import type { ArchiveSearch } from "./archive-search.ts";

/** What a file that nothing is like byte for byte was made of, by its words, and how many issues were not searched for it. */
export interface Matched {
  readonly match?: WordsMatch;
  readonly unsearched: number;
  /** Documents that no search looks through. */
  readonly leftOut: number;
}

/**
 * Of a file of up to MAX_COMPARED_BYTES; a larger one is not sought.
 *
 * @throws SEARCH_INCOMPLETE where nothing was found, and not everything searched; DOCUMENT_UNREAD
 */
export async function matchByWords(
  file: ReadableFile,
  { compare }: Pick<ArchiveSearch, "compare">,
): Promise<Matched> {
  if (file.size > MAX_COMPARED_BYTES) return { unsearched: 0, leftOut: 0 };
  const { nearest, unsearched, leftOut } = await compare({ name: file.path, bytes: await file.bytes() });
  if (nearest !== undefined) {
    const { issue, path } = nearest.nearest;
    const match = { manifest: issue.digest, path, resemblance: nearest.difference.resemblance };
    return { match, unsearched, leftOut };
  }
  if (unsearched > 0) fail("SEARCH_INCOMPLETE", { issues: counted(unsearched, "issue") });
  return { unsearched, leftOut };
}
