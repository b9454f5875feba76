import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Quiet } from "../../../src/publish/watch/quiet.ts";

const seen = (...parts: readonly (readonly [string, string])[]) => new Map(parts);

describe("what has stopped changing", () => {
  test("is what was seen to stay the same over the settling time", () => {
    const quiet = new Quiet(10);
    expect(quiet.observe(seen(["a", "1"]), 0)).toEqual({ moving: new Set(["a"]), dueIn: 10 });
    expect(quiet.observe(seen(["a", "1"]), 4)).toEqual({ moving: new Set(["a"]), dueIn: 6 });
    expect(quiet.observe(seen(["a", "2"]), 9)).toEqual({ moving: new Set(["a"]), dueIn: 10 });
    expect(quiet.observe(seen(["a", "2"]), 19)).toEqual({ moving: new Set() });
  });

  test("is each part by itself, and the first that may settle says when to look again", () => {
    const quiet = new Quiet(10);
    quiet.observe(seen(["a", "1"]), 0);
    expect(quiet.observe(seen(["a", "1"], ["b", "1"]), 7)).toEqual({ moving: new Set(["a", "b"]), dueIn: 3 });
    expect(quiet.observe(seen(["a", "1"], ["b", "1"]), 10)).toEqual({ moving: new Set(["b"]), dueIn: 7 });
  });

  test("is not what went away and came back", () => {
    const quiet = new Quiet(10);
    quiet.observe(seen(["a", "1"]), 0);
    quiet.observe(seen(), 5);
    expect(quiet.observe(seen(["a", "1"]), 10).moving).toEqual(new Set(["a"]));
  });

  test("is everything at once without a settling time", () => {
    expect(new Quiet(0).observe(seen(["a", "1"]), 5)).toEqual({ moving: new Set() });
  });

  test("is never a part that changed less than the settling time ago, whatever is seen when", () => {
    const looks = fc.array(
      fc.record({ wait: fc.integer({ min: 1, max: 30 }), stamp: fc.constantFrom("1", "2") }),
    );
    fc.assert(
      fc.property(looks, (steps) => {
        const quiet = new Quiet(20);
        let now = 0;
        let last = { stamp: "", at: 0 };
        for (const { wait, stamp } of steps) {
          now += wait;
          if (stamp !== last.stamp) last = { stamp, at: now };
          const { moving } = quiet.observe(seen(["a", stamp]), now);
          expect(moving.has("a")).toBe(now - last.at < 20);
        }
      }),
    );
  });
});
