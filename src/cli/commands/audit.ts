import { audit, auditExit } from "../../audit/audit.ts";
import type { AuditReport } from "../../audit/report.ts";
import { nodeKeccak256 } from "../../adapters/node/keccak256.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { counted } from "../../core/plural.ts";
import { fail } from "../../core/errors/error.ts";
import { auditingOf, type DeadlineSettings } from "../auditing.ts";
import { openReading } from "../compose.ts";
import { findArchive } from "../config.ts";
import { keepLastAudit, outcomeOf } from "../last-audit.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { nodesReport, showNodes } from "../show-nodes.ts";
import { publicationsToAudit } from "../publications.ts";
import { parseSampleSize, parseSeed } from "../sample.ts";
import { blockCounter, showFaults, showStorage, signOf } from "../storage-words.ts";
import { minute } from "../../verify/wording.ts";

export interface AuditOptions extends CommonOptions, DeadlineSettings {
  readonly publication?: string;
  readonly sample?: string;
  readonly seed?: string;
}

/** `colophon audit` */
export async function auditCommand(options: AuditOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const publications = publicationsToAudit(place, options.publication);
  const drawing = drawingOf(options);
  await using reading = await openReading(place);
  const { chain, finality, registry, stores } = reading;
  const progress = blockCounter();
  const report = await audit({
    ...{ chain, finality, registry, stores, publications },
    sha256: nodeSha256,
    keccak: nodeKeccak256,
    ...auditingOf(reading, options),
    ...drawing,
    onNote: (note) => {
      progress.end();
      output.note(note);
    },
    onProgress: (one) => {
      if (one.kind === "block") progress.block(one.bytes);
    },
  });
  progress.end();
  const nodes = nodesReport(reading.nodes());
  if (output.json) output.document(nodes === undefined ? report : { ...report, nodes });
  showReport(report, output);
  showNodes(nodes, output);
  const exit = auditExit(report);
  const outcome = outcomeOf(exit);
  const { number: block } = report.block;
  const kind = options.sample === undefined ? "full" : "sample";
  if (options.publication === undefined)
    await keepLastAudit(place.folder, { at: new Date().toISOString(), kind, outcome, block });
  return exit;
}

function drawingOf({ sample, seed }: AuditOptions) {
  if (sample === undefined && seed !== undefined)
    fail("USAGE_INVALID", { problem: "--seed draws a sample: say how large with --sample" });
  if (sample === undefined) return {};
  const size = parseSampleSize(sample);
  return { sample: { size, ...(seed === undefined ? {} : { seed: parseSeed(seed) }) } };
}

function showReport(report: AuditReport, output: Output): void {
  output.line(`${paint("bold", "Audit")} of ${report.registry} on ${report.chain}`);
  output.line(`as of block ${report.block.number}, ${minute(report.block.time)}`);
  const { sampling } = report.storage;
  if (sampling !== undefined)
    output.line(`by a sample that the block hash ${sampling.seed} draws (repeat it with --seed)`);
  output.line();
  for (const one of report.publications) {
    output.line(
      `${signOf(one.faults)} ${one.title ?? `Publication ${one.id}`}: ${counted(one.entries, "entry", "entries")}, ${counted(one.issues, "issue")}`,
    );
    output.line(
      `    head ${one.head.computed} ${one.head.match ? "matches the registry" : "DIFFERS from the registry"}`,
    );
    showFaults(one.faults, output);
  }
  showStorage(report, output);
  output.line();
  output.line(conclusion(report));
}

function conclusion(report: AuditReport): string {
  const { ok, storage } = report;
  const seen = storage.sampling === undefined ? "retrievable" : "retrievable as far as sampled";
  if (ok) return paint("green", `Complete, unforked and ${seen}: no fault was found.`);
  if (auditExit(report) === 3)
    return paint("yellow", "Something could not be asked; in what was, no fault was found.");
  return paint("red", "Faults were found.");
}
