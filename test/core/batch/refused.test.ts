import { describe, expect, test } from "vitest";
import { isRefusedList } from "../../../src/core/batch/refused.ts";
import { failure } from "../../../src/core/errors/error.ts";

describe("a list is refused for good", () => {
  test("when its publisher did not keep to the format", () => {
    expect(isRefusedList(failure("LIST_ROOT_MISMATCH", { expected: "a", got: "b" }))).toBe(true);
    expect(isRefusedList(failure("LIST_NOT_CANONICAL", { what: "part 1" }))).toBe(true);
  });

  test("and not when it could not be had, a store gave other bytes, or it is of a later format", () => {
    const [expected, got] = ["a", "b"];
    for (const error of [
      failure("BLOCK_MISSING", { cid: "bafy" }),
      failure("STORE_UNREACHABLE", { store: "far", problem: "no answer" }),
      failure("LIST_DIGEST_MISMATCH", { expected, got }),
      failure("LIST_TYPE_UNKNOWN", { what: "list", got: "colophon/batch/2", expected: "colophon/batch/1" }),
      new TypeError("a bug of ours"),
    ])
      expect(isRefusedList(error)).toBe(false);
  });
});
