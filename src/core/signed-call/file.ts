import { decodeDocument } from "../document.ts";
import { fail } from "../errors/error.ts";
import type { SignedCall } from "./call.ts";
import { checkSignedCall, SIGNED_CALL_TYPE } from "./schema.ts";

/** In bytes: more than the longest path and signature take. */
export const LARGEST_FILE = 65_536;

/** The file's text, one field a line, for people to read: nothing hashes it. */
export function encodeSignedCall(signed: SignedCall): string {
  const { publication, call, publisher, head, deadline, signature } = signed;
  const ordered = { type: SIGNED_CALL_TYPE, publication, call, publisher, head, deadline, signature };
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
}

/**
 * Reads a signed call from anybody's file: UTF-8, no name twice, no field more or less. Whether the signature is right
 * only the registry can say (a contract wallet's word is asked at the block of the entry).
 *
 * @throws SIGNED_CALL_INVALID naming the first bad field | SIGNED_CALL_TYPE_UNKNOWN
 */
export function decodeSignedCall(bytes: Uint8Array): SignedCall {
  if (bytes.length > LARGEST_FILE)
    return fail("SIGNED_CALL_INVALID", { problem: `it is larger than ${LARGEST_FILE} bytes` });
  // The strict decoder of our documents, though the file need not be canonical: it refuses a name that stands twice.
  const decoded = decodeDocument(bytes);
  if (!decoded.ok)
    return fail("SIGNED_CALL_INVALID", { problem: `it is no JSON document (${decoded.problem})` });
  refuseOtherType(decoded.value);
  const checked = checkSignedCall(decoded.value);
  return checked.ok ? checked.signed : fail("SIGNED_CALL_INVALID", { problem: checked.problem });
}

function refuseOtherType(value: unknown): void {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "type")) return;
  const { type } = value as { type: unknown };
  if (typeof type === "string" && type !== SIGNED_CALL_TYPE) fail("SIGNED_CALL_TYPE_UNKNOWN", { got: type });
}
