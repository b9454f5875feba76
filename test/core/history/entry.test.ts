import { bytesToHex } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import { encodeEntry, KINDS, NOTICE_KINDS } from "../../../src/core/history/entry.ts";
import { vectors } from "./vectors.ts";

describe("encodeEntry", () => {
  test.each(vectors.steps)(
    "entry $entry.number ($entry.kind) has the bytes of the vector",
    ({ entry, bytes }) => {
      expect(bytesToHex(encodeEntry(entry))).toBe(bytes);
    },
  );

  test("the vectors hold an entry of every kind and a notice of every kind", () => {
    expect(new Set(vectors.steps.map(({ entry }) => entry.kind))).toEqual(new Set(Object.keys(KINDS)));
    const notices = vectors.steps.flatMap(({ entry }) => (entry.kind === "notice" ? [entry.notice] : []));
    expect(new Set(notices)).toEqual(new Set(Object.keys(NOTICE_KINDS)));
  });

  test("numbers and times over 32 bits keep all their bits", () => {
    const [step] = vectors.steps;
    if (step === undefined) throw new Error("no vectors");
    const bytes = encodeEntry({ ...step.entry, number: 2 ** 40 + 1, time: Number.MAX_SAFE_INTEGER });
    expect(bytesToHex(bytes.subarray(0, 17))).toBe("000001000000000101001fffffffffffff");
  });
});
