import { createReadStream } from "node:fs";
import { embeddedSigner } from "../../adapters/evm/signer.ts";
import { nodeSha256Stream } from "../../adapters/node/sha256.ts";
import { type Address, parseAddress } from "../../core/address.ts";
import { type Digest, digestFromBytes } from "../../core/digest.ts";
import { type ColophonError, fail, isFailure, reasonOf } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import { gradeReport, type ReportAtHand, type ReportGrade } from "../../core/report-signature/grade.ts";
import { reportMediaType, type ReportSignature } from "../../core/report-signature/statement.ts";
import { wrapped } from "../format.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { keptAt, signaturePath } from "../report/sign.ts";
import { openVouching, type Vouched, type Vouching } from "../report/signed-by.ts";

export interface AuditCheckOptions extends CommonOptions {
  readonly by?: string;
  readonly signature?: string;
  readonly rpcUrl?: string;
}

/** A report, and where the signature under it is. */
interface Pair {
  readonly report: string;
  readonly file: string;
}

interface Signed {
  readonly grade: ReportGrade;
  readonly signed: ReportSignature;
  readonly vouched: Vouched;
  readonly atHand: ReportAtHand;
}

/** `unsigned`: there is nothing that could be checked. `unusable`: of several, this one cannot be read. */
type Found =
  Signed | { readonly grade: "unsigned" } | { readonly grade: "unusable"; readonly failure: ColophonError };

type Checked = Pair & { readonly found: Found; readonly says: string };

const EXITS = {
  signed: 0,
  altered: 1,
  "not-signed": 1,
  "other-auditor": 1,
  unknown: 3,
  unsigned: 3,
  unusable: 3,
} as const satisfies Record<Found["grade"], number>;

/** `colophon audit check <reports...>` */
export async function auditCheckCommand(
  named: readonly string[],
  options: AuditCheckOptions,
): Promise<number> {
  const output = createOutput(options.json);
  const demanded = options.by === undefined ? undefined : parseAddress(options.by);
  const pairs = pairsOf(named, options.signature);
  await using vouching = openVouching(options);
  const checked: Checked[] = [];
  for (const pair of pairs) {
    const found = await attempt(() => examine(pair, vouching, demanded), pairs.length > 1);
    checked.push({ ...pair, found, says: sayingOf(found, pair, demanded) });
  }
  if (output.json) output.document({ reports: checked.map(documentOf) });
  for (const one of checked) show(one, output);
  showConclusion(checked, demanded, output);
  const exits = new Set(checked.map(({ found }) => EXITS[found.grade]));
  return exits.has(1) ? 1 : exits.has(3) ? 3 : 0;
}

/** One that cannot be read keeps nobody from learning of the others. */
async function attempt(look: () => Promise<Found>, areMore: boolean): Promise<Found> {
  try {
    return await look();
  } catch (error) {
    if (!areMore || !isFailure(error)) throw error;
    return { grade: "unusable", failure: error };
  }
}

/** `*.json` names the signatures, too: each stands for the report that it is beside. @throws USAGE_INVALID */
function pairsOf(named: readonly string[], signature: string | undefined): readonly Pair[] {
  const ending = signaturePath("");
  const reports = new Set(named.map((one) => (one.endsWith(ending) ? one.slice(0, -ending.length) : one)));
  if (signature !== undefined && reports.size > 1)
    fail("USAGE_INVALID", { problem: "--signature is that of one report" });
  return [...reports].map((report) => ({ report, file: signature ?? signaturePath(report) }));
}

async function examine(
  { report, file }: Pair,
  { vouch }: Vouching,
  demanded: Address | undefined,
): Promise<Found> {
  const mediaType = reportMediaType(report);
  const atHand = { sha256: await sha256Of(report), ...(mediaType === undefined ? {} : { mediaType }) };
  const signed = await keptAt(file);
  if (signed === undefined) return { grade: "unsigned" };
  const vouched = await vouch(signed);
  return { grade: gradeReport(signed, vouched.by, atHand, demanded), signed, vouched, atHand };
}

/** @throws SOURCE_MISSING | SOURCE_UNREADABLE */
async function sha256Of(path: string): Promise<Digest> {
  const running = nodeSha256Stream();
  try {
    for await (const chunk of createReadStream(path)) running.update(chunk as Uint8Array);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") fail("SOURCE_MISSING", { path });
    fail("SOURCE_UNREADABLE", { path, problem: reasonOf(error) }, error);
  }
  return digestFromBytes(running.digest());
}

function sayingOf(found: Found, { file }: Pair, demanded: Address | undefined): string {
  if (found.grade === "unsigned") return `unsigned: there is no signature ${file}`;
  if (found.grade === "unusable") return `could not be checked: ${found.failure.message}`;
  const { grade, signed, vouched, atHand } = found;
  const { auditor } = signed;
  const isProved = vouched.by === "key" || vouched.by === "contract";
  switch (grade) {
    case "signed":
      return `signed by ${auditor}${vouched.block === undefined ? "" : `, a contract, as of block ${vouched.block.number}`}`;
    case "altered":
      return isProved
        ? `altered: ${otherwise(signed, atHand)}`
        : `altered: its signature says that ${otherwise(signed, atHand)}; whether they have could not be checked`;
    case "not-signed":
      return `not signed: ${auditor}, in whose name it is, has not made this signature: it says nothing of anybody`;
    case "other-auditor":
      return `by another: ${isProved ? "signed by" : "in the name of"} ${auditor}, and not by ${demanded}`;
    case "unknown":
      return `could not be checked: it is not by the key of ${auditor}, and whether that account is a contract that takes it could not be asked: ${vouched.problem}`;
    default:
      return grade satisfies never;
  }
}

function otherwise({ auditor, sha256, mediaType }: ReportSignature, atHand: ReportAtHand): string {
  return sha256 === atHand.sha256
    ? `${auditor} has signed these bytes to be read as ${mediaType}; under this name they are ${atHand.mediaType}`
    : `${auditor} has signed other bytes, of SHA-256 ${sha256}; these have ${atHand.sha256}`;
}

function documentOf({ report, file, found, says }: Checked) {
  if (found.grade === "unsigned") return { report, grade: found.grade, says };
  if (found.grade === "unusable") return { report, file, grade: found.grade, says, failure: found.failure };
  const { grade, signed, vouched, atHand } = found;
  const { signature: _, ...statement } = signed;
  const { by } = vouched;
  return {
    ...{ report, file, grade, says, sha256: atHand.sha256, statement },
    ...(by === "key" || by === "contract" ? { by } : {}),
    ...(vouched.block === undefined ? {} : { asOf: vouched.block }),
  };
}

const SIGNS = { 0: ["green", "✓"], 1: ["red", "✗"], 3: ["yellow", "?"] } as const;

function show({ report, found, says }: Checked, output: Output): void {
  const { columns } = process.stdout;
  const [colour, sign] = SIGNS[EXITS[found.grade]];
  output.line(`${paint(colour, sign)} ${report}`);
  output.line(wrapped(`    ${says}`, columns, "    "));
  if (found.grade !== "signed" && found.grade !== "other-auditor") return;
  const { chain, registry, block } = found.signed;
  output.line(
    wrapped(`    about registry ${registry} on ${chain}, as of block ${block.number}`, columns, "    "),
  );
}

function showConclusion(checked: readonly Checked[], demanded: Address | undefined, output: Output): void {
  const signed = checked.filter(({ found }) => found.grade === "signed");
  const auditors = new Set(signed.map(({ found }) => (found.grade === "signed" ? found.signed.auditor : "")));
  output.line();
  output.line(`Signed: ${signed.length} of ${counted(checked.length, "report")}.`);
  const says = (text: string) => output.line(wrapped(text, process.stdout.columns));
  if (auditors.has(embeddedSigner().address))
    says(`Everybody knows the key of ${embeddedSigner().address}: anyone can have signed with it.`);
  else if (demanded === undefined && signed.length > 0)
    says("Whose account that is, no signature says: compare it with what the auditor gives, by --by.");
}
