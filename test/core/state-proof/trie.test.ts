import { encodeRlp, getBytes, keccak256 } from "ethers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFailure } from "../../../src/core/errors/error.ts";
import { provenValue } from "../../../src/core/state-proof/trie.ts";
import { type Pair, proofOf, rootOf } from "./trie-builder.ts";
import { keys, tries } from "./tries.ts";
import { VECTORS } from "./vectors.ts";

const bytes = (hex: string): Uint8Array => getBytes(`0x${hex}`);
const read = (root: Uint8Array, key: string, nodes: readonly Uint8Array[]): string | undefined => {
  const value = provenValue({ root, key: bytes(key), nodes, of: "a key" });
  return value === undefined ? undefined : `0x${Buffer.from(value).toString("hex")}`;
};

const extra = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 3 });

const heldIn = (pairs: readonly Pair[], key: string): string | undefined =>
  pairs.find(([known]) => known === key)?.[1];

function outcome(root: Uint8Array, key: string, nodes: readonly Uint8Array[]): string | undefined {
  try {
    return read(root, key, nodes);
  } catch (error) {
    if (!isFailure(error) || !error.code.startsWith("STATE_PROOF_NODE_")) throw error;
    return "refused";
  }
}

describe("a proof from a whole trie", () => {
  test("gives each key its value, whether nodes within nodes are listed or not", () => {
    fc.assert(
      fc.property(tries, fc.boolean(), (pairs, listInline) => {
        const root = rootOf(pairs);
        for (const [key, value] of pairs)
          expect(read(root, key, proofOf(pairs, key, listInline))).toBe(value);
      }),
    );
  });

  test("proves that a key is not there", () => {
    fc.assert(
      fc.property(tries, keys, fc.boolean(), (pairs, key, listInline) => {
        expect(read(rootOf(pairs), key, proofOf(pairs, key, listInline))).toBe(heldIn(pairs, key));
      }),
    );
  });

  test("gives nothing but the truth when its nodes are bent, swapped, dropped or of another key", () => {
    const forging = fc.record({ key: keys, other: keys, extra, chance: fc.infiniteStream(fc.nat()) });
    fc.assert(
      fc.property(tries, forging, (pairs, { key, other, extra, chance }) => {
        const pick = (length: number): number => Number(chance.next().value) % Math.max(1, length);
        const pool = [...proofOf(pairs, key, false), ...proofOf(pairs, other, true), ...extra];
        const forged = Array.from({ length: pick(6) }, () =>
          (pool[pick(pool.length)] ?? Uint8Array.of()).slice(),
        );
        const bent = forged[pick(forged.length)];
        if (bent !== undefined && pick(2) === 0) bent[pick(bent.length)] = pick(256);
        expect([heldIn(pairs, key), "refused"]).toContain(outcome(rootOf(pairs), key, forged));
      }),
      { numRuns: 500 },
    );
  });

  test("builds the roots that real nodes built", () => {
    for (const { answers } of VECTORS) {
      const [first, second] = answers.setter.storageProof.map(({ key }) => key.slice(2).padStart(64, "0"));
      const word = (n: number): string => n.toString(16).padStart(64, "0");
      const words: [string, string][] = Array.from({ length: 40 }, (_, n) => [
        word(n),
        `0x${word(n + 1).slice(-2)}`,
      ]);
      words.push([first ?? "", "0x07"], [second ?? "", "0x09"]);
      const pairs = words.map(([slot, value]): Pair => [keccak256(`0x${slot}`).slice(2), encodeRlp(value)]);
      expect(rootOf(pairs)).toEqual(getBytes(answers.setter.storageHash));
    }
  });
});

describe("the empty trie", () => {
  const empty = rootOf([]);
  const key = "0".repeat(64);

  test("is proved by its root, with or without its one node", () => {
    expect(read(empty, key, [])).toBeUndefined();
    expect(read(empty, key, [Uint8Array.of(0x80)])).toBeUndefined();
  });

  test.each([[[Uint8Array.of(0x80), Uint8Array.of(0x80)]], [[Uint8Array.of(0xc0)]]])(
    "is refused with other nodes",
    async (nodes) => {
      await expect(() => read(empty, key, nodes)).toFailWith("STATE_PROOF_NODE_EXTRA");
    },
  );
});

describe("a path that goes wrong", () => {
  const pairs: readonly Pair[] = [..."0123456789abcdef"].map((digit) => [
    digit.repeat(64),
    `0x${"77".repeat(32)}`,
  ]);
  const [root, key] = [rootOf(pairs), "3".repeat(64)];
  const nodes = proofOf(pairs, key, false);
  const [top = new Uint8Array(0), leaf = new Uint8Array(0)] = nodes;

  test("is refused when it breaks off", async () => {
    await expect(() => read(root, key, [])).toFailWith("STATE_PROOF_NODE_MISSING", { node: 0 });
    await expect(() => read(root, key, [top])).toFailWith("STATE_PROOF_NODE_MISSING", { node: 1 });
  });

  test("is refused when a node follows, the very last one too", async () => {
    await expect(() => read(root, key, [top, leaf, leaf])).toFailWith("STATE_PROOF_NODE_EXTRA", {
      used: 2,
      got: 3,
    });
  });

  test("is refused when nodes change places or stand twice", async () => {
    await expect(() => read(root, key, [leaf, top])).toFailWith("STATE_PROOF_NODE_MISMATCH", { node: 1 });
    await expect(() => read(root, key, [top, top])).toFailWith("STATE_PROOF_NODE_MISMATCH", { node: 2 });
  });

  test("is refused when it starts below the root", async () => {
    await expect(() => read(root, key, [leaf])).toFailWith("STATE_PROOF_NODE_MISMATCH", { node: 1 });
  });

  test("is refused when it leads to another key", async () => {
    await expect(() => read(root, "4".repeat(64), nodes)).toFailWith("STATE_PROOF_NODE_MISMATCH", {
      node: 2,
    });
  });
});
