import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { listSource } from "../../adapters/disk/source.ts";
import { ISSUE_FILE } from "../../adapters/document/claims.ts";
import { nodeSha256, nodeSha256Stream } from "../../adapters/node/sha256.ts";
import { digestFromBytes } from "../../core/digest.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import { type Label, parseLabel } from "../../core/label.ts";
import { isHidden } from "../../core/path.ts";
import type { SourceFile } from "../../core/ports.ts";
import { VERDICT_EXIT } from "../../core/verdict.ts";
import { manifestOf } from "../../verify/answer.ts";
import type { Archive } from "../../verify/archive.ts";
import type { Evidence, HeldFile } from "../../verify/evidence.ts";
import { gatherCid, gatherFile, gatherFolder, type Gathering } from "../../verify/gather.ts";
import { judge } from "../../verify/judge/judge.ts";
import { DEFAULT_POLICY, type Verdict } from "../../verify/judge/verdict.ts";
import { verdictReport } from "../../verify/report.ts";
import { alsoSentence, describe, namesakeOf } from "../../verify/wording.ts";
import { openReading } from "../compose.ts";
import { findArchive } from "../config.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";

export interface VerifyOptions extends CommonOptions {
  readonly label?: string;
}

const LOOKS_LIKE_CID = /^ba[a-z2-7]{50,}$/;

/** `colophon verify <file|folder|cid>` */
export async function verify(what: string, options: VerifyOptions): Promise<number> {
  const output = createOutput(options.json);
  if (what === "") fail("USAGE_INVALID", { problem: "Name a file, a folder or a CID" });
  const label = options.label === undefined ? undefined : parseLabel(options.label);
  const place = findArchive(options.archive);
  await using reading = await openReading(place, { lenient: true });
  await refreshIfPossible(reading.archive);
  const evidence = await gather(what, { archive: reading.archive, label });
  const trust = { chain: reading.chainId, registry: reading.registry.address, sha256: nodeSha256 };
  const verdict = judge(evidence, trust, DEFAULT_POLICY);
  if (output.json) output.document(verdictReport(verdict));
  showVerdict(verdict, output);
  const namesake = namesakeOf(verdict);
  if (namesake !== undefined) output.line(`\nNext: colophon verify ${quoted(what)} --label ${namesake}`);
  return VERDICT_EXIT[verdict.verdict];
}

/** Without the chain the catalogue is as it was last time; the verdict then says that the chain could not be asked. */
async function refreshIfPossible(archive: Archive): Promise<void> {
  try {
    await archive.refresh();
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

async function gather(
  what: string,
  { archive, label }: { archive: Gathering["witness"]; label: Label | undefined },
): Promise<Evidence> {
  const gathering: Gathering = {
    witness: archive,
    sha256: nodeSha256,
    ...(label === undefined ? {} : { label }),
  };
  if (!existsSync(what) && LOOKS_LIKE_CID.test(what)) return gatherCid(what, gathering);
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

async function heldFiles(path: string, { hidden }: { hidden: boolean }): Promise<readonly HeldFile[]> {
  const { files } = await listSource(path, { hidden, leaveOut: [ISSUE_FILE] });
  const held: HeldFile[] = [];
  for (const file of files) held.push(await hashed(file));
  return held;
}

async function hashed({ path, size, read }: SourceFile): Promise<HeldFile> {
  const hash = nodeSha256Stream();
  for await (const chunk of read()) hash.update(chunk);
  return { path, size, sha256: digestFromBytes(hash.digest()) };
}

const SIGNS = { pass: "✓", fail: "✗", unknown: "?", skipped: "-" } as const;
const COLOURS = { pass: "green", fail: "red", unknown: "yellow", skipped: "dim" } as const;
const VERDICT_COLOURS = {
  authentic: "green",
  "authentic-but": "yellow",
  altered: "red",
  "not-anchored": "red",
  "could-not-check": "cyan",
} as const;

function showVerdict(verdict: Verdict, output: Output): void {
  const told = describe(verdict);
  output.line(paint(["bold", VERDICT_COLOURS[verdict.verdict]], told.headline));
  output.line(told.explanation);
  output.line();
  for (const check of told.checks) {
    const sign = paint(COLOURS[check.status], SIGNS[check.status]);
    output.line(`  ${sign} ${check.check.padEnd(10)} ${check.says}`);
  }
  if (verdict.alsoAnchored !== undefined) output.line(`\n  ${alsoSentence(verdict.alsoAnchored)}`);
  const names = believed(verdict);
  if (names.length > 0) output.line(`\n  To believe: ${names.join("; ")}.`);
  const { issue } = verdict;
  if (issue === undefined) return;
  output.line();
  output.line(`  digest     ${issue.digest}`);
  output.line(`  content    ${issue.contentCid}`);
  if (issue.transaction !== undefined) output.line(`  transaction ${issue.transaction}`);
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./@%+:,=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Whose word the answers rest on; a check that got no answer rests on nobody's. */
function believed({ checks }: Verdict): readonly string[] {
  const answered = checks.filter(({ status }) => status === "pass" || status === "fail");
  const names = answered.flatMap(({ check, trusted }) =>
    trusted.map((name) => (check === "integrity" ? name : `the node at ${name}`)),
  );
  return [...new Set(names)];
}
