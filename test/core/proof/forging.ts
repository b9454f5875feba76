import type { ErrorCode } from "../../../src/core/errors/catalogue.ts";
import type { ProofTrust } from "../../../src/core/proof/verify.ts";
import { encodeRlp, decodeRlp, isBytes } from "../../../src/core/state-proof/rlp.ts";
import { bytesOf, type Parts, partsOf, type Vector, vector } from "./vectors.ts";

/* What somebody would try who wants a false thing believed, or a reader's program to fall over. */

export interface Forgery {
  readonly name: string;
  readonly code: ErrorCode;
  readonly bytes: Uint8Array;
  readonly trust: ProofTrust;
  readonly honest: Vector;
}

export type Bend = (parts: Parts) => unknown;

export const single = vector("tide/single");
export const file = vector("tide/file");
export const batched = vector("tide/batched");
export const kept = vector("tide/batched-kept");
export const superseded = vector("tide/superseded");
export const revised = vector("tide/revised");
export const retracted = vector("tide/retracted");
export const replayed = vector("other/single");
export const elsewhere = vector("elsewhere/single");
/** Of one block, of two, and of one in an issue of a batch. */
export const quoted = vector("quoted/quotation");
export const quotedBlocks = vector("quoted/quotation-of-blocks");
export const quotedBatched = vector("quoted/quotation-batched");
export const foreign = vector("tide/foreign-code");

export const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
export const raw = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));
export const from = (other: Vector): Parts => partsOf(other);
export const text = (parts: unknown): string => JSON.stringify(parts);
export const nodesOf =
  (change: (nodes: string[]) => string[]): Bend =>
  (parts) => ({
    ...parts,
    state: { ...parts.state, nodes: change(parts.state.nodes) },
  });
export const headerOf =
  (change: (header: Uint8Array) => Uint8Array): Bend =>
  (parts) => ({
    ...parts,
    state: { ...parts.state, header: b64(change(raw(parts.state.header))) },
  });
export const manifestOf =
  (change: (manifest: string) => string): Bend =>
  (parts) => ({
    ...parts,
    manifest: b64(Buffer.from(change(Buffer.from(parts.manifest, "base64").toString("utf8")))),
  });
export const batchOf =
  (change: (batch: NonNullable<Parts["batch"]>) => unknown): Bend =>
  (parts) => ({
    ...parts,
    batch: change(parts.batch ?? { root: "", path: [] }),
  });
export const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === (at < 0 ? bytes.length + at : at) ? byte ^ 1 : byte));
export const lastNode = (change: (node: Uint8Array) => Uint8Array): Bend =>
  nodesOf((nodes) => nodes.toSpliced(-1, 1, b64(change(raw(nodes.at(-1) ?? "")))));
export const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
/** The header with one field replaced, so that it still reads as one. */
export const headerWith = (at: number, field: Uint8Array): Bend =>
  headerOf((header) => {
    const fields = decodeRlp(header);
    return fields === undefined || isBytes(fields) ? header : encodeRlp(fields.with(at, field));
  });
/** As many nodes as the account's path has. */
export const ACCOUNT_NODES = 2;
export const WORD = `0x${"00".repeat(32)}`;

export const without =
  (field: "type" | "manifest" | "state" | "batch"): Bend =>
  (parts) =>
    Object.fromEntries(Object.entries(parts).filter(([name]) => name !== field));

export interface Table {
  readonly list: Forgery[];
  forge(
    honest: Vector,
    named: readonly [name: string, code: ErrorCode],
    bend: Bend,
    trust?: Partial<ProofTrust>,
  ): void;
}

/** `forge(single, ["no JSON", "PROOF_MALFORMED"], () => "proof")` adds a line. */
export function table(): Table {
  const list: Forgery[] = [];
  return {
    list,
    forge: (honest, [name, code], bend, trust = {}) => {
      const bytes = bytesOf(bend(partsOf(honest)));
      list.push({ name, code, bytes, honest, trust: { ...honest.trust, ...trust } });
    },
  };
}

export /** The same bytes for a lenient reader: a bit set that padding covers. */
function looseEnd(node: string): string {
  const at = node.indexOf("=") - 1;
  if (at < 0) return node;
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const loose = alphabet[alphabet.indexOf(node[at] ?? "A") + 1] ?? "A";
  return node.slice(0, at) + loose + node.slice(at + 1);
}
