import { describe, expect, test } from "vitest";
import { jsonPieces, JsonLists } from "../../src/cli/json.ts";
import { failure } from "../../src/core/errors/error.ts";

const text = (value: unknown) => [...jsonPieces(value)].join("");

describe("a document in pieces", () => {
  test.each([
    ["nothing", null],
    ["a text with a line feed", "one\ntwo"],
    ["an empty object", {}],
    ["lists and objects in each other", { a: [1, [], {}, { b: "c\nd" }], e: undefined, f: [null] }],
  ])("of %s is what JSON.stringify writes", (_, value) => {
    expect(text(value)).toBe(JSON.stringify(value, null, 2));
  });

  test("writes lists that waited elsewhere as it writes arrays, whatever their length", () => {
    for (const count of [0, 1, 255, 256, 257, 1_000]) {
      using lists = new JsonLists();
      const values = Array.from({ length: count }, (_, i) => ({ label: `letter-${i}`, told: ["a\nb", i] }));
      const [first, second] = [lists.list<object>(), lists.list<object>()];
      for (const value of values) {
        first.add(value);
        second.add({ second: value });
      }
      const around = (one: unknown, two: unknown) => ({
        batches: [{ root: "0x", issues: one }],
        nothing: undefined,
        already: two,
        last: [true],
      });
      const whole = around(
        values,
        values.map((second) => ({ second })),
      );
      expect(text(around(first, second))).toBe(JSON.stringify(whole, null, 2));
    }
  });

  test("writes many values in many pieces", () => {
    using lists = new JsonLists();
    const list = lists.list<string>();
    for (let i = 0; i < 10_000; i++) list.add("x".repeat(1_000));
    const pieces = [...jsonPieces({ list })];
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(300_000);
    expect(JSON.parse(pieces.join(""))).toEqual({
      list: Array.from({ length: 10_000 }, () => "x".repeat(1_000)),
    });
  });

  test("says integers of any size as text, and failures by their codes, beside a list as well", () => {
    using lists = new JsonLists();
    const document = { gas: 2n ** 64n, error: failure("SOURCE_EMPTY", { path: "here" }) };
    for (const said of [document, { ...document, list: lists.list() }])
      expect(JSON.parse(text(said))).toMatchObject({
        gas: "18446744073709551616",
        error: { code: "SOURCE_EMPTY" },
      });
  });
});
