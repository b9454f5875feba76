import { getBytes, keccak256 } from "ethers";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isFailure } from "../../../src/core/errors/error.ts";
import { provenValue } from "../../../src/core/state-proof/trie.ts";
import { proofOf, rootOf } from "./trie-builder.ts";
import { startTrieOracle, type TrieOracle } from "./trie-oracle.ts";
import { keys, tries } from "./tries.ts";
import { VECTORS } from "./vectors.ts";

let oracle: TrieOracle;
beforeAll(async () => {
  oracle = await startTrieOracle();
}, 60_000);
afterAll(async () => await oracle[Symbol.asyncDispose]());

const bytes = (nodes: readonly string[]): Uint8Array[] => nodes.map((node) => getBytes(node));

/** The value that is proved; `absent` for a proof of absence, `refused` for no proof. */
function ours(root: Uint8Array, key: Uint8Array, nodes: readonly Uint8Array[]): string {
  try {
    const value = provenValue({ root, key, nodes, of: "a key" });
    return value === undefined ? "absent" : `0x${Buffer.from(value).toString("hex")}`;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return "refused";
  }
}

/** Another implementation that knows no absence must refuse both. */
async function expectAgreement(
  root: Uint8Array,
  key: Uint8Array,
  nodes: readonly Uint8Array[],
): Promise<string> {
  const outcome = ours(root, key, nodes);
  const included = outcome.startsWith("0x") ? outcome : undefined;
  expect(await oracle.value(root, key, nodes)).toBe(included);
  return outcome;
}

test.each(VECTORS)(
  "OpenZeppelin's TrieProof reads what $client answered alike",
  async ({ block, answers }) => {
    const stateRoot = getBytes(block["stateRoot"] ?? "");
    const outcomes: string[] = [];
    for (const { address, accountProof, storageHash, storageProof } of Object.values(answers)) {
      outcomes.push(await expectAgreement(stateRoot, getBytes(keccak256(address)), bytes(accountProof)));
      for (const { key, proof } of storageProof) {
        const slot = getBytes(keccak256(`0x${key.slice(2).padStart(64, "0")}`));
        outcomes.push(await expectAgreement(getBytes(storageHash), slot, bytes(proof)));
      }
    }
    expect(outcomes).not.toContain("refused");
    expect(outcomes.filter((outcome) => outcome === "absent").length).toBeGreaterThan(4);
  },
);

test("OpenZeppelin's TrieProof reads proofs of random tries alike, honest and forged", async () => {
  const seen = new Set<string>();
  const forging = fc.record({
    key: keys,
    listInline: fc.boolean(),
    drop: fc.nat(8),
    bend: fc.nat(),
    honest: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(tries, forging, async (pairs, { key, listInline, drop, bend, honest }) => {
      const root = rootOf(pairs);
      for (const wanted of [key, ...pairs.slice(0, 3).map(([held]) => held)]) {
        const nodes = proofOf(pairs, wanted, listInline);
        const bent = nodes[drop % Math.max(1, nodes.length)];
        if (!honest && bent !== undefined && bend % 3 === 0) bent[bend % bent.length] = bend % 256;
        const forged = honest || bend % 3 !== 1 ? nodes : nodes.toSpliced(drop, 1);
        const outcome = await expectAgreement(root, getBytes(`0x${wanted}`), forged);
        seen.add(outcome.startsWith("0x") ? "included" : outcome);
      }
    }),
    { numRuns: 80 },
  );
  expect([...seen].sort()).toEqual(["absent", "included", "refused"]);
}, 60_000);
