import { ZERO_DIGEST } from "../../core/digest.ts";
import { isFailure } from "../../core/errors/error.ts";
import type { CataloguedIssue, LocatedEntry } from "../../core/ports.ts";
import type { Archive } from "../archive.ts";

type Asked = Pick<Archive, "files" | "publications" | "entries" | "issues">;

/**
 * How many issues there are, at the least, whose words nobody can seek since their manifests could not be read, or the
 * histories that name them: 0 only where all that was anchored is known.
 */
export async function unknownIssues(archive: Asked): Promise<number> {
  if (await isAllKnown(archive)) return 0;
  let unknown = 0;
  for (const { id } of await archive.publications())
    unknown += unknownIn(await archive.entries(id), await archive.issues(id));
  return Math.max(1, unknown);
}

async function isAllKnown(archive: Asked): Promise<boolean> {
  try {
    // Fails while anything that a history names could not be read.
    await archive.files(ZERO_DIGEST);
    return true;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return false;
  }
}

function unknownIn(located: readonly LocatedEntry[], issues: readonly CataloguedIssue[]): number {
  const known = new Set(issues.map(({ manifest }) => manifest));
  const byEntry = Map.groupBy(issues, (issue) => issue.entry);
  return located.reduce((sum, { entry }) => {
    if (entry.kind === "batch-anchored")
      return sum + Math.max(0, entry.count - (byEntry.get(entry.number)?.length ?? 0));
    const isNamed = entry.kind === "anchored" || entry.kind === "revised";
    return sum + Number(isNamed && !known.has(entry.digest));
  }, 0);
}
