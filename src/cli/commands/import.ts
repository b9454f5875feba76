import { SOURCE_KINDS, type SourceKind } from "../../adapters/back-catalogue/kind.ts";
import type { SourceIssue } from "../../adapters/back-catalogue/issue.ts";
import type { Dkim } from "../../adapters/back-catalogue/mail/dkim.ts";
import { openBackCatalogue } from "../../adapters/back-catalogue/open.ts";
import { listSource } from "../../adapters/disk/source.ts";
import { claimsOf } from "../../adapters/document/claims.ts";
import { asFailure, type ColophonError, fail } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import type { PublicationRef } from "../../core/publication.ts";
import { type PublishedTogether, publishTogether } from "../../publish/batch.ts";
import type { IssuePlan } from "../../publish/pack.ts";
import { settle } from "../../publish/publisher.ts";
import { minute } from "../../verify/wording.ts";
import { openPublishing, openReading, type Reading, refreshAfterwards } from "../compose.ts";
import { findArchive, type Place } from "../config.ts";
import { dkimOf, dnsDkim } from "../import-dkim.ts";
import { fetchSource } from "../import-fetch.ts";
import { type ImportReport, importTable, summaryOf, tellReport } from "../import-report.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint, reportFailure } from "../output.ts";
import { showProgress } from "../progress.ts";
import { choosePublication } from "../publications.ts";

export interface ImportOptions extends CommonOptions {
  readonly publication?: string;
  readonly kind?: string;
  readonly drafts: boolean;
  readonly restricted: boolean;
  readonly dkim: boolean;
  readonly dryRun: boolean;
  readonly batchSize?: string;
  readonly wait: "mined" | "final";
}

/** `colophon import <path or address>` */
export async function importCommand(source: string, options: ImportOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const publication = choosePublication(place, options.publication);
  const report: ImportReport = { issues: [], leftOut: [] };
  const size = batchSize(options.batchSize);
  // Pages of a zip are read when they are packed, which is after the last issue of a batch was found.
  using hold = new DisposableStack();
  await using bin = new AsyncDisposableStack();
  let reading: Promise<Reading> | undefined;
  const open = () => (reading ??= openArchive(place, bin));
  // A dry run opens no archive: what it shows of signatures is what the DNS says now.
  const dkim = options.dryRun ? dnsDkim() : dkimOf(publication.id, open);
  const issues = issuesOf(source, options, { report, hold, ...(options.dkim ? { dkim } : {}) });
  if (options.dryRun) return await showTable(issues, { source, report, output });
  const batches = plansOf(issues, publication, size);
  // Without batches of a given size, all of the source is looked at before anything is done with the first of it.
  const first = await batches.next();
  if (first.done === true) return nothing(source, report, output);
  return await publishBatches(first.value, batches, { place, options, report, output });
}

interface Held {
  readonly report: ImportReport;
  readonly hold: DisposableStack;
  readonly dkim?: Dkim;
}

/** Only newsletters need it while they are read. */
async function openArchive(place: Place, bin: AsyncDisposableStack): Promise<Reading> {
  const reading = bin.use(await openReading(place));
  await reading.archive.refresh();
  return reading;
}

async function* issuesOf(
  source: string,
  options: ImportOptions,
  { report, hold, dkim }: Held,
): AsyncGenerator<SourceIssue> {
  const found = openBackCatalogue(source, {
    list: (path, how) => listSource(path, how),
    claims: claimsOf,
    fetch: fetchSource,
    leftOut: (item) => void report.leftOut.push(item),
    drafts: options.drafts,
    restricted: options.restricted,
    hold,
    ...(options.kind === undefined ? {} : { kind: sourceKind(options.kind) }),
    ...(dkim === undefined ? {} : { dkim }),
  });
  for await (const issue of found) {
    report.issues.push(summaryOf(issue));
    yield issue;
  }
}

function sourceKind(named: string): SourceKind {
  const kind = SOURCE_KINDS.find((one) => one === named);
  return (
    kind ?? fail("USAGE_INVALID", { problem: `--kind is ${named}, and is one of ${SOURCE_KINDS.join(", ")}` })
  );
}

function batchSize(given: string | undefined): number {
  if (given === undefined) return Infinity;
  if (!/^[1-9]\d{0,8}$/.test(given))
    fail("USAGE_INVALID", { problem: `--batch-size is ${given}, and is a number from 1` });
  return Number(given);
}

/** The plans of one batch after the other. */
async function* plansOf(
  issues: AsyncIterable<SourceIssue>,
  publication: PublicationRef,
  size: number,
): AsyncGenerator<readonly IssuePlan[]> {
  let plans: IssuePlan[] = [];
  for await (const issue of issues) {
    plans.push(planOf(issue, publication));
    if (plans.length < size) continue;
    yield plans;
    plans = [];
  }
  if (plans.length > 0) yield plans;
}

function planOf(issue: SourceIssue, publication: PublicationRef): IssuePlan {
  const { files, notCovered: _, problems: __, origin: ___, ...description } = issue;
  return { publication, files, description };
}

interface Showing {
  readonly source: string;
  readonly report: ImportReport;
  readonly output: Output;
}

async function showTable(
  issues: AsyncIterable<SourceIssue>,
  { source, report, output }: Showing,
): Promise<number> {
  for await (const _ of issues);
  if (report.issues.length === 0) return nothing(source, report, output);
  for (const line of importTable(report.issues)) output.line(line);
  output.line(`${counted(report.issues.length, "issue")}. Nothing was written or sent.`);
  tellReport(report, output);
  if (output.json) output.document({ dryRun: true, ...report });
  return 0;
}

function nothing(path: string, report: ImportReport, output: Output): never {
  tellReport(report, output);
  return fail("SOURCE_WITHOUT_ISSUES", { path });
}

interface Importing {
  readonly place: Place;
  readonly options: ImportOptions;
  readonly report: ImportReport;
  readonly output: Output;
}

/** Batch by batch: what was anchored before a failure stands, is reported, and is left out by the next run. */
async function publishBatches(
  first: readonly IssuePlan[],
  further: AsyncIterable<readonly IssuePlan[]>,
  { place, options, report, output }: Importing,
): Promise<number> {
  const progress = showProgress(process.stderr);
  const done: PublishedTogether[] = [];
  let failed: ColophonError | undefined;
  try {
    await using reading = await openReading(place);
    await using publishing = await openPublishing(reading, { onProgress: progress, until: options.wait });
    await settle(publishing.publisher);
    done.push(await publishTogether(first, publishing.publisher));
    for await (const plans of further) done.push(await publishTogether(plans, publishing.publisher));
    await refreshAfterwards(reading, output);
  } catch (error) {
    failed = asFailure(error);
  } finally {
    progress.end();
  }
  return tellDone(done, failed, { report, output });
}

function tellDone(
  done: readonly PublishedTogether[],
  failed: ColophonError | undefined,
  { report, output }: Pick<Importing, "report" | "output">,
): number {
  const batches = done.flatMap(({ batch }) => batch ?? []);
  const already = done.flatMap((one) => one.already);
  const { leftOut, issues } = report;
  const told = issues.filter(({ notCovered, problems }) => notCovered.length + problems.length > 0);
  if (output.json)
    output.document({ batches, already, leftOut, told, ...(failed === undefined ? {} : { error: failed }) });
  tellReport(report, output);
  if (already.length > 0)
    output.line(`${counted(already.length, "issue")} stood before; nothing was sent for them`);
  for (const { count, anchoredAt, status, root, list, listCid, block, tx } of batches) {
    const time = `${minute(anchoredAt)}${status === "final" ? "" : " (not yet final)"}`;
    output.line(`${paint("bold", `A batch of ${counted(count, "issue")}`)} is anchored, ${time}`);
    output.line(`  root     ${root}`);
    output.line(`  list     ${list}`);
    output.line(`  CID      ${listCid}`);
    output.line(`  block    ${block}  ${tx}`);
  }
  return failed === undefined ? 0 : reportFailure(failed, { ...output, json: false });
}
