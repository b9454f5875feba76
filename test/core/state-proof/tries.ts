import fc from "fast-check";
import type { Pair } from "./trie-builder.ts";

/** Keys that begin alike for any length, so that tries are deep and hold nodes of every kind and form. */
const keys = fc
  .tuple(
    fc.constantFrom("0", "a", "f").map((digit) => digit.repeat(64)),
    fc.integer({ min: 0, max: 63 }),
    fc.string({
      unit: fc.constantFrom(..."0123456789abcdef"),
      minLength: 64,
      maxLength: 64,
    }),
  )
  .map(([start, length, end]) => start.slice(0, length) + end.slice(length));

const values = fc
  .uint8Array({ minLength: 1, maxLength: 33 })
  .map((bytes) => `0x${Buffer.from(bytes).toString("hex")}`);

export const tries: fc.Arbitrary<readonly Pair[]> = fc.uniqueArray(fc.tuple(keys, values), {
  selector: ([key]) => key,
  maxLength: 24,
});

export { keys };
