import { readdirSync, readFileSync } from "node:fs";
import { registryCodeHash } from "../../../src/adapters/evm/ground.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { parseAddress } from "../../../src/core/address.ts";
import type { Bytes32 } from "../../../src/core/digest.ts";
import type { ProofTrust } from "../../../src/core/proof/verify.ts";
import { parseChainId } from "../../../src/core/publication.ts";

/* test/vectors/proof/: proofs that were made from a real chain, and what the registry's own views said. */

export const VECTORS = new URL("../../vectors/proof/", import.meta.url);
export const CORPUS = new URL("../../corpus/v1/", import.meta.url);

interface Believed {
  readonly chain: string;
  readonly registry: string;
  readonly codeHash: Bytes32;
  readonly blockHash: Bytes32;
}

export interface Expected {
  readonly digest: string;
  readonly label: string;
  readonly block: { readonly number: number; readonly hash: Bytes32; readonly time: number };
  readonly record: Readonly<Record<string, number>>;
  readonly current: Bytes32;
  /** Endorser, number of entries and head of each endorsement. */
  readonly endorsed?: readonly (readonly [string, number, string])[];
}

export interface Vector {
  /** `tide/single` */
  readonly name: string;
  readonly file: URL;
  readonly bytes: Uint8Array;
  readonly believed: Believed;
  readonly trust: ProofTrust;
  readonly expected: Expected;
}

export function vector(name: string): Vector {
  const file = new URL(`${name}.proof.json`, VECTORS);
  const told = JSON.parse(readFileSync(new URL(`${name}.expected.json`, VECTORS), "utf8")) as {
    trust: Believed;
    expected: Expected;
  };
  return {
    name,
    file,
    bytes: read(file),
    believed: told.trust,
    trust: trustOf(told.trust),
    expected: told.expected,
  };
}

export function trustOf({ chain, registry, blockHash }: Omit<Believed, "codeHash">): ProofTrust {
  const meant = { chain: parseChainId(chain), registry: parseAddress(registry) };
  return {
    ...meant,
    codeHashes: [registryCodeHash(meant.chain, meant.registry)],
    blockHashes: [blockHash],
    sha256: nodeSha256,
  };
}

export function read(file: URL): Uint8Array {
  return new Uint8Array(readFileSync(file));
}

/** All that hold: `tide/foreign-code` is of a contract that is no registry. */
export const HOLDING: readonly Vector[] = [
  "tide",
  "other",
  "elsewhere",
  "quoted",
  "named",
  "endorsed",
].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, VECTORS))
    .filter((name) => name.endsWith(".proof.json") && !name.startsWith("foreign-code"))
    .map((name) => vector(`${folder}/${name.replace(".proof.json", "")}`)),
);

/** A proof's JSON as a test bends it. */
export interface Parts {
  type: string;
  manifest: string;
  path?: string;
  quotation?: {
    readonly passage: string;
    readonly blocks: readonly { index: number; text: string; path: readonly string[] }[];
  };
  batch?: { root: string; path: string[] };
  identity?: { readonly evidence?: string; readonly profile?: string };
  endorsements?: { before: string; entries: string; statements: Readonly<Record<string, unknown>>[] };
  state: { header: string; nodes: string[] };
}

export function partsOf({ bytes }: Pick<Vector, "bytes">): Parts {
  return JSON.parse(new TextDecoder().decode(bytes)) as Parts;
}

export function bytesOf(parts: unknown): Uint8Array {
  return new TextEncoder().encode(typeof parts === "string" ? parts : JSON.stringify(parts));
}
