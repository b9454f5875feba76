import { decodeDocument, type Encoded, encodeDocument } from "../document.ts";
import { fail } from "../errors/error.ts";
import type { Sha256 } from "../sha256.ts";
import { historyBlocks, MAX_ROOT_BYTES, MIRROR_TYPE, type MirrorRoot } from "./format.ts";
import { checkRoot } from "./schema.ts";

/** The one canonical encoding of a mirror's root. @throws MIRROR_INVALID, which names it by the publication */
export function encodeRoot(root: MirrorRoot, sha256: Sha256): Encoded {
  const { block, entries, head, history, publication } = root;
  const { hash, number, time } = block;
  const value = {
    ...{ block: { hash, number, time }, entries, head, history },
    ...{ publication, type: MIRROR_TYPE },
  };
  const name = `of publication ${publication.id}`;
  assertRoot(value, name);
  const encoded = encodeDocument(value, sha256);
  assertSize(encoded.bytes, name);
  return encoded;
}

/**
 * The root of a mirror from bytes whose digest has been checked. `name` is how a failure names the mirror.
 *
 * @throws MIRROR_INVALID | MIRROR_TYPE_UNKNOWN
 */
export function decodeRoot(bytes: Uint8Array, name: string): MirrorRoot {
  assertSize(bytes, name);
  const decoded = decodeDocument(bytes);
  if (!decoded.ok) return invalid(name, `its root cannot be decoded: ${decoded.problem}`);
  if (!decoded.canonical) return invalid(name, "its root is not in its one canonical encoding");
  const { value } = decoded;
  if (typeof value === "object" && value !== null && "type" in value && value.type !== MIRROR_TYPE)
    fail("MIRROR_TYPE_UNKNOWN", { name, expected: MIRROR_TYPE, got: String(value.type) });
  return assertRoot(value, name);
}

function assertRoot(value: unknown, name: string): MirrorRoot {
  const checked = checkRoot(value);
  if (!checked.ok) return invalid(name, checked.problem);
  const { entries, history } = checked.root;
  const expected = historyBlocks(entries);
  if (history.length !== expected)
    invalid(name, `history: must be ${expected} blocks for ${entries} entries, got ${history.length}`);
  return checked.root;
}

function assertSize(bytes: Uint8Array, name: string): void {
  if (bytes.length > MAX_ROOT_BYTES)
    invalid(name, `its root has ${bytes.length} bytes, over ${MAX_ROOT_BYTES}`);
}

/** How every part of a mirror that breaks the format is told. */
export function invalid(name: string, problem: string): never {
  return fail("MIRROR_INVALID", { name, problem });
}
