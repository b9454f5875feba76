import { spawnSync } from "node:child_process";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { describe, expect, test } from "vitest";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { batchTree } from "../../../src/core/batch/tree.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import { type Label, parseLabel } from "../../../src/core/label.ts";
import { decodeManifest } from "../../../src/core/manifest/codec.ts";
import { encodeProof, parseProof, type Proof } from "../../../src/core/proof/form.ts";
import { verifyProof } from "../../../src/core/proof/verify.ts";
import { decodeRlp, encodeRlp, isBytes, type RlpItem } from "../../../src/core/state-proof/rlp.ts";
import { publicationSlots } from "../../../src/core/state-proof/layout.ts";
import { chanceFrom, deepTrie } from "./deep-trie.ts";
import { vector } from "./vectors.ts";

/* Proofs as they would be on a chain like Ethereum: 300 million accounts, and a registry of half a million issues. */

const ACCOUNTS = 300_000_000;
const SLOTS = 1_000_000;

const named = vector("named/identity");
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
const identity = honest.identity ?? expect.unreachable("it has evidence and a profile");
const { profile, ...evidence } = identity;
const profileWord = word(BigInt(`0x${hex(nodeSha256(profile ?? new Uint8Array(0)))}`));

type Kind = "own" | "batched" | "profiled";

const issue = { label: manifest.issue.label, digest: parseDigest(digest) };
const tree = batchTree(id, labels(10_000));
const batch = { root: tree.root, path: tree.path(issue) ?? [] };

interface Made {
  readonly proof: Proof;
  readonly blockHash: `0x${string}`;
  readonly depths: { readonly account: number; readonly slots: readonly number[] };
}

function made(kind: Kind, seed: number): Made {
  const chance = chanceFrom(seed);
  const held = packed([48n, 1_000_000n], [40n, 1_795_000_000n], [32n, 10_000n]);
  const own = [slots.record(issue.digest), slots.current(issue.label)].map(hashed);
  const [recorded, standing] = own;
  const recordWords = kind === "batched" ? [] : [word(record), word(BigInt(`0x${digest}`))];
  const asked = [
    [recorded ?? "", recordWords[0]],
    [standing ?? "", recordWords[1]],
    ...(kind === "batched" ? [[hashed(slots.batch(batch.root)), word(held)] as const] : []),
    ...(kind === "profiled" ? [[hashed(slots.profile), profileWord] as const] : []),
  ] as const;
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

describe("a proof of a one-page issue on a chain like Ethereum", () => {
  test.each([
    ["an issue of its own with archived evidence, at most 16 KiB", "own", 16 * 1024],
    // Two slots that are proved to be empty besides, and a path of 14 steps.
    ["an issue of a batch of 10,000, at most 17.5 KiB", "batched", 17.5 * 1024],
    // Why the writer leaves the profile out there.
    ["an issue of its own with evidence and profile, at most 17.5 KiB", "profiled", 17.5 * 1024],
  ] as const)("%s", (name, kind, limit) => {
    const sizes: number[] = [];
    for (let seed = 1; seed <= 20; seed++) {
      const { proof, blockHash, depths } = made(kind, seed);
      const bytes = encodeProof(proof);
      expect(verifyProof(bytes, { ...named.trust, blockHashes: [blockHash] }).digest).toBe(digest);
      expect(depths.account).toBeGreaterThanOrEqual(8);
      expect(Math.max(...depths.slots)).toBeGreaterThanOrEqual(6);
      sizes.push(bytes.length);
    }
    const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
    console.log(`${name}: ${least} to ${most} bytes, of which ${honest.manifest.length} are the manifest's`);
    expect(most).toBeLessThanOrEqual(limit);
  });

  test("it is verified in less time than Node takes to start", () => {
    const { proof, blockHash } = made("batched", 1);
    const bytes = encodeProof(proof);
    const trust = { ...named.trust, blockHashes: [blockHash] };
    const verifying = timed(15, () => verifyProof(bytes, trust));
    const starting = timed(5, () => spawnSync(process.execPath, ["-e", "0"]));
    console.log(
      `verified in ${verifying.toFixed(1)} ms, ${(verifying / starting).toFixed(2)} of what node -e 0 takes`,
    );
    expect(verifying).toBeLessThan(starting);
  });
});

/** The median, in milliseconds. */
function timed(times: number, act: () => unknown): number {
  const took = Array.from({ length: times }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  });
  return took.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}
