import { describe, expect, test } from "vitest";
import { MOST_NODES, MOST_SLOTS } from "../../../src/core/state-proof/form.ts";
import { publicationSlots } from "../../../src/core/state-proof/layout.ts";
import { verifyStateProof } from "../../../src/core/state-proof/state-proof.ts";
import { VECTORS, type Vector } from "./vectors.ts";

describe("a proof of another form", () => {
  const [vector] = VECTORS as readonly [Vector];
  const honest = vector.proof("registry", [publicationSlots(vector.id).state]);
  const [slot = { key: vector.blockHash, nodes: [] }] = honest.slots;
  const verify = (proof: unknown) => () => verifyStateProof(proof, vector.claim("registry"));

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a list", [honest]],
    ["text", JSON.stringify(honest)],
    ["a proof without a header", { ...honest, header: undefined }],
    ["a proof without slots", { header: honest.header, account: honest.account }],
    ["a proof with a field more", { ...honest, trust: true }],
    ["a slot with a field more", { ...honest, slots: [{ ...slot, value: "0x1" }] }],
    ["a slot without nodes", { ...honest, slots: [{ key: slot.key }] }],
    ["a slot that is none", { ...honest, slots: [null] }],
    ["a slot that is there twice", { ...honest, slots: [slot, slot] }],
    ["a short key", { ...honest, slots: [{ ...slot, key: "0x0" }] }],
    [
      "a key in capitals",
      {
        ...honest,
        slots: [{ ...slot, key: `0x${slot.key.slice(2).toUpperCase()}` }],
      },
    ],
    ["a header in capitals", { ...honest, header: `0x${honest.header.slice(2).toUpperCase()}` }],
    ["a header without 0x", { ...honest, header: honest.header.slice(2) }],
    ["half a byte", { ...honest, account: [...honest.account.slice(0, -1), "0xf"] }],
    ["a node that is a number", { ...honest, account: [1] }],
  ])("is refused: %s", async (_, proof) => {
    await expect(verify(proof)).toFailWith("STATE_PROOF_MALFORMED");
  });

  const many = (length: number): string[] => Array.from({ length }, () => "0x80");
  const keys = Array.from({ length: MOST_SLOTS + 1 }, (_, n) => `0x${n.toString(16).padStart(64, "0")}`);
  test.each<[string, unknown]>([
    ["slots", { ...honest, slots: keys.map((key) => ({ key, nodes: [] })) }],
    ["nodes", { ...honest, account: many(MOST_NODES + 1) }],
    ["nodes", { ...honest, slots: [{ ...slot, nodes: many(1_000_000) }] }],
    ["bytes in a node", { ...honest, account: [`0x${"00".repeat(533)}`] }],
    ["bytes in header", { ...honest, header: `0x${"00".repeat(16 * 1024 + 1)}` }],
    ["bytes in header", { ...honest, header: "x".repeat(10_000_000) }],
  ])("is refused before any work: too many %s", async (what, proof) => {
    await expect(verify(proof)).toFailWith("STATE_PROOF_TOO_LARGE", { what });
  });
});
