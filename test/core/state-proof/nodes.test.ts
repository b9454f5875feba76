import { keccak_256 } from "@noble/hashes/sha3.js";
import { describe, expect, test } from "vitest";
import { NodeList, NodeSet } from "../../../src/core/state-proof/nodes.ts";

const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)];
const hash = (bytes: Uint8Array) => keccak_256(bytes);

describe("a list of nodes", () => {
  test("gives each node once, in its order", () => {
    const list = new NodeList([one, two]);
    expect([list.take(hash(one)), list.left()]).toEqual([one, 1]);
    expect([list.take(hash(one)), list.take(hash(one))]).toEqual(["mismatch", "missing"]);
  });

  test("passes over a node that its parent holds, if it is listed", () => {
    const list = new NodeList([one, two]);
    list.pass(() => two);
    expect(list.used).toBe(0);
    list.pass(() => one);
    expect(list.used).toBe(1);
  });
});

describe("a set of nodes", () => {
  test("gives a node as often as it is asked for, and counts it once", () => {
    const set = new NodeSet([one, two]);
    expect([set.take(hash(one)), set.take(hash(one)), set.used]).toEqual([one, one, 1]);
    expect([set.take(hash(two)), set.used]).toEqual([two, 2]);
    expect(set.take(hash(Uint8Array.of(3)))).toBe("missing");
  });

  test("gives no node before its turn, and takes none that is not asked for", () => {
    const set = new NodeSet([one, two]);
    expect([set.take(hash(two)), set.used]).toEqual(["mismatch", 0]);
    set.pass();
    expect([set.used, set.left()]).toEqual([0, 0]);
  });
});
