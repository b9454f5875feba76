import { verifyBlock } from "../block.ts";
import { cidDigest, documentCid } from "../cid.ts";
import { type Digest, digestFromBytes, digestToBytes32 } from "../digest.ts";
import { decodeDocument, type Encoded, encodeDocument } from "../document.ts";
import { fail } from "../errors/error.ts";
import type { ListedIssue } from "../history/issues.ts";
import type { Sha256 } from "../sha256.ts";
import {
  type BatchList,
  LIST_TYPE,
  MAX_LIST_BYTES,
  PART_TYPE,
  partLength,
  partsOf,
  unsorted,
} from "./list.ts";
import { type Checked, checkList, checkPart } from "./schema.ts";

/**
 * The one canonical encoding of a list without its parts, its digest (the registry's `listDigest`) and its block.
 *
 * @throws LIST_INVALID | LIST_UNSORTED | LIST_TOO_LARGE
 */
export function encodeList(list: BatchList, sha256: Sha256): Encoded {
  const { count, parts, publication, root } = list;
  const value = { count, parts, publication, root: root.slice(2), type: LIST_TYPE };
  assertList(value);
  const encoded = encodeDocument(value, sha256);
  assertSize("list", encoded.bytes);
  return encoded;
}

/**
 * Accepts bytes as the list with this digest: first the hash must match, then the bytes must decode, then be their own
 * canonical encoding, then hold to the schema. Says nothing of its parts.
 *
 * @throws LIST_DIGEST_MISMATCH | LIST_TOO_LARGE | LIST_MALFORMED | LIST_NOT_CANONICAL | LIST_TYPE_UNKNOWN
 *   | LIST_INVALID | LIST_UNSORTED
 */
export function decodeList(bytes: Uint8Array, expected: Digest, sha256: Sha256): BatchList {
  const got = digestFromBytes(sha256(bytes));
  if (got !== expected) fail("LIST_DIGEST_MISMATCH", { expected, got });
  return assertList(decoded("list", bytes, LIST_TYPE));
}

/**
 * The canonical encoding of one part.
 *
 * @throws LIST_INVALID | LIST_UNSORTED | LIST_TOO_LARGE
 */
export function encodePart(issues: readonly ListedIssue[], sha256: Sha256): Encoded {
  const value = {
    issues: issues.map(({ label, digest }) => ({ label, manifest: documentCid(digest) })),
    type: PART_TYPE,
  };
  assertPart(value, "part");
  const encoded = encodeDocument(value, sha256);
  assertSize("part", encoded.bytes);
  return encoded;
}

/**
 * Accepts bytes as one part of a list, by its index: hashed, decoded, canonical, of the length that follows from the
 * list's count, its labels rising from the one that the list names to below the next part's.
 *
 * @throws BLOCK_MISMATCH | LIST_TOO_LARGE | LIST_MALFORMED | LIST_NOT_CANONICAL | LIST_TYPE_UNKNOWN | LIST_INVALID
 *   | LIST_UNSORTED
 */
export function decodePart(list: BatchList, index: number, bytes: Uint8Array, sha256: Sha256): ListedIssue[] {
  const what = `part ${index + 1}`;
  const link = list.parts[index];
  if (link === undefined) fail("LIST_INVALID", { what: "list", problems: `it has no ${what}` });
  verifyBlock(link.cid, bytes, sha256);
  const issues = assertPart(decoded(what, bytes, PART_TYPE), what);
  const expected = partLength(index, list.count);
  if (issues.length !== expected) invalid(what, `issues: must be ${expected}, got ${issues.length}`);
  const [first] = issues;
  if (first?.label !== link.first)
    invalid(what, `issues[0].label: must be ${link.first}, got ${first?.label ?? ""}`);
  const next = list.parts[index + 1];
  const last = issues.at(-1);
  if (next !== undefined && last !== undefined) assertRising([last.label, next.first]);
  return issues;
}

/** The value of bytes whose digest has been checked. */
function decoded(what: string, bytes: Uint8Array, expected: string): unknown {
  assertSize(what, bytes);
  const found = decodeDocument(bytes);
  if (!found.ok) fail("LIST_MALFORMED", { what, problem: found.problem });
  if (!found.canonical) fail("LIST_NOT_CANONICAL", { what });
  const { value } = found;
  if (typeof value === "object" && value !== null && "type" in value && value.type !== expected)
    fail("LIST_TYPE_UNKNOWN", { what, expected, got: String(value.type) });
  return value;
}

function assertList(value: unknown): BatchList {
  const { count, parts, publication, root } = documentOf("list", checkList(value));
  if (parts.length !== partsOf(count))
    invalid("list", `parts: must be ${partsOf(count)} for ${count} issues, got ${parts.length}`);
  assertRising(parts.map(({ first }) => first));
  return { count, parts, publication, root: digestToBytes32(root as Digest) };
}

function assertPart(value: unknown, what: string): ListedIssue[] {
  const { issues } = documentOf(what, checkPart(value));
  assertRising(issues.map(({ label }) => label));
  return issues.map(({ label, manifest }) => ({ label, digest: cidDigest(manifest) }));
}

function documentOf<Document>(what: string, checked: Checked<Document>): Document {
  return checked.ok ? checked.document : invalid(what, checked.problems);
}

function assertRising(labels: Parameters<typeof unsorted>[0]): void {
  const fault = unsorted(labels);
  if (fault !== undefined) fail("LIST_UNSORTED", fault);
}

function invalid(what: string, problems: string): never {
  return fail("LIST_INVALID", { what, problems });
}

function assertSize(what: string, bytes: Uint8Array): void {
  if (bytes.length > MAX_LIST_BYTES)
    fail("LIST_TOO_LARGE", { what, got: bytes.length, limit: MAX_LIST_BYTES });
}
