import { encodeRlp, getBytes, keccak256 } from "ethers";
import { describe, expect, test } from "vitest";
import { nibblesOf, nodeOf } from "../../../src/core/state-proof/node.ts";
import { provenValue } from "../../../src/core/state-proof/trie.ts";

const read = (root: Uint8Array, key: string, nodes: readonly Uint8Array[]): Uint8Array | undefined =>
  provenValue({ root, key: getBytes(`0x${key}`), nodes, of: "a key" });

describe("a node", () => {
  const hash = new Uint8Array(32).fill(7);
  const value = Uint8Array.of(1);

  test.each([
    ["a leaf, even", [Uint8Array.of(0x20, 0x12), value], { kind: "leaf", path: [1, 2], value }],
    ["a leaf, odd", [Uint8Array.of(0x31, 0x23), value], { kind: "leaf", path: [1, 2, 3], value }],
    ["a leaf without a path", [Uint8Array.of(0x20), value], { kind: "leaf", path: [], value }],
    [
      "an extension, odd",
      [Uint8Array.of(0x1f), hash],
      { kind: "extension", path: [15], child: { kind: "hash", hash } },
    ],
    [
      "an extension, even, that holds the next node",
      [Uint8Array.of(0x00, 0xab), [value]],
      { kind: "extension", path: [10, 11], child: { kind: "inline", node: [value] } },
    ],
  ])("is %s", (_, item, node) => {
    expect(nodeOf(item)).toEqual(node);
  });

  test("has digits of four bits", () => {
    expect(nibblesOf(Uint8Array.of(0x5f, 0x01))).toEqual([5, 15, 0, 1]);
  });
});

describe("nodes that hash as they should and are none", () => {
  const KEY = "12".repeat(32);
  const HASH = `0x${"ab".repeat(32)}`;
  const LONG = `0x${"cd".repeat(40)}`;
  const branch = (changes: object): string =>
    encodeRlp(
      Object.assign(
        Array.from({ length: 17 }, () => "0x"),
        { 0: HASH, 5: HASH },
        changes,
      ),
    );
  const leaf = (path: string, value = LONG): string => encodeRlp([`0x${path}`, value]);
  const cases: Readonly<Record<string, string>> = {
    "text, not a list": encodeRlp(LONG),
    "a list of three": encodeRlp([HASH, HASH, HASH]),
    "a list of eighteen": encodeRlp(Array.from({ length: 18 }, () => HASH)),
    "a branch with a value": branch({ 16: "0x01" }),
    "a branch with a list for a value": branch({ 16: [] }),
    "a branch whose link is short of a hash": branch({
      1: `0x${"ab".repeat(31)}`,
    }),
    "a branch whose link is longer than a hash": branch({
      7: `0x${"ab".repeat(33)}`,
    }),
    "a branch that holds a node as long as a hash": branch({
      1: [HASH, "0x01"],
    }),
    "a branch that holds a list that is no node": branch({ 1: ["0x01"] }),
    "a path that is a list": encodeRlp([[HASH], HASH]),
    "a leaf without a path": leaf(""),
    "a leaf without a value": leaf(`20${KEY}`, "0x"),
    "a leaf that holds a list": encodeRlp([`0x20${KEY}`, [HASH]]),
    "a leaf with an unknown mark": leaf(`40${KEY}`),
    "a leaf whose mark has digits to spare": leaf(`21${KEY}`),
    "a leaf whose path is too short": leaf(`20${KEY.slice(2)}`),
    "a leaf whose path is too long": leaf(`20${KEY}00`),
    "an extension that leads nowhere": encodeRlp(["0x00", HASH]),
    "an extension as long as the key": encodeRlp([`0x00${KEY}`, HASH]),
    "an extension whose link is no hash": encodeRlp(["0x1f", LONG]),
    "RLP that goes on after its list": `${leaf(`20${KEY}`)}00`,
    "RLP that is cut short": leaf(`20${KEY}`).slice(0, -2),
    "RLP with a length longer than need be": `0xf90026${encodeRlp([`0x20${KEY}`, "0x11223344"]).slice(4)}`,
    "RLP with a prefix on a lone small byte": `0xe5a120${KEY}8101`,
    "a node shorter than its hash": encodeRlp(["0x20", "0x01"]),
    nothing: "0x",
  };

  test.each(Object.entries(cases))("%s", async (_, node) => {
    const root = getBytes(keccak256(node));
    await expect(() => read(root, KEY, [getBytes(node)])).toFailWith("STATE_PROOF_NODE_MALFORMED", {
      node: 1,
    });
  });

  test("a branch below the last digit of a key", async () => {
    let child = branch({});
    const nodes = [child];
    for (const digit of [...KEY].reverse()) {
      child = branch({
        0: "0x",
        5: "0x",
        [Number.parseInt(digit, 16)]: keccak256(child),
      });
      nodes.unshift(child);
    }
    const proof = nodes.map((node) => getBytes(node));
    await expect(() => read(getBytes(keccak256(child)), KEY, proof)).toFailWith(
      "STATE_PROOF_NODE_MALFORMED",
      {
        node: 65,
      },
    );
  });
});

describe("a node of 31 bytes is held, and one of 32 is hashed", () => {
  const key = "5a".repeat(32);
  const DEPTH = 10;
  const short = [`0x20${key.slice(DEPTH)}`, "0x01"];
  const long = [`0x20${key.slice(DEPTH)}`, "0x81"];

  /** Ten branches on the way to the key, the last of which has this link. */
  const below = (link: string | string[]) => {
    const nodes: string[] = [];
    let child = link;
    for (const digit of [...key.slice(0, DEPTH)].reverse()) {
      const branch = Array.from<string | string[]>({ length: 17 }).fill("0x");
      branch[Number.parseInt(digit, 16)] = child;
      branch[0] = `0x${"ab".repeat(32)}`;
      const encoded = encodeRlp(branch);
      nodes.unshift(encoded);
      child = keccak256(encoded);
    }
    return { root: getBytes(String(child)), nodes: nodes.map((node) => getBytes(node)) };
  };
  const listed = (node: string[]) => getBytes(encodeRlp(node));

  test("as every client does", () => {
    expect([listed(short).length, listed(long).length]).toEqual([31, 32]);
    const [held, hashed] = [below(short), below(keccak256(encodeRlp(long)))];
    expect(read(held.root, key, held.nodes)).toEqual(Uint8Array.of(0x01));
    expect(read(hashed.root, key, [...hashed.nodes, listed(long)])).toEqual(Uint8Array.of(0x81));
  });

  test("and is refused the other way round", async () => {
    const [hashed, held] = [below(keccak256(encodeRlp(short))), below(long)];
    await expect(() => read(hashed.root, key, [...hashed.nodes, listed(short)])).toFailWith(
      "STATE_PROOF_NODE_MALFORMED",
      { node: DEPTH + 1 },
    );
    await expect(() => read(held.root, key, held.nodes)).toFailWith("STATE_PROOF_NODE_MALFORMED", {
      node: DEPTH,
    });
  });
});
