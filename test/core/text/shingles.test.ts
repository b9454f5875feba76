import { describe, expect, test } from "vitest";
import { MOST_ASKED, shinglesOf } from "../../../src/core/text/shingles.ts";

const TEXT = Array.from({ length: 4000 }, (_, i) => `word${(i * 7919) % 3001}`);
const shared = (a: readonly number[], b: readonly number[]) => a.filter((hash) => b.includes(hash)).length;

describe("shinglesOf", () => {
  test("are the same numbers in every program", () => {
    expect(shinglesOf(["High tide at six in the morning."], 10)).toEqual([
      123_667_720_617_907, 134_714_132_658_753, 168_799_403_917_538,
    ]);
  });

  test("of a changed copy are mostly those of the original", () => {
    const mine = shinglesOf([TEXT.join(" ")], MOST_ASKED);
    const copy = TEXT.map((word, i) => (i % 100 === 50 ? "changed" : word));
    const theirs = shinglesOf([copy.slice(0, 2000).join(" "), copy.slice(2000).join(" ")], MOST_ASKED);
    expect(mine.length).toBeGreaterThan(200);
    expect(shared(mine, theirs) / mine.length).toBeGreaterThan(0.9);
  });

  test("of other texts are others", () => {
    const other = TEXT.map((word) => `${word}s`);
    expect(shared(shinglesOf([TEXT.join(" ")], MOST_ASKED), shinglesOf([other.join(" ")], MOST_ASKED))).toBe(
      0,
    );
  });

  test("of a short text are all of them, of a few words one, of none none", () => {
    expect(shinglesOf(["one two three four five six"], 100)).toHaveLength(2);
    expect(shinglesOf(["one two"], 100)).toHaveLength(1);
    expect(shinglesOf(["...", ""], 100)).toEqual([]);
  });

  test("are safe integers, ascending, each once, and no more than asked for", () => {
    const found = shinglesOf([TEXT.join(" ")], 50);
    expect(found).toHaveLength(50);
    expect(found.every((hash, i) => Number.isSafeInteger(hash) && hash > (found[i - 1] ?? -1))).toBe(true);
  });
});
