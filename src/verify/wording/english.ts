import { counted } from "../../core/plural.ts";
import type { IssueSummary } from "../judge/verdict.ts";
import { minute } from "./minute.ts";
import { names, type Said, size, text, type Wording } from "./wording.ts";

const checks: Wording["checks"] = {
  integrity: {
    "file-listed": (e) => `Byte for byte the archived file ${text(e["path"])}.`,
    "folder-complete": (e) =>
      e["same"] === 1
        ? "Its one file is byte for byte that of the issue, and none is missing."
        : `All ${text(e["same"])} files are byte for byte those of the issue, and none is missing.`,
    "manifest-intact": (e) => `The manifest is intact; it lists ${count(e["files"], "file")}.`,
    "file-differs": (e) =>
      `Differs from the archived file ${text(e["path"])}${first(e["firstDifference"])}: expected SHA-256 ${text(e["expected"])}, got ${text(e["got"])}.`,
    "folder-differs": (e) =>
      `Differs from the issue: ${count(size(e["different"]), "file")} changed${list(e["different"])}, ${size(e["missing"])} missing${list(e["missing"])}, ${size(e["extra"])} that it does not hold${list(e["extra"])}.`,
    "manifest-unavailable": (e) => `The list of the issue's files could not be read: ${text(e["problem"])}`,
    "manifest-unusable": (e) => `The manifest cannot be used: ${text(e["problem"])}`,
    "manifest-forged": (e) => `What came back is not the anchored manifest: ${text(e["problem"])}`,
    "another-issue": (e) => `It belongs to issue ${text(e["label"])}, not to issue ${text(e["asked"])}.`,
    "nothing-alike": (e) =>
      `No issue in this archive holds this, or anything much like it${namesake(e["namesake"], e["nearest"])}.`,
    "none-of-proof": (e) =>
      e["path"] === undefined
        ? "None of the files that the proof lists has this SHA-256, and none its name."
        : `The proof is about ${text(e["path"])}; this has another SHA-256 and another name.`,
    "search-failed": (e) => `The archive could not be searched: ${text(e["problem"])}`,
  },
  anchored: {
    recorded: (e) =>
      `The registry holds this content hash: publication ${text(e["publication"])}, entry ${text(e["entry"])}, revision ${text(e["revision"])}.`,
    "not-recorded": (e) =>
      `The registry does not hold ${text(e["digest"])} for publication ${text(e["publication"])} (asked at block ${text(e["atBlock"])}).`,
    "label-taken": (e) =>
      `The registry holds this content hash as entry ${text(e["entry"])}, but entry ${text(e["earlier"])} anchored another issue under the same label before: ${text(e["stands"])} stands, and this is no issue of the publication.`,
    elsewhere: (e) =>
      `It names another registry than the one that counts here, and nobody was asked about that one: expected ${text(e["expected"])}, got ${text(e["got"])}.`,
    unreachable: (e) => `The chain could not be asked: ${text(e["problem"])}`,
    "nothing-to-ask": () => "Not asked: there is no issue to ask about.",
  },
  final: {
    final: (e) => `Final: no reorganisation can take it back (block ${text(e["atBlock"])}).`,
    "not-yet": (e) =>
      `Anchored, but its block may still be taken back: the chain is final up to block ${text(e["finalBlock"])}. Check again later.`,
    unreachable: (e) => `The chain could not be asked: ${text(e["problem"])}`,
    "nothing-to-ask": () => "Not asked: there is no record here to ask about.",
  },
  time: {
    known: (e) => `Anchored ${minute(e["anchoredAt"])}; it existed by then.${claim(e["claimed"])}`,
    "claimed-later": (e) =>
      `Anchored ${minute(e["anchoredAt"])}, before the date that it bears (${text(e["claimed"])}).`,
    unreachable: (e) => `The chain could not be asked: ${text(e["problem"])}`,
    "nothing-to-ask": () => "Not asked: there is no record here to ask about.",
  },
  identity: {
    "no-domain": () => "The publication names no domain, so that no domain can vouch for it.",
    vouched: (e) =>
      `The domain ${domainOf(e)} names this publication as its own, ${ways(e["by"])}.${then(e)}${disguise(e)}`,
    "not-named": (e) =>
      `The publication says that it is of ${domainOf(e)}, but the domain does not name it: anybody can claim a domain, and an owner may have given it up.${then(e)}${disguise(e)}`,
    "names-others": (e) =>
      `The publication says that it is of ${domainOf(e)}, but the domain names others and not this one: ${names(e["others"])}.${then(e)}${disguise(e)}`,
    disagree: (e) =>
      `The domain ${domainOf(e)} contradicts itself: this publication is named ${ways(e["by"])}, and not by the other of the two places. One of them may be out of date, or in other hands.${then(e)}${disguise(e)}`,
    reserved: (e) =>
      `The publication names ${domainOf(e)}, a name for examples and tests that nobody can own: it vouches for nothing.`,
    unreachable: (e) =>
      `Whether ${domainOf(e)} names this publication could not be asked: ${text(e["problem"])}${then(e)}${disguise(e)}`,
    "not-looked-up": (e) =>
      `The publication names the domain ${domainOf(e)}; whether the domain names it back was not looked up.${then(e)}${disguise(e)}`,
    "not-given": (e) =>
      e["archived"] === undefined
        ? "Not asked: what was given says which publication it is, and not whose."
        : `Whose publication it is now was not asked.${then(e)}`,
    "nothing-to-ask": () => "Not asked: there is no publication to ask about.",
  },
  standing: {
    current: () => "This revision stands, and no notice has been posted on it.",
    superseded,
    noticed: noticedHere,
    "noticed-elsewhere": noticedElsewhere,
    "elsewhere-unasked": (e) =>
      `It stands here; whether the same has been withdrawn where else it is anchored could not be asked: ${text(e["problem"])}`,
    "earlier-unasked": (e) =>
      `${told(against(e))}Whether another issue was anchored before under the same label could not be asked: ${text(e["problem"])}`,
    unreachable: (e) => `The chain could not be asked: ${text(e["problem"])}`,
    "nothing-to-ask": () => "Not asked: there is no record here to ask about.",
  },
  available: {
    served: (e) => `${readBack(e)} from ${names(e["served"])} and matched.${faults(e)}`,
    "not-served": (e) => `No store gave the original back whole.${faults(e)}`,
    unreachable: (e) => `No store could be asked: ${names(e["unreachable"])}.`,
    "nothing-to-ask": () => "Not asked.",
  },
};

const headlines: Wording["headlines"] = {
  authentic: "Authentic",
  altered: "Altered",
  "not-anchored": "Not anchored",
  "could-not-check": "Could not be checked",
};

const qualified: Wording["qualified"] = {
  superseded: "Authentic, but superseded",
  correction: "Authentic, but corrected",
  retraction: "Authentic, but retracted",
  concern: "Authentic, but of concern",
  withdrawal: "Authentic, but withdrawn",
};

const explain: Wording["explain"] = {
  authentic: (of) => `This is ${of}, exactly as it was anchored.`,
  earlierUnasked: (of) =>
    `This is ${of}, exactly as it was anchored. Whether another was anchored before under the same label is not known here.`,
  qualified: (of) => `This is ${of}, exactly as it was anchored; but read what has been said about it since.`,
  qualifiedElsewhere: (of) =>
    `This is ${of}, exactly as it was anchored; but the same is anchored elsewhere, too: read what has been said about it there.`,
  altered: (of) =>
    `This resembles ${of}, but it is not what was anchored. It may have been changed on purpose, by a mail program, or by a faulty copy.`,
  anotherIssue: (of) => `This is ${of}, and not the issue that was named.`,
  labelTaken: (of) =>
    `This was anchored as ${of}, but another had been anchored under the same label before: that one stands, and this one does not count.`,
  elsewhere: (of) =>
    `This may be ${of} of another registry than the one that was asked: nobody was asked about that one, so that nothing is said for or against the copy. If you know from elsewhere that it is the publisher's, set its chain and its address as the registry that counts, and check again.`,
  noneOfProof:
    "This is none of the files that the proof is about. That says nothing of what it is: nothing but the proof was searched.",
  notAnchored:
    "Nothing like this was found in the archive. That does not make it false: it may have been published elsewhere, or never been anchored.",
  namesake: (label) =>
    `Nothing like this was found in the archive. A file of the same name is anchored in issue ${label}, with other content: if this is said to be a copy of it, name that issue, and see where they differ.`,
  couldNotCheck: (of, known) =>
    known === ""
      ? "Some part of the check could not be made. This says nothing against the copy: try again later."
      : `Of ${of} this much is known: ${known} Another part of the check could not be made, which says nothing against the copy: try again later.`,
};

function issueName(issue: IssueSummary | undefined): string {
  if (issue === undefined) return "the issue";
  const of = issue.publicationTitle === undefined ? "" : ` of ${issue.publicationTitle}`;
  const file = issue.path === undefined ? "" : `${issue.path} from `;
  const revision = issue.revision > 1 ? `, revision ${issue.revision}` : "";
  return `${file}issue ${issue.label}${of}${revision}`;
}

function count(value: Said[string] | undefined, noun: string): string {
  return counted(Number(value), noun);
}

function list(value: Said[string] | undefined): string {
  if (!Array.isArray(value) || value.length === 0) return "";
  const shown = value.slice(0, 5).join(", ");
  return ` (${shown}${value.length > 5 ? ", ..." : ""})`;
}

function namesake(label: Said[string] | undefined, path: Said[string] | undefined): string {
  return label === undefined
    ? ""
    : `; issue ${text(label)} has a file of that name (${text(path)}) with other content`;
}

function readBack({ read, of }: Said): string {
  if (of === undefined) return "The manifest and the content's root, but no file, were read back";
  if (read === of)
    return of === 1 ? "The original was read back" : `All ${text(of)} of its originals were read back`;
  return `The manifest, the content's root and ${text(read)} of ${text(of)} originals (the rest is too large) were read back`;
}

/** The stores of which something else is known than that they do not answer. */
function faults({ corrupt, missing }: Said): string {
  const spoilt = size(corrupt) === 0 ? "" : ` Damaged in ${names(corrupt)}.`;
  return `${spoilt}${size(missing) === 0 ? "" : ` Missing from ${names(missing)}.`}`;
}

/** In the letters of the DNS, and what they read as. */
function domainOf({ domain, reads }: Said): string {
  return reads === undefined ? text(domain) : `${text(domain)} (which reads ${text(reads)})`;
}

const DISGUISES: Readonly<Record<string, string>> = {
  invisible: "It holds what cannot be seen: read the form in brackets with suspicion.",
  styled: "Its letters are in disguise: look twice whether it is the name that you know.",
  "mixed-scripts":
    "It mixes letters of several scripts, which look alike: it may not be the name that you know.",
  "looks-latin": "Its letters look Latin and are of another script: it is not the name that it looks like.",
};

/** The publisher's word, bound to the issue by its manifest. */
function then({ archived: by, archivedDomain }: Said): string {
  if (by === undefined) return "";
  return ` By the publisher's own record, archived with the issue and dated by its anchoring, the domain ${text(archivedDomain)} named the publication then, ${ways(by)}.`;
}

function disguise({ lookalike }: Said): string {
  const warning = DISGUISES[text(lookalike)];
  return warning === undefined ? "" : ` Warning: ${warning}`;
}

function ways(by: Said[string] | undefined): string {
  const of: Readonly<Record<string, string>> = { dns: "in the DNS", file: "on its web server" };
  return (Array.isArray(by) ? by : []).map((way) => of[way] ?? way).join(" and ");
}

/** People, and `cmp`, count bytes from one; offsets count from nought. */
function first(offset: Said[string] | undefined): string {
  return offset === undefined ? "" : `, first at byte ${Number(offset) + 1}`;
}

function claim(date: Said[string] | undefined): string {
  return date === undefined ? "" : ` The publisher dates it ${text(date)}.`;
}

function since(time: Said[string] | undefined): string {
  return time === undefined ? "" : `, ${minute(time)}`;
}

function because(reason: Said[string] | undefined): string {
  return reason === undefined ? "." : `: ${text(reason)}`;
}

const standings: Wording["standings"] = {
  superseded: "superseded",
  correction: "corrected",
  retraction: "retracted",
  concern: "of concern",
  withdrawal: "withdrawn",
};

const DONE_TO: Readonly<Record<string, string>> = {
  retraction: "retracted",
  concern: "expressed concern about",
  withdrawal: "withdrawn",
};

const ON_CURRENT: Readonly<Record<string, string>> = {
  retraction: "was itself retracted",
  concern: "is itself of concern",
  withdrawal: "was itself withdrawn",
};

const NOTICED: Readonly<Record<string, string>> = {
  correction: "The publisher has posted a correction",
  retraction: "The publisher has retracted it",
  concern: "The publisher has expressed concern about it",
  withdrawal: "The publisher has withdrawn it",
};

function noticed(standing: Said[string] | undefined): string {
  return NOTICED[text(standing)] ?? "A notice stands on it";
}

function superseded(e: Said): string {
  const kind = text(e["currentStanding"]);
  if (e["currentStanding"] === undefined) return `A later revision stands: ${text(e["current"])}.`;
  const done = ON_CURRENT[kind] ?? "has a notice";
  return `Revision ${text(e["revision"])} came in its place (${text(e["current"])}), and ${done}${since(e["since"])}${because(e["reason"])}`;
}

function noticedHere(e: Said): string {
  return `${noticed(e["standing"])}${since(e["since"])}${because(e["reason"])}`;
}

function noticedElsewhere(e: Said): string {
  return `The same is also issue ${text(e["label"])} of ${publisher(e)}, which its publisher has ${DONE_TO[text(e["standing"])] ?? "posted a notice on"}${since(e["since"])}${because(e["reason"])}${here(e["here"])}`;
}

/** What is known against an issue of which it is open whether it counts. */
function against(e: Said): string {
  if (e["standing"] === undefined) return "";
  if (e["label"] !== undefined) return ended(noticedElsewhere(e));
  return ended(e["standing"] === "superseded" ? superseded(e) : noticedHere(e));
}

/** A publisher's reason may lack its full stop. */
function ended(sentence: string): string {
  return /[.!?…。！？]["'”’)]?$/u.test(sentence) ? sentence : `${sentence}.`;
}

function told(sentence: string): string {
  return sentence === "" ? "" : `${sentence} `;
}

function publisher({ publicationTitle, publication }: Said): string {
  return text(publicationTitle ?? `publication ${text(publication)}`);
}

/** What is said of the issue itself, when something heavier is said elsewhere. */
function here(standing: Said[string] | undefined): string {
  if (standing === undefined || standing === "current") return "";
  const said = standing === "superseded" ? "a later revision stands" : lowered(noticed(standing));
  return ` Of this issue itself: ${said}.`;
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

export const ENGLISH: Wording = {
  ...{ checks, headlines, qualified, publisher, standings, issueName, against, explain },
  headlineOf: (headline, label, of) => `${headline} as issue ${label} of ${of}`,
  otherName: (label, { title, id }, standing) =>
    `issue ${label} of ${title ?? `publication ${id}`}${standing === undefined ? "" : ` (${standing})`}`,
  also: (others, unasked) => {
    const more = unasked === 0 ? "" : `; and as ${unasked} more, which were not asked about`;
    return `Also anchored as ${others.join("; ")}${more}.`;
  },
};
