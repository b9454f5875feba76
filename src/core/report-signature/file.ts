import * as z from "zod/mini";
import { fail } from "../errors/error.ts";
import { readStrictly } from "../signed-statement/file.ts";
import {
  addressField,
  blockField,
  chainField,
  digestField,
  firstProblem,
  signatureField,
} from "../signed-statement/schema.ts";
import { REPORT_MEDIA_TYPES, type ReportSignature } from "./statement.ts";

const TYPE = "colophon/audit-signature/1";

/** In bytes: more than the longest signature takes. */
export const LARGEST_REPORT_SIGNATURE = 16_384;

const schema = z.strictObject({
  type: z.literal(TYPE, `must be ${TYPE}`),
  chain: chainField,
  registry: addressField,
  auditor: addressField,
  sha256: digestField,
  mediaType: z.enum(REPORT_MEDIA_TYPES, `must be one of ${REPORT_MEDIA_TYPES.join(", ")}`),
  block: blockField,
  signature: signatureField,
});

/** The file's text, one field a line, for people to read: nothing hashes it. */
export function encodeReportSignature(signed: ReportSignature): string {
  const { chain, registry, auditor, sha256, mediaType, block, signature } = signed;
  const { number, hash } = block;
  const fields = {
    ...{ type: TYPE, chain, registry, auditor, sha256, mediaType, block: { number, hash } },
    signature,
  };
  return `${JSON.stringify(fields, undefined, 2)}\n`;
}

/**
 * Reads a signature from anybody's file: UTF-8, no name twice, no field more or less. Of the signature only the form is
 * looked at. `name` is how a failure names the file.
 *
 * @throws AUDIT_SIGNATURE_INVALID naming the first bad field | AUDIT_SIGNATURE_TYPE_UNKNOWN
 */
export function decodeReportSignature(bytes: Uint8Array, name: string): ReportSignature {
  const read = readStrictly(bytes, { type: TYPE, largest: LARGEST_REPORT_SIGNATURE });
  if (read.kind === "other-type")
    return fail("AUDIT_SIGNATURE_TYPE_UNKNOWN", { name, expected: TYPE, got: read.got });
  if (read.kind === "none") return fail("AUDIT_SIGNATURE_INVALID", { name, problem: read.problem });
  const result = z.safeParse(schema, read.value);
  if (!result.success)
    return fail("AUDIT_SIGNATURE_INVALID", { name, problem: firstProblem(result.error.issues) });
  const { type: _, ...fields } = result.data;
  // Every field was checked by the constructor of its tagged type.
  return fields as unknown as ReportSignature;
}
