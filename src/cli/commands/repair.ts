import { rm } from "node:fs/promises";
import { createStaging } from "../../adapters/disk/staging.ts";
import { takeLock } from "../../adapters/journal/lock.ts";
import { systemClock } from "../../adapters/node/clock.ts";
import { nodeKeccak256 } from "../../adapters/node/keccak256.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { type Healing, repair, repairExit, type RepairReport } from "../../audit/repair.ts";
import { parseLabel } from "../../core/label.ts";
import { counted } from "../../core/plural.ts";
import type { Staging } from "../../core/ports.ts";
import { auditingOf, type DeadlineSettings } from "../auditing.ts";
import { openBrought } from "../brought.ts";
import { openReading, type Seams } from "../compose.ts";
import { dataPath, findArchive, type Place } from "../config.ts";
import { keepLastAudit, outcomeOf } from "../last-audit.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { publicationsToAudit } from "../publications.ts";
import { blockCounter, showFaults, showStorage } from "../storage-words.ts";

export interface RepairOptions extends CommonOptions, DeadlineSettings {
  readonly publication?: string;
  readonly label?: readonly string[];
  readonly dryRun: boolean;
  readonly from?: readonly string[];
}

/** How a test stops a repair at a given moment. */
export interface RepairSeams extends Pick<Seams, "store"> {
  readonly staging?: (staging: Staging) => Staging;
}

/** `colophon repair` */
export async function repairCommand(options: RepairOptions, seams: RepairSeams = {}): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const publications = publicationsToAudit(place, options.publication);
  const labels = options.label?.map(parseLabel);
  await using brought = await openBrought(options.from ?? []);
  await using reading = await openReading(place, { seams });
  await using bench = await openBench(place, output);
  const { chain, finality, registry, stores } = reading;
  const progress = blockCounter();
  const report = await repair({
    ...{ chain, finality, registry, stores, publications, outside: brought.stores },
    mirrorOf: brought.mirrorOf,
    sha256: nodeSha256,
    keccak: nodeKeccak256,
    staging: seams.staging?.(bench.staging) ?? bench.staging,
    clock: systemClock,
    dryRun: options.dryRun,
    ...auditingOf(reading, options),
    ...(labels === undefined ? {} : { labels }),
    onNote: (note) => {
      progress.end();
      output.note(note);
    },
    onBlock: (_, bytes) => progress.block(bytes),
    onHealing: (healing) => {
      progress.end();
      output.note(healingText(healing));
    },
  });
  progress.end();
  if (output.json) output.document(report);
  showReport(report, output);
  const exit = repairExit(report);
  // What somebody brings, and is false, says nothing of the archive.
  const isMisled = report.publications.some(({ faults }) =>
    faults.some(({ fault }) => fault === "mirror-mismatch"),
  );
  if (options.publication === undefined && labels === undefined && !options.dryRun && !isMisled)
    await keepLastAudit(place.folder, {
      ...{ at: new Date().toISOString(), kind: "full" as const },
      ...{ outcome: outcomeOf(exit), block: report.block.number },
    });
  return exit;
}

/** Where CARs are gathered, by one repair at a time; what an interrupted one left there is removed. */
async function openBench({ folder }: Place, output: Output) {
  const wait = () => output.note("another repair is at work on this archive; waiting for it");
  const lock = await takeLock(dataPath(folder, "repair.lock"), {
    clock: systemClock,
    seconds: 60,
    onWait: wait,
  });
  const directory = dataPath(folder, "repair");
  await rm(directory, { recursive: true, force: true });
  return {
    staging: createStaging(directory),
    [Symbol.asyncDispose]: async () => {
      await rm(directory, { recursive: true, force: true });
      lock.release();
    },
  };
}

function healingText({ store, root, labels, blocks, outcome, problem }: Healing): string {
  const what =
    labels.length === 0 ? `the document ${root}` : `${counted(labels.length, "issue")} (${fewOf(labels)})`;
  const lacks = `${blocks === 0 ? "the pin" : counted(blocks, "block")} of ${what} in ${store}`;
  switch (outcome) {
    case "healed":
      return `${paint("green", "✓")} healed ${lacks}`;
    case "would-heal":
      return `- would heal ${lacks}`;
    case "not-healed":
      return `${paint("red", "✗")} could not heal ${lacks}: ${problem ?? ""}`;
    default:
      return outcome satisfies never;
  }
}

const MOST_LABELS = 8;

function fewOf(labels: readonly string[]): string {
  const more = labels.length > MOST_LABELS ? [`${labels.length - MOST_LABELS} more`] : [];
  return [...labels.slice(0, MOST_LABELS), ...more].join(", ");
}

function showReport(report: RepairReport, output: Output): void {
  output.line(paint("bold", report.dryRun ? "As it is" : "After the repair"));
  for (const one of report.publications) showFaults(one.faults, output);
  showStorage(report.after, output);
  output.line();
  output.line(conclusion(report));
}

function conclusion(report: RepairReport): string {
  const exit = repairExit(report);
  const { healings, dryRun } = report;
  const done = healings.filter(({ outcome }) => outcome !== "not-healed").length;
  if (healings.length === 0 && exit === 0)
    return paint("green", "Every store holds everything: nothing to heal.");
  if (dryRun)
    return `${done} of ${counted(healings.length, "damaged copy", "damaged copies")} could be healed.`;
  if (exit === 0) return paint("green", "Everything is healed, and was read back.");
  if (exit === 3)
    return paint("yellow", "Something could not be asked; in what was, nothing is damaged any more.");
  return paint(
    "red",
    `Healed ${done} of ${counted(healings.length, "damaged copy", "damaged copies")}; see what is left.`,
  );
}
