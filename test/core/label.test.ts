import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLabel, labelProblem, parseLabel, slug } from "../../src/core/label.ts";

describe("parseLabel", () => {
  test.each(["95", "2019-11-26", "a", "x".repeat(64), "vol.2_no-7", "0", "-", ".", ".."])(
    "takes %s",
    (text) => {
      expect(parseLabel(text)).toBe(text);
    },
  );

  test.each([
    "",
    "x".repeat(65),
    "Issue",
    "a b",
    "ü",
    "a/b",
    "a\n",
    "\n",
    "a\u0000",
    "９５",
    "a:b",
    "%39",
    "а",
  ])("error: refuses %j", async (text) => {
    await expect(() => parseLabel(text)).toFailWith("LABEL_INVALID", { got: text });
  });

  test("takes exactly the 38 characters, whatever else there is", () => {
    const allowed = Array.from({ length: 0x600 }, (_, point) => String.fromCodePoint(point)).filter(isLabel);
    expect(allowed.join("")).toBe("-.0123456789_abcdefghijklmnopqrstuvwxyz");
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => isLabel(text) === /^[a-z0-9._-]{1,64}$(?!\n)/.test(text),
      ),
    );
  });
});

describe("slug", () => {
  test.each([
    ["95", "95"],
    ["Café № 95!", "cafe-no-95"],
    ["  Straße / Größe ", "strasse-grosse"],
    ["../../etc/passwd", "etc-passwd"],
    ["v1.10_final", "v1.10_final"],
    [`${"a".repeat(63)} b`, "a".repeat(63)],
    ["...", undefined],
  ])("of %j", (text, label) => {
    expect(slug(text)).toBe(label);
  });

  test("a label that is refused is answered with one like it, and always with one", () => {
    expect(labelProblem("Summer Issue")).toEqual({ got: "Summer Issue", like: "summer-issue" });
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => isLabel(labelProblem(text).like)));
  });
});
