import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import { ColophonError } from "../../../src/core/errors/error.ts";
import type { StateProof } from "../../../src/core/state-proof/form.ts";
import { publicationSlots } from "../../../src/core/state-proof/layout.ts";
import { verifyStateProof } from "../../../src/core/state-proof/state-proof.ts";
import { VECTORS } from "./vectors.ts";

/* What somebody would try who wants a false state believed. */

describe.each(VECTORS)("forged from what $client answered", (vector) => {
  const slots = publicationSlots(vector.id);
  const claim = vector.claim("registry");
  const honest = vector.proof("registry", [slots.state]);
  const [slot = { key: slots.state, nodes: [] }] = honest.slots;
  const [absent] = vector.proof("registry", [slots.list(6)]).slots;
  const verify = (changes: Partial<StateProof>) => () => verifyStateProof({ ...honest, ...changes }, claim);
  const withNodes = (nodes: StateProof["account"]) => verify({ slots: [{ ...slot, nodes }] });

  test("every byte, flipped, is refused for where it stands", () => {
    expect(codesOfFlips(honest.header, (header) => verify({ header }))).toEqual([
      "STATE_PROOF_HEADER_MISMATCH",
    ]);
    for (const [at, node] of honest.account.entries())
      expect(codesOfFlips(node, (bent) => verify({ account: honest.account.with(at, bent) }))).toEqual([
        "STATE_PROOF_NODE_MISMATCH",
      ]);
    for (const [at, node] of slot.nodes.entries())
      expect(codesOfFlips(node, (bent) => withNodes(slot.nodes.with(at, bent)))).toEqual([
        "STATE_PROOF_NODE_MISMATCH",
      ]);
  });

  test("every node, cut short, lengthened, dropped or doubled, is refused", async () => {
    for (const [at, node] of slot.nodes.entries()) {
      const last = at === slot.nodes.length - 1;
      for (const bent of [node.slice(0, -2), `${node}00`, "0x"] as `0x${string}`[])
        await expect(withNodes(slot.nodes.with(at, bent))).toFailWith("STATE_PROOF_NODE_MISMATCH");
      await expect(withNodes(slot.nodes.toSpliced(at, 1))).toFailWith(
        last ? "STATE_PROOF_NODE_MISSING" : "STATE_PROOF_NODE_MISMATCH",
      );
      await expect(withNodes(slot.nodes.toSpliced(at, 0, node))).toFailWith(
        last ? "STATE_PROOF_NODE_EXTRA" : "STATE_PROOF_NODE_MISMATCH",
      );
    }
  });

  test("nodes in another order are refused", async () => {
    await expect(withNodes(slot.nodes.toReversed())).toFailWith("STATE_PROOF_NODE_MISMATCH");
    await expect(verify({ account: honest.account.toReversed() })).toFailWith("STATE_PROOF_NODE_MISMATCH");
  });

  test("no nodes are refused, and prove no absence", async () => {
    await expect(withNodes([])).toFailWith("STATE_PROOF_NODE_MISSING");
    await expect(verify({ account: [] })).toFailWith("STATE_PROOF_NODE_MISSING");
    await expect(withNodes(["0x80"])).toFailWith("STATE_PROOF_NODE_MISMATCH");
  });

  test("the nodes of a slot that is empty do not prove another one empty", () => {
    expect(absent?.nodes.length).toBeGreaterThan(0);
    const code = codeOf(withNodes(absent?.nodes ?? []));
    expect(["STATE_PROOF_NODE_MISSING", "STATE_PROOF_NODE_MISMATCH"]).toContain(code);
  });

  test("the nodes of a slot that is full do not fill an empty one", () => {
    const code = codeOf(verify({ slots: [{ key: slots.list(6), nodes: slot.nodes }] }));
    expect(["STATE_PROOF_NODE_EXTRA", "STATE_PROOF_NODE_MISMATCH"]).toContain(code);
  });

  test("the nodes of one slot under the key of another are refused", () => {
    const others = vector
      .proof("registry")
      .slots.filter(({ nodes }) => nodes.join("") !== slot.nodes.join(""));
    expect(others.length).toBeGreaterThan(10);
    for (const { nodes } of others) expect(codeOf(withNodes(nodes))).toMatch(/^STATE_PROOF_NODE_/);
  });

  test("a node from within the trie is no root, and no leaf is one", async () => {
    for (let at = 1; at < slot.nodes.length; at++)
      await expect(withNodes(slot.nodes.slice(at))).toFailWith("STATE_PROOF_NODE_MISMATCH");
  });

  test("the storage of another account is refused", async () => {
    const { account } = vector.proof("setter");
    await expect(verify({ account })).toFailWith("STATE_PROOF_NODE_MISMATCH");
    const other = { ...claim, registry: vector.claim("setter").registry };
    await expect(() => verifyStateProof(honest, other)).toFailWith("STATE_PROOF_NODE_MISMATCH");
    await expect(() => verifyStateProof({ ...honest, account }, other)).toFailWith(
      "STATE_PROOF_NODE_MISMATCH",
      {
        of: `slot ${slot.key}`,
        node: 1,
      },
    );
  });

  test("an account that is not there is not taken from one that is", () => {
    const nobody = { ...claim, registry: parseAddress(`0x${"99".repeat(20)}`) };
    expect(codeOf(() => verifyStateProof(honest, nobody))).toMatch(/^STATE_PROOF_NODE_/);
  });

  test("an account that is there is not proved away", () => {
    const { account } = vector.proof("nobody");
    expect(codeOf(verify({ account }))).toMatch(/^STATE_PROOF_NODE_(MISSING|MISMATCH)$/);
  });

  test("another block is refused, and so is its header", async () => {
    const other = VECTORS.find(({ name }) => name !== vector.name);
    if (other === undefined) throw new Error("one vector only");
    await expect(() => verifyStateProof(honest, { ...claim, blockHash: other.blockHash })).toFailWith(
      "STATE_PROOF_HEADER_MISMATCH",
      {
        expected: other.blockHash,
        got: vector.blockHash,
      },
    );
    await expect(verify({ header: other.header })).toFailWith("STATE_PROOF_HEADER_MISMATCH");
    await expect(() =>
      verifyStateProof({ ...honest, header: other.header }, other.claim("registry")),
    ).toFailWith("STATE_PROOF_NODE_MISMATCH", { node: 1 });
  });

  test("whatever JSON there is, the answer is a code of ours or the truth", () => {
    const junk = fc.jsonValue({ maxDepth: 3 });
    const changes = fc.oneof(
      junk.map((header) => ({ header })),
      junk.map((account) => ({ account })),
      junk.map((found) => ({ slots: found })),
      junk.map((nodes) => ({ slots: [{ ...slot, nodes }] })),
      junk.map((key) => ({ slots: [{ ...slot, key }] })),
    );
    fc.assert(
      fc.property(junk, (proof) => {
        expect(codeOf(() => verifyStateProof(proof, claim))).toMatch(/^STATE_/);
      }),
    );
    fc.assert(
      fc.property(changes, (change) => {
        const empty = "slots" in change && Array.isArray(change.slots) && change.slots.length === 0;
        const code = codeOf(() => verifyStateProof({ ...honest, ...change }, claim));
        expect(code).toMatch(empty ? /^none$/ : /^STATE_/);
      }),
    );
  });
});

function codeOf(act: () => unknown): string {
  try {
    act();
    return "none";
  } catch (error) {
    if (error instanceof ColophonError) return error.code;
    throw error;
  }
}

/** The different codes that come of flipping each byte of some, one at a time. */
function codesOfFlips(hex: `0x${string}`, verify: (bent: `0x${string}`) => () => unknown): string[] {
  const codes = new Set<string>();
  for (let at = 2; at < hex.length; at += 2) {
    const flipped = (Number.parseInt(hex.slice(at, at + 2), 16) ^ 0x01).toString(16).padStart(2, "0");
    codes.add(codeOf(verify(`0x${hex.slice(2, at)}${flipped}${hex.slice(at + 2)}`)));
  }
  return [...codes];
}
