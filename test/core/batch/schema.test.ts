import * as dagJson from "@ipld/dag-json";
import { describe, expect, test } from "vitest";
import { rawCid } from "../../../src/core/cid.ts";
import { checkList, checkPart } from "../../../src/core/batch/schema.ts";
import { bytesOf, digestOf, vectorOf } from "./vectors.ts";

type Loose = Record<string, unknown>;
const vector = vectorOf(3);
const list = (): Loose => dagJson.decode(bytesOf(vector.listBytes));
const part = (): Loose => dagJson.decode(bytesOf(vector.partBytes[0] ?? ""));
const first = (value: Loose, field: string) => (value[field] as Loose[])[0] as Loose;
const publication = (value: Loose) => value["publication"] as Loose;
const raw = rawCid(digestOf("1"));

const problems = (check: typeof checkList | typeof checkPart, value: Loose): string => {
  const checked = check(value);
  return checked.ok ? "" : checked.problems;
};

describe("checkList", () => {
  test("takes the vector's", () => {
    expect(checkList(list()).ok).toBe(true);
  });

  test.each<[string, string, (value: Loose) => void]>([
    ["count", "no count", (m) => delete m["count"]],
    ["count", "a count of 0", (m) => (m["count"] = 0)],
    ["count", "a count that is not whole", (m) => (m["count"] = 1.5)],
    ["count", "a count that the registry cannot hold", (m) => (m["count"] = 2 ** 32)],
    ["count", "a count as text", (m) => (m["count"] = "3")],
    ["parts", "no parts", (m) => delete m["parts"]],
    ["parts[0].cid", "a part that is a raw block", (m) => (first(m, "parts")["cid"] = raw)],
    ["parts[0].cid", "a part that is text", (m) => (first(m, "parts")["cid"] = "bafy")],
    ["parts[0].first", "a part without a first label", (m) => delete first(m, "parts")["first"]],
    ["parts[0].first", "a label in capitals", (m) => (first(m, "parts")["first"] = "A")],
    ["parts[0]", "another field in a part", (m) => (first(m, "parts")["count"] = 3)],
    ["publication.chain", "a chain that is none", (m) => (publication(m)["chain"] = "bitcoin")],
    ["publication.id", "publication 0", (m) => (publication(m)["id"] = "0")],
    ["publication.registry", "capitals", (m) => (publication(m)["registry"] = `0x${"AB".repeat(20)}`)],
    ["root", "a root with 0x", (m) => (m["root"] = `0x${String(m["root"])}`)],
    ["type", "another type", (m) => (m["type"] = "colophon/manifest/1")],
    ["the top level", "another field", (m) => (m["note"] = "x")],
  ])("names the place %s: %s", (place, _, change) => {
    const value = list();
    change(value);
    expect(problems(checkList, value).startsWith(`${place}: `)).toBe(true);
  });
});

describe("checkPart", () => {
  test("takes the vector's", () => {
    expect(checkPart(part()).ok).toBe(true);
  });

  test.each<[string, string, (value: Loose) => void]>([
    ["issues", "no issues", (m) => delete m["issues"]],
    [
      "issues",
      "more than 4,096",
      (m) => (m["issues"] = Array.from({ length: 4097 }, () => first(m, "issues"))),
    ],
    ["issues[0].label", "no label", (m) => delete first(m, "issues")["label"]],
    ["issues[0].label", "an empty label", (m) => (first(m, "issues")["label"] = "")],
    ["issues[0].label", "65 characters", (m) => (first(m, "issues")["label"] = "a".repeat(65))],
    ["issues[0].manifest", "no manifest", (m) => delete first(m, "issues")["manifest"]],
    ["issues[0].manifest", "a raw block", (m) => (first(m, "issues")["manifest"] = raw)],
    ["issues[0].manifest", "a digest as text", (m) => (first(m, "issues")["manifest"] = digestOf("1"))],
    ["issues[0]", "another field", (m) => (first(m, "issues")["title"] = "x")],
    ["type", "the type of the list", (m) => (m["type"] = "colophon/batch/1")],
    ["the top level", "another field", (m) => (m["note"] = "x")],
  ])("names the place %s: %s", (place, _, change) => {
    const value = part();
    change(value);
    expect(problems(checkPart, value).startsWith(`${place}: `)).toBe(true);
  });

  test("names five places and counts the rest", () => {
    const issues = Array.from({ length: 9 }, () => ({ ...first(part(), "issues"), label: "" }));
    expect(problems(checkPart, { ...part(), issues })).toMatch(/^issues\[0\].*issues\[4\].*; and 4 more$/);
  });
});
