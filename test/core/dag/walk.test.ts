import * as dagJson from "@ipld/dag-json";
import * as dagPb from "@ipld/dag-pb";
import { CID } from "multiformats/cid";
import * as multihash from "multiformats/hashes/digest";
import { describe, expect, test } from "vitest";
import { type Block, uncheckedBlock } from "../../../src/core/block.ts";
import { DAG_JSON, DAG_PB, RAW } from "../../../src/core/cid.ts";
import { linksOf, walk } from "../../../src/core/dag/walk.ts";
import { hashing, utf8 } from "../../support/hashing.ts";

function block(codec: number, bytes: Uint8Array): Block {
  return uncheckedBlock(CID.createV1(codec, multihash.create(0x12, hashing.sha256(bytes))), bytes);
}
const raw = (text: string) => block(RAW, utf8(text));
const json = (value: unknown) => block(DAG_JSON, dagJson.encode(value));
const node = (...children: readonly Block[]) =>
  block(
    DAG_PB,
    dagPb.encode(
      dagPb.prepare({ Links: children.map(({ cid }, i) => ({ Hash: cid, Name: `${i}`, Tsize: 1 })) }),
    ),
  );

const a = raw("a");
const b = raw("b");

describe("linksOf", () => {
  test("a leaf has none, whatever its bytes look like", () => {
    expect(linksOf(block(RAW, dagJson.encode({ link: a.cid })))).toEqual([]);
  });

  test("a node has its own, in order, and twice what it names twice", () => {
    expect(linksOf(node(b, a, b)).map(String)).toEqual([b, a, b].map(({ cid }) => String(cid)));
  });

  test("a document has those at any depth", () => {
    const links = linksOf(json({ x: [a.cid, { y: { z: b.cid } }], w: "/", n: 1, s: String(a.cid) }));
    expect(links.map(String).toSorted()).toEqual([String(a.cid), String(b.cid)].toSorted());
  });

  test.each([
    ["no DAG-PB", block(DAG_PB, utf8("no protobuf"))],
    ["no JSON", block(DAG_JSON, utf8("{"))],
    ["nesting without end", block(DAG_JSON, utf8("[".repeat(100_000)))],
    ["a codec of others", block(0x71, new Uint8Array([0xa0]))],
  ])("error: %s", async (_, one) => {
    await expect(() => linksOf(one)).toFailWith("BLOCK_MALFORMED", { cid: String(one.cid) });
  });
});

async function walked(
  root: Block,
  known: readonly Block[],
  onMalformed?: (cid: CID) => void,
): Promise<string[]> {
  const blocks = new Map([root, ...known].map((one) => [String(one.cid), one]));
  const order: string[] = [];
  for await (const { cid, block: found } of walk(
    root.cid,
    async (one) => blocks.get(String(one)),
    onMalformed,
  ))
    order.push(found === undefined ? `${String(cid)} missing` : String(cid));
  return order;
}
const names = (...blocks: readonly Block[]) => blocks.map(({ cid }) => String(cid));

describe("walk", () => {
  test("visits the root first, depth first, each block once", async () => {
    const [left, right] = [node(a, b), node(b, a, a)];
    const root = json({ one: left.cid, two: right.cid });
    expect(await walked(root, [left, right, a, b])).toEqual(names(root, left, a, b, right));
  });

  test("goes on beside what is missing, and not below it", async () => {
    const left = node(a);
    expect(await walked(node(left, b), [a, b])).toEqual([
      ...names(node(left, b)),
      `${String(left.cid)} missing`,
      String(b.cid),
    ]);
  });

  test("a graph whose paths double at each of 60 levels is walked in 61 steps", async () => {
    const levels = [a];
    for (let i = 0; i < 60; i++) levels.unshift(node(levels[0] ?? a, levels[0] ?? a));
    const [root = a] = levels;
    expect(await walked(root, levels)).toHaveLength(61);
  });

  test("a chain of 12,000 blocks does not use up the stack", async () => {
    const chain = [a];
    for (let i = 0; i < 12_000; i++) chain.push(node(chain.at(-1) ?? a));
    expect(await walked(chain.at(-1) ?? a, chain)).toHaveLength(12_001);
  });

  test("error: a block that cannot be decoded, unless somebody wants to be told of it", async () => {
    const broken = block(DAG_PB, utf8("no protobuf"));
    const root = node(broken, a);
    await expect(walked(root, [broken, a])).toFailWith("BLOCK_MALFORMED");
    const told: string[] = [];
    expect(await walked(root, [broken, a], (cid) => told.push(String(cid)))).toEqual(names(root, broken, a));
    expect(told).toEqual(names(broken));
  });
});
