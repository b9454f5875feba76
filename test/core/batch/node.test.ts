import { keccak256 } from "ethers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { portableKeccak256 } from "../../../src/core/batch/keccak256.ts";
import { compareWords, hashPair } from "../../../src/core/batch/node.ts";

const word = fc.uint8Array({ minLength: 32, maxLength: 32 });
const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
const joined = (a: Uint8Array, b: Uint8Array) => Uint8Array.from([...a, ...b]);

describe("hashPair", () => {
  test("property: hashes both, the lower first, whichever way round they are given, and changes neither", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const [lower, higher] = number(a) <= number(b) ? [a, b] : [b, a];
        const expected = keccak256(joined(lower, higher));
        for (const pair of [joined(a, b), joined(b, a)]) {
          const before = pair.slice();
          expect(`0x${Buffer.from(hashPair(pair, portableKeccak256)).toString("hex")}`).toBe(expected);
          expect(pair).toEqual(before);
        }
      }),
    );
  });
});

describe("compareWords", () => {
  test("property: orders as the numbers are ordered", () => {
    const near = fc.tuple(word, fc.nat(31), fc.integer({ min: 0, max: 255 })).map(([a, i, byte]) => {
      const b = a.slice();
      b[i] = byte;
      return [a, b] as const;
    });
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(word, word)), ([a, b]) => {
        const expected = number(a) < number(b) ? -1 : Number(number(a) > number(b));
        expect(Math.sign(compareWords(joined(b, a), 32, b, 0))).toBe(expected);
      }),
    );
  });
});
