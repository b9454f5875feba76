import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { parseDigest } from "../../core/digest.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import { type Label, parseLabel } from "../../core/label.ts";
import { isHidden } from "../../core/path.ts";
import { VERDICT_EXIT } from "../../core/verdict.ts";
import { manifestOf } from "../../verify/answer.ts";
import type { Archive } from "../../verify/archive.ts";
import type { Evidence } from "../../verify/evidence.ts";
import { gatherCid, gatherFile, gatherFolder, type Gathering } from "../../verify/gather.ts";
import { gatherDigest } from "../../verify/gather-digest.ts";
import { judge } from "../../verify/judge/judge.ts";
import { DEFAULT_POLICY } from "../../verify/judge/verdict.ts";
import { verdictReport } from "../../verify/report.ts";
import { namesakeOf } from "../../verify/wording.ts";
import { openReading } from "../compose.ts";
import { findArchive } from "../config.ts";
import { type EndorsedOptions, endorsedAt, endorsedExit, broughtToCopy } from "../endorsed-copy.ts";
import { endorsedReport, showEndorsed, showFork } from "../endorsed-words.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput } from "../output.ts";
import { showVerdict } from "../show-verdict.ts";
import { showWords, wordsOf } from "../words.ts";
import { heldFiles } from "./held-files.ts";

export interface VerifyOptions extends CommonOptions, EndorsedOptions {
  readonly label?: string;
}

const LOOKS_LIKE_CID = /^ba[a-z2-7]{50,}$/;
/** As `sha256sum` prints it. */
const DIGEST = /^[0-9a-f]{64}$/i;

/** `colophon verify <file|folder|cid|sha256>` */
export async function verify(what: string, options: VerifyOptions): Promise<number> {
  const output = createOutput(options.json);
  if (what === "") fail("USAGE_INVALID", { problem: "Name a file, a folder or a CID" });
  const label = options.label === undefined ? undefined : parseLabel(options.label);
  const brought = await broughtToCopy(options);
  const place = findArchive(options.archive);
  await using reading = await openReading(place, { lenient: true });
  await refreshIfPossible(reading.archive);
  await using words = wordsOf(reading, output);
  const evidence = await gather(what, { archive: reading.archive, label, byWords: words.nearest });
  const trust = { chain: reading.chainId, registry: reading.registry.address, sha256: nodeSha256 };
  const verdict = judge(evidence, trust, DEFAULT_POLICY);
  const told = await words.about(verdict, what);
  const endorsed = brought === undefined ? undefined : await endorsedAt(verdict.issue, brought, reading);
  if (output.json)
    output.document({
      ...{ ...verdictReport(verdict), ...(told.length === 0 ? {} : { words: told }) },
      ...(brought === undefined ? {} : { endorsements: endorsedReport(endorsed) }),
    });
  showFork(endorsed, output);
  showVerdict(verdict, output);
  if (brought !== undefined) showEndorsed(endorsed, output);
  showWords(told, output);
  if (DIGEST.test(what) && !existsSync(what) && verdict.verdict === "not-anchored")
    output.line("\nOnly the number was sought: give the file itself to see what it is like.");
  const namesake = namesakeOf(verdict);
  if (namesake !== undefined) output.line(`\nNext: colophon verify ${quoted(what)} --label ${namesake}`);
  return endorsedExit(VERDICT_EXIT[verdict.verdict], brought, endorsed);
}

/** Without the chain the catalogue is as it was last time; the verdict then says that the chain could not be asked. */
export async function refreshIfPossible(archive: Archive): Promise<void> {
  try {
    await archive.refresh();
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

export async function gather(
  what: string,
  { archive, label, byWords }: Pick<Gathering, "byWords"> & { archive: Archive; label: Label | undefined },
): Promise<Evidence> {
  const gathering: Gathering = {
    witness: archive,
    sha256: nodeSha256,
    ...(label === undefined ? {} : { label }),
    ...(byWords === undefined ? {} : { byWords }),
  };
  if (!existsSync(what) && LOOKS_LIKE_CID.test(what)) return gatherCid(what, gathering);
  if (!existsSync(what) && DIGEST.test(what)) return gatherDigest(parseDigest(what), gathering);
  if (statSync(what, { throwIfNoEntry: false })?.isDirectory() === true) return gatherAll(what, gathering);
  const [only] = await heldFiles(what, { hidden: true });
  if (only === undefined) return fail("SOURCE_MISSING", { path: what });
  return gatherFile({ ...only, bytes: () => Promise.resolve(readFileSync(what)) }, gathering);
}

/** Hidden files are looked at only when the issue lists some: a folder may hold a whole `.git`. */
async function gatherAll(folder: string, gathering: Gathering): Promise<Evidence> {
  const name = basename(resolve(folder));
  const plain = await gatherFolder(name, await heldFiles(folder, { hidden: false }), gathering);
  const listed = plain.issue === undefined ? undefined : manifestOf(plain.issue, nodeSha256);
  if (listed?.files.some((file) => isHidden(file.path)) !== true) return plain;
  return gatherFolder(name, await heldFiles(folder, { hidden: true }), gathering);
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./@%+:,=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
