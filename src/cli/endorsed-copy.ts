import { gradeEndorsements, type GradedEndorsement, type Grading } from "../audit/endorsed.ts";
import { type Graded, judgePolicy, type Policy, type PolicyOutcome } from "../core/endorsement/policy.ts";
import { lastEntryAbout, type Recorded } from "../core/endorsement/reach.ts";
import { type Digest, parseDigest } from "../core/digest.ts";
import { asFailure, fail, isFailure } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import type { PublicationId, PublicationRef } from "../core/publication.ts";
import type { Archive } from "../verify/archive.ts";
import type { IssueSummary } from "../verify/judge/verdict.ts";
import type { Reading } from "./compose.ts";
import {
  about,
  byTrusted,
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
  /** How many there are by others, where somebody is trusted. */
  readonly others: number;
  readonly setAside: readonly SetAside[];
  readonly policy: Policy | undefined;
  /** Absent where nobody is trusted. */
  readonly outcome?: PolicyOutcome;
  /** Of a proof: an entry after its block that is about the issue, too. */
  readonly later?: number;
  /** Why the history could not be asked for, or says nothing of the issue. */
  readonly problem?: string;
}

/** Undefined where nothing was brought. @throws USAGE_INVALID | SOURCE_MISSING | SOURCE_UNREADABLE */
export async function broughtBy(options: EndorsedOptions): Promise<Brought | undefined> {
  const policy = await policyOf(options);
  const { endorsements } = options;
  if (endorsements === undefined && policy === undefined) return undefined;
  return { policy, given: await readGiven(endorsements ?? []) };
}

/** The same with a copy, which holds no endorsements itself. @throws as `broughtBy` */
export async function broughtToCopy(options: EndorsedOptions): Promise<Brought | undefined> {
  if (options.trust !== undefined && options.endorsements === undefined)
    fail("USAGE_INVALID", {
      problem: "--trust says whom you believe: give what they have signed with --endorsements",
    });
  return broughtBy(options);
}

/** At an archive, whose catalogue has the history. Undefined where the registry has no record that could be endorsed. */
export async function endorsedAt(
  issue: IssueSummary | undefined,
  { given, policy }: Brought,
  reading: Pick<Reading, "archive" | "chain" | "finality" | "registry">,
): Promise<Endorsed | undefined> {
  if (issue?.entry === undefined) return undefined;
  const { publication, entry } = issue;
  const recorded = await recordedIn(reading.archive, parseDigest(issue.digest), entry);
  return heldAgainst(publication, recorded, { given, policy, grading: atArchive(reading, publication.id) });
}

/** With the history that the archive has read before. */
export function atArchive(
  reading: Pick<Reading, "archive" | "chain" | "finality" | "registry">,
  id: PublicationId,
): Grading {
  const entries = async () => (await reading.archive.entries(id)).map(({ entry }) => entry);
  return { ...gradingOver(reading), atHand: entries };
}

export async function recordedIn(archive: Archive, digest: Digest, entry: number): Promise<Recorded> {
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
  const { named, setAside, others } = byTrusted(about(given, ref), policy);
  const told = (graded: readonly GradedEndorsement[], reached: Reached): Endorsed => {
    const checked = graded.map((one, at) => ({ name: named[at]?.name ?? "", graded: one }));
    return { issue, setAside, checked, others, policy, ...judged(reached, { issue, checked, policy }) };
  };
  const endorsements = named.map(({ endorsement }) => endorsement);
  try {
    const { graded, entries } = await gradeEndorsements(ref, endorsements, grading);
    return told(graded, reachIn(entries, issue));
  } catch (error) {
    if (!isFailure(error)) throw error;
    const problem = error.message.replace(/\.$/, "");
    const unasked = { grade: "unknown", says: "the registry could not be asked", block: "unknown" } as const;
    return told(
      endorsements.map((statement) => ({ statement, ...unasked })),
      { reach: undefined, problem },
    );
  }
}

type Reached = Pick<Endorsed, "reach" | "problem">;

function reachIn(history: readonly Entry[], issue: Recorded): Reached {
  const reach = lastEntryAbout(history, issue);
  if (reach !== undefined) return { reach };
  if (history.length === 0) return { reach, problem: "the entries of the history could not be had" };
  return { reach, problem: `entry ${issue.entry} of the history anchors something else` };
}

/** Of a head over a history that does not show the issue nobody knows that it vouches for it. */
export function judged(
  reached: Reached,
  { issue, checked, policy }: Pick<Endorsed, "issue" | "checked" | "policy">,
): Reached & Pick<Endorsed, "outcome"> {
  const { reach } = reached;
  if (policy === undefined) return reached;
  const graded = checked.map(({ graded: { statement, grade } }): Graded => {
    return { statement, grade: grade === "agrees" && reach === undefined ? "unknown" : grade };
  });
  return { ...reached, outcome: judgePolicy(policy, graded, reach ?? issue.entry) };
}

/** An authentic copy that is not endorsed as its reader asks for could not be checked so; it is no forgery for that. */
export function endorsedExit(exit: 0 | 1 | 3, brought: Brought | undefined, endorsed: Endorsed | undefined) {
  if (exit !== 0 || brought?.policy === undefined) return exit;
  return endorsed?.outcome?.outcome === "met" ? 0 : 3;
}
