import { statSync } from "node:fs";
import { SOURCE_KINDS, type SourceKind } from "../../adapters/back-catalogue/kind.ts";
import type { SourceIssue } from "../../adapters/back-catalogue/issue.ts";
import { type Dkim, NO_DKIM } from "../../adapters/back-catalogue/mail/dkim.ts";
import { openBackCatalogue } from "../../adapters/back-catalogue/open.ts";
import { openBags } from "../../adapters/back-catalogue/sources/bags.ts";
import { listSource, listTable } from "../../adapters/disk/source.ts";
import { claimsOf } from "../../adapters/document/claims.ts";
import { nodeHashNamed } from "../../adapters/node/named-hash.ts";
import { PART_ISSUES } from "../../core/batch/list.ts";
import { asFailure, type ColophonError, fail, failure, isFailure } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import type { PublicationRef } from "../../core/publication.ts";
import {
  type MeasuredIssue,
  type PublishedBatch,
  type PublishedTogether,
  publishInBatches,
  type StandingIssue,
  untilFinal,
} from "../../publish/batch.ts";
import type { IssuePlan } from "../../publish/pack.ts";
import type { OnProgress } from "../../publish/progress.ts";
import { settle } from "../../publish/publisher.ts";
import { minute } from "../../verify/wording.ts";
import { openPublishing, openReading, type Reading, refreshAfterwards, type Seams } from "../compose.ts";
import { findArchive, type Place } from "../config.ts";
import { showTogether } from "../dry-run-together.ts";
import { dkimOf, dnsDkim } from "../import-dkim.ts";
import { fetchSource } from "../import-fetch.ts";
import { ImportReport } from "../import-report.ts";
import { type JsonList, JsonLists } from "../json.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint, reportFailure } from "../output.ts";
import { showProgress } from "../progress.ts";
import { choosePublication } from "../publications.ts";
import { reviseAllCommand } from "../watch/revise-command.ts";

export interface ImportOptions extends CommonOptions {
  readonly publication?: string;
  /** Bags that anybody made, and the label of the one. */
  readonly bagit?: boolean;
  readonly label?: string;
  readonly kind?: string;
  readonly drafts: boolean;
  readonly restricted: boolean;
  readonly dkim: boolean;
  readonly dryRun: boolean;
  readonly batchSize?: string;
  readonly check: boolean;
  readonly text: boolean;
  readonly wait: "mined" | "final";
}

/**
 * New issues to one transaction: what is kept in memory for each of a batch, here and when it is taken into the
 * catalogue, never becomes much. It is one part of a list.
 */
const MOST_OF_A_BATCH = PART_ISSUES;

/** `colophon import <path or address>` */
export async function importCommand(
  source: string,
  options: ImportOptions,
  seams: Seams = {},
): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const publication = choosePublication(place, options.publication);
  const most = batchSize(options);
  using lists = new JsonLists();
  const report = new ImportReport(options.dryRun ? "all" : options.json ? "told" : "counts", lists);
  const progress = showProgress(process.stderr);
  // Pages of a zip are read when they are packed, which is after the last issue of a batch was found.
  using hold = new DisposableStack();
  await using bin = new AsyncDisposableStack();
  const open = openedOnce(place, seams, bin);
  const run: Run = {
    source,
    place,
    options,
    publication,
    most,
    seams,
    report,
    lists,
    output,
    progress,
    open,
    hold,
    share: undefined,
  };
  try {
    const first = await startOf(plansOf(run));
    if (first === undefined) return nothing(run);
    return options.dryRun ? await showTable(first, run) : await publish(first, run);
  } finally {
    progress.end();
  }
}

interface Run {
  readonly source: string;
  readonly place: Place;
  readonly options: ImportOptions;
  readonly publication: PublicationRef;
  /** New issues to a transaction. */
  readonly most: number;
  readonly seams: Seams;
  readonly report: ImportReport;
  /** What only a program is told, until it is. */
  readonly lists: JsonLists;
  readonly output: Output;
  readonly progress: ReturnType<typeof showProgress>;
  readonly open: () => Promise<Reading>;
  readonly hold: DisposableStack;
  /** How much of the source has been dealt with, once it tells. */
  share: number | undefined;
}

/** Whoever needs the archive first opens it; what it holds by then is in its catalogue. */
function openedOnce(place: Place, seams: Seams, bin: AsyncDisposableStack): () => Promise<Reading> {
  let reading: Promise<Reading> | undefined;
  return () => (reading ??= openReading(place, { seams }).then((opened) => bin.use(opened)));
}

async function* plansOf(run: Run): AsyncGenerator<IssuePlan> {
  const { source, options, publication, report, progress, hold } = run;
  const found =
    options.bagit === true
      ? bagsOf(run)
      : openBackCatalogue(source, {
          list: (path, how) => listSource(path, how),
          table: (path) => listTable(path),
          claims: claimsOf,
          fetch: (url) => fetchSource(url),
          leftOut: (item) => report.leaveOut(item),
          onProgress: (told) => {
            if ("share" in told) run.share = told.share;
            else progress({ kind: "reading", what: source, found: told.found });
          },
          drafts: options.drafts,
          restricted: options.restricted,
          hold,
          dkim: signatures(run),
          ...(options.kind === undefined ? {} : { kind: sourceKind(options.kind) }),
        });
  for await (const issue of found) {
    report.take(issue);
    yield planOf(issue, publication);
  }
}

function bagsOf({ source, options: { label } }: Run): AsyncGenerator<SourceIssue> {
  const list = (path: string) => listSource(path, { hidden: true });
  return openBags(source, { list, hashNamed: nodeHashNamed, ...(label === undefined ? {} : { label }) });
}

/** Only newsletters are asked about, and then the archive first, also where the DNS is not to be asked. */
function signatures({ options, publication, open }: Run): Dkim {
  const asking = options.dkim ? dnsDkim() : NO_DKIM;
  let refreshed: Promise<Reading> | undefined;
  const refresh = async () => {
    const reading = await open();
    await reading.archive.refresh();
    return reading;
  };
  return dkimOf(publication.id, () => (refreshed ??= refresh()), asking);
}

function sourceKind(named: string): SourceKind {
  const kind = SOURCE_KINDS.find((one) => one === named);
  return (
    kind ?? fail("USAGE_INVALID", { problem: `--kind is ${named}, and is one of ${SOURCE_KINDS.join(", ")}` })
  );
}

function batchSize({ batchSize: given }: ImportOptions): number {
  if (given === undefined) return MOST_OF_A_BATCH;
  if (!/^[1-9]\d{0,8}$/.test(given))
    fail("USAGE_INVALID", { problem: `--batch-size is ${given}, and is a number from 1` });
  return Number(given);
}

function planOf(issue: SourceIssue, publication: PublicationRef): IssuePlan {
  const { files, notCovered: _, problems: __, origin: ___, ...description } = issue;
  return { publication, files, description };
}

/** The plans, once it is known that there is one: before that no key is opened and no node is asked. */
async function startOf(plans: AsyncGenerator<IssuePlan>): Promise<AsyncIterable<IssuePlan> | undefined> {
  const first = await plans.next();
  if (first.done === true) return undefined;
  return (async function* () {
    try {
      yield first.value;
      yield* plans;
    } finally {
      await plans.return(undefined);
    }
  })();
}

function nothing({ source, report, output, progress }: Run): number {
  progress.end();
  report.tell(output);
  return fail("SOURCE_WITHOUT_ISSUES", { path: source });
}

async function showTable(plans: AsyncIterable<IssuePlan>, run: Run): Promise<number> {
  const { publication, most, report, output, options } = run;
  const shown = await showTogether(plans, {
    reading: await readingIfAny(run),
    ...{ publication, output, most, text: options.text, onProgress: following(run) },
    originOf: (label) => report.originOf(label),
  });
  output.line(`${counted(shown.issues.length, "issue")}. Nothing was written or sent.`);
  report.tell(output);
  const { refused, batches } = shown;
  if (output.json)
    output.document({
      ...{ dryRun: true, issues: shown.issues.map((issue) => ({ ...issue, ...report.of(issue.label) })) },
      ...{ batches, leftOut: report.document.leftOut },
      ...(refused === undefined ? {} : { error: refused }),
    });
  if (refused === undefined) return 0;
  const exit = reportFailure(refused, { ...output, json: false });
  tellHowToRevise(refused, run);
  return exit;
}

/** A table is of use also where the chain cannot be asked what stands. */
async function readingIfAny({ open, output }: Run): Promise<Reading | undefined> {
  try {
    return await open();
  } catch (error) {
    if (!isFailure(error, "CHAIN_UNREACHABLE")) throw error;
    output.note(`what stands already, and the cost, cannot be told: ${error.message}`);
    return undefined;
  }
}

/** The publisher's progress, with what the source says of its own, and counted over all batches. */
function following(run: Run): OnProgress & { end(): void } {
  let before = { issues: 0, bytes: 0 };
  let now = before;
  const follow: OnProgress = (progress) => {
    if (progress.kind !== "packing") {
      if (progress.kind === "begin") before = now;
      run.progress(progress);
      return;
    }
    now = { issues: before.issues + progress.issues, bytes: before.bytes + progress.bytes };
    const share = shareOf(run, now.issues);
    run.progress({ ...progress, ...now, ...(share === undefined ? {} : { share }) });
  };
  return Object.assign(follow, { end: () => run.progress.end() });
}

/** The source is read ahead: of what was read, as much is done as was packed. */
function shareOf({ share, report }: Run, packed: number): number | undefined {
  return share === undefined ? undefined : share * Math.min(1, packed / Math.max(1, report.issues));
}

interface Done {
  /** Without their issues, which only a program is told of. */
  readonly batches: PublishedBatch[];
  /** Those of each batch. */
  readonly issues: JsonList<MeasuredIssue>[];
  readonly already: JsonList<StandingIssue>;
  stood: number;
}

function noteDone(done: Done, { already, batch }: PublishedTogether, { output, lists }: Run): void {
  done.stood += already.length;
  if (output.json) for (const issue of already) done.already.add(issue);
  if (batch === undefined) return;
  done.batches.push({ ...batch, issues: [] });
  const issues = lists.list<MeasuredIssue>();
  if (output.json) for (const issue of batch.issues) issues.add(issue);
  done.issues.push(issues);
}

/** Batch by batch: what was anchored before a failure stands, is reported, and is left out by the next run. */
async function publish(plans: AsyncIterable<IssuePlan>, run: Run): Promise<number> {
  const { options, most, seams, report, output, lists, open } = run;
  const done: Done = { batches: [], issues: [], already: lists.list(), stood: 0 };
  let failed: ColophonError | undefined;
  try {
    const reading = await open();
    await using publishing = await openPublishing(reading, {
      onProgress: following(run),
      until: options.wait,
      text: options.text,
      seams,
    });
    const { publisher } = publishing;
    await settle(publisher);
    const untilMined = { ...publisher, until: "mined" } as const;
    for await (const one of publishInBatches(plans, untilMined, { most, check: options.check }))
      noteDone(done, one, run);
    // Finality is waited for once, however many transactions there were.
    if (options.wait === "final")
      done.batches.splice(0, Infinity, ...(await untilFinal(done.batches, publisher)));
    await refreshAfterwards(reading, output);
    if (report.waiting > 0)
      failed = failure("DKIM_UNANSWERED", { count: counted(report.waiting, "message") });
  } catch (error) {
    failed = asFailure(error);
  }
  run.progress.end();
  return tellDone(done, failed, run);
}

function tellDone(done: Done, failed: ColophonError | undefined, run: Run): number {
  const { batches, already, stood } = done;
  const { report, output } = run;
  if (output.json)
    output.document({
      batches: batches.map((batch, i) => ({ ...batch, issues: done.issues[i] })),
      already,
      ...report.document,
      ...(failed === undefined ? {} : { error: failed }),
    });
  report.tell(output);
  if (stood > 0) output.line(`${counted(stood, "issue")} stood before; nothing was sent for them`);
  for (const { count, anchoredAt, status, root, list, listCid, block, tx, gas } of batches) {
    const time = `${minute(anchoredAt)}${status === "final" ? "" : " (not yet final)"}`;
    output.line(`${paint("bold", `A batch of ${counted(count, "issue")}`)} is anchored, ${time}`);
    output.line(`  root     ${root}`);
    output.line(`  list     ${list}`);
    output.line(`  CID      ${listCid}`);
    output.line(`  block    ${block}`);
    output.line(`  tx       ${tx}`);
    output.line(`  gas      ${gas}, ${gas / BigInt(count)} for each issue`);
  }
  if (failed === undefined) return 0;
  const exit = reportFailure(failed, { ...output, json: false });
  tellHowToRevise(failed, run);
  return exit;
}

/** One page revised by itself would be without its pictures; and there may be more labels than the one that is named. */
function tellHowToRevise(failed: ColophonError, { source, options, output }: Run): void {
  if (failed.code !== "LABEL_ANCHORED" || options.bagit === true || !isWatchable(source)) return;
  if (!options.dryRun)
    output.note("Nothing more was published; --dry-run shows every label that was changed.");
  output.note("To publish what is new here, and what was changed as revisions:");
  output.note(`  ${reviseAllCommand(source, options)}`);
}

function isWatchable(source: string): boolean {
  return (
    /^https?:\/\//i.test(source) || (statSync(source, { throwIfNoEntry: false })?.isDirectory() ?? false)
  );
}
