import { writeDurably } from "../../adapters/disk/write.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import type { AuditReport, Fault } from "../../audit/report.ts";
import { type Digest, digestFromBytes } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { type ReportMediaType, reportMediaType } from "../../core/report-signature/statement.ts";
import { htmlReport } from "./html.ts";
import { junitReport } from "./junit.ts";
import { markdownReport } from "./markdown.ts";
import { REPORT_TYPE } from "./schema.ts";

/** `flags` are those that the audit was asked for with. */
type Render = (report: AuditReport, flags: readonly string[]) => string;

const FORMS: Readonly<Record<ReportMediaType, Render>> = {
  "text/html": htmlReport,
  "text/markdown": markdownReport,
  "application/json": (report) => `${JSON.stringify({ type: REPORT_TYPE, ...report }, undefined, 2)}\n`,
  "application/xml": junitReport,
};

/** A file that a report is written to, in the form that its name asks for. */
export interface ReportFile {
  readonly path: string;
  readonly mediaType: ReportMediaType;
}

/** `parseReportFile("audit.md")`. @throws USAGE_INVALID for a name that asks for no form */
export function parseReportFile(path: string): ReportFile {
  const mediaType = reportMediaType(path);
  if (mediaType === undefined)
    fail("USAGE_INVALID", {
      problem: `--report names a file that ends with .html, .md, .json or .xml (JUnit); got ${path}`,
    });
  return { path, mediaType };
}

export interface WrittenReport extends ReportFile {
  /** Of the bytes that were written. */
  readonly sha256: Digest;
}

/** The same report gives the same bytes, whatever words the network failed with. @throws ARCHIVE_DISK */
export async function writeReports(
  files: readonly ReportFile[],
  report: AuditReport,
  flags: readonly string[] = [],
): Promise<readonly WrittenReport[]> {
  const settled = withoutProblems(report);
  const written: WrittenReport[] = [];
  for (const { path, mediaType } of files) {
    const text = FORMS[mediaType](settled, flags);
    await writeDurably(path, text);
    written.push({ path, mediaType, sha256: digestFromBytes(nodeSha256(Buffer.from(text, "utf8"))) });
  }
  return written;
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
  return { ...part, faults: part.faults.map(withoutProblem) };
}

function withoutProblem(fault: Fault): Fault {
  const { problem: _, ...settled } = fault;
  return settled;
}
