import { describe, expect, test } from "vitest";
import { type Address, parseAddress } from "../../../src/core/address.ts";
import type { Holds } from "../../../src/core/endorsement/endorsement.ts";
import {
  type Grade,
  type Graded,
  judgePolicy,
  parsePolicy,
  parseTrusted,
} from "../../../src/core/endorsement/policy.ts";

const [a, b, c, stranger] = ["a", "b", "c", "d"].map((digit) => parseAddress(`0x${digit.repeat(40)}`)) as [
  Address,
  Address,
  Address,
  Address,
];
const said = (endorser: Address, grade: Grade, entries = 4, holds: Holds = "full"): Graded => ({
  statement: { endorser, entries, holds },
  grade,
});
const judged = (graded: readonly Graded[], policy = "2-of-3", holds: Holds = "none") =>
  judgePolicy(parsePolicy(policy, [a, b, c], holds), graded);

describe("judgePolicy", () => {
  test("is met by as many different endorsers, up to the entry that so many of them reach", () => {
    expect(judged([said(a, "agrees", 9), said(b, "agrees", 5)])).toEqual({
      outcome: "met",
      agreeing: [a, b],
      entries: 5,
    });
    expect(judged([said(a, "agrees", 9), said(b, "agrees", 5), said(c, "agrees", 7)])).toMatchObject({
      entries: 7,
    });
  });

  test("counts nobody twice, and no stranger", () => {
    const twice = [said(a, "agrees", 3), said(a, "agrees", 4), said(stranger, "agrees")];
    expect(judged(twice)).toEqual({ outcome: "unmet", agreeing: [a], entries: 0 });
  });

  test("counts only those who hold enough", () => {
    const graded = [said(a, "agrees", 4, "full"), said(b, "agrees", 4, "manifests")];
    expect(judged(graded, "2-of-3", "full")).toMatchObject({ outcome: "unmet", agreeing: [a] });
    expect(judged(graded, "2-of-3", "manifests")).toMatchObject({ outcome: "met" });
  });

  test("is contradicted by one who is trusted, and by no stranger and no forger", () => {
    const met = [said(a, "agrees"), said(b, "agrees")];
    expect(judged([...met, said(c, "conflicts")])).toMatchObject({ outcome: "contradicted" });
    expect(judged([...met, said(stranger, "conflicts")])).toMatchObject({ outcome: "met" });
    expect(judged([...met, said(c, "not-signed")])).toMatchObject({ outcome: "met" });
    expect(judged([said(a, "agrees"), said(a, "conflicts")])).toMatchObject({
      outcome: "contradicted",
      agreeing: [],
    });
  });

  test("counts only heads that reach as far as is asked for", () => {
    const policy = parsePolicy("2-of-3", [a, b, c], "none");
    const graded = [said(a, "agrees", 9), said(b, "agrees", 5), said(c, "unknown", 5)];
    expect(judgePolicy(policy, graded, 5)).toMatchObject({ outcome: "met", agreeing: [a, b], entries: 5 });
    expect(judgePolicy(policy, graded, 6)).toEqual({ outcome: "unmet", agreeing: [a], entries: 0 });
    const contradicted = judgePolicy(policy, [...graded, said(b, "conflicts", 2)], 6);
    expect(contradicted.outcome).toBe("contradicted");
  });

  test("is unknown where those who could not be checked might make it up", () => {
    expect(judged([said(a, "agrees"), said(b, "unknown")])).toMatchObject({ outcome: "unknown" });
    expect(judged([said(a, "unknown")])).toMatchObject({ outcome: "unmet" });
  });
});

describe("parsePolicy", () => {
  test("asks for all where no number is given", () => {
    expect(parsePolicy(undefined, [a, b], "none")).toMatchObject({ threshold: 2 });
  });

  test.each(["3-of-2", "0-of-3", "2", "2-of-4", "2 of 3", ""])("refuses %j for three", async (text) => {
    await expect(() => parsePolicy(text, [a, b, c], "none")).toFailWith("USAGE_INVALID");
  });

  test("refuses one who is named twice, and nobody", async () => {
    await expect(() => parsePolicy("2-of-2", [a, a], "none")).toFailWith("USAGE_INVALID");
    await expect(() => parsePolicy(undefined, [], "none")).toFailWith("USAGE_INVALID");
  });
});

test("reads those who are trusted a line each, with remarks", async () => {
  expect(
    parseTrusted(`# libraries\n${a}  # the university\n\n${b.toUpperCase().replace("0X", "0x")}\r\n`),
  ).toEqual([a, b]);
  await expect(() => parseTrusted(`${a}\nlibrary`)).toFailWith("USAGE_INVALID");
});
