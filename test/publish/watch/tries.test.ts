import { describe, expect, test } from "vitest";
import { failure } from "../../../src/core/errors/error.ts";
import { backoff, isPassing, Tries } from "../../../src/publish/watch/tries.ts";

describe("trying again", () => {
  test("waits twice as long each time, up to the most", () => {
    expect([1, 2, 3, 4, 99].map((failures) => backoff(failures, 30_000))).toEqual([
      5_000, 10_000, 20_000, 30_000, 30_000,
    ]);
  });

  test("counts the tries of an issue until it changes", () => {
    const tries = new Tries();
    expect([tries.of("a", "1"), tries.count("a", "1"), tries.count("a", "1"), tries.of("a", "1")]).toEqual([
      0, 1, 2, 2,
    ]);
    expect([tries.of("a", "2"), tries.of("b", "1"), tries.count("a", "2")]).toEqual([0, 0, 1]);
  });

  test("is for what may be otherwise by itself, not for what somebody has to put right", () => {
    const changed = failure("SOURCE_CHANGED", { path: "a", expected: "1 byte", got: "2 bytes" });
    expect(isPassing(changed)).toBe(true);
    expect(isPassing(failure("ARCHIVE_BUSY", { seconds: 60 }))).toBe(true);
    expect(isPassing(failure("SOURCE_EMPTY", { path: "95" }))).toBe(false);
  });
});
