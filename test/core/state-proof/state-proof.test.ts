import { encodeRlp, getBytes, keccak256 } from "ethers";
import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import type { Bytes32 } from "../../../src/core/digest.ts";
import { publicationSlots } from "../../../src/core/state-proof/layout.ts";
import { type ProvenState, provenWord, verifyStateProof } from "../../../src/core/state-proof/state-proof.ts";
import { type Pair, proofOf, rootOf } from "./trie-builder.ts";
import { VECTORS } from "./vectors.ts";

describe.each(VECTORS)("what $client answered", (vector) => {
  const state = verifyStateProof(vector.proof("registry"), vector.claim("registry"));

  test("proves its block", () => {
    expect(state.block).toEqual({
      hash: vector.blockHash,
      number: Number(vector.block["number"]),
      time: Number(vector.block["timestamp"]),
    });
    expect(state.codeHash).toBe(vector.answers.registry.codeHash);
    expect(state.registry).toBe(vector.registry);
  });

  test("proves of every slot what eth_getStorageAt gives, zero where there is nothing", () => {
    const given = Object.entries(vector.slots).map(([slot, key]) => [slot, word(state.words.get(key))]);
    expect(Object.fromEntries(given)).toEqual(vector.storage);
    expect([...state.words.values()].filter((value) => value === 0n).length).toBeGreaterThan(4);
  });

  test("proves slots in nodes that are shorter than their hash", () => {
    const deep = verifyStateProof(vector.proof("setter"), vector.claim("setter"));
    expect([...deep.words.values()]).toEqual([7n, 9n, 4n, 0n]);
  });

  test("proves that nothing is at an address", async () => {
    await expect(() => verifyStateProof(vector.proof("nobody"), vector.claim("nobody"))).toFailWith(
      "STATE_PROOF_ACCOUNT_ABSENT",
      { block: Number(vector.block["number"]) },
    );
  });

  test("says nothing about a slot that it does not cover", async () => {
    const { head, profile } = publicationSlots(vector.id);
    const little = verifyStateProof(vector.proof("registry", [head]), vector.claim("registry"));
    expect(word(provenWord(little, head))).toBe(vector.storage["head"]);
    await expect(() => provenWord(little, profile)).toFailWith("STATE_PROOF_SLOT_MISSING", { slot: profile });
  });
});

test("the two clients prove the same words wherever no time is in them", () => {
  const timeless = [
    "count",
    "profile",
    "current 2019-11-26",
    "publishers",
    "publisher 0",
    "grant editor",
    "list",
  ];
  const [anvil, geth] = VECTORS.map((vector) => {
    const { words } = verifyStateProof(vector.proof("registry"), vector.claim("registry"));
    return timeless.map((name) => words.get(vector.slots[name] ?? "0x"));
  });
  expect(anvil).toEqual(geth);
  expect(anvil).not.toContain(undefined);
});

describe("a slot whose leaf", () => {
  const registry = parseAddress(`0x${"52".repeat(20)}`);
  const slot: Bytes32 = `0x${"0".repeat(63)}5`;

  /** A whole chain of proof, down to a leaf that holds this. */
  const prove = (leaf: string): ProvenState => {
    const storage: Pair[] = [[keccak256(slot).slice(2), leaf]];
    const account = encodeRlp(["0x01", "0x", rootOf(storage), `0x${"cc".repeat(32)}`]);
    const state: Pair[] = [[keccak256(registry).slice(2), account]];
    const fields: readonly Uint8Array[] = [32, 32, 20, 32, 32, 32, 256, 0, 1, 0, 0, 4, 0, 32, 8].map((size) =>
      new Uint8Array(size).fill(7),
    );
    const header = encodeRlp(
      fields.with(3, rootOf(state)).map((field) => `0x${Buffer.from(field).toString("hex")}`),
    );
    const hex = (nodes: readonly Uint8Array[]) =>
      nodes.map((node) => `0x${Buffer.from(node).toString("hex")}`);
    const proof = {
      header,
      account: hex(proofOf(state, keccak256(registry).slice(2), false)),
      slots: [{ key: slot, nodes: hex(proofOf(storage, keccak256(slot).slice(2), false)) }],
    };
    return verifyStateProof(proof, { blockHash: keccak256(getBytes(header)) as Bytes32, registry });
  };

  test("holds a word is proved", () => {
    expect(prove(encodeRlp(`0x${"ff".repeat(32)}`)).words.get(slot)).toBe(2n ** 256n - 1n);
    expect(prove("0x01").words.get(slot)).toBe(1n);
  });

  test.each([
    ["holds zero", "0x80"],
    ["holds a word with leading zeros", encodeRlp("0x0001")],
    ["holds more than a word", encodeRlp(`0x${"ff".repeat(33)}`)],
    ["holds a list", encodeRlp(["0x01"])],
    ["holds no canonical RLP", "0x8101"],
  ])("%s is refused", async (_, leaf) => {
    await expect(() => prove(leaf)).toFailWith("STATE_PROOF_VALUE_MALFORMED", { of: `slot ${slot}` });
  });
});

function word(value: bigint | undefined): string | undefined {
  return value === undefined ? undefined : `0x${value.toString(16).padStart(64, "0")}`;
}
