import { asFailure, ColophonError, fail } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import { type PublishedTogether, publishTogether } from "../../publish/batch.ts";
import { type PublishedIssue, publishIssue, reviseIssue } from "../../publish/issue.ts";
import { type Publisher, settle } from "../../publish/publisher.ts";
import { openPublishing, openReading, refreshAfterwards } from "../compose.ts";
import { findArchive, type Place } from "../config.ts";
import { type CommonOptions, type DespiteOptions, despiteOf, noteReason, noteUnsent } from "../options.ts";
import { createOutput, type Output, paint, reportFailure } from "../output.ts";
import { showProgress } from "../progress.ts";
import { showTogether } from "../dry-run-together.ts";
import { showDryRun } from "./dry-run.ts";
import { choosePublication } from "../publications.ts";
import { type DescriptionFlags, isDescription, planIssue, type Planned } from "../source.ts";
import { minute } from "../../verify/wording.ts";

export interface PublishOptions extends CommonOptions, DescriptionFlags, DespiteOptions {
  readonly publication?: string;
  readonly hidden: boolean;
  readonly asOne?: boolean;
  readonly text: boolean;
  readonly dryRun: boolean;
  readonly wait: "mined" | "final";
  /** With one transaction for all of them. */
  readonly batch?: boolean;
}

/** What was planned, and the path that it was named by. */
type Given = Planned & { readonly path: string };
type Act = (planned: Planned, publisher: Publisher) => Promise<PublishedIssue>;

/** What the two commands differ in. */
interface Kind {
  readonly act: Act;
  readonly revises: boolean;
}

const PUBLISH: Kind = { act: ({ plan }, publisher) => publishIssue(plan, publisher), revises: false };
const REVISE: Kind = {
  act: ({ plan, reason }, publisher) => reviseIssue(plan, reason, publisher),
  revises: true,
};

/** `colophon publish <paths...>` */
export function publish(paths: readonly string[], options: PublishOptions): Promise<number> {
  return run(paths, options, PUBLISH);
}

/** `colophon revise <path>` */
export function revise(path: string, options: PublishOptions): Promise<number> {
  return run([path], options, REVISE);
}

async function run(paths: readonly string[], options: PublishOptions, kind: Kind): Promise<number> {
  const output = createOutput(options.json);
  const issues = paths.filter((path) => !isDescription(path));
  for (const path of paths)
    if (isDescription(path)) output.note(`left out: ${path} describes, and is no issue`);
  if (issues.length === 0) fail("USAGE_INVALID", { problem: "There is no issue among the paths" });
  const place = findArchive(options.archive);
  const publication = choosePublication(place, options.publication);
  // Every input is looked at before anything is done with the first.
  const planned: Given[] = [];
  for (const path of issues) planned.push({ ...(await planIssue(path, publication, options)), path });
  for (const one of planned) noteSkipped(one, output);
  const batch = options.batch === true;
  const { despite } = despiteOf(options, output);
  if (options.dryRun && batch) return showBatch(planned, { place, options, output, act: kind.act, despite });
  const { text } = options;
  if (options.dryRun) return showDryRun(planned, { place, output, revises: kind.revises, despite, text });
  if (kind.revises) for (const { reason } of planned) noteReason(reason, output);
  const run = { place, options, output, act: kind.act, despite };
  return batch ? publishBatch(planned, run) : publishAll(planned, run);
}

interface Run {
  readonly place: Place;
  readonly options: PublishOptions;
  readonly output: Output;
  readonly act: Act;
  readonly despite: ReadonlySet<number>;
}

async function publishAll(
  planned: readonly Given[],
  { place, options, output, act, despite }: Run,
): Promise<number> {
  const progress = showProgress(process.stderr);
  const done: PublishedIssue[] = [];
  let failed: ColophonError | undefined;
  try {
    await using reading = await openReading(place);
    await using publishing = await openPublishing(reading, {
      onProgress: progress,
      until: options.wait,
      text: options.text,
      despite,
    });
    await settle(publishing.publisher);
    for (const one of planned) done.push(await act(one, publishing.publisher));
    await refreshAfterwards(reading, output);
  } catch (error) {
    failed = asFailure(error);
  } finally {
    progress.end();
  }
  for (const issue of done) {
    showIssue(issue, output);
    noteUnsent(issue, output);
  }
  if (failed !== undefined) return failedRun(done, failed, output);
  if (output.json) output.document({ issues: done });
  return 0;
}

/** All or nothing: a failure before the one transaction leaves nothing anchored. */
async function publishBatch(
  planned: readonly Given[],
  { place, options, output, despite }: Run,
): Promise<number> {
  const progress = showProgress(process.stderr);
  const plans = planned.map(({ plan }) => plan);
  try {
    await using reading = await openReading(place);
    await using publishing = await openPublishing(reading, {
      onProgress: progress,
      until: options.wait,
      text: options.text,
      despite,
    });
    await settle(publishing.publisher);
    const done = await publishTogether(plans, publishing.publisher);
    await refreshAfterwards(reading, output);
    progress.end();
    showDone(done, output);
    return 0;
  } catch (error) {
    progress.end();
    return reportFailure(asFailure(error), output);
  }
}

/** What the batch would be, as a table. */
async function showBatch(
  planned: readonly Given[],
  { place, output, despite, options: { text } }: Run,
): Promise<number> {
  const [first = fail("INTERNAL", { problem: "a batch of nothing" })] = planned;
  await using reading = await openReading(place);
  const from = new Map(planned.map(({ plan, path }) => [plan.description.label, path]));
  const { issues, batches, refused } = await showTogether(
    planned.map(({ plan }) => plan),
    {
      ...{ reading, despite, output, text, publication: first.plan.publication, most: planned.length },
      onProgress: showProgress(process.stderr),
      originOf: (label) => ({ from: from.get(label) ?? "", notCovered: 0, problems: [] }),
    },
  );
  output.line("Nothing was written or sent.");
  const [batch] = batches;
  if (output.json)
    output.document({
      ...{ dryRun: true, issues, ...(batch === undefined ? {} : { batch }) },
      ...(refused === undefined ? {} : { error: refused }),
    });
  return refused === undefined ? 0 : reportFailure(refused, { ...output, json: false });
}

const SHOWN_ISSUES = 20;

function showDone(done: PublishedTogether, output: Output): void {
  if (output.json) output.document(done);
  const { already, batch } = done;
  if (already.length > 0)
    output.line(`${counted(already.length, "issue")} stood before; nothing was sent for them`);
  if (batch === undefined) return;
  const time = `${minute(batch.anchoredAt)}${batch.status === "final" ? "" : " (not yet final)"}`;
  const what = paint("bold", `A batch of ${counted(batch.count, "issue")}`);
  output.line(`${what} is anchored, ${time}`);
  output.line(`  root     ${batch.root}`);
  output.line(`  list     ${batch.list}`);
  output.line(`  CID      ${batch.listCid}`);
  output.line(`  block    ${batch.block}`);
  output.line(`  tx       ${batch.tx}`);
  for (const { label, digest } of batch.issues.slice(0, SHOWN_ISSUES)) output.line(`  ${label}  ${digest}`);
  const more = batch.issues.length - SHOWN_ISSUES;
  if (more > 0) output.line(`  and ${more} more (--json lists them all)`);
}

/** What was done before the failure is still reported: it stands. */
function failedRun(done: readonly PublishedIssue[], failed: ColophonError, output: Output): number {
  if (!output.json) return reportFailure(failed, output);
  output.document({ issues: done, error: failed });
  return reportFailure(failed, { ...output, json: false });
}

function showIssue(issue: PublishedIssue, output: Output): void {
  const revision = issue.revision > 1 ? `, revision ${issue.revision}` : "";
  const standing =
    issue.status === "already"
      ? `was anchored before, ${minute(issue.anchoredAt)}; nothing was sent`
      : `is anchored, ${minute(issue.anchoredAt)}${issue.status === "final" ? "" : " (not yet final)"}`;
  output.line(`${paint("bold", `Issue ${issue.label}${revision}`)} ${standing}`);
  output.line(`  digest   ${issue.digest}`);
  output.line(`  CID      ${issue.cid}`);
  output.line(`  content  ${issue.contentCid}`);
  const { block, tx } = issue;
  if (block !== undefined) output.line(`  block    ${block}`);
  if (tx !== undefined) output.line(`  tx       ${tx}`);
}

function noteSkipped({ plan, skipped }: Planned, output: Output): void {
  if (skipped.length === 0) return;
  const shown = skipped.slice(0, 5).join(", ");
  const label = plan.description.label;
  output.note(
    `issue ${label}: hidden files left out (--hidden takes them): ${shown}${skipped.length > 5 ? ", ..." : ""}`,
  );
}
