import { claimedWords, plural, timeWords } from "../../../core/messages/wording.ts";
import type { NoticeKind } from "../../../core/history/entry.ts";
import { sizeText } from "../../../core/size.ts";
import type { CopyEvidence } from "../../../verify/evidence.ts";
import type { Mark } from "../../../verify/marks.ts";
import { html, type Part } from "../html.ts";
import { absence } from "./en/absence.ts";
import { badges } from "./en/badges.ts";
import { certificate } from "./en/certificate.ts";
import { check } from "./en/check.ts";
import { first } from "./en/first.ts";
import { how } from "./en/how.ts";
import { publication } from "./en/publication.ts";
import { search } from "./en/search.ts";
import { selfCheck } from "./en/self-check.ts";

const count = (one: string, other: string) => (number: number) =>
  plural(number, { one: `# ${one}`, other: `# ${other}` }, "en");

const marks: Record<Mark, string> = {
  current: "Current",
  superseded: "Superseded",
  correction: "Correction posted",
  retraction: "Retracted",
  concern: "Of concern",
  withdrawal: "Withdrawn",
  "label-taken": "Does not count: the label was taken",
};

const noticed: Record<NoticeKind, string> = {
  correction: "A correction was posted",
  retraction: "Retracted by its publisher",
  concern: "Its publisher has expressed concern",
  withdrawal: "Withdrawn by its publisher",
};

const copies: Record<CopyEvidence["status"], string> = {
  served: "gave the manifest and the first blocks back, and they matched",
  missing: "does not hold it",
  corrupt: "gave other bytes back",
  unreachable: "could not be asked",
};

/**
 * What the pages say, in English. Another language is another object of this shape: one that lacks a message, or has
 * one that takes other values, does not compile.
 */
export const english = {
  time: (seconds: number) => timeWords(seconds, "en"),
  claimed: (date: string) => claimedWords(date, "en"),
  size: sizeText,
  issues: count("issue", "issues"),
  entries: count("entry", "entries"),
  files: count("file", "files"),
  marks,

  site: {
    name: "Colophon",
    about:
      "Colophon says whether a copy is the one that was published, and never whether what was published is true.",
    skip: "Skip to the content",
    navigation: "Site",
    check: "Check a file",
    publications: "Publications",
    quotation: "Find a quotation",
    how: "How it works",
    language: "Language",
    badges: "Badges",
    bannerLabel: "About this archive",
    banner: html`<strong>A trial archive.</strong> Whoever keeps it can rewrite its chain: it proves nothing
      to others.`,
    stale: html`<strong>The chain could not be asked just now.</strong> What is shown was learnt before, and
      may be behind.`,
  },

  problem: {
    nothingHere: "Nothing here",
    back: "To the first page",
    code: "Code",
    codes: "Error codes",
    codesLead:
      "What each code means, wherever it turns up: in a command, in a problem document of the API, or on a page.",
    exits: (http: number, exit: number) => `HTTP ${http}, exit status ${exit}.`,
  },

  issue: {
    untitled: "An issue",
    itsPublication: "its publication",
    numbered: (label: string) => `Issue ${label}`,
    revision: (revision: number) => `Revision ${revision}`,
    dated: (date: Part) => html`dated ${date} by its publisher`,
    by: (creators: Part) => html`By ${creators}`,
    pageOf: (title: string, publication: string) => `${title}, ${publication}`,
    summary: (label: string, publication: string, anchored: string | undefined) =>
      `Issue ${label} of ${publication}${anchored === undefined ? "" : `, anchored ${anchored}`}. Check whether your copy is the one that was published.`,
    files: "Its files",
    filesTable: "Table of files",
    moreFiles: (files: string) => `${files} more`,
    file: "File",
    size: "Size",
    check: "Check your copy",
    checkLead: "Drop a file that you have. It is hashed in this page and never leaves your machine.",
    proof: "Download the proof",
    proofIs: html`a file that is checked without this server, with nothing but one block's hash (<code
        >colophon verify</code
      >).`,
    revisions: "Revisions of this issue",
    thisPage: "this page",
    anchoredAt: (time: Part) => html`anchored ${time}`,
    changes: "See what changed",
    compare: (from: number, to: number) => `What changed from revision ${from} to revision ${to}`,
    transactions: "Transactions",
    step: (entry: number, done: string, time: Part, block: number | undefined) =>
      html`Entry ${entry}: ${done} ${time}${block === undefined ? "" : `, in block ${block}`}`,
    done: {
      anchored: "anchored",
      revised: "revised",
      extracted: "given a record of its own",
      batch: (issues: string) => `anchored with a batch of ${issues}`,
      notice: {
        correction: "correction posted",
        retraction: "retraction posted",
        concern: "expression of concern posted",
        withdrawal: "withdrawal posted",
      } satisfies Record<NoticeKind, string>,
    },
    copies: "Where copies are kept",
    noStore: "No store was asked.",
    copy: copies,
    read: "Read it",
    readSafely: "Shown without scripts, forms or anything from elsewhere.",
    readAlone: "Open it on its own",
    download: (path: string) => `Download ${path}`,
    notShown: (kind: string) => `${kind}, which is not shown in the page.`,
    kinds: {
      image: (format: string) => `${format} image`,
      html: "web page",
      css: "style sheet",
      markdown: "Markdown",
      text: "text",
      audio: "audio",
      video: "video",
      font: "font",
    },
  },

  standing: {
    heading: "How it stands",
    current: html`<strong>This is the current revision</strong>, and no notice has been posted on it.`,
    corrects: (time: Part) => html`It replaced the revision before it, ${time}.`,
    later: (time: Part) =>
      html`<strong>A later revision stands</strong>${time === undefined ? "" : html`, anchored ${time}`}.`,
    onLater: "Of that later revision itself:",
    goToCurrent: "Go to the current one",
    noticed,
    on: (what: string, time: Part) => html`<strong>${what}</strong>, ${time}.`,
    unasked: html`<strong>Whether this still stands could not be checked.</strong>`,
    unaskedEarlier: html`<strong>Whether this stands could not be checked.</strong> Another issue may have
      been anchored before under the same label:`,
    taken: (entry: number, link: (text: string) => Part) =>
      html`<strong>This does not count.</strong> Entry ${entry} had anchored ${link("another issue")} under
        the same label before: that one stands.`,
    pending: html`<strong>Anchored, but not yet final.</strong> Its block may still be taken back; look again
      later.`,
    absent: html`<strong>Not on the chain.</strong> The registry holds no record of it.`,
  },

  check,
  first,
  certificate,
  selfCheck,
  publication,
  search,
  absence,
  badges,
  how,
};

export type Messages = typeof english;
