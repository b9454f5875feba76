import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import type { Fault } from "../../src/audit/report.ts";
import { signOf } from "../../src/cli/storage-words.ts";

const unasked: Fault = { fault: "logs-unanswered", says: "the logs could not be asked for" };
const found: Fault = { fault: "logs-mismatch", says: "the logs lack an entry" };

describe("the sign before a publication or a store", () => {
  test.each([
    ["no fault", [], "✓"],
    ["what could not be asked, which is no finding against anybody", [unasked], "?"],
    ["a fault", [found], "✗"],
    ["a fault beside what could not be asked", [unasked, found], "✗"],
  ] as const)("for %s", (_, faults, sign) => {
    expect(stripVTControlCharacters(signOf(faults))).toBe(sign);
  });
});
