import type { LeftOut, NotCovered, Problem, SourceIssue } from "../adapters/back-catalogue/issue.ts";
import type { ClaimedDate } from "../core/date.ts";
import type { Label } from "../core/label.ts";
import { counted } from "../core/plural.ts";
import { sizeText } from "../core/size.ts";
import { table } from "./format.ts";
import type { Output } from "./output.ts";

const FIRST = 5;
const LONGEST_TITLE = 48;

/** One issue of the source as `import --dry-run --json` lists it. */
export interface ImportedIssue {
  readonly label: Label;
  readonly title: string;
  readonly date?: ClaimedDate;
  readonly files: number;
  readonly bytes: number;
  readonly notCovered: readonly NotCovered[];
  readonly problems: readonly Problem[];
  readonly origin: SourceIssue["origin"];
}

/** What a back catalogue gave besides the files themselves. */
export interface ImportReport {
  readonly issues: ImportedIssue[];
  readonly leftOut: LeftOut[];
}

export function summaryOf(issue: SourceIssue): ImportedIssue {
  const { label, title, date, files, notCovered, problems, origin } = issue;
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const when = date === undefined ? {} : { date };
  return { label, title, ...when, files: files.length, bytes, notCovered, problems, origin };
}

/** `label  title  date  files  bytes  not covered  problems`, the problems by their codes. */
export function importTable(issues: readonly ImportedIssue[]): readonly string[] {
  const head = ["label", "title", "date", "files", "size", "not covered", "problems"];
  return table([head, ...issues.map(rowOf)]);
}

function rowOf({ label, title, date, files, bytes, notCovered, problems }: ImportedIssue): readonly string[] {
  const codes = [...new Set(problems.map(({ code }) => code))].join(" ");
  const shown =
    title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 3).toWellFormed()}...` : title;
  const numbers = [String(files), sizeText(bytes), String(notCovered.length)];
  return [label, plain(shown), date ?? "-", ...numbers, codes === "" ? "-" : codes];
}

/** What did not come along, and what a person is to know: counts and the first few of each. */
export function tellReport({ issues, leftOut }: ImportReport, output: Pick<Output, "note">): void {
  const missing = issues.flatMap(({ label, notCovered }) =>
    notCovered.map(({ from, as, url }) => `${label}: ${from} loads the ${as} ${url}`),
  );
  const problems = issues.flatMap(({ label, problems: found }) =>
    found.map(({ code, detail }) => `${label}: ${code}: ${detail}`),
  );
  const left = leftOut.map(({ origin, reason, detail }) => {
    const at = origin.item === undefined ? origin.at : `${origin.at} (${origin.item})`;
    return `${at}: ${reason}: ${detail}`;
  });
  tell(`${counted(left.length, "item")} left out`, left, output);
  tell(`${counted(missing.length, "reference")} to elsewhere not covered`, missing, output);
  tell(counted(problems.length, "problem"), problems, output);
}

function tell(what: string, lines: readonly string[], output: Pick<Output, "note">): void {
  if (lines.length === 0) return;
  output.note(`${what}:`);
  for (const line of lines.slice(0, FIRST)) output.note(`  ${plain(line)}`);
  if (lines.length > FIRST) output.note(`  and ${lines.length - FIRST} more (--json lists them all)`);
}

/** What a source says may hold characters that would rewrite a terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD");
}
