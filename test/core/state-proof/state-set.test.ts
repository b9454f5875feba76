import { describe, expect, test } from "vitest";
import { publicationSlots } from "../../../src/core/state-proof/layout.ts";
import { verifyStateProof } from "../../../src/core/state-proof/state-proof.ts";
import { openStateSet, stateSetOf } from "../../../src/core/state-proof/state-set.ts";
import { VECTORS } from "./vectors.ts";

describe.each(VECTORS)("what $client answered, as a set of nodes", (vector) => {
  const proof = vector.proof("registry");
  const claim = vector.claim("registry");
  const keys = proof.slots.map(({ key }) => key);
  const read = (order: typeof keys, set = stateSetOf(proof, order)) => {
    const opened = openStateSet(set, claim);
    for (const slot of order) opened.read(slot);
    opened.end();
    return opened.state;
  };

  test("says the same as slot by slot, in any order", () => {
    const told = verifyStateProof(proof, claim);
    expect(read(keys)).toEqual(told);
    expect(read(keys.toReversed())).toEqual(told);
  });

  test("has each node once, and less than half of what the lists have", () => {
    const { nodes } = stateSetOf(proof, keys);
    expect(new Set(nodes.map((node) => Buffer.from(node).toString("hex"))).size).toBe(nodes.length);
    const listed = proof.account.length + proof.slots.reduce((sum, slot) => sum + slot.nodes.length, 0);
    expect(nodes.length).toBeLessThan(listed / 2);
  });

  test("is refused when slots are read in another order than they were written in", async () => {
    const slots = publicationSlots(vector.id);
    const order = [slots.state, slots.head, slots.profile];
    await expect(() => read(order.toReversed(), stateSetOf(proof, order))).toFailWith(
      "STATE_PROOF_NODE_MISMATCH",
    );
  });

  test("is refused with a slot that is not read, and without one that is", async () => {
    const { state, head } = publicationSlots(vector.id);
    await expect(() => read([state], stateSetOf(proof, [state, head]))).toFailWith("STATE_PROOF_NODE_EXTRA");
    await expect(() => read([state, head], stateSetOf(proof, [state]))).toFailWith(
      "STATE_PROOF_NODE_MISSING",
    );
  });

  test("proves that nothing is at an address", async () => {
    const nobody = vector.claim("nobody");
    const set = stateSetOf(vector.proof("nobody"), []);
    await expect(() => openStateSet(set, nobody)).toFailWith("STATE_PROOF_ACCOUNT_ABSENT");
  });

  test("the storage of contracts with short nodes is read, too", () => {
    const small = vector.proof("setter");
    const order = small.slots.map(({ key }) => key);
    const opened = openStateSet(stateSetOf(small, order), vector.claim("setter"));
    for (const slot of order) opened.read(slot);
    opened.end();
    expect(opened.state.words).toEqual(verifyStateProof(small, vector.claim("setter")).words);
  });
});
