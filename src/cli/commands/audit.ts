import { audit, auditExit } from "../../audit/audit.ts";
import type { AuditReport } from "../../audit/report.ts";
import { nodeKeccak256 } from "../../adapters/node/keccak256.ts";
import { REGISTRY_SITE } from "../../adapters/evm/ground.ts";
import { nodeSha256, nodeSha256Stream } from "../../adapters/node/sha256.ts";
import { counted } from "../../core/plural.ts";
import { fail } from "../../core/errors/error.ts";
import type { Signer } from "../../core/ports.ts";
import { askingDomains } from "../audit-domains.ts";
import type { DeadlineSettings } from "../auditing.ts";
import type { Place } from "../config.ts";
import { keepLastAudit, outcomeOf } from "../last-audit.ts";
import type { MirrorPlaceOptions } from "../mirror-place.ts";
import { mirrorName } from "../mirror-source.ts";
import { openAudit } from "../open-audit.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { nodesReport, showNodes } from "../show-nodes.ts";
import { conclusionOf, domainWords, headStanding } from "../report/told.ts";
import {
  checkSigning,
  dropSignatures,
  type KeptSignature,
  openReportSigner,
  type ReportSigningOptions,
  signReports,
  staleSignatures,
} from "../report/sign.ts";
import { parseReportFile, type ReportFile, writeReports } from "../report/write.ts";
import { parseDuration } from "../duration.ts";
import { parseSampleSize, parseSeed } from "../sample.ts";
import { blockCounter, showFaults, showStorage, signOf } from "../storage-words.ts";
import { minute } from "../../verify/wording.ts";

export interface AuditOptions
  extends CommonOptions, DeadlineSettings, MirrorPlaceOptions, ReportSigningOptions {
  readonly publication?: string;
  readonly from?: readonly string[];
  /** Also where a mirror has every entry. */
  readonly logs: boolean;
  readonly stores: boolean;
  readonly sample?: string;
  readonly seed?: string;
  readonly atBlock?: string;
  readonly lateAfter?: string;
  readonly domains: boolean;
  readonly report?: readonly string[];
}

/** `colophon audit` */
export async function auditCommand(options: AuditOptions): Promise<number> {
  const output = createOutput(options.json);
  const drawing = drawingOf(options);
  const files = (options.report ?? []).map(parseReportFile);
  const asked = askedOf(options);
  checkSigning(options, files);
  await using opened = await openAudit(options);
  const { parts, publications, mirrorOf, nodes: answered, place } = opened;
  // Before hours are spent on reading everything back.
  const signer = await openReportSigner(options, files, place);
  const progress = blockCounter();
  const report = await audit({
    ...{ ...parts, publications },
    ...(mirrorOf === undefined ? {} : { mirrorOf }),
    ...(options.logs ? { witness: "logs" } : {}),
    ...(options.domains ? { askDomain: askingDomains() } : {}),
    sha256: nodeSha256,
    keccak: nodeKeccak256,
    // Who reads every block has every file; who samples means to read little.
    ...(options.sample === undefined && parts.stores.length > 0 ? { sha256Stream: nodeSha256Stream } : {}),
    ...{ ...drawing, ...asked, timeline: files.length > 0 },
    onNote: (note) => {
      progress.end();
      output.note(note);
    },
    onProgress: (one) => {
      if (one.kind === "block") progress.block(one.bytes);
    },
  });
  progress.end();
  const nodes = nodesReport(answered());
  showReport(report, output);
  showNodes(nodes, output);
  if (place !== undefined) await keepOutcome(place, report, options);
  const signatures = await keepReports(files, { report, options, signer, output });
  if (output.json) output.document({ ...report, ...(nodes === undefined ? {} : { nodes }), ...signatures });
  return auditExit(report);
}

interface Reporting {
  readonly report: AuditReport;
  readonly options: AuditOptions;
  readonly signer: Signer | undefined;
  readonly output: Output;
}

/** Written, and signed if somebody signs: with what `--json` tells of the signatures. */
async function keepReports(
  files: readonly ReportFile[],
  { report, options, signer, output }: Reporting,
): Promise<{ readonly signatures?: readonly KeptSignature[] }> {
  if (signer !== undefined) await dropSignatures(files);
  const written = await writeReports(files, report, flagsOf(options, report));
  for (const { path } of files) output.note(`the report is in ${path}`);
  for (const path of await staleSignatures(written))
    output.note(`${path} is under the report that was there before, and not under this one`);
  if (signer === undefined) return {};
  const signatures = await signReports(written, report, signer);
  for (const { report: path, auditor } of signatures)
    output.note(`${path} is signed by ${auditor}; anyone checks that with: colophon audit check ${path}`);
  return { signatures };
}

/** Of an audit of all that the archive is answerable for. */
async function keepOutcome(place: Place, report: AuditReport, options: AuditOptions): Promise<void> {
  const { publication, from, atBlock, stores } = options;
  if (publication !== undefined || from !== undefined || atBlock !== undefined || !stores) return;
  const kind = options.sample === undefined ? "full" : "sample";
  const at = new Date().toISOString();
  const outcome = outcomeOf(auditExit(report));
  await keepLastAudit(place.folder, { at, kind, outcome, block: report.block.number });
}

function drawingOf({ sample, seed }: AuditOptions) {
  if (sample === undefined && seed !== undefined)
    fail("USAGE_INVALID", { problem: "--seed draws a sample: say how large with --sample" });
  if (sample === undefined) return {};
  const size = parseSampleSize(sample);
  return { sample: { size, ...(seed === undefined ? {} : { seed: parseSeed(seed) }) } };
}

/** As of which block, and what is late. */
function askedOf({ atBlock, lateAfter }: AuditOptions) {
  if (atBlock !== undefined && !/^(0|[1-9][0-9]{0,14})$/.test(atBlock))
    fail("USAGE_INVALID", { problem: `--at-block is the number of a block; got ${atBlock}` });
  return {
    ...(atBlock === undefined ? {} : { atBlock: Number(atBlock) }),
    ...(lateAfter === undefined ? {} : { lateAfter: parseDuration(lateAfter, "--late-after") / 1000 }),
  };
}

/**
 * To ask the same again, in the same words wherever it was asked: mirrors by the names that they are given by default,
 * and nothing of paths and addresses, which may hold a key.
 */
function flagsOf({ publication, from, logs, lateAfter, domains }: AuditOptions, report: AuditReport) {
  const named = (flag: string, value: string | undefined) => (value === undefined ? [] : [flag, value]);
  const { publications, registry, stores } = report;
  const [first] = publications;
  const alone = publications.length === 1 ? first : undefined;
  const mirrors = alone === undefined ? "mirrors/" : mirrorName(alone.id);
  const isOwn = registry === REGISTRY_SITE.registry;
  return [
    ...named("--publication", publication === undefined ? undefined : alone?.id),
    ...(from === undefined && stores.length > 0 ? [] : ["--from", mirrors]),
    ...(logs ? ["--logs"] : []),
    ...(stores.length > 0 ? [] : [...(isOwn ? [] : ["--registry", registry]), "--no-stores"]),
    ...named("--late-after", lateAfter),
    ...(domains ? ["--domains"] : []),
  ];
}

const HEADS = {
  same: "matches the registry",
  another: "DIFFERS from the registry",
  apart: "was not compared: the entries from it to the registry's were not to be had",
} as const;

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
    output.line(`    head ${one.head.computed} ${HEADS[headStanding(one)]}`);
    if (one.domain !== undefined) output.line(`    domain: ${domainWords(one.domain)}`);
    showFaults(one.faults, output);
    for (const { says } of one.remarks) output.line(`    ${paint("yellow", "note")}: ${says}`);
  }
  showStorage(report, output);
  output.line();
  output.line(conclusion(report));
}

const COLOURS = { sound: "green", open: "yellow", faulty: "red" } as const;

function conclusion(report: AuditReport): string {
  const { tone, says } = conclusionOf(report);
  return paint(COLOURS[tone], says);
}
