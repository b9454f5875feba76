import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KeyIndex } from "../../src/core/key-index.ts";

/** An index over keys that lie in an array. */
function over(keys: readonly string[], expected?: number): KeyIndex {
  const index = new KeyIndex((place) => keys[place] ?? expect.unreachable(), expected);
  for (const [place, key] of keys.entries()) index.set(key, place);
  return index;
}

describe("KeyIndex", () => {
  test("finds what a map finds, whatever was put and however often", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 })), fc.nat(40), (keys, expected) => {
        const known = new Map(keys.map((key, place) => [key, place]));
        const index = over(keys, expected);
        expect(index.size).toBe(known.size);
        for (const key of [...keys, "none of them"]) expect(index.get(key)).toBe(known.get(key));
      }),
    );
  });

  test("grows, and keeps what it had", () => {
    const keys = Array.from({ length: 5000 }, (_, i) => `issue-${i}`);
    const index = over(keys);
    expect(index.size).toBe(5000);
    for (const [place, key] of keys.entries()) expect(index.get(key)).toBe(place);
    expect(index.get("issue-5000")).toBeUndefined();
  });

  test("asks for few keys also where they were chosen to lie in one place", () => {
    const keys = colliding(2000);
    let asked = 0;
    const index = new KeyIndex((place) => {
      asked += 1;
      return keys[place] ?? expect.unreachable();
    }, 4 * keys.length);
    for (const [place, key] of keys.entries()) index.set(key, place);
    for (const [place, key] of keys.entries()) expect(index.get(key)).toBe(place);
    expect(index.size).toBe(keys.length);
    expect(asked).toBeLessThan(3 * 64 * keys.length);
  });
});

/** FNV-1a is a chain of steps: two ways into one state give twice as many keys at every turn. */
function colliding(count: number): string[] {
  let state = 0x811c9dc5;
  let keys = [""];
  while (keys.length < count) {
    const [one, other, next] = pairFrom(state);
    keys = keys.flatMap((key) => [key + one, key + other]);
    state = next;
  }
  return keys.slice(0, count);
}

/** Two texts that lead from one state to the same. */
function pairFrom(state: number): readonly [string, string, number] {
  const seen = new Map<number, string>();
  for (let i = 0; ; i++) {
    const text = (Math.imul(i, 0x9e3779b1) >>> 0).toString(36).padStart(7, "0");
    let after = state;
    for (let at = 0; at < text.length; at++) after = Math.imul(after ^ text.charCodeAt(at), 0x01000193);
    const other = seen.get(after);
    if (other !== undefined) return [text, other, after];
    seen.set(after, text);
  }
}
