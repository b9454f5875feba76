import { extname } from "node:path";
import { writeDurably } from "../../adapters/disk/write.ts";
import type { AuditReport, Fault } from "../../audit/report.ts";
import { fail } from "../../core/errors/error.ts";
import { htmlReport } from "./html.ts";
import { junitReport } from "./junit.ts";
import { markdownReport } from "./markdown.ts";
import { REPORT_TYPE } from "./schema.ts";

/** `flags` are those that the audit was asked for with. */
type Render = (report: AuditReport, flags: readonly string[]) => string;

const FORMS: Readonly<Record<string, Render>> = {
  ".html": htmlReport,
  ".htm": htmlReport,
  ".md": markdownReport,
  ".json": (report) => `${JSON.stringify({ type: REPORT_TYPE, ...report }, undefined, 2)}\n`,
  ".xml": junitReport,
};

/** A file that a report is written to, in the form that its name asks for. */
export interface ReportFile {
  readonly path: string;
  readonly render: Render;
}

/** `parseReportFile("audit.md")`. @throws USAGE_INVALID for a name that asks for no form */
export function parseReportFile(path: string): ReportFile {
  const render = FORMS[extname(path).toLowerCase()];
  if (render === undefined)
    fail("USAGE_INVALID", {
      problem: `--report names a file that ends with .html, .md, .json or .xml (JUnit); got ${path}`,
    });
  return { path, render };
}

/** The same report gives the same bytes, whatever words the network failed with. @throws ARCHIVE_DISK */
export async function writeReports(
  files: readonly ReportFile[],
  report: AuditReport,
  flags: readonly string[] = [],
): Promise<void> {
  const settled = withoutProblems(report);
  for (const { path, render } of files) await writeDurably(path, render(settled, flags));
}

function withoutProblems(report: AuditReport): AuditReport {
  const { publications, stores, storage } = report;
  return {
    ...report,
    publications: publications.map(settledPart),
    stores: stores.map(settledPart),
    storage: settledPart(storage),
  };
}

function settledPart<Part extends { readonly faults: readonly Fault[] }>(part: Part): Part {
  return { ...part, faults: part.faults.map(({ problem: _, ...fault }) => fault) };
}
