import type {
  AuditReport,
  Fault,
  FaultKind,
  IssueEvidence,
  PublicationReport,
  StoreReport,
} from "../../audit/report.ts";
import { UNASKED } from "../../audit/report.ts";
import { headStanding } from "./told.ts";

/**
 * For continuous integration: a suite for each publication and store, and a case for each thing that was looked at. A fault
 * is a failure, what could not be asked is an error. Without times, so that the same audit gives the same bytes.
 */
export function junitReport(report: AuditReport): string {
  const suites = [
    ...report.publications.map((one) => suite(`publication ${one.id}`, historyCases(one))),
    ...report.stores.map((store) => suite(`store ${store.id}`, storeCases(store))),
    ...(report.stores.length === 0
      ? []
      : [suite("all stores together", [caseOf("copies", report.storage.faults)])]),
  ];
  const sum = (pick: (one: Suite) => number) => suites.reduce((total, one) => total + pick(one), 0);
  const name = `colophon audit of ${report.registry} at block ${report.block.number}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name, tests: sum((one) => one.tests), failures: sum((one) => one.failures), errors: sum((one) => one.errors) })}>`,
    ...suites.map(({ xml }) => xml),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly xml: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

interface Case {
  readonly name: string;
  readonly faults: readonly Fault[];
}

const HISTORY_CASES: readonly (readonly [string, readonly FaultKind[]])[] = [
  ["entries fold to the head", ["head-mismatch", "history-broken"]],
  ["sources agree", ["mirror-mismatch", "logs-mismatch", "logs-unanswered"]],
  ["records are as the history says", ["record-mismatch", "current-mismatch"]],
  ["one issue under each label", ["label-conflict"]],
  ["revisions follow each other", ["revision-chain"]],
  ["writers were allowed", ["not-allowed"]],
  ["lists are those of their batches", ["list-invalid", "list-missing", "list-newer", "list-unanswered"]],
  [
    "manifests are those of their issues",
    ["manifest-foreign", "manifest-mismatch", "manifest-invalid", "manifest-newer"],
  ],
];

const NOT_COMPARED: ReadonlySet<FaultKind> = new Set(["logs-mismatch", "logs-unanswered"]);

/** A head that nothing was compared with is not the same one: the first case bears what kept it from being compared. */
function historyCases(one: PublicationReport): readonly Case[] {
  const { faults } = one;
  const isApart = headStanding(one) === "apart";
  const known = new Set(HISTORY_CASES.flatMap(([, kinds]) => kinds));
  const others = faults.filter(({ fault }) => !known.has(fault));
  return [
    ...HISTORY_CASES.map(([name, kinds], at) =>
      caseOf(
        name,
        faults.filter(
          ({ fault }) => kinds.includes(fault) || (at === 0 && isApart && NOT_COMPARED.has(fault)),
        ),
      ),
    ),
    ...(others.length === 0 ? [] : [caseOf("everything else", others)]),
  ];
}

function storeCases({ issues, faults }: StoreReport): readonly Case[] {
  const named = new Set<string>(issues.map(({ digest }) => digest));
  const of = ({ digest }: IssueEvidence) => faults.filter((fault) => fault.digest === digest);
  const others = faults.filter(({ digest }) => digest === undefined || !named.has(digest));
  return [
    ...issues.map((issue) => caseOf(`issue ${issue.label} (${issue.digest.slice(0, 12)})`, of(issue))),
    caseOf("documents and lists", others),
  ];
}

function caseOf(name: string, faults: readonly Fault[]): Case {
  return { name, faults };
}

function suite(name: string, cases: readonly Case[]): Suite {
  const failed = cases.filter(({ faults }) => faults.some(({ fault }) => !UNASKED.has(fault)));
  const open = cases.filter((one) => one.faults.length > 0 && !failed.includes(one));
  const counts = { tests: cases.length, failures: failed.length, errors: open.length };
  const xml = [
    `  <testsuite ${attributes({ name, ...counts })}>`,
    ...cases.map((one) => caseXml(one, name)),
    "  </testsuite>",
  ].join("\n");
  return { xml, ...counts };
}

/** A case fails once, for its gravest fault; the others are told in the same place. */
function caseXml({ name, faults }: Case, classname: string): string {
  const [gravest] = faults;
  if (gravest === undefined) return `    <testcase ${attributes({ classname, name })}/>`;
  const element = faults.some(({ fault }) => !UNASKED.has(fault)) ? "failure" : "error";
  const all = faults.map(({ fault, says }) => `${fault}: ${says}`).join("\n");
  return [
    `    <testcase ${attributes({ classname, name })}>`,
    `      <${element} ${attributes({ type: gravest.fault, message: gravest.says })}>${escaped(all)}</${element}>`,
    "    </testcase>",
  ].join("\n");
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(" ");
}

/** XML 1.0 has no place for most controls, not even escaped. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- controls are what it is about
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "\uFFFD")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}
