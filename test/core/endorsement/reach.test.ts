import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import { ZERO_DIGEST } from "../../../src/core/digest.ts";
import { lastEntryAbout } from "../../../src/core/endorsement/reach.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { digestOf } from "../../support/witness-evidence.ts";

const common = (number: number) => ({ number, time: number, actor: parseAddress(`0x${"a".repeat(40)}`) });
const label = parseLabel("95");
const [first, second, other, inBatch] = ["first", "second", "other", "in batch"].map(digestOf) as [
  ReturnType<typeof digestOf>,
  ReturnType<typeof digestOf>,
  ReturnType<typeof digestOf>,
  ReturnType<typeof digestOf>,
];
const root = `0x${"77".repeat(32)}` as const;
const reason = ZERO_DIGEST;

const HISTORY: readonly Entry[] = [
  { ...common(1), kind: "registered", profile: ZERO_DIGEST },
  { ...common(2), kind: "anchored", label, digest: first },
  { ...common(3), kind: "anchored", label: parseLabel("96"), digest: other },
  { ...common(4), kind: "batch-anchored", root, list: digestOf("list"), count: 3 },
  { ...common(5), kind: "revised", label, digest: second, supersedes: first, reason },
  { ...common(6), kind: "notice", digest: other, notice: "concern", reason },
  { ...common(7), kind: "notice", digest: second, notice: "retraction", reason },
  { ...common(8), kind: "extracted", label: parseLabel("97"), digest: inBatch, root },
  { ...common(9), kind: "notice", digest: inBatch, notice: "correction", reason },
];

describe("lastEntryAbout", () => {
  test("goes on to the last notice or revision of an issue and of its revisions", () => {
    expect(lastEntryAbout(HISTORY, { digest: first, entry: 2 })).toBe(7);
    expect(lastEntryAbout(HISTORY, { digest: second, entry: 5 })).toBe(7);
    expect(lastEntryAbout(HISTORY, { digest: other, entry: 3 })).toBe(6);
    expect(lastEntryAbout(HISTORY.slice(0, 4), { digest: first, entry: 2 })).toBe(2);
  });

  test("knows the issue of a batch by the batch's root, or by its extraction", () => {
    const held = digestOf("another of the batch");
    expect(lastEntryAbout(HISTORY, { digest: held, entry: 4, root })).toBe(4);
    expect(lastEntryAbout(HISTORY, { digest: held, entry: 4 })).toBeUndefined();
    expect(lastEntryAbout(HISTORY, { digest: held, entry: 4, root: `0x${"78".repeat(32)}` })).toBeUndefined();
    expect(lastEntryAbout(HISTORY, { digest: inBatch, entry: 4 })).toBe(9);
    expect(lastEntryAbout(HISTORY.slice(0, 7), { digest: inBatch, entry: 4 })).toBeUndefined();
  });

  test("reads a part of a history that begins at the issue's own entry, or before it", () => {
    expect(lastEntryAbout(HISTORY.slice(4), { digest: second, entry: 5 })).toBe(7);
    expect(lastEntryAbout(HISTORY.slice(2), { digest: second, entry: 5 })).toBe(7);
    expect(lastEntryAbout(HISTORY.slice(2), { digest: first, entry: 2 })).toBeUndefined();
  });

  test("finds nothing where the entry anchors something else, or is not there", () => {
    expect(lastEntryAbout(HISTORY, { digest: other, entry: 2 })).toBeUndefined();
    expect(lastEntryAbout(HISTORY, { digest: second, entry: 7 })).toBeUndefined();
    expect(lastEntryAbout(HISTORY, { digest: first, entry: 10 })).toBeUndefined();
    expect(lastEntryAbout([], { digest: first, entry: 1 })).toBeUndefined();
  });
});
