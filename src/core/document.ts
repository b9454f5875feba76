import * as dagJson from "@ipld/dag-json";
import { type Block, uncheckedBlock } from "./block.ts";
import { documentCid } from "./cid.ts";
import { type Digest, digestFromBytes } from "./digest.ts";
import { reasonOf } from "./errors/error.ts";
import type { Sha256 } from "./sha256.ts";

/** A canonical DAG-JSON document with its digest and its block. */
export interface Encoded {
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  readonly block: Block;
}

/** What decoding found: a value, or why there is none. */
export type Decoded =
  | { readonly ok: true; readonly value: unknown; readonly canonical: boolean }
  | { readonly ok: false; readonly problem: string };

/** Encodes with sorted keys and no white space. The caller has made sure that keys are ASCII and numbers safe integers. */
export function encodeDocument(value: unknown, sha256: Sha256): Encoded {
  const bytes = dagJson.encode(value);
  const digest = digestFromBytes(sha256(bytes));
  return { bytes, digest, block: uncheckedBlock(documentCid(digest), bytes) };
}

/** Decodes bytes whose digest has been checked, and says whether they are the one canonical encoding of their value. */
export function decodeDocument(bytes: Uint8Array): Decoded {
  try {
    // The decoder recurses and hostile nesting overflows its stack: that too is only a malformed document.
    const value: unknown = dagJson.decode(bytes);
    return { ok: true, value, canonical: equalBytes(dagJson.encode(value), bytes) };
  } catch (error) {
    return { ok: false, problem: said(error) };
  }
}

/** What the decoder says, without the name of the format with which it shares its machinery, and without its surprise. */
function said(error: unknown): string {
  return reasonOf(error)
    .replace(/^CBOR decode error: /, "")
    .replace("; this shouldn't happen", "")
    .replace("too many terminals, data makes no sense", "there is more after its end");
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
