import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ZERO_DIGEST } from "../../src/core/digest.ts";
import { encodeDocument } from "../../src/core/document.ts";
import {
  decodeProfile,
  decodeReason,
  encodeProfile,
  encodeReason,
  hasReason,
} from "../../src/core/profile.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { digestOf } from "../support/witness-evidence.ts";

const { sha256 } = hashing;
const spec = readFileSync(new URL("../../docs/spec/profile.md", import.meta.url), "utf8");
// Shown with white space for reading; the bytes have none.
const [profileExample = "", reasonExample = ""] = [...spec.matchAll(/```json[^\n]*\n(.*?)\n```/gs)].map(
  ([, shown = ""]) => JSON.stringify(JSON.parse(shown)),
);

describe("a profile", () => {
  const profile = { title: "The Tidewater Letter", domain: "tidewater.example", language: "en" };

  test("is encoded as docs/spec/profile.md shows it", () => {
    expect(new TextDecoder().decode(encodeProfile(profile, sha256).bytes)).toBe(profileExample);
    expect(decodeProfile(utf8(profileExample))).toEqual({ ...profile, type: "colophon/profile/1" });
  });

  test("goes in and out with everything that it may hold", () => {
    const full = { ...profile, description: "Weekly.\nSince 2019.", issn: "2049-3630" };
    const { bytes, digest } = encodeProfile(full, sha256);
    expect(decodeProfile(bytes)).toEqual({ ...full, type: "colophon/profile/1" });
    expect(digest).toBe(digestOf(new TextDecoder().decode(bytes)));
  });

  test.each<[string, object]>([
    ["title", { title: "" }],
    ["title", { title: "x".repeat(501) }],
    ["title", { title: "two\nlines" }],
    ["title", { title: "u\u0308" }],
    ["title", { title: 7 }],
    ["domain", { domain: "Tidewater.example" }],
    ["domain", { domain: "https://tidewater.example" }],
    ["domain", { domain: "tidewater" }],
    ["domain", { domain: "-a.example" }],
    ["domain", { domain: "münchen.example" }],
    ["domain", { domain: `${"a".repeat(64)}.example` }],
    ["domain", { domain: `${"a.".repeat(130)}example` }],
    ["issn", { issn: "2049-3631" }],
    ["issn", { issn: "20493630" }],
    ["language", { language: "english language" }],
    ["description", { description: "" }],
    ["description", { description: "x".repeat(10_001) }],
    ["", { owner: "me" }],
  ])("error: %s of %j", async (field, change) => {
    await expect(() => encodeProfile({ ...profile, ...change }, sha256)).toFailWith("PROFILE_INVALID", {
      field,
    });
  });

  test.each(["2049-3630", "0000-0000", "1050-124X", "0317-8471"])(
    "the ISSN %s has the check digit that it must",
    (issn) => {
      expect(decodeProfile(encodeProfile({ ...profile, issn }, sha256).bytes)?.issn).toBe(issn);
    },
  );

  test.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["another type", profileExample.replace("profile/1", "profile/2")],
    ["white space", profileExample.replace(":", ": ")],
    ["a line break at its end", `${profileExample}\n`],
    ["another order of keys", '{"type":"colophon/profile/1","title":"x"}'],
    ["a field more", profileExample.replace('"language"', '"extra":1,"language"')],
    ["a reason", reasonExample],
    ["deep nesting", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
  ])("is not read from %s", (_, text) => {
    expect(decodeProfile(utf8(text))).toBeUndefined();
  });
});

describe("a reason", () => {
  test("is encoded as docs/spec/profile.md shows it", () => {
    const text = decodeReason(utf8(reasonExample))?.text ?? "";
    expect(text).toMatch(/\w/);
    expect(new TextDecoder().decode(encodeReason(text, sha256).bytes)).toBe(reasonExample);
  });

  test("may have lines", () => {
    expect(decodeReason(encodeReason("one\ntwo", sha256).bytes)).toEqual({
      text: "one\ntwo",
      type: "colophon/reason/1",
    });
  });

  test.each(["", "x".repeat(10_001), "a\tb", "\ud800"])("error: the text %j", async (text) => {
    await expect(() => encodeReason(text, sha256)).toFailWith("REASON_INVALID");
  });

  test("is not read from a profile, and not from another document", () => {
    expect(decodeReason(utf8(profileExample))).toBeUndefined();
    expect(
      decodeReason(encodeDocument({ text: 1, type: "colophon/reason/1" }, sha256).bytes),
    ).toBeUndefined();
  });

  test("of the zero digest was not given", () => {
    expect([hasReason(ZERO_DIGEST), hasReason(digestOf("x"))]).toEqual([false, true]);
  });
});
