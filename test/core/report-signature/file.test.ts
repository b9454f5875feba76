import { describe, expect, test } from "vitest";
import { isFailure } from "../../../src/core/errors/error.ts";
import {
  decodeReportSignature,
  encodeReportSignature,
  LARGEST_REPORT_SIGNATURE,
} from "../../../src/core/report-signature/file.ts";
import { bytesOf, signatureAt, VECTORS } from "./vectors.ts";

const file = VECTORS.signatures[0]?.file ?? expect.unreachable();
const read = (value: unknown) => decodeReportSignature(bytesOf(value), "one.json");

function problemOf(value: unknown): unknown {
  try {
    return read(value);
  } catch (error) {
    return isFailure(error, "AUDIT_SIGNATURE_INVALID") ? error.parameters["problem"] : error;
  }
}

test("reads back what it wrote", () => {
  const one = signatureAt(0);
  expect(read(encodeReportSignature(one))).toEqual(one);
  expect(JSON.parse(encodeReportSignature(one))).toEqual(file);
});

describe("refuses, naming the field", () => {
  test.each<[string, Record<string, unknown>]>([
    ["chain", { chain: "31337" }],
    ["registry", { registry: "0x5FbDB2315678afecb367f032d93F642f64180aa3" }],
    ["auditor", { auditor: "0x00" }],
    ["sha256", { sha256: `0x${"00".repeat(32)}` }],
    ["mediaType", { mediaType: "application/pdf" }],
    ["block.number", { block: { number: -1, hash: `0x${"00".repeat(32)}` } }],
    ["block.hash", { block: { number: 1, hash: "00".repeat(32) } }],
    ["block", { block: { ...(file["block"] as object), time: 1 } }],
    ["signature", { signature: `0x${"00".repeat(4097)}` }],
  ])("%s %#", (field, change) => {
    expect(problemOf({ ...file, ...change })).toMatch(new RegExp(`^${field}: `));
  });

  test("a field more, a field less, a name twice, no JSON, too much of it", async () => {
    const { sha256: _, ...less } = file;
    const twice = JSON.stringify(file).replace('"auditor":', '"auditor":"0x00","auditor":');
    const long = `${JSON.stringify(file)}${" ".repeat(LARGEST_REPORT_SIGNATURE)}`;
    for (const bad of [{ ...file, report: "a.json" }, less, twice, "", "[]", "null", long, "[".repeat(9000)])
      await expect(() => read(bad)).toFailWith("AUDIT_SIGNATURE_INVALID");
  });

  test("another type by its name", async () => {
    const got = "colophon/audit-signature/2";
    await expect(() => read({ ...file, type: got })).toFailWith("AUDIT_SIGNATURE_TYPE_UNKNOWN", { got });
  });
});
