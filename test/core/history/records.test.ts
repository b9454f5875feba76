import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import { digestToBytes32, parseDigest, ZERO_DIGEST } from "../../../src/core/digest.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { recordsOf } from "../../../src/core/history/records.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { vectors } from "./vectors.ts";

const actor = parseAddress(`0x${"a1".repeat(20)}`);
const [one, two, three] = ["01", "02", "03"].map((byte) => parseDigest(byte.repeat(32)));
const root = digestToBytes32(parseDigest("0a".repeat(32)));

function history(...said: readonly object[]): Entry[] {
  return said.map((each, index) => ({ number: index + 1, time: 100 + index, actor, ...each }) as Entry);
}

const anchored = (label: string, digest = one) => ({ kind: "anchored", label, digest });
const revised = (label: string, digest = two, supersedes = one) => ({
  ...{ kind: "revised", label, digest, supersedes, reason: ZERO_DIGEST },
});
const batch = { kind: "batch-anchored", root, list: ZERO_DIGEST, count: 3 };
const extracted = (label: string, digest = one) => ({ kind: "extracted", label, digest, root });

// The registry itself agrees, over random calls: test/contracts/stateful.test.ts.
describe("recordsOf", () => {
  test("a revision keeps the first entry and counts on", () => {
    const { records, current, impossible } = recordsOf(history(anchored("a"), revised("a")));
    expect([...records.values()]).toEqual([
      {
        ...{ label: "a", digest: one, kind: "anchored", entry: 1, time: 100, revision: 1, first: 1 },
        ...bare,
      },
      {
        ...{ label: "a", digest: two, kind: "revised", entry: 2, time: 101, revision: 2, first: 1 },
        ...{ supersedes: one, notice: "none" },
      },
    ]);
    expect(current).toEqual(new Map([["a", two]]));
    expect(impossible).toEqual([]);
  });

  test("an extracted issue has its batch's entry and time, and its own notices", () => {
    const notice = { kind: "notice", digest: one, notice: "retraction", reason: ZERO_DIGEST };
    const { records, current } = recordsOf(history(batch, anchored("b", two), extracted("a"), notice));
    expect(records.get(parseDigest("01".repeat(32)))).toEqual({
      ...{ label: "a", digest: one, kind: "batched", entry: 1, time: 100, revision: 1, first: 1 },
      ...{ ...bare, notice: "retraction" },
    });
    expect(current).toEqual(
      new Map([
        ["b", two],
        ["a", one],
      ]),
    );
  });

  test("an extracted issue becomes current unless an earlier one stands", () => {
    const current = (...said: readonly object[]) => recordsOf(history(...said)).current.get(parseLabel("a"));
    expect(current(batch, anchored("a", two), revised("a", three, two), extracted("a"))).toBe(one);
    expect(current(anchored("a", two), batch, extracted("a"))).toBe(two);
    expect(current(anchored("a", two), batch, revised("a", three, two), extracted("a"))).toBe(three);
  });

  test("error: what no registry writes is named, and the rest is read on", () => {
    const problems = (...said: readonly object[]) =>
      recordsOf(history(...said)).impossible.map(({ problem, entry }) => [problem, entry]);
    expect(problems(anchored("a"), anchored("a", two))).toEqual([["anchored-again", 2]]);
    expect(problems(revised("a"))).toEqual([["supersedes-other", 1]]);
    expect(problems(anchored("a"), revised("a", three, two))).toEqual([["supersedes-other", 2]]);
    expect(problems(extracted("a"), anchored("a"))).toEqual([["no-such-batch", 1]]);
  });

  test("the vectors hold nothing impossible, and each label's latest", () => {
    const { current, impossible } = recordsOf(vectors.steps.map(({ entry }) => entry));
    expect(impossible).toEqual([]);
    const batched = vectors.batches.flatMap(({ issues }) => issues);
    expect(current.get(batched[3]?.label ?? expect.unreachable())).toBe(batched[3]?.digest);
    expect(current.size).toBe(4);
  });
});

const bare = { supersedes: undefined, notice: "none" } as const;
