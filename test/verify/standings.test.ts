import { describe, expect, test } from "vitest";
import { parseAddress } from "../../src/core/address.ts";
import { type Digest, parseDigest, ZERO_DIGEST } from "../../src/core/digest.ts";
import type { Entry, NoticeKind } from "../../src/core/history/entry.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { LocatedEntry } from "../../src/core/ports.ts";
import { standingsOf } from "../../src/verify/standings.ts";

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
const noticed = (digest: Digest, notice: NoticeKind): Bare => ({
  kind: "notice",
  digest,
  notice,
  reason: ZERO_DIGEST,
});

describe("standingsOf", () => {
  test("an issue is current until it is revised", () => {
    expect([...standingsOf(history(anchored))]).toEqual([[first, "current"]]);
    expect([...standingsOf(history(anchored, revised))]).toEqual([
      [first, "superseded"],
      [second, "current"],
    ]);
  });

  test("the weightiest notice is told, whatever came after it", () => {
    const told = (...kinds: NoticeKind[]) =>
      standingsOf(history(anchored, revised, ...kinds.map((kind) => noticed(first, kind)))).get(first);
    expect(told("correction")).toBe("superseded");
    expect(told("withdrawal", "concern", "correction")).toBe("withdrawal");
    expect(told("concern", "retraction")).toBe("retraction");
  });
});
