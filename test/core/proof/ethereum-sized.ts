import { keccak_256 } from "@noble/hashes/sha3.js";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { batchTree } from "../../../src/core/batch/tree.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import { type Label, parseLabel } from "../../../src/core/label.ts";
import { decodeManifest } from "../../../src/core/manifest/codec.ts";
import { parseProof, type Proof } from "../../../src/core/proof/form.ts";
import { decodeRlp, encodeRlp, isBytes, type RlpItem } from "../../../src/core/state-proof/rlp.ts";
import type { StateProof } from "../../../src/core/state-proof/form.ts";
import { publicationSlots } from "../../../src/core/state-proof/layout.ts";
import { chanceFrom, deepTrie } from "./deep-trie.ts";
import { vector } from "./vectors.ts";

/* Proofs as they would be on a chain like Ethereum: 300 million accounts, and a registry of half a million issues. */

const ACCOUNTS = 300_000_000;
const SLOTS = 1_000_000;

export const named = vector("named/identity");
const honest = parseProof(named.bytes);
const { digest } = named.expected;
const manifest = decodeManifest(honest.manifest, parseDigest(digest), nodeSha256);
const { id, registry } = manifest.publication;
const slots = publicationSlots(id);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const hashed = (text: string): string => hex(keccak_256(Buffer.from(text.slice(2), "hex")));
const word = (value: bigint): Uint8Array =>
  encodeRlp(
    Uint8Array.from(
      Buffer.from(
        value.toString(16).padStart(value.toString(16).length + (value.toString(16).length % 2), "0"),
        "hex",
      ),
    ),
  );
/** Fields of a word, the lowest first. */
const packed = (...fields: readonly (readonly [bits: bigint, value: bigint])[]): bigint =>
  fields.reduceRight((rest, [bits, value]) => (rest << bits) | value, 0n);

const record = packed(
  [48n, 1_000_000n],
  [40n, 1_795_000_000n],
  [32n, 1n],
  [8n, 2n],
  [8n, 0n],
  [48n, 0n],
  [48n, 1_000_000n],
);

/** What the manifest and the profile's slot are held against. */
const identity = honest.identity ?? {};
const { profile, ...evidence } = identity;
const profileWord = word(BigInt(`0x${hex(nodeSha256(profile ?? new Uint8Array(0)))}`));

export type Kind = "own" | "batched" | "profiled";

const issue = { label: manifest.issue.label, digest: parseDigest(digest) };
const tree = batchTree(id, labels(10_000));
const batch = { root: tree.root, path: tree.path(issue) ?? [] };

export interface Sized {
  readonly proof: Proof;
  readonly blockHash: `0x${string}`;
  /** The same as a node gives it. */
  readonly answer: StateProof;
  readonly depths: { readonly account: number; readonly slots: readonly number[] };
}

/** The same for the same seed. */
export function ethereumSized(kind: Kind, seed: number): Sized {
  const chance = chanceFrom(seed);
  const held = packed([48n, 1_000_000n], [40n, 1_795_000_000n], [32n, 10_000n]);
  const third = { own: [], batched: [slots.batch(batch.root)], profiled: [slots.profile] }[kind];
  const names = [slots.record(issue.digest), slots.current(issue.label), ...third];
  const words =
    kind === "batched"
      ? [undefined, undefined, word(held)]
      : [word(record), word(BigInt(`0x${digest}`)), profileWord];
  const asked = names.map((name, at) => [hashed(name), words[at]] as const);
  const storage = deepTrie(asked, SLOTS, chance);
  const paths = asked.map(([key]) => storage.path(key));
  const account = encodeRlp([
    word(1n).slice(0, 1),
    new Uint8Array(0),
    storage.root,
    Uint8Array.from(Buffer.from(named.believed.codeHash.slice(2), "hex")),
  ]);
  const state = deepTrie([[hashed(registry), account]], ACCOUNTS, chance);
  const header = headerWith(state.root);
  const all = [...state.path(hashed(registry)), ...paths.flat()];
  const nodes = [...new Map(all.map((node) => [Buffer.from(node).toString("hex"), node])).values()];
  return {
    proof: {
      manifest: honest.manifest,
      path: "index.html",
      ...(kind === "batched" ? { batch } : { identity: kind === "profiled" ? identity : evidence }),
      state: { header, nodes },
    },
    blockHash: `0x${Buffer.from(keccak_256(header)).toString("hex")}`,
    answer: {
      header: `0x${hex(header)}`,
      account: state.path(hashed(registry)).map((node) => `0x${hex(node)}` as const),
      slots: names.map((key) => ({
        key,
        nodes: storage.path(hashed(key)).map((node) => `0x${hex(node)}` as const),
      })),
    },
    depths: { account: state.path(hashed(registry)).length, slots: paths.map((path) => path.length) },
  };
}

/** In rising order, the issue first. */
function labels(count: number): readonly { label: Label; digest: ReturnType<typeof parseDigest> }[] {
  const others = Array.from({ length: count - 1 }, (_, i) => `z${String(i).padStart(6, "0")}`);
  return [
    { label: manifest.issue.label, digest: parseDigest(digest) },
    ...others.map((text) => ({
      label: parseLabel(text),
      digest: parseDigest(hashed(`0x${Buffer.from(text).toString("hex")}`)),
    })),
  ];
}

/** A header of today's length. */
function headerWith(stateRoot: Uint8Array): Uint8Array {
  const fields = decodeRlp(honest.state.header);
  if (fields === undefined || isBytes(fields)) throw new Error("no header");
  const bent: readonly RlpItem[] = fields.with(3, stateRoot).with(6, new Uint8Array(256).fill(0xa5));
  return encodeRlp(bent);
}
