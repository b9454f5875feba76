import { readFileSync } from "node:fs";
import type { Bytes32 } from "../../../src/core/digest.ts";
import { decodeReportSignature } from "../../../src/core/report-signature/file.ts";
import type { ReportSignature } from "../../../src/core/report-signature/statement.ts";
import type { TypedData } from "../../../src/core/signed-call/typed-data.ts";

interface Vector {
  readonly title: string;
  readonly report: string;
  readonly file: Readonly<Record<string, unknown>>;
  readonly typedData: TypedData;
  readonly domainSeparator: Bytes32;
  readonly digest: Bytes32;
}

/** Written by another program (test/vectors/audit-signature.README.md). */
export const VECTORS = JSON.parse(
  readFileSync(new URL("../../vectors/audit-signature.json", import.meta.url), "utf8"),
) as { readonly encodeType: string; readonly signatures: readonly Vector[] };

export function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
}

/** One of the vectors' signatures, read from its file. */
export function signatureAt(at: number): ReportSignature {
  return decodeReportSignature(bytesOf(VECTORS.signatures[at]?.file), "vector");
}
