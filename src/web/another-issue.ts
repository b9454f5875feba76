import { asFailure, type ColophonError, failure } from "../core/errors/error.ts";
import type { FileEntry, Manifest } from "../core/manifest/manifest.ts";
import type { Evidence } from "../verify/evidence.ts";
import { DEFAULT_POLICY } from "../verify/judge/verdict.ts";

/**
 * How much of the words two files have in common, from 0 to 1; undefined for a file without any. Needed where not all
 * that was anchored can be searched: there a file of another issue, which shares its markup with the one that the reader
 * has named, is no changed copy.
 *
 * @throws while the archived file cannot be had
 */
export type Likeness = (file: File, archived: FileEntry) => Promise<number | undefined>;

/** A file that differs, and the archived one that it is to be a changed copy of. */
export interface ChangedPair {
  readonly file: File;
  readonly archived: FileEntry;
}

/** More are not read to answer one question. */
const MOST_READ = 20;

/** Why a copy that differs may be of another issue than this one; undefined when its words say that it is a changed copy. */
export async function mayBeAnothers(
  pairs: readonly ChangedPair[],
  { issue }: Manifest,
  likeness: Likeness,
): Promise<ColophonError | undefined> {
  for (const { file, archived } of pairs.slice(0, MOST_READ)) {
    try {
      const alike = await likeness(file, archived);
      if (alike === undefined || alike >= DEFAULT_POLICY.alikeFrom) continue;
      return another(
        issue.label,
        `${archived.path} is nearest to it, with ${Math.floor(alike * 100)} % of the words`,
      );
    } catch (error) {
      return asFailure(error);
    }
  }
  return undefined;
}

/** Less than half of a folder's files, or of the issue's, are known: it may be of an issue that shares some with it. */
export function isMostlyUnknown(known: number, held: number, { files }: Manifest): boolean {
  return known < DEFAULT_POLICY.alikeFrom * Math.max(held, files.length);
}

export function sharesSome(known: number, { issue, files }: Manifest): ColophonError {
  return another(issue.label, `of its ${files.length} files ${known} are there`);
}

/** The same evidence, by which nothing is altered any more. */
export function unsureOf(evidence: Evidence, why: ColophonError): Evidence {
  const { difference: _, ...rest } = evidence;
  const { source } = evidence.placements;
  return { ...rest, uncompared: { known: false, failure: why, source } };
}

function another(label: string, nearest: string): ColophonError {
  return failure("COPY_OF_ANOTHER", { label, nearest });
}
