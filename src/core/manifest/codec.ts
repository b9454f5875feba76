import { type Digest, digestFromBytes } from "../digest.ts";
import { decodeDocument, type Encoded, encodeDocument } from "../document.ts";
import { fail } from "../errors/error.ts";
import { assertDistinctPaths, comparePaths } from "../path.ts";
import type { Sha256 } from "../sha256.ts";
import { MANIFEST_TYPE, type Manifest, MAX_MANIFEST_BYTES } from "./manifest.ts";
import { checkSchema } from "./schema.ts";

/**
 * The one canonical encoding of a manifest, its digest (the content hash) and its block.
 *
 * @throws MANIFEST_INVALID | MANIFEST_TOO_LARGE | PATHS_COLLIDE
 */
export function encodeManifest(manifest: Manifest, sha256: Sha256): Encoded {
  assertManifest(manifest);
  const encoded = encodeDocument(manifest, sha256);
  assertSize(encoded.bytes);
  return encoded;
}

/**
 * Accepts bytes as the manifest with this digest: first the hash must match, then the bytes must decode, then be
 * their own canonical encoding, then hold to the schema (docs/spec/manifest.md, "To accept a manifest").
 *
 * @throws MANIFEST_DIGEST_MISMATCH | MANIFEST_TOO_LARGE | MANIFEST_MALFORMED | MANIFEST_NOT_CANONICAL
 *   | MANIFEST_TYPE_UNKNOWN | MANIFEST_PAGED | MANIFEST_INVALID | PATHS_COLLIDE
 */
export function decodeManifest(bytes: Uint8Array, expected: Digest, sha256: Sha256): Manifest {
  const got = digestFromBytes(sha256(bytes));
  if (got !== expected) fail("MANIFEST_DIGEST_MISMATCH", { expected, got });
  return decodeHashed(bytes);
}

function decodeHashed(bytes: Uint8Array): Manifest {
  assertSize(bytes);
  const decoded = decodeDocument(bytes);
  if (!decoded.ok) fail("MANIFEST_MALFORMED", { problem: decoded.problem });
  if (!decoded.canonical) fail("MANIFEST_NOT_CANONICAL", {});
  assertKnownType(decoded.value);
  return assertManifest(decoded.value);
}

function assertKnownType(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && value.type !== MANIFEST_TYPE)
    fail("MANIFEST_TYPE_UNKNOWN", { got: String(value.type) });
  if ("pages" in value) fail("MANIFEST_PAGED", {});
}

function assertManifest(value: unknown): Manifest {
  const checked = checkSchema(value);
  if (!checked.ok) fail("MANIFEST_INVALID", { problems: checked.problems });
  const paths = checked.manifest.files.map((file) => file.path);
  assertDistinctPaths(paths);
  const unsorted = paths.findIndex((path, i) => i > 0 && comparePaths(paths[i - 1] ?? path, path) >= 0);
  if (unsorted !== -1)
    fail("MANIFEST_INVALID", { problems: `files[${unsorted}].path: files must be sorted by path` });
  return checked.manifest;
}

function assertSize(bytes: Uint8Array): void {
  if (bytes.length > MAX_MANIFEST_BYTES)
    fail("MANIFEST_TOO_LARGE", { got: bytes.length, limit: MAX_MANIFEST_BYTES });
}
