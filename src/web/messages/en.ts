import { plural } from "../../core/messages/wording.ts";
import { exactSizeText, sizeText } from "../../core/size.ts";
import type { NoticeKind } from "../../core/history/entry.ts";
import type { CheckName, CheckStatus } from "../../core/verdict.ts";
import { minute } from "../../verify/wording.ts";
import { englishWords } from "./en-words.ts";

const count = (number: number, one: string, other: string) =>
  plural(number, { one: `# ${one}`, other: `# ${other}` }, "en");

const questions: Record<CheckName, string> = {
  integrity: "Is it the archived file?",
  anchored: "Is the issue on the chain?",
  final: "Is that final?",
  time: "Since when?",
  identity: "Who is the publisher?",
  standing: "Does it still stand?",
  available: "Can the original be had?",
};

const answers: Record<CheckStatus, string> = {
  pass: "Yes",
  fail: "No",
  unknown: "Could not be asked",
  skipped: "Not asked",
};

const notices: Record<NoticeKind, string> = {
  correction: "Notice of correction",
  retraction: "Notice of retraction",
  concern: "Notice of concern",
  withdrawal: "Notice of withdrawal",
};

/** What the page's script says, in English. Another language is another object of this shape. */
export const english = {
  ...englishWords,

  time: (seconds: number): string => minute(seconds),
  size: sizeText,
  exactSize: exactSizeText,
  files: (number: number) => count(number, "file", "files"),

  card: {
    hashing: "Hashing, on this machine",
    hashingOf: (name: string) => `Hashing ${name}`,
    done: (what: string, done: string, all: string) => `${what}: ${done} of ${all}`,
    slow: "Not found by its CID; computing the SHA-256 of the whole, which takes longer",
    asking: "Asking the archive",
    askingAbout: (name: string) => `Asking the archive about ${name}`,
    cancel: "Cancel",
    cancelOf: (name: string) => `Cancel the check of ${name}`,
    about: (about: string) => ` (${about})`,
    folder: (files: string) => `folder, ${files}`,
  },

  desk: {
    checking: (number: number) => `Checking ${count(number, "thing", "things")}`,
    one: (name: string, headline: string) => `${name}: ${headline}`,
    all: (parts: readonly string[]) => `${parts.join(". ")}.`,
    toCheck: (all: number) => `${all} to check`,
    tallied: (done: number, all: number, words: string) =>
      done === all ? `${all} checked: ${words}` : `${done} of ${all} checked: ${words}`,
    tally: (counts: readonly (readonly [string, number])[]) =>
      counts
        .map(([headline, number]) => `${number} ${headline.charAt(0).toLowerCase()}${headline.slice(1)}`)
        .join(", "),
  },

  outcome: {
    failed: "Could not be checked",
    cancelled: "Cancelled",
    cancelledSays: "Nothing was found out, and nothing was sent. Drop it again to check it.",
  },

  exact: {
    headline: "This exact file is not in the archive",
    brief: "Not found by its hash",
    check: "No archived file has its SHA-256, and none with its name or size is much like it.",
    explained:
      "No archived file has its SHA-256, and none with its name or size is much like it. That says nothing against it: a copy that was changed, or saved in another way, has another hash, and it may have been published elsewhere.",
    namesake: (label: string) =>
      `No archived file has its SHA-256. A file of the same name is anchored in issue ${label}, with other content: if this is said to be a copy of it, look there for what it should say.`,
    noIndex:
      "Whether it has passages in common with an issue cannot be found out here: this server keeps no index of words.",
  },

  difference: {
    original: (path: string) => `The archived ${path}`,
    yours: "Your file",
    archived: "The archived one",
    uncompared: "The two were not compared byte by byte, or have no beginning and no end in common.",
    // As the command says it, and `cmp`: the first byte is byte 1.
    from: (byte: number, changed: number) =>
      `First difference at byte ${byte.toLocaleString("en")}. From there ${changed.toLocaleString("en")} ${changed === 1 ? "byte is" : "bytes are"} not alike; everything before and after is the same.`,
  },

  folder: {
    label: "The files of the folder",
    changed: "Changed",
    changedSays: "the archived one is linked.",
    missing: "Missing",
    missingSays: "the issue has them, your folder has not.",
    extra: "Extra",
    extraSays: "your folder has them, the issue has not.",
    same: (files: string) => `${files} byte for byte the same.`,
    more: (number: number) => `And ${count(number, "more file", "more files")}.`,
    hidden: (number: number, some: string) =>
      `${count(number, "hidden file", "hidden files")} left out, as when an issue is packed: ${some}`,
  },

  verdict: {
    questions,
    answers,
    notices,
    how: "How this was checked, and who had to be believed",
    noticed: (time: string, hasReason: boolean) => `, ${time}${hasReason ? ":" : ", without a reason."}`,
    toldBy: (name: string, isKindProved: boolean) =>
      isKindProved
        ? `That there is this notice is on record; its words and its time, only ${name} tells.`
        : `Only ${name} tells of this notice: no node has proved it.`,
    later: "A later revision stands. ",
    goToCurrent: "Go to the revision that stands now",
    issue: (label: string, publication: string | undefined, anchored: string | undefined) =>
      ` (issue ${label}${publication === undefined ? "" : `, ${publication}`})${anchored === undefined ? "" : `. Anchored ${anchored}`}.`,
    moot: "Not asked: there is no issue to ask about.",
    untold: "Not asked: what was checked here says nothing of it, and nobody else was asked.",
    also: "Also anchored as ",
    alsoJoint: "; ",
    alsoMore: (unasked: number) =>
      unasked === 0 ? "." : `; and as ${unasked} more, which were not asked about.`,
    heard: (heard: number, all: number, silent: readonly string[]) =>
      `${heard === 0 ? "None" : heard} of ${count(all, "node", "nodes")} answered: nothing came from ${silent.join(", ")}.`,
    nobody: "Nobody had to be believed for this: everything was computed in this page.",
    believed: (names: readonly string[]) =>
      `For what the chain says, this page had to believe: ${names.join("; ")}. Under “Who is asked” you can name nodes of your own.`,
    sha256: "SHA-256 of your file: ",
    cid: "CID of your file, computed in this page: ",
    listed: "SHA-256 that the manifest lists for a file with that CID: ",
  },
};

export type WebMessages = typeof english;
