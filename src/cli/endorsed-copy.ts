import { gradeEndorsements, type GradedEndorsement, type Grading } from "../audit/endorsed.ts";
import { type Graded, judgePolicy, type Policy, type PolicyOutcome } from "../core/endorsement/policy.ts";
import { lastEntryAbout, type Recorded } from "../core/endorsement/reach.ts";
import { type Digest, parseDigest } from "../core/digest.ts";
import { asFailure, fail, isFailure } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { Archive } from "../verify/archive.ts";
import type { IssueSummary } from "../verify/judge/verdict.ts";
import type { Reading } from "./compose.ts";
import {
  about,
  type Given,
  policyOf,
  readGiven,
  type SetAside,
  type TrustOptions,
} from "./endorsed-files.ts";
import { gradingOver } from "./endorsed-grading.ts";

export interface EndorsedOptions extends TrustOptions {
  readonly endorsements?: readonly string[];
}

/** What a reader brings to a copy: what others have signed, and whom of them the reader believes. */
export interface Brought {
  readonly given: Given;
  readonly policy: Policy | undefined;
}

export interface Checked {
  /** Where it is from: a file, or the proof itself. */
  readonly name: string;
  readonly graded: GradedEndorsement;
}

/** Who of those whom the reader trusts has signed a head that covers the entries about a copy's issue. */
export interface Endorsed {
  readonly issue: Recorded;
  /** The last entry about the issue; undefined where no history could be had, or its entry anchors something else. */
  readonly reach: number | undefined;
  readonly checked: readonly Checked[];
  readonly setAside: readonly SetAside[];
  readonly policy: Policy | undefined;
  /** Absent where nobody is trusted. */
  readonly outcome?: PolicyOutcome;
  /** Why the history could not be asked for, or says nothing of the issue. */
  readonly problem?: string;
}

/** Undefined where nothing was brought. @throws USAGE_INVALID | SOURCE_MISSING | SOURCE_UNREADABLE */
export async function statedBy(options: EndorsedOptions): Promise<Brought | undefined> {
  const policy = await policyOf(options);
  const { endorsements } = options;
  if (endorsements !== undefined) return { policy, given: await readGiven(endorsements) };
  return policy === undefined
    ? undefined
    : fail("USAGE_INVALID", {
        problem: "--trust says whom you believe: give what they have signed with --endorsements",
      });
}

/** At an archive, whose catalogue has the history. Undefined where the registry has no record that could be endorsed. */
export async function endorsedAt(
  issue: IssueSummary | undefined,
  { given, policy }: Brought,
  reading: Pick<Reading, "archive" | "chain" | "finality" | "registry">,
): Promise<Endorsed | undefined> {
  if (issue?.entry === undefined) return undefined;
  const { publication, entry } = issue;
  const { archive } = reading;
  const recorded = await recordedIn(archive, parseDigest(issue.digest), entry);
  const atHand = async () => (await archive.entries(publication.id)).map((one) => one.entry);
  return heldAgainst(publication, recorded, { given, policy, grading: { ...gradingOver(reading), atHand } });
}

async function recordedIn(archive: Archive, digest: Digest, entry: number): Promise<Recorded> {
  try {
    const batch = await archive.batch(digest);
    return { digest, entry, ...(batch === undefined ? {} : { root: batch.issue.root }) };
  } catch (error) {
    // Its list is lost: then nothing shows that the batch holds it, unless the issue was extracted from it.
    asFailure(error);
    return { digest, entry };
  }
}

async function heldAgainst(
  ref: PublicationRef,
  issue: Recorded,
  { given, policy, grading }: Brought & { readonly grading: Grading },
): Promise<Endorsed> {
  const { named, setAside } = about(given, ref);
  try {
    const all = await gradeEndorsements(
      ref,
      named.map(({ endorsement }) => endorsement),
      grading,
    );
    const checked = all.graded.map((graded, at) => ({ name: named[at]?.name ?? "", graded }));
    return { issue, setAside, checked, policy, ...judged(issue, all.entries, { checked, policy }) };
  } catch (error) {
    if (!isFailure(error)) throw error;
    const graded = (statement: GradedEndorsement["statement"]) =>
      ({ statement, grade: "unknown", says: "the registry could not be asked", block: "unknown" }) as const;
    const checked = named.map(({ name, endorsement }) => ({ name, graded: graded(endorsement) }));
    return {
      ...{ issue, setAside, checked, policy, ...judged(issue, [], { checked, policy }) },
      problem: error.message.replace(/\.$/, ""),
    };
  }
}

/** Of a head over a history that does not show the issue nobody knows that it vouches for it. */
function judged(
  issue: Recorded,
  history: readonly Entry[],
  { checked, policy }: { readonly checked: readonly Checked[]; readonly policy: Policy | undefined },
): Pick<Endorsed, "reach" | "outcome" | "problem"> {
  const reach = lastEntryAbout(history, issue);
  const problem =
    history.length === 0
      ? "the entries of the history could not be had"
      : `entry ${issue.entry} of the history anchors something else`;
  const graded = checked.map(({ graded: { statement, grade } }): Graded => {
    return { statement, grade: grade === "agrees" && reach === undefined ? "unknown" : grade };
  });
  return {
    ...{ reach, ...(reach === undefined ? { problem } : {}) },
    ...(policy === undefined ? {} : { outcome: judgePolicy(policy, graded, reach ?? issue.entry) }),
  };
}

/** An authentic copy that is not endorsed as its reader asks for could not be checked so; it is no forgery for that. */
export function endorsedExit(exit: 0 | 1 | 3, brought: Brought | undefined, endorsed: Endorsed | undefined) {
  if (exit !== 0 || brought?.policy === undefined) return exit;
  return endorsed?.outcome?.outcome === "met" ? 0 : 3;
}
