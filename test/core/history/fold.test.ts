import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import { type Digest, parseDigest } from "../../../src/core/digest.ts";
import { type Entry, ENTRY_BYTES } from "../../../src/core/history/entry.ts";
import type { Label } from "../../../src/core/label.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import { portableSha256 as sha256 } from "../../../src/core/sha256.ts";
import { hexToBytes } from "@noble/hashes/utils.js";
import { fold, foldAll, foldBytes, foldOn, genesis } from "../../../src/core/history/fold.ts";
import { vectors } from "./vectors.ts";

const ref = publicationRef(vectors.publication.chain, vectors.publication.registry, vectors.publication.id);
const entries = vectors.steps.map(({ entry }) => entry);
const last = vectors.steps.at(-1)?.head;

describe("genesis", () => {
  test("is the vector's", () => {
    expect(genesis(ref, sha256)).toBe(vectors.genesis);
  });

  test.each([
    ["chain", publicationRef("eip155:31338", ref.registry, ref.id)],
    ["registry", publicationRef(ref.chain, `0x${"5f".repeat(20)}`, ref.id)],
    ["publication", publicationRef(ref.chain, ref.registry, "4")],
  ])("is another one on another %s", (_, other) => {
    expect(genesis(other, sha256)).not.toBe(vectors.genesis);
  });

  test("takes publication numbers of 256 bits", () => {
    const largest = publicationRef(ref.chain, ref.registry, (2n ** 256n - 1n).toString());
    const same = publicationRef(ref.chain, ref.registry, (2n ** 256n - 2n).toString());
    expect(genesis(largest, sha256)).not.toBe(genesis(same, sha256));
  });
});

describe("fold", () => {
  test("gives the vector's head after each entry", () => {
    let head = vectors.genesis;
    for (const step of vectors.steps) {
      head = fold(head, step.entry, sha256);
      expect(head, `head after entry ${step.entry.number}`).toBe(step.head);
    }
  });
});

describe("foldAll", () => {
  test("gives the last head and how many entries it took", () => {
    expect(foldAll(ref, entries, sha256)).toEqual({ head: last, entries: entries.length });
  });

  test("of nothing is the genesis", () => {
    expect(foldAll(ref, [], sha256)).toEqual({ head: vectors.genesis, entries: 0 });
  });

  test("another time, actor or order of words gives another head", () => {
    const changes = [{ time: 1_800_000_001 }, { actor: ref.registry }];
    for (const change of changes) {
      const altered = entries.map((entry) => (entry.number === 4 ? { ...entry, ...change } : entry));
      expect(foldAll(ref, altered, sha256).head).not.toBe(last);
    }
  });

  test.each([
    ["one is missing", entries.toSpliced(3, 1), "expected entry 4, got 5"],
    ["the first is missing", entries.slice(1), "expected entry 1, got 2"],
    ["one comes twice", entries.toSpliced(3, 0, ...entries.slice(2, 3)), "expected entry 4, got 3"],
    [
      "two are swapped",
      entries.toSpliced(2, 2, ...entries.slice(2, 4).toReversed()),
      "expected entry 3, got 4",
    ],
  ])("error: %s", async (_, broken, problem) => {
    await expect(() => foldAll(ref, broken, sha256)).toFailWith("HISTORY_BROKEN", { id: "3", problem });
  });

  test.each([-1, 1.5, Number.NaN, 2 ** 53])("error: the time %s", async (time) => {
    const broken = entries.map((entry) => (entry.number === 1 ? { ...entry, time } : entry));
    await expect(() => foldAll(ref, broken, sha256)).toFailWith("HISTORY_BROKEN", { id: "3" });
  });
});

describe("foldOn", () => {
  test("goes on from any point to the same head", () => {
    for (let cut = 0; cut <= entries.length; cut++) {
      const half = foldAll(ref, entries.slice(0, cut), sha256);
      expect(foldOn(half, ref, entries.slice(cut), sha256)).toEqual({ head: last, entries: entries.length });
    }
  });

  test("error: the entries do not follow", async () => {
    const half = foldAll(ref, entries.slice(0, 3), sha256);
    await expect(() => foldOn(half, ref, entries.slice(4), sha256)).toFailWith("HISTORY_BROKEN");
  });
});

describe("foldBytes", () => {
  const bytes = Buffer.concat(vectors.steps.map((step) => hexToBytes(step.bytes)));
  const start = { head: vectors.genesis, entries: 0 };

  test("gives what folding the entries gives, from any entry on", () => {
    for (let cut = 0; cut <= entries.length; cut++) {
      const half = foldBytes(start, ref, bytes.subarray(0, cut * ENTRY_BYTES), sha256);
      expect(half).toEqual(foldAll(ref, entries.slice(0, cut), sha256));
      expect(foldBytes(half, ref, bytes.subarray(cut * ENTRY_BYTES), sha256)).toEqual({
        head: last,
        entries: entries.length,
      });
    }
  });

  test.each([
    ["an entry is left out", bytes.subarray(ENTRY_BYTES)],
    ["an entry is cut short", bytes.subarray(0, 2 * ENTRY_BYTES - 1)],
    ["a number has a bit above the lower 32", bytes.subarray(0, ENTRY_BYTES).with(3, 1)],
  ])("error: %s", async (_, broken) => {
    await expect(() => foldBytes(start, ref, broken, sha256)).toFailWith("HISTORY_BROKEN", { id: "3" });
  });
});

describe("an entry whose bytes another entry has too", () => {
  const actor = parseAddress(`0x${"a1".repeat(20)}`);
  const common = { number: 1, time: 1, actor };
  const digest = parseDigest("0d".repeat(32));
  const root = `0x${"0e".repeat(32)}` as const;
  const batch = (count: number): Entry => ({ ...common, kind: "batch-anchored", root, list: digest, count });

  test.each<[string, Entry]>([
    ["a count above 32 bits", batch(2 ** 32 + 1)],
    ["a count of none", batch(0)],
    ["a count that is no whole number", batch(1.5)],
    ["a digest that is cut short", { ...common, kind: "registered", profile: "0d".repeat(31) as Digest }],
    ["a label that is none", { ...common, kind: "anchored", label: "Issue 95" as Label, digest }],
    ["a root that is cut short", { ...batch(1), root: "0x0e" } as Entry],
    ["a time before 1970", { ...common, time: -1, kind: "closed" }],
  ])("is refused: %s", async (_, entry) => {
    await expect(() => foldAll(ref, [entry], sha256)).toFailWith("HISTORY_BROKEN", { id: ref.id });
  });

  test("is not told of one that fits: the largest batch", () => {
    expect(foldAll(ref, [batch(2 ** 32 - 1)], sha256).entries).toBe(1);
  });
});
