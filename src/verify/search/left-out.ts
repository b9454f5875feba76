import { isFailure } from "../../core/errors/error.ts";
import type { LeftOutDocument } from "../../core/ports/text-index.ts";
import { issueNames, type QuotedFile } from "./issue-name.ts";
import type { Searching } from "./parts.ts";

const MOST_NAMED = 20;

/** A file whose words are not all searched, and why. */
export interface LeftOutFile extends QuotedFile, Pick<LeftOutDocument, "why"> {}

/** What no search looks through, whenever it is asked: trying again would not help. */
export interface LeftOut {
  /** How many, each counted once in however many issues it is. */
  readonly documents: number;
  /** The first of them, each by one issue that has it. */
  readonly first: readonly LeftOutFile[];
}

/** While there is any, that something stands nowhere cannot be said without naming it. */
export async function leftOut(searching: Pick<Searching, "archive" | "index">): Promise<LeftOut> {
  const { documents, first } = await searching.index.leftOut(MOST_NAMED);
  const nameOf = issueNames(searching.archive);
  const named: LeftOutFile[] = [];
  for (const { sha256, type, why } of first)
    for (const { manifest, path } of await placesOf(sha256, searching)) {
      const issue = await nameOf(manifest);
      if (issue === undefined) continue;
      named.push({ issue, path, sha256, type, why });
      break;
    }
  return { documents, first: named };
}

/** None where they cannot be had now: it is counted all the same. */
async function placesOf(sha256: LeftOutDocument["sha256"], { archive }: Pick<Searching, "archive">) {
  try {
    return await archive.files(sha256);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}
