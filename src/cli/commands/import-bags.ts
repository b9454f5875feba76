import { bagFoldersIn } from "../../adapters/back-catalogue/bag-folder.ts";
import { asFailure, type ColophonError, fail, failure } from "../../core/errors/error.ts";
import type { RestoredCopy } from "../../audit/restore.ts";
import { counted } from "../../core/plural.ts";
import { openReading, refreshAfterwards } from "../compose.ts";
import { findArchive } from "../config.ts";
import { createOutput, type Output, paint, reportFailure } from "../output.ts";
import { showProgress } from "../progress.ts";
import {
  type BagKind,
  kindOfBag,
  openRestoreBench,
  restoreBag,
  type RestoredDocuments,
  type RestoredIssue,
  restoreDocumentsBag,
} from "../restoring.ts";
import { importCommand, type ImportOptions } from "./import.ts";

/**
 * `colophon import --bagit <folder>`: a bag, or the bags in a folder. Issues that were exported go back into the stores,
 * and nothing is anchored; of bags that anybody made, each is published as an issue.
 */
export async function importBags(source: string, options: ImportOptions): Promise<number> {
  const folders = bagFoldersIn(source);
  const bags: Bag[] = [];
  for (const folder of folders) bags.push({ folder, kind: await kindOfBag(folder) });
  const own = bags.find(({ kind }) => kind !== "other")?.folder;
  const other = bags.find(({ kind }) => kind === "other")?.folder;
  if (own !== undefined && other !== undefined) fail("BAGS_MIXED", { path: source, own, other });
  const isNamed = options.label !== undefined;
  if (isNamed && folders.length > 1)
    fail("USAGE_INVALID", { problem: `--label names one issue, and ${source} holds ${folders.length} bags` });
  if (own === undefined) return importCommand(source, { ...options, bagit: true });
  if (isNamed)
    fail("USAGE_INVALID", { problem: `${own} holds an issue that has its label: --label is for other bags` });
  // What pins a whole batch comes after the issues that it pins.
  return restoreAll([...bags.filter(isIssue), ...bags.filter((bag) => !isIssue(bag))], options);
}

interface Bag {
  readonly folder: string;
  readonly kind: BagKind;
}

function isIssue({ kind }: Bag): boolean {
  return kind === "issue";
}

interface Done {
  readonly documents: RestoredDocuments[];
  readonly restored: RestoredIssue[];
  readonly failed: { readonly bag: string; readonly error: ColophonError }[];
}

/** One after the other; a bag that is refused keeps no other from coming back. */
async function restoreAll(bags: readonly Bag[], options: ImportOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  await using reading = await openReading(place);
  await using bench = await openRestoreBench(place, output);
  await reading.archive.refresh();
  const progress = showProgress(process.stderr);
  const done: Done = { restored: [], documents: [], failed: [] };
  const { dryRun } = options;
  let bytes = 0;
  const failures = new Map<string, number>();
  const parts = { staging: bench.staging, failures, dryRun, onNote: (note: string) => output.note(note) };
  for (const [i, { folder, kind }] of bags.entries()) {
    const onBytes = (more: number) => {
      bytes += more;
      progress({ kind: "packing", what: "issues", issues: i, bytes, share: i / bags.length });
    };
    onBytes(0);
    try {
      if (kind === "documents") done.documents.push(await restoreDocumentsBag(folder, reading, parts));
      else done.restored.push(await restoreBag(folder, reading, { ...parts, onBytes }));
    } catch (error) {
      done.failed.push({ bag: folder, error: asFailure(error) });
    }
  }
  progress.end();
  if (!dryRun) await refreshAfterwards(reading, output);
  return tell(done, output, dryRun);
}

function tell(done: Done, output: Output, dryRun: boolean): number {
  const { restored, documents, failed } = done;
  const error = failureOf(done);
  if (output.json)
    output.document({ dryRun, restored, documents, failed, ...(error === undefined ? {} : { error }) });
  for (const { label, revision, stores, digest } of restored) {
    output.line(`${paint("bold", `Issue ${label}`)}, revision ${revision}  ${digest}`);
    for (const copy of stores) output.line(`  ${copyText(copy)}`);
  }
  for (const { bag, documents: found } of documents) {
    output.line(`${paint("bold", "Documents of the history")}, in ${bag}`);
    for (const { digest, stores } of found)
      for (const copy of stores) output.line(`  ${digest.slice(0, 12)}... ${copyText(copy)}`);
  }
  for (const one of failed) output.line(`${paint("red", "refused")}  ${one.error.message}`);
  if (dryRun) output.line("Nothing was written.");
  else if (error === undefined) output.line("Nothing was anchored: the registry has them already.");
  return error === undefined ? 0 : reportFailure(error, { ...output, json: false });
}

function copyText({ store, outcome, verified, problem = "" }: RestoredCopy): string {
  const read = `${counted(verified, "block")} read back`;
  switch (outcome) {
    case "whole-before":
      return `${store}: was whole, ${read}`;
    case "restored":
      return `${store}: put back, ${read}`;
    case "would-restore":
      return `${store}: would be put back`;
    case "not-restored":
      return `${store}: ${paint("red", "not put back")}: ${problem}`;
    default:
      return outcome satisfies never;
  }
}

/** Of one bag why it was refused; of many, how many were. */
function failureOf({ restored, documents, failed }: Done): ColophonError | undefined {
  const isLeft = ({ stores }: Pick<RestoredIssue, "stores">) =>
    stores.some(({ outcome }) => outcome === "not-restored");
  const left = [...restored.filter(isLeft), ...documents.filter((bag) => bag.documents.some(isLeft))];
  const [first] = failed;
  if (first !== undefined && failed.length + restored.length + documents.length === 1) return first.error;
  const count = failed.length + left.length;
  return count === 0 ? undefined : failure("RESTORE_INCOMPLETE", { failed: counted(count, "bag") });
}
