import { describe, expect, test } from "vitest";
import {
  asFailure,
  ColophonError,
  fail,
  failure,
  isFailure,
  reasonOf,
} from "../../../src/core/errors/error.ts";

describe("ColophonError", () => {
  const error = failure("LABEL_INVALID", { got: "Issue 95", like: "95" });

  test("has its code, its sentence with the values in it, and what the catalogue says of it", () => {
    expect([error.code, error.name, error.exit, error.http]).toEqual([
      "LABEL_INVALID",
      "ColophonError",
      2,
      400,
    ]);
    expect(error.message).toContain("Issue 95");
    expect(error).toBeInstanceOf(Error);
  });

  test("fills in what to do next, too", () => {
    const { next } = failure("CHAIN_MISMATCH", {
      ...{ got: "eip155:1", expected: "eip155:8453", asker: "this archive is on", instead: "or unset it" },
    });
    expect(next).toContain("eip155:8453");
    expect(next).not.toMatch(/[{}]/);
  });

  test("as JSON is its code, its sentence and the next step", () => {
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      ...{ code: "LABEL_INVALID", message: error.message, next: error.next },
    });
  });

  test("keeps its cause", () => {
    const cause = new TypeError("x");
    expect(failure("INTERNAL", { problem: "x" }, cause).cause).toBe(cause);
    expect("cause" in error).toBe(false);
  });

  test.each([
    ["an escape sequence", "\u001b[31mred"],
    ["a line break", "one\ntwo"],
    ["a reversed name", "\u202egpj.exe"],
    ["a zero-width space", "a\u200bb"],
    ["a delete", "a\u007f"],
  ])("shows %s as what it is", (_, got) => {
    const { message } = failure("LABEL_INVALID", { got, like: "95" });
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(message).toMatch(/\\u[0-9a-f]{4}/);
  });

  test("cuts a value that is too long to be read", () => {
    expect(failure("LABEL_INVALID", { got: "x".repeat(100_000), like: "95" }).message.length).toBeLessThan(
      600,
    );
  });

  test("a value cannot name another value", () => {
    expect(failure("PATHS_COLLIDE", { first: "{second}", second: "b" }).message).toContain("{second}");
    expect(failure("LABEL_INVALID", { got: "$&", like: "95" }).message).toContain("$&");
  });
});

describe("fail, isFailure, asFailure, reasonOf", () => {
  test("fail throws with its code", async () => {
    await expect(() => fail("CID_INVALID", { got: "x" })).toFailWith("CID_INVALID", { got: "x" });
  });

  test("isFailure tells ours from others, and by code", () => {
    const ours = failure("BLOCK_MISSING", { cid: "x" });
    expect([isFailure(ours), isFailure(ours, "BLOCK_MISSING"), isFailure(ours, "CID_INVALID")]).toEqual([
      true,
      true,
      false,
    ]);
    expect([
      isFailure(new Error("BLOCK_MISSING")),
      isFailure({ code: "BLOCK_MISSING" }),
      isFailure(undefined),
    ]).toEqual([...[false, false, false]]);
  });

  test("asFailure leaves ours as it is, and calls the rest internal", () => {
    const ours = failure("BLOCK_MISSING", { cid: "x" });
    expect(asFailure(ours)).toBe(ours);
    for (const thrown of [new Error("one\ntwo"), "text", undefined, null, 7]) {
      const got = asFailure(thrown);
      expect(got).toBeInstanceOf(ColophonError);
      expect([got.code, got.cause]).toEqual(["INTERNAL", thrown]);
    }
  });

  test("reasonOf is one line", () => {
    expect([reasonOf(new Error("one\ntwo")), reasonOf("x"), reasonOf(undefined)]).toEqual([
      "one",
      "x",
      "undefined",
    ]);
  });
});
