import type { HeldFile } from "../../verify/evidence.ts";
import type { VerdictReport } from "../../verify/report.ts";
import { otherName } from "../../verify/wording.ts";
import { element } from "../element.ts";
import { LANGUAGE, SAYS } from "../says.ts";
import { changesView, type Comparing } from "./changes.ts";
import { differenceView } from "./difference.ts";
import { folderView } from "./folder.ts";
import { nodesView, silenceView } from "./nodes-view.ts";
import { statusIcon, verdictIcon } from "./icons.ts";

const MOST_NAMED = 5;

const says = SAYS.verdict;

/** What was held against the archive, as far as the verdict's own words do not say it. */
export interface Shown {
  /** The file, with the digests that were computed of it. */
  readonly held?: HeldFile;
  /** Hidden files of a folder that were left out. */
  readonly hidden?: readonly string[];
  /** What lets the words of both be held against each other. */
  readonly comparing?: Comparing;
}

/** A verdict for people: the answer first, with what has been said since; then what it rests on. */
export function verdictView(report: VerdictReport, shown: Shown = {}): Node[] {
  const { held, hidden, comparing } = shown;
  return [
    heading(report),
    issueLink(report),
    alsoLinks(report),
    silenceView(report),
    ...differenceView(report),
    comparing === undefined ? undefined : changesView(comparing),
    report.folder === undefined ? undefined : folderView(report.folder, report.issue?.digest),
    hidden === undefined || hidden.length === 0 ? undefined : hiddenNote(hidden),
    element(
      "details",
      { class: "how", open: "" },
      element("summary", {}, says.how),
      checks(report),
      trusted(report),
      nodesView(report),
      ...(held === undefined ? [] : digests(held)),
    ),
  ].filter((part) => part !== undefined);
}

function heading(report: VerdictReport): HTMLElement {
  const { verdict, headline, explanation } = report;
  return element(
    "header",
    { class: `verdict verdict-${verdict}`, "data-verdict": verdict },
    verdictIcon(verdict),
    element(
      "div",
      {},
      element("h2", { tabindex: "-1" }, headline),
      element("p", {}, explanation),
      ...notices(report),
    ),
  );
}

/** Why the copy is not the last word: with the verdict itself, and not below it. */
function notices({ notices: posted, issue, checks: asked }: VerdictReport): HTMLElement[] {
  const told = posted.map((notice) =>
    element(
      "div",
      { class: "notice" },
      element(
        "p",
        {},
        element("strong", {}, says.notices[notice.kind]),
        says.noticed(SAYS.time(notice.time), notice.reason !== undefined),
      ),
      notice.reason === undefined
        ? undefined
        : element("blockquote", { class: "reason" }, element("p", {}, notice.reason)),
      notice.told === undefined
        ? undefined
        : element("p", { class: "quiet" }, says.toldBy(notice.told.by, notice.told.isKindProved)),
    ),
  );
  const { current, digest: own } = issue ?? {};
  if (current === undefined || current === own) return told;
  const link = element("a", { href: `/issues/${current}` }, says.goToCurrent);
  // That one may have been retracted itself.
  const standing = asked.find(({ evidence }) => evidence["currentStanding"] !== undefined);
  const later = standing === undefined ? says.later : `${standing.says} `;
  return [...told, element("p", { class: "notice" }, element("strong", {}, later), link)];
}

function issueLink({ issue }: VerdictReport): HTMLElement | undefined {
  if (issue === undefined) return undefined;
  const anchored = issue.anchoredAt === undefined ? undefined : SAYS.time(issue.anchoredAt);
  const link = element("a", { href: `/issues/${issue.digest}` }, element("bdi", {}, issue.title));
  return element(
    "p",
    { class: "card-issue" },
    link,
    says.issue(issue.label, issue.publicationTitle, anchored),
  );
}

function alsoLinks({ alsoAnchored }: VerdictReport): HTMLElement | undefined {
  if (alsoAnchored === undefined) return undefined;
  const { issues, unasked } = alsoAnchored;
  const links = issues.flatMap((issue, i) => [
    i === 0 ? "" : says.alsoJoint,
    element("a", { href: `/issues/${issue.digest}` }, element("bdi", {}, otherName(issue, LANGUAGE))),
  ]);
  return element(
    "p",
    { class: "card-issue", "data-also": String(issues.length) },
    says.also,
    ...links,
    says.alsoMore(unasked),
  );
}

/** Questions that there was nothing to ask about are told together. */
function checks({ checks: made, issue }: VerdictReport): HTMLElement {
  const asked = made.filter(({ reason }) => reason !== "nothing-to-ask");
  const moot = made.filter(({ reason }) => reason === "nothing-to-ask");
  const rest =
    moot.length === 0
      ? undefined
      : row(
          { status: "skipped" },
          element("p", { class: "question" }, ...moot.flatMap(({ check }) => [says.questions[check], " "])),
          element("p", {}, issue === undefined ? says.moot : says.untold),
        );
  return element("ul", { class: "checks" }, ...asked.map(checkRow), rest);
}

type Shaped = VerdictReport["checks"][number];

function checkRow(made: Shaped): HTMLElement {
  const question = element(
    "p",
    { class: "question" },
    says.questions[made.check],
    " ",
    element("span", { class: "answer" }, answer(made)),
  );
  return row(made, question, element("p", {}, made.says));
}

function row({ check, status }: Pick<Shaped, "status"> & Partial<Shaped>, ...words: Node[]): HTMLElement {
  return element(
    "li",
    { class: `check-row status-${status}`, "data-check": check, "data-status": status },
    statusIcon(status),
    element("div", {}, ...words),
  );
}

/** Some questions have no yes and no: there the sentence alone answers. */
function answer({ check, status }: VerdictReport["checks"][number]): string {
  if ((check === "time" || check === "identity") && (status === "pass" || status === "skipped")) return "";
  return says.answers[status];
}

function trusted({ checks: made }: VerdictReport): HTMLElement {
  const names = [...new Set(made.flatMap((check) => check.trusted))];
  const text = names.length === 0 ? says.nobody : says.believed(names);
  return element("p", { class: "quiet trusted" }, text);
}

function digests({ sha256, cid }: HeldFile): HTMLElement[] {
  const line = (what: string, value: string) =>
    element("p", { class: "quiet" }, what, element("code", { class: "hash" }, value));
  if (cid === undefined) return [line(says.sha256, sha256)];
  return [line(says.cid, cid), line(says.listed, sha256)];
}

function hiddenNote(hidden: readonly string[]): HTMLElement {
  const some = hidden.slice(0, MOST_NAMED).join(", ");
  const more = hidden.length > MOST_NAMED ? ", ..." : "";
  const told = SAYS.folder.hidden(hidden.length, some + more);
  return element("p", { class: "quiet", "data-hidden": String(hidden.length) }, told);
}
