import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeEntry, type Entry } from "../../../src/core/history/entry.ts";
import { firstEntries, joinedEntries, PackedEntries } from "../../../src/core/history/packed.ts";
import { entry } from "./arbitrary.ts";

const history = fc
  .array(entry, { maxLength: 12 })
  .map((some): Entry[] => some.map((one, index) => ({ ...one, number: index + 1 })));

function packed(entries: readonly Entry[]): PackedEntries {
  const all = new PackedEntries();
  for (const one of entries) all.take(encodeEntry(one));
  return all;
}

describe("PackedEntries", () => {
  test("gives back whatever was taken, in order and by its place", () => {
    fc.assert(
      fc.property(history, (entries) => {
        const all = packed(entries);
        expect([...all]).toEqual(entries);
        expect(all).toHaveLength(entries.length);
        for (const index of entries.keys()) expect(all.at(index)).toEqual(entries[index]);
        expect(all.at(entries.length)).toBeUndefined();
        expect(all.at(-1)).toBeUndefined();
        const bytes = Buffer.concat(entries.map(encodeEntry));
        expect(Buffer.from(all.bytes(0, entries.length))).toEqual(bytes);
      }),
    );
  });

  test("takes many, of which each lies in one piece", () => {
    const [template] = fc.sample(entry, { numRuns: 1, seed: 7 });
    const longest = { kind: "revised", label: "l".repeat(64), time: 1 };
    const digests = Object.fromEntries(
      ["digest", "supersedes", "reason"].map((name) => [name, "ab".repeat(32)]),
    );
    const many = Array.from(
      { length: 3000 },
      (_, index) => ({ actor: template?.actor, ...longest, ...digests, number: index + 1 }) as Entry,
    );
    const all = packed(many);
    expect([...all]).toEqual(many);
    expect(all.at(2999)).toEqual(many[2999]);
  });
});

test("a copy of packed entries goes on by itself", () => {
  fc.assert(
    fc.property(history, history, history, (entries, newer, other) => {
      const all = packed(entries);
      const [one, another] = [all.copy(), all.copy()];
      for (const some of newer) one.take(encodeEntry(some));
      for (const some of other) another.take(encodeEntry(some));
      const numbered = (some: readonly Entry[]) => some.map((each, at) => ({ ...each, number: at + 1 }));
      expect([...one]).toEqual(numbered([...entries, ...newer]));
      expect([...another]).toEqual(numbered([...entries, ...other]));
      expect([...all]).toEqual(entries);
    }),
  );
});

describe("parts of entries", () => {
  const some = fc.tuple(history, history);

  test("the first of them, and those that follow, are looked up as in an array", () => {
    fc.assert(
      fc.property(some, fc.nat(15), ([entries, newer], count) => {
        const first = firstEntries(packed(entries), count);
        expect([...first]).toEqual(entries.slice(0, count));
        expect(first).toHaveLength(Math.min(count, entries.length));
        expect(first.at(count)).toBeUndefined();
        const all = joinedEntries(packed(entries), newer);
        const expected = [...entries, ...newer];
        expect([...all]).toEqual(expected);
        expect(all).toHaveLength(expected.length);
        for (const index of expected.keys()) expect(all.at(index)).toEqual(expected[index]);
      }),
    );
  });
});
