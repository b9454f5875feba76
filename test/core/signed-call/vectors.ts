import { readFileSync } from "node:fs";
import type { Bytes32 } from "../../../src/core/digest.ts";
import type { SignedCall } from "../../../src/core/signed-call/call.ts";
import { decodeSignedCall } from "../../../src/core/signed-call/file.ts";

/** One call of test/vectors/signed-calls.json, with its file decoded. */
export interface Vector {
  readonly title: string;
  readonly file: Readonly<Record<string, unknown>>;
  readonly typedData: unknown;
  readonly encodeType: string;
  readonly digest: Bytes32;
  readonly calldata: `0x${string}`;
  readonly signed: SignedCall;
}

const read = JSON.parse(
  readFileSync(new URL("../../vectors/signed-calls.json", import.meta.url), "utf8"),
) as { readonly privateKey: string; readonly calls: readonly Omit<Vector, "signed">[] };

export const KEY = read.privateKey;
export const VECTORS: readonly Vector[] = read.calls.map((vector) => ({
  ...vector,
  signed: decodeSignedCall(bytesOf(vector.file)),
}));

/** A file's bytes, from what its JSON is to hold. */
export function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
}
