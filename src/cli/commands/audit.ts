import { audit, auditExit } from "../../audit/audit.ts";
import type { AuditReport, Fault } from "../../audit/report.ts";
import { nodeKeccak256 } from "../../adapters/node/keccak256.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { counted } from "../../core/plural.ts";
import { sizeText } from "../../core/size.ts";
import { openReading } from "../compose.ts";
import { parsePublicationId, type PublicationId } from "../../core/publication.ts";
import { findArchive, type Place } from "../config.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { choosePublication } from "../publications.ts";
import { minute } from "../../verify/wording.ts";

export interface AuditOptions extends CommonOptions {
  readonly publication?: string;
}

/** `colophon audit` */
export async function auditCommand(options: AuditOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const publications = toAudit(place, options.publication);
  await using reading = await openReading(place);
  const { chain, finality, registry, stores } = reading;
  const progress = blockCounter();
  const report = await audit({
    chain,
    finality,
    registry,
    stores,
    sha256: nodeSha256,
    keccak: nodeKeccak256,
    publications,
    onProgress: progress.show,
  });
  progress.end();
  if (output.json) output.document(report);
  showReport(report, output);
  return auditExit(report);
}

/** The archive's own; or the one named, which by its number may be anybody's in the same registry. */
function toAudit(place: Place, named: string | undefined): readonly PublicationId[] {
  const own = place.config.publications;
  if (named === undefined && own.length > 1) return own.map(({ id }) => id);
  const isOthers = named !== undefined && /^[1-9]/.test(named) && !own.some(({ name }) => name === named);
  return [isOthers ? parsePublicationId(named) : choosePublication(place, named).id];
}

function showReport(report: AuditReport, output: Output): void {
  output.line(`${paint("bold", "Audit")} of ${report.registry} on ${report.chain}`);
  output.line(`as of block ${report.block.number}, ${minute(report.block.time)}`);
  output.line();
  for (const one of report.publications) {
    const sign = one.faults.length === 0 ? paint("green", "✓") : paint("red", "✗");
    output.line(
      `${sign} ${one.title ?? `Publication ${one.id}`}: ${counted(one.entries, "entry", "entries")}, ${counted(one.issues, "issue")}`,
    );
    output.line(
      `    head ${one.head.computed} ${one.head.match ? "matches the registry" : "DIFFERS from the registry"}`,
    );
    showFaults(one.faults, output);
  }
  for (const store of report.stores) {
    const sign = store.faults.length === 0 ? paint("green", "✓") : paint("red", "✗");
    output.line(
      `${sign} Store ${store.id}: ${store.verified} of ${counted(store.blocks, "block")} verified (${sizeText(store.bytes)}), ${store.missing} missing, ${store.corrupt} corrupt`,
    );
    showFaults(store.faults, output);
  }
  output.line();
  output.line(conclusion(report));
}

function conclusion(report: AuditReport): string {
  if (report.ok) return paint("green", "Complete, unforked and retrievable: no fault was found.");
  if (auditExit(report) === 3)
    return paint("yellow", "Something could not be asked; in what was, no fault was found.");
  return paint("red", "Faults were found.");
}

const MOST_SHOWN = 20;

function showFaults(faults: readonly Fault[], output: Output): void {
  for (const fault of faults.slice(0, MOST_SHOWN))
    output.line(`    ${paint("red", fault.fault)}: ${fault.says}`);
  if (faults.length > MOST_SHOWN) output.line(`    and ${faults.length - MOST_SHOWN} more (see --json)`);
}

/** A running count on a terminal; silence elsewhere. */
function blockCounter() {
  const { stderr } = process;
  let blocks = 0;
  let size = 0;
  let drawn = 0;
  return {
    show: (progress: { kind: string; bytes?: number }) => {
      if (progress.kind !== "block") return;
      blocks += 1;
      size += progress.bytes ?? 0;
      if (!stderr.isTTY || Date.now() - drawn < 100) return;
      drawn = Date.now();
      stderr.write(`\r\u001b[2Kreading back: ${counted(blocks, "block")}, ${sizeText(size)}`);
    },
    end: () => {
      if (stderr.isTTY && drawn > 0) stderr.write("\r\u001b[2K");
    },
  };
}
