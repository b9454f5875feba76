import { dirname, resolve } from "node:path";
import { openOutbox } from "../../adapters/disk/outbox.ts";
import { nodeKeccak256 } from "../../adapters/node/keccak256.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { exportableNamed, exportables } from "../../audit/exportable.ts";
import { batchFinderOver } from "../../core/batch/finder.ts";
import { type Digest, isDigest } from "../../core/digest.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import { type Label, parseLabel } from "../../core/label.ts";
import { openReading, type Reading } from "../compose.ts";
import { findArchive, type Place } from "../config.ts";
import { exportAll } from "../export-all.ts";
import { abandoning, blocksFrom, type ExportForm, nameOf, writeExport, writtenLines } from "../exporting.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output } from "../output.ts";
import { showProgress } from "../progress.ts";
import { choosePublication } from "../publications.ts";

export interface ExportOptions extends CommonOptions {
  readonly as: ExportForm;
  readonly out?: string;
  readonly all: boolean;
  readonly proof: boolean;
  readonly publication?: string;
}

/** `colophon export <issue>` */
export async function exportCommand(named: string | undefined, options: ExportOptions): Promise<number> {
  assertUsage(named, options);
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const publication = choosePublication(place, options.publication);
  await using reading = await opened(place, options, output);
  const entries = (await reading.archive.entries(publication.id)).map(({ entry }) => entry);
  const batches = batchFinderOver(reading.stores, { sha256: nodeSha256, keccak: nodeKeccak256 });
  const found = await exportables(publication, entries, batches);
  const { as, proof } = options;
  const block = blocksFrom(reading);
  if (named === undefined)
    return await exportAll(found, {
      ...{ publication, entries, reading, block, output, as, proof },
      place: resolve(options.out ?? "."),
    });
  const issue = exportableNamed(nameIn(named), found, publication);
  const path = options.out ?? nameOf(issue, as);
  await using outbox = await openOutbox(dirname(resolve(path)));
  const stop = abandoning(outbox);
  const progress = showProgress(process.stderr);
  let written = 0;
  const onBytes = (more: number, total: number) =>
    progress({ kind: "bytes", what: path, done: (written += more), total });
  try {
    const done = await writeExport(issue, { path, outbox, reading, block, as, proof, onBytes });
    progress.end();
    if (output.json) output.document({ as, ...done });
    for (const line of writtenLines(done, as)) output.line(line);
    return 0;
  } finally {
    progress.end();
    stop();
  }
}

function assertUsage(named: string | undefined, { all, out }: ExportOptions): void {
  if (all === (named !== undefined))
    fail("USAGE_INVALID", { problem: "an issue is named, or all of them are asked for by --all" });
  if (all && out === undefined)
    fail("USAGE_INVALID", { problem: "with --all, -o names the folder to write into" });
}

function nameIn(named: string): Label | Digest {
  return isDigest(named) ? named : parseLabel(named);
}

/** Without proofs the history as it was last read is enough. */
async function opened(place: Place, { proof, as }: ExportOptions, output: Output): Promise<Reading> {
  const lenient = !proof || as === "car";
  try {
    const reading = await openReading(place, { lenient });
    try {
      await reading.archive.refresh();
    } catch (error) {
      if (!lenient || !isFailure(error)) {
        await reading[Symbol.asyncDispose]();
        throw error;
      }
      output.note(`the chain was not asked; this is what it held when it last was: ${error.message}`);
    }
    return reading;
  } catch (error) {
    if (!lenient && isFailure(error, "CHAIN_UNREACHABLE"))
      output.note("Without a proof in it, an issue is exported also now: --no-proof");
    throw error;
  }
}
