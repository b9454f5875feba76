import { describe, expect, test } from "vitest";
import { rawCid } from "../../../src/core/cid.ts";
import { encodeDocument } from "../../../src/core/document.ts";
import { encodeEntry } from "../../../src/core/history/entry.ts";
import { decodeRoot, encodeRoot } from "../../../src/core/mirror/codec.ts";
import { BLOCK_ENTRIES, MAX_ROOT_BYTES, MIRROR_TYPE } from "../../../src/core/mirror/format.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import { utf8 } from "../../support/hashing.ts";
import { vectors } from "../history/vectors.ts";
import { AT, blocksOf, carOf, entries, partsOf, readBack, ref, section, sha256 } from "./mirrors.ts";

const head = vectors.steps.at(-1)?.head ?? vectors.genesis;
const HISTORY = section(Buffer.concat(entries.map(encodeEntry)), rawCid);
const ROOT = { publication: ref, block: AT, entries: entries.length, head, history: [HISTORY.cid] };
const root = (change: object = {}) => encodeRoot({ ...ROOT, ...change }, sha256).block;
const inRoot = (change: object) => encodeDocument({ ...ROOT, type: MIRROR_TYPE, ...change }, sha256).block;

describe("readMirror", () => {
  test("gives the root, then every entry of the history", async () => {
    const read = await readBack(carOf([root(), HISTORY]));
    expect(read).toEqual({ root: ROOT, entries, documents: [] });
  });

  test("stops at the root of a mirror of another publication than the one that is meant", async () => {
    const publication = publicationRef(ref.chain, ref.registry, "4");
    await expect(partsOf(carOf([root(), HISTORY]), { publication })).toFailWith("MIRROR_FOREIGN");
    await expect(partsOf(carOf([root(), HISTORY]), { publication: ref })).resolves.toHaveLength(2);
  });

  test("error: another byte anywhere in it", async () => {
    const car = carOf([root(), HISTORY]);
    for (let at = 0; at < car.length; at += 7)
      await expect(partsOf(car.with(at, (car[at] ?? 0) ^ 4)), `byte ${at}`).toFailWith("MIRROR_INVALID");
  });

  test("error: its history is cut short, or it is empty", async () => {
    const car = carOf([root(), HISTORY]);
    for (const length of [0, 59, 60, 61, 300, carOf([root()]).length, car.length - 1])
      await expect(partsOf(car.subarray(0, length)), `${length} bytes`).toFailWith("MIRROR_INVALID");
  });

  const other = section(Buffer.concat(entries.toReversed().map(encodeEntry)), rawCid);
  const altered = entries.map((entry) => (entry.number === 3 ? { ...entry, time: entry.time + 1 } : entry));
  const redated = section(Buffer.concat(altered.map(encodeEntry)), rawCid);
  const unknown = section(HISTORY.bytes.with(8, 99), rawCid);
  const short = section(HISTORY.bytes.subarray(197), rawCid);

  test.each<[string, Parameters<typeof carOf>[0]]>([
    ["it does not begin with its root", [HISTORY, root()]],
    ["a block of the history that its root does not name", [root(), other]],
    ["a block of the history twice", [root(), HISTORY, HISTORY]],
    ["entries in another order", [root({ history: [other.cid] }), other]],
    ["an entry that is re-dated", [root({ history: [redated.cid] }), redated]],
    ["an entry of no kind", [root({ history: [unknown.cid] }), unknown]],
    ["fewer entries than it says", [root({ history: [short.cid] }), short]],
    ["entries that fold to another head", [root({ head: vectors.genesis }), HISTORY]],
    ["a document that no entry refers to", [root(), HISTORY, section(utf8("{}"))]],
    ["no document at all", [root(), HISTORY, section(utf8("x"), rawCid)]],
  ])("error: %s", async (_, blocks) => {
    await expect(partsOf(carOf(blocks, root().cid))).toFailWith("MIRROR_INVALID");
    await expect(partsOf(carOf(blocks))).toFailWith("MIRROR_INVALID");
  });

  test.each<[string, object]>([
    ["no entry", { entries: 0, history: [] }],
    ["a part of an entry", { entries: 1.5 }],
    ["more blocks than its entries need", { history: [HISTORY.cid, HISTORY.cid] }],
    ["fewer blocks than its entries need", { entries: BLOCK_ENTRIES + 1 }],
    ["a document in the place of a block of its history", { history: [root().cid] }],
    ["a head that is none", { head: head.slice(1) }],
    ["a block hash without 0x", { block: { ...AT, hash: "b1".repeat(32) } }],
    ["a time before 1970", { block: { ...AT, time: -1 } }],
    ["a publication of no chain", { publication: { ...ref, chain: "eip155:0" } }],
    ["a registry in capitals", { publication: { ...ref, registry: ref.registry.toUpperCase() } }],
    ["a publication 0", { publication: { ...ref, id: "0" } }],
    ["a field too many", { title: "The Letter" }],
    ["a field too few", { block: undefined }],
  ])("error: a root with %s", async (_, change) => {
    const written = Object.fromEntries(
      Object.entries({ ...ROOT, type: MIRROR_TYPE, ...change }).filter(([, value]) => value !== undefined),
    );
    const { block } = encodeDocument(written, sha256);
    await expect(partsOf(carOf([block, HISTORY]))).toFailWith("MIRROR_INVALID");
  });

  test("error: a root that is no document, or not the one encoding of it, or too large", async () => {
    const spaced = section(utf8(` ${new TextDecoder().decode(root().bytes)}`));
    const large = section(new Uint8Array(MAX_ROOT_BYTES + 1));
    for (const one of [section(utf8("no JSON")), spaced, large, section(root().bytes, rawCid)])
      await expect(partsOf(carOf([one, HISTORY]))).toFailWith("MIRROR_INVALID");
  });

  test("error: a later version of the format is told by its name", async () => {
    const later = inRoot({ type: "colophon/mirror/2", more: 1 });
    await expect(partsOf(carOf([later, HISTORY]))).toFailWith("MIRROR_TYPE_UNKNOWN", {
      got: "colophon/mirror/2",
    });
  });
});

describe("encodeRoot", () => {
  test("gives back what it was given, through decodeRoot", () => {
    expect(decodeRoot(root().bytes, "x.car")).toEqual(ROOT);
  });

  test("error: a root that no reader would take", async () => {
    await expect(() => root({ entries: 0 })).toFailWith("MIRROR_INVALID");
  });
});

describe("a mirror of the history of the vectors", () => {
  test("is made of its root and one block, whatever documents nobody has", async () => {
    expect(carOf(await blocksOf(entries))).toEqual(carOf([root(), HISTORY]));
  });
});
