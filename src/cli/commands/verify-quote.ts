import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { documentCid } from "../../core/cid.ts";
import { type Digest, isDigest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { type Label, parseLabel } from "../../core/label.ts";
import { counted } from "../../core/plural.ts";
import { VERDICT_EXIT } from "../../core/verdict.ts";
import type { Archive } from "../../verify/archive.ts";
import { manifestOf } from "../../verify/answer.ts";
import type { Evidence } from "../../verify/evidence.ts";
import { judge } from "../../verify/judge/judge.ts";
import { DEFAULT_POLICY, type Verdict } from "../../verify/judge/verdict.ts";
import { type QuotedIn, quoteIn } from "../../verify/quote.ts";
import { verdictReport } from "../../verify/report.ts";
import { openReading, type Reading } from "../compose.ts";
import { findArchive } from "../config.ts";
import {
  type Brought,
  type Endorsed,
  type EndorsedOptions,
  endorsedAt,
  endorsedExit,
  broughtToCopy,
} from "../endorsed-copy.ts";
import { endorsedReport, showEndorsed, showFork } from "../endorsed-words.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output } from "../output.ts";
import { documentReader, type QuoteFlags } from "../quoting.ts";
import { quotationReport, showQuoted } from "../show-quotation.ts";
import { showVerdict } from "../show-verdict.ts";
import { gather, refreshIfPossible } from "./verify.ts";

export interface VerifyQuoteOptions extends CommonOptions, QuoteFlags, EndorsedOptions {
  readonly label?: string;
}

/** An issue, how it stands, and what became of the passage in it. */
interface Looked {
  readonly verdict: Verdict;
  /** Undefined when the issue's list of files cannot be had. */
  readonly quoted: QuotedIn | undefined;
}

/** Not all of the issue could be searched. */
const UNSEARCHED_EXIT = 3;

/** `colophon verify [what] --quote <passage>`: does the passage stand in the issue that is named, or in this file's? */
export async function verifyQuote(
  what: string | undefined,
  passage: string,
  options: VerifyQuoteOptions,
): Promise<number> {
  const output = createOutput(options.json);
  const label = options.label === undefined ? undefined : parseLabel(options.label);
  const brought = await broughtToCopy(options);
  await using reading = await openReading(findArchive(options.archive), { lenient: true });
  await refreshIfPossible(reading.archive);
  await using reader = documentReader();
  const quoting = { archive: reading.archive, reader, sha256: nodeSha256 };
  let best: Looked | undefined;
  let unsearched = 0;
  for await (const evidence of asked(what, label, reading.archive)) {
    const verdict = judge(evidence, trustOf(reading), DEFAULT_POLICY);
    const looked = { verdict, quoted: await quotedIn(evidence, verdict, { passage, quoting }) };
    unsearched += Number(isUnsearched(looked));
    best = best === undefined || worth(looked) > worth(best) ? looked : best;
    if (worth(best) === FOUND) break;
  }
  if (best === undefined) return fail("INTERNAL", { problem: "nothing was asked about" });
  const endorsed = brought === undefined ? undefined : await endorsedAt(best.verdict.issue, brought, reading);
  return show({ ...best, unsearched, brought, endorsed }, output);
}

function trustOf({ chainId, registry }: Reading) {
  return { chain: chainId, registry: registry.address, sha256: nodeSha256 };
}

/** The issue of what is held; or all revisions of the issue that is named, the one that stands first. */
async function* asked(
  what: string | undefined,
  label: Label | undefined,
  archive: Archive,
): AsyncGenerator<Evidence> {
  if (what !== undefined) {
    yield await gather(isDigest(what) ? documentCid(what).toString() : what, { archive, label });
    return;
  }
  if (label === undefined)
    return fail("USAGE_INVALID", {
      problem: "Name the issue with --label, or give a file; colophon search looks through all",
    });
  const digests = await digestsUnder(label, archive);
  if (digests.length === 0) fail("LABEL_UNARCHIVED", { label });
  for (const digest of digests) yield await gather(documentCid(digest).toString(), { archive, label });
}

async function digestsUnder(label: Label, archive: Archive): Promise<readonly Digest[]> {
  const digests: Digest[] = [];
  for (const digest of await archive.labelled(label)) {
    const found = await archive.catalogued(digest);
    const revisions = found === undefined ? [] : await archive.revisions(found.publication, label);
    digests.push(digest, ...revisions.map(({ manifest }) => manifest).toReversed());
  }
  return [...new Set(digests)];
}

async function quotedIn(
  { issue, difference }: Evidence,
  verdict: Verdict,
  { passage, quoting }: { passage: string; quoting: Parameters<typeof quoteIn>[2] },
): Promise<QuotedIn | undefined> {
  const manifest = issue === undefined ? undefined : manifestOf(issue, nodeSha256);
  if (manifest === undefined) return undefined;
  // Of a file that is held, the archived file that it is or resembles; of an issue, all of its files.
  const path = verdict.issue?.path ?? difference?.archived.path;
  return quoteIn(manifest, { passage, ...(path === undefined ? {} : { path }) }, quoting);
}

const FOUND = 3;

function worth({ quoted }: Looked): number {
  if (quoted === undefined) return 0;
  if (quoted.found.length > 0) return FOUND;
  return quoted.near === undefined ? 1 : 1 + quoted.near.resemblance;
}

/** Its list of files, or a document of it, could not be read. */
function isUnsearched({ quoted }: Looked): boolean {
  return quoted === undefined || (quoted.found.length === 0 && quoted.unread.length > 0);
}

interface Shown extends Looked {
  /** Of how many revisions not all could be searched. */
  readonly unsearched: number;
  readonly brought: Brought | undefined;
  readonly endorsed: Endorsed | undefined;
}

function show({ verdict, quoted, unsearched, brought, endorsed }: Shown, output: Output): number {
  const issue = verdict.issue;
  const isTold = quoted !== undefined && issue !== undefined;
  if (output.json)
    output.document({
      ...(isTold ? { quotation: quotationReport(quoted, issue.digest) } : {}),
      ...(unsearched === 0 ? {} : { unsearched }),
      // Not beside each other: an authentic issue says nothing for a passage that is not in it.
      about: verdictReport(verdict),
      ...(brought === undefined ? {} : { endorsements: endorsedReport(endorsed) }),
    });
  showFork(endorsed, output);
  if (isTold) showQuoted(quoted, issue, output);
  if (isTold && quoted.found.length === 0) output.line("Of the issue itself:");
  showVerdict(verdict, output);
  if (brought !== undefined) showEndorsed(endorsed, output);
  const exit = VERDICT_EXIT[verdict.verdict];
  if (quoted === undefined || quoted.found.length > 0) return endorsedExit(exit, brought, endorsed);
  if (unsearched === 0) return Math.max(1, exit);
  output.line(`\n${counted(unsearched, "revision")} could not be searched: the passage may stand there.`);
  return UNSEARCHED_EXIT;
}
