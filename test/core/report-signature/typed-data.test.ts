import { TypedDataEncoder } from "ethers";
import { describe, expect, test } from "vitest";
import { recover } from "../../../src/core/signed-statement/recover.ts";
import { portableKeccak256 } from "../../../src/core/batch/keccak256.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import { reportDigest, reportTypedData } from "../../../src/core/report-signature/typed-data.ts";
import type { ReportSignature } from "../../../src/core/report-signature/statement.ts";
import { isOfKey } from "../../../src/core/signed-statement/signature.ts";
import { hashing } from "../../support/hashing.ts";
import { bytesOf, signatureAt, VECTORS } from "./vectors.ts";

function isByAuditor(signed: ReportSignature): boolean {
  const { auditor: account, signature } = signed;
  return isOfKey({ account, signature, digest: reportDigest(signed, portableKeccak256) }, recover);
}

describe.each(VECTORS.signatures.map((vector, at) => ({ ...vector, at })))(
  "$title",
  ({ at, report, typedData, digest }) => {
    test("is the typed data that cast signs, over the report's SHA-256", () => {
      const signed = signatureAt(at);
      expect(digestFromBytes(hashing.sha256(bytesOf(report)))).toBe(signed.sha256);
      expect(reportTypedData(signed)).toEqual(typedData);
    });

    test("hashes to what is signed, as two other implementations have it", () => {
      const { domain, types, message } = typedData;
      const struct = { AuditReport: [...(types["AuditReport"] ?? [])] };
      expect(reportDigest(signatureAt(at), portableKeccak256)).toBe(digest);
      expect(TypedDataEncoder.hash(domain, struct, message)).toBe(digest);
      expect(TypedDataEncoder.from(struct).encodeType("AuditReport")).toBe(VECTORS.encodeType);
      expect(isByAuditor(signatureAt(at))).toBe(true);
    });
  },
);

test("is the auditor's no more when anything under it is another", () => {
  const [one, two, elsewhere] = [signatureAt(0), signatureAt(2), signatureAt(3)];
  const changes: readonly Partial<ReportSignature>[] = [
    { chain: elsewhere.chain },
    { registry: two.auditor },
    { auditor: two.auditor },
    { sha256: two.sha256 },
    { mediaType: two.mediaType },
    { block: { ...one.block, number: one.block.number + 1 } },
    { block: { ...one.block, hash: two.block.hash } },
    { signature: two.signature },
  ];
  expect(changes.map((change) => isByAuditor({ ...one, ...change }))).toEqual(changes.map(() => false));
});
