import { STEPS, type Step } from "../../audit/evidence.ts";
import type { AuditReport, PublicationReport, StoreReport } from "../../audit/report.ts";
import type { TimelineItem } from "../../audit/timeline.ts";
import { counted } from "../../core/plural.ts";
import { sizeText } from "../../core/size.ts";
import { minute } from "../../verify/wording.ts";
import {
  askedOf,
  conclusionOf,
  domainWords,
  gradeCounts,
  headStanding,
  matrixOf,
  type ToldFault,
  toldFaults,
} from "./told.ts";

/** Rows of one table; what is left out is counted, and the JSON has it. */
const MOST_ROWS = 500;

const HEADS = {
  same: "the same",
  another: "**another**",
  apart: "not compared: the entries up to it were not to be had",
} as const;

const TONES = { sound: "✓", open: "?", faulty: "✗" } as const;

/** The report for people who read Markdown: the outcome first, then the faults, the gravest first. */
export function markdownReport(report: AuditReport, flags: readonly string[] = []): string {
  const { tone, says } = conclusionOf(report);
  const faults = toldFaults(report);
  const parts = [
    `# Audit of ${listed(report.publications.map(nameOf))}`,
    `**${TONES[tone]} ${says}**${faults.length === 0 ? "" : ` ${gradeCounts(faults)}.`}`,
    table(
      ["", ""],
      askedOf(report, flags).map(([what, value]) => [what, code(value)]),
    ),
    ...(faults.length === 0 ? [] : ["## Faults", faultTable(faults)]),
    ...report.publications.flatMap(publicationPart),
    ...storagePart(report),
  ];
  return `${parts.join("\n\n")}\n`;
}

function faultTable(faults: readonly ToldFault[]): string {
  return table(
    ["grade", "fault", "what was found", "what to do"],
    faults.map(({ grade, fault, says, next }) => [grade, code(fault), escaped(says), next]),
  );
}

function publicationPart(one: PublicationReport): readonly string[] {
  const { head } = one;
  return [
    `## ${nameOf(one)}`,
    table(
      ["", ""],
      [
        ["Number", code(one.id)],
        ["Entries", String(one.entries)],
        [
          "Issues",
          `${one.issues} (${counted(one.revisions, "revision")}, ${counted(one.batches, "batch", "batches")})`,
        ],
        ["Notices", String(one.notices)],
        ...(one.domain === undefined ? [] : [["Domain", escaped(domainWords(one.domain))]]),
        ["Head of the entries", code(head.computed)],
        ["Head in the registry", `${code(head.onChain)} (${HEADS[headStanding(one)]})`],
      ],
    ),
    ...(one.remarks.length === 0
      ? []
      : ["Worth knowing, and no fault:", one.remarks.map(({ says }) => `- ${escaped(says)}`).join("\n")]),
    ...(one.timeline === undefined ? [] : timelinePart(one.timeline, one)),
  ];
}

/** The newest revisions; how many came before them is told by the year. */
function timelinePart(
  timeline: readonly TimelineItem[],
  { revisions, timelineBefore: years = [] }: PublicationReport,
): readonly string[] {
  const shown = timeline.slice(-MOST_ROWS);
  if (shown.length === revisions) return ["### Timeline", timelineTable(shown)];
  const before = years.map(({ year, revisions: count }) => `${count} in ${year}`).join(", ");
  const told = before === "" ? "" : ` Anchored before the newest ${timeline.length}: ${before}.`;
  return [
    "### Timeline",
    `The newest ${shown.length} of ${revisions} revisions.${told}`,
    timelineTable(shown),
  ];
}

function timelineTable(timeline: readonly TimelineItem[]): string {
  return table(
    ["entry", "issue", "title", "anchored", "dated (claimed)", "notices"],
    timeline.map(({ entry, label, revision, title = "", anchoredAt, batched, date = "", notices }) => [
      `${entry}${batched ? " (batch)" : ""}`,
      `${code(label)}${revision > 1 ? `, revision ${revision}` : ""}`,
      escaped(title),
      minute(anchoredAt),
      date,
      notices.map(({ kind }) => kind).join(", "),
    ]),
  );
}

const MARKS: Readonly<Record<Step, string>> = {
  none: "✗",
  claimed: "c",
  indexed: "i",
  "sample-served": "◐",
  "fully-served": "●",
};

function storagePart({ stores }: AuditReport): readonly string[] {
  if (stores.length === 0) return [];
  return [
    "## Stores",
    table(
      ["store", "operator", "blocks verified", "missing", "corrupt", "read"],
      stores.map((store) => [
        escaped(store.id),
        escaped(store.operator),
        `${store.verified} of ${store.blocks}`,
        String(store.missing),
        String(store.corrupt),
        sizeText(store.bytes),
      ]),
    ),
    "### Issues in stores",
    STEPS.toReversed()
      .map((step) => `${MARKS[step]} ${step}`)
      .join(" · "),
    matrix(stores),
  ];
}

/** One line for every issue, one column for every store. */
function matrix(stores: readonly StoreReport[]): string {
  return table(
    ["issue", "digest", ...stores.map(({ id }) => escaped(id))],
    matrixOf(stores).map(({ label, digest, steps }) => [
      code(label),
      code(digest.slice(0, 12)),
      ...steps.map((step) => MARKS[step]),
    ]),
  );
}

function nameOf({ id, title }: PublicationReport): string {
  return escaped(title ?? `publication ${id}`);
}

function listed(names: readonly string[]): string {
  return names.length <= 3
    ? names.join(", ")
    : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const more = rows.length - MOST_ROWS;
  return [
    line(head),
    line(head.map(() => "---")),
    ...rows.slice(0, MOST_ROWS).map(line),
    ...(more > 0 ? [line([`and ${more} more`, ...head.slice(1).map(() => "")])] : []),
  ].join("\n");
}

/** Text that others wrote: titles, reasons, names of stores. */
function escaped(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]<>()#+!|~&-]/g, "\\$&");
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", String.raw`\|`)}\``;
}
