import type { CheckName, CheckStatus } from "../../core/verdict.ts";
import type { VerdictReport } from "../../verify/report.ts";
import { minute, otherName } from "../../verify/wording.ts";
import { element } from "../element.ts";
import { differenceView } from "./difference.ts";
import { statusIcon, verdictIcon } from "./icons.ts";

const QUESTIONS: Record<CheckName, string> = {
  integrity: "Is it the archived file?",
  anchored: "Is the issue on the chain?",
  final: "Is that final?",
  time: "Since when?",
  identity: "Who is the publisher?",
  standing: "Does it still stand?",
  available: "Can the original be had?",
};

const STATUS_WORDS: Record<CheckStatus, string> = {
  pass: "Yes",
  fail: "No",
  unknown: "Could not be asked",
  skipped: "Not asked",
};

/** A verdict for people: the answer first, then what it rests on. */
export function verdictView(report: VerdictReport, sha256: string): Node[] {
  return [
    heading(report),
    ...notices(report),
    ...differenceView(report),
    issueLink(report),
    alsoLinks(report),
    checks(report),
    trusted(report),
    digest(sha256),
  ].filter((part) => part !== undefined);
}

function heading({ verdict, headline, explanation }: VerdictReport): HTMLElement {
  return element(
    "header",
    { class: `verdict verdict-${verdict}`, "data-verdict": verdict },
    verdictIcon(verdict),
    element("div", {}, element("h2", { tabindex: "-1" }, headline), element("p", {}, explanation)),
  );
}

function notices({ notices: posted, issue }: VerdictReport): HTMLElement[] {
  const told = posted.map((notice) =>
    element(
      "div",
      { class: "note warn" },
      element("p", {}, element("strong", {}, `Notice of ${notice.kind}`), `, ${minute(notice.time)}`),
      notice.reason === undefined
        ? undefined
        : element("blockquote", { class: "reason" }, element("p", {}, notice.reason)),
    ),
  );
  const { current, digest: own } = issue ?? {};
  if (current === undefined || current === own) return told;
  const link = element("a", { href: `/issues/${current}` }, "Go to the revision that stands now");
  return [
    ...told,
    element("p", { class: "note warn" }, element("strong", {}, "A later revision stands. "), link),
  ];
}

function issueLink({ issue }: VerdictReport): HTMLElement | undefined {
  if (issue === undefined) return undefined;
  const of = issue.publicationTitle === undefined ? "" : `, ${issue.publicationTitle}`;
  const anchored = issue.anchoredAt === undefined ? "" : `. Anchored ${minute(issue.anchoredAt)}`;
  const link = element("a", { href: `/issues/${issue.digest}` }, element("bdi", {}, issue.title));
  return element("p", { class: "card-issue" }, link, ` (issue ${issue.label}${of})${anchored}.`);
}

function alsoLinks({ alsoAnchored }: VerdictReport): HTMLElement | undefined {
  if (alsoAnchored === undefined) return undefined;
  const { issues, unasked } = alsoAnchored;
  const links = issues.flatMap((issue, i) => [
    i === 0 ? "" : "; ",
    element("a", { href: `/issues/${issue.digest}` }, element("bdi", {}, otherName(issue))),
  ]);
  const more = unasked === 0 ? "." : `; and as ${unasked} more, which were not asked about.`;
  return element(
    "p",
    { class: "card-issue", "data-also": String(issues.length) },
    "Also anchored as ",
    ...links,
    more,
  );
}

function checks({ checks: made }: VerdictReport): HTMLElement {
  const rows = made.map((check) =>
    element(
      "li",
      { class: `check-row status-${check.status}`, "data-check": check.check, "data-status": check.status },
      statusIcon(check.status),
      element(
        "div",
        {},
        element(
          "p",
          { class: "question" },
          QUESTIONS[check.check],
          " ",
          element("span", { class: "answer" }, answer(check)),
        ),
        element("p", {}, check.says),
      ),
    ),
  );
  return element("ul", { class: "checks" }, ...rows);
}

/** Some questions have no yes and no: there the sentence alone answers. */
function answer({ check, status }: VerdictReport["checks"][number]): string {
  if ((check === "time" || check === "identity") && (status === "pass" || status === "skipped")) return "";
  return STATUS_WORDS[status];
}

function trusted({ checks: made }: VerdictReport): HTMLElement {
  const names = [...new Set(made.flatMap((check) => check.trusted))];
  const text =
    names.length === 0
      ? "Nobody had to be believed for this: everything was computed in this page."
      : `For what the chain says, this page had to believe: ${names.join("; ")}. To believe nobody, ask a node of your own, as the issue's page shows.`;
  return element("p", { class: "quiet trusted" }, text);
}

function digest(sha256: string): HTMLElement {
  return element(
    "p",
    { class: "quiet" },
    "SHA-256 of your file: ",
    element("code", { class: "hash" }, sha256),
  );
}
