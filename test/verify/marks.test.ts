import { describe, expect, test } from "vitest";
import { parseAddress } from "../../src/core/address.ts";
import { type Digest, parseDigest, ZERO_DIGEST } from "../../src/core/digest.ts";
import type { Entry, NoticeKind } from "../../src/core/history/entry.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { CataloguedIssue, LocatedEntry } from "../../src/core/ports.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { marksOf } from "../../src/verify/marks.ts";

const actor = parseAddress(`0x${"a1".repeat(20)}`);
const label = parseLabel("7");
const [first, second] = [parseDigest("01".repeat(32)), parseDigest("02".repeat(32))];

type Bare = Entry extends infer One
  ? One extends Entry
    ? Omit<One, "number" | "time" | "actor">
    : never
  : never;

function history(...entries: readonly Bare[]): readonly LocatedEntry[] {
  return entries.map((entry, i) => ({
    entry: { ...entry, number: i + 1, time: 100 + i, actor } as Entry,
    transaction: `0x${"00".repeat(32)}`,
    block: { number: i, hash: `0x${"00".repeat(32)}` },
  }));
}

const anchored: Bare = { kind: "anchored", label, digest: first };
const revised: Bare = { kind: "revised", label, digest: second, supersedes: first, reason: ZERO_DIGEST };
const ROOT = `0x${"0b".repeat(32)}` as const;
const batch: Bare = { kind: "batch-anchored", root: ROOT, count: 1, list: parseDigest("0c".repeat(32)) };
/** As the catalogue lists it. */
const listed = (manifest: Digest, entry: number): CataloguedIssue => ({
  ...{
    manifest,
    label,
    entry,
    content: "",
    publication: parsePublicationId("1"),
    revision: 1,
    title: "Seven",
  },
  ...{ time: 100, transaction: `0x${"00".repeat(32)}`, block: entry },
});
const noticed = (digest: Digest, notice: NoticeKind): Bare => ({
  kind: "notice",
  digest,
  notice,
  reason: ZERO_DIGEST,
});

describe("marksOf", () => {
  test("an issue is current until it is revised", () => {
    expect([...marksOf(history(anchored), [])]).toEqual([[first, "current"]]);
    expect([...marksOf(history(anchored, revised), [])]).toEqual([
      [first, "superseded"],
      [second, "current"],
    ]);
  });

  test("the weightiest notice is told, whatever came after it", () => {
    const told = (...kinds: NoticeKind[]) =>
      marksOf(history(anchored, revised, ...kinds.map((kind) => noticed(first, kind))), []).get(first);
    expect(told("correction")).toBe("superseded");
    expect(told("withdrawal", "concern", "correction")).toBe("withdrawal");
    expect(told("concern", "retraction")).toBe("retraction");
  });

  test("an issue of a batch is current, though no entry names it", () => {
    expect([...marksOf(history(batch), [listed(first, 1)])]).toEqual([[first, "current"]]);
    const extracted = { kind: "extracted", label, digest: first, root: ROOT } as const;
    const marks = marksOf(history(batch, extracted, noticed(first, "concern")), [listed(first, 1)]);
    expect(marks.get(first)).toBe("concern");
  });

  test("of two issues under one label the later is none, nor are its revisions", () => {
    const late: Bare = { kind: "anchored", label, digest: second };
    const third = parseDigest("03".repeat(32));
    const mended: Bare = { kind: "revised", label, digest: third, supersedes: second, reason: ZERO_DIGEST };
    const issues = [listed(second, 2), listed(third, 3), listed(first, 1)];
    const marks = marksOf(history(batch, late, mended, noticed(second, "concern")), issues);
    expect(Object.fromEntries(marks)).toEqual({
      ...{ [first]: "current", [second]: "label-taken", [third]: "label-taken" },
    });
  });
});
