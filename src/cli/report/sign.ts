import { rm } from "node:fs/promises";
import { diskProblem } from "../../adapters/disk/errno.ts";
import { writeDurably } from "../../adapters/disk/write.ts";
import type { AuditReport } from "../../audit/report.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import type { Signer } from "../../core/ports.ts";
import {
  decodeReportSignature,
  encodeReportSignature,
  LARGEST_REPORT_SIGNATURE,
} from "../../core/report-signature/file.ts";
import type { ReportSignature } from "../../core/report-signature/statement.ts";
import type { Place } from "../config.ts";
import { readBounded } from "../signed-file.ts";
import { openSigner } from "../signer.ts";
import { type SignerOptions, signerSettings } from "../signer-settings.ts";
import type { ReportFile, WrittenReport } from "./write.ts";

export interface ReportSigningOptions extends SignerOptions {
  readonly sign: boolean;
}

/** A signature as it was written beside its report. */
export interface KeptSignature extends ReportSignature {
  readonly report: string;
  readonly file: string;
}

/** `signaturePath("audit.html")` is `audit.html.signature.json`. */
export function signaturePath(report: string): string {
  return `${report}.signature.json`;
}

/** @throws USAGE_INVALID for what makes no sense without `--sign`, or where there is nothing to sign */
export function checkSigning(options: ReportSigningOptions, files: readonly ReportFile[]): void {
  const { sign, keystore, signer, signerAccount } = options;
  if (sign && files.length === 0)
    fail("USAGE_INVALID", { problem: "--sign signs reports: name a file with --report" });
  const keys = { "--keystore": keystore, "--signer": signer, "--signer-account": signerAccount };
  const stray = Object.entries(keys).find(([, value]) => value !== undefined)?.[0];
  if (!sign && stray !== undefined) fail("USAGE_INVALID", { problem: `${stray} goes with --sign` });
}

/**
 * Before the audit, which may take hours: the key that is named, or else the archive's, or without an archive that of
 * the environment. Undefined when nothing is to be signed.
 *
 * @throws AUDIT_SIGNATURE_IN_THE_WAY; SIGNER_*, KEYSTORE_*, PASSPHRASE_*
 */
export async function openReportSigner(
  options: ReportSigningOptions,
  files: readonly ReportFile[],
  place: Place | undefined,
): Promise<Signer | undefined> {
  if (!options.sign) return undefined;
  const isNamed = options.keystore !== undefined || options.signer !== undefined;
  const keeping =
    place === undefined || isNamed
      ? { config: { signer: await signerSettings(options) }, folder: "." }
      : place;
  const signer = await openSigner(keeping);
  for (const { path } of files) await refuseOthers(signaturePath(path), signer);
  return signer;
}

/** Nothing but this auditor's own signature is overwritten. @throws AUDIT_SIGNATURE_IN_THE_WAY */
async function refuseOthers(path: string, { address }: Signer): Promise<void> {
  const there = await (async () => {
    try {
      return await keptAt(path);
    } catch (error) {
      if (!isFailure(error)) throw error;
      return fail("AUDIT_SIGNATURE_IN_THE_WAY", { path, problem: "no signature under a report" }, error);
    }
  })();
  if (there !== undefined && there.auditor !== address)
    fail("AUDIT_SIGNATURE_IN_THE_WAY", { path, problem: `the signature of ${there.auditor}` });
}

/** Undefined when there is no such file. @throws SOURCE_UNREADABLE | AUDIT_SIGNATURE_INVALID | AUDIT_SIGNATURE_TYPE_UNKNOWN */
export async function keptAt(path: string): Promise<ReportSignature | undefined> {
  try {
    return decodeReportSignature(await readBounded(path, LARGEST_REPORT_SIGNATURE), path);
  } catch (error) {
    if (!isFailure(error, "SOURCE_MISSING")) throw error;
    return undefined;
  }
}

/**
 * Before other reports take the place of those that are there: whoever looks in between is to find no signature, and
 * none that looks as if a report had been altered.
 *
 * @throws ARCHIVE_DISK
 */
export async function dropSignatures(files: readonly ReportFile[]): Promise<void> {
  for (const { path: report } of files) {
    const path = signaturePath(report);
    try {
      await rm(path, { force: true });
    } catch (error) {
      fail("ARCHIVE_DISK", { path, problem: diskProblem(error) }, error);
    }
  }
}

/** Beside each report, whole or not at all. @throws SIGNER_* | SIGNED_OTHERWISE | ARCHIVE_DISK */
export async function signReports(
  written: readonly WrittenReport[],
  { chain, registry, block }: AuditReport,
  signer: Signer,
): Promise<readonly KeptSignature[]> {
  const kept: KeptSignature[] = [];
  for (const { path: report, mediaType, sha256 } of written) {
    const statement = {
      ...{ chain, registry, auditor: signer.address, sha256, mediaType },
      block: { number: block.number, hash: block.hash },
    };
    const signed = { ...statement, signature: await signer.signReport(statement) };
    const file = signaturePath(report);
    await writeDurably(file, encodeReportSignature(signed));
    kept.push({ report, file, ...signed });
  }
  return kept;
}

/** Those that were left from a report that was there before, and are not under what has been written. */
export async function staleSignatures(written: readonly WrittenReport[]): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const { path, sha256 } of written) {
    try {
      const kept = await keptAt(signaturePath(path));
      if (kept !== undefined && kept.sha256 !== sha256) stale.push(signaturePath(path));
    } catch (error) {
      // Whatever else lies there is none of this audit's.
      if (!isFailure(error)) throw error;
    }
  }
  return stale;
}
