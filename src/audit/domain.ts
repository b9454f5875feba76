import type { Profile } from "../core/profile.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { DomainStanding } from "./domain-standing.ts";
import type { Remark } from "./remarks.ts";
import { byGravity, type Fault, type PublicationReport } from "./report.ts";

export interface DomainWord {
  readonly standing: DomainStanding;
  /** Keys of the other publications that it names, a few. */
  readonly others?: readonly string[];
  /** What the network said. */
  readonly problem?: string;
}

/** What a domain says of a publication now. Never fails. */
export type AskDomain = (publication: PublicationRef, domain: string) => Promise<DomainWord>;

const MOST_OTHERS = 3;

/** The report with what the domain of the profile says, which no block fixes. */
export async function withDomain(
  report: PublicationReport,
  { ref, profile }: { readonly ref: PublicationRef; readonly profile: Profile | undefined },
  ask: AskDomain,
): Promise<PublicationReport> {
  if (profile === undefined) {
    const says = "Which domain the profile names could not be read, and so none was asked.";
    return withFault({ ...report, domain: { standing: "unanswered" } }, says);
  }
  const name = profile.domain;
  if (name === undefined) return { ...report, domain: { standing: "none" } };
  const word = await ask(ref, name);
  const domain = { name, standing: word.standing };
  if (word.standing === "unanswered")
    return withFault({ ...report, domain }, `The domain ${name} could not be asked.`, word.problem);
  const remark = report.head.match ? remarkOn(name, word) : undefined;
  return { ...report, domain, remarks: [...report.remarks, ...(remark === undefined ? [] : [remark])] };
}

function withFault(report: PublicationReport, says: string, problem?: string): PublicationReport {
  const fault: Fault = {
    fault: "domain-unanswered",
    says,
    ...(problem === undefined ? {} : { problem }),
  };
  return { ...report, faults: byGravity([...report.faults, fault]) };
}

function remarkOn(name: string, { standing, others = [] }: DomainWord): Remark | undefined {
  const about = { count: 1, entries: [] };
  const named = others.length === 0 ? "others" : others.slice(0, MOST_OTHERS).join(", ");
  const starts = `The profile names the domain ${name},`;
  switch (standing) {
    case "other":
      return { remark: "domain-other", says: `${starts} which names ${named} and not this one.`, ...about };
    case "disagrees":
      return {
        remark: "domain-other",
        says: `${starts} whose TXT records and file do not agree on whether this publication is its own.`,
        ...about,
      };
    case "unnamed":
      return { remark: "domain-unconfirmed", says: `${starts} which names no publication.`, ...about };
    case "reserved":
      return { remark: "domain-unconfirmed", says: `${starts} which nobody can own.`, ...about };
    case "vouches":
    case "unanswered":
    case "none":
      return undefined;
  }
}
