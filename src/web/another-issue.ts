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

/** What was found to differ. */
export interface Doubtful {
  readonly manifest: Manifest;
  readonly pairs: readonly ChangedPair[];
  /** Of a folder: how many files it has, and how many of those have the name of a listed one. */
  readonly held?: number;
  readonly known?: number;
}

/** The same evidence, by which nothing is altered any more; undefined where it is a changed copy of that issue. */
export type Doubt = (evidence: Evidence, doubtful: Doubtful) => Promise<Evidence | undefined>;

/** More are not read to answer one question. */
const MOST_READ = 20;

export function doubtBy(likeness: Likeness): Doubt {
  return async (evidence, doubtful) => {
    const { difference: _, ...rest } = evidence;
    const why = sharesSome(doubtful) ?? (await mayBeAnothers(doubtful, likeness));
    const { source } = evidence.placements;
    return why && { ...rest, uncompared: { known: false, failure: why, source } };
  };
}

/** Why a copy that differs may be of another issue; undefined when its words say that it is a changed copy. */
async function mayBeAnothers(
  { pairs, manifest: { issue } }: Doubtful,
  likeness: Likeness,
): Promise<ColophonError | undefined> {
  for (const { file, archived } of pairs.slice(0, MOST_READ)) {
    try {
      const alike = await likeness(file, archived);
      if (alike === undefined || alike >= DEFAULT_POLICY.alikeFrom) continue;
      const percent = Math.floor(alike * 100);
      return another(issue.label, `${archived.path} is nearest to it, with ${percent} % of the words`);
    } catch (error) {
      return asFailure(error);
    }
  }
  return undefined;
}

/** Where less than half of a folder's files, or of the issue's, are known: it may be of one that shares some with it. */
function sharesSome({ manifest, held = 0, known }: Doubtful): ColophonError | undefined {
  const { issue, files } = manifest;
  if (known === undefined || known >= DEFAULT_POLICY.alikeFrom * Math.max(held, files.length))
    return undefined;
  return another(issue.label, `of its ${files.length} files ${known} are there`);
}

function another(label: string, nearest: string): ColophonError {
  return failure("COPY_OF_ANOTHER", { label, nearest });
}
