import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDigest } from "../../src/core/digest.ts";
import { PackedDigests } from "../../src/core/packed-digests.ts";

const digest = fc.nat(5000).map((one) => parseDigest(one.toString(16).padStart(64, "0")));

test("packed digests are those of a set, in its order, and know their places", () => {
  fc.assert(
    fc.property(fc.array(digest, { maxLength: 3000 }), digest, (some, other) => {
      const expected = new Set(some);
      const packed = new PackedDigests();
      const added = some.filter((one) => packed.add(one));
      expect(added).toEqual([...expected]);
      expect([...packed]).toEqual([...expected]);
      expect(packed).toHaveLength(expected.size);
      for (const [place, one] of [...expected].entries()) expect(packed.placeOf(one)).toBe(place);
      expect(packed.has(other)).toBe(expected.has(other));
    }),
    { numRuns: 30 },
  );
});
