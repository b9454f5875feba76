import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import { parseDigest, ZERO_DIGEST } from "../../../src/core/digest.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { PackedRecords } from "../../../src/core/history/packed-records.ts";
import { RecordRules, recordsOf } from "../../../src/core/history/records.ts";
import { parseLabel } from "../../../src/core/label.ts";

const actor = parseAddress(`0x${"a1".repeat(20)}`);
const digest = fc.constantFrom(..."1234567").map((one) => parseDigest(one.repeat(64)));
const root = fc.constantFrom(..."89").map((one) => `0x${one.repeat(64)}` as const);
const label = fc.constantFrom("a", "b", "c").map(parseLabel);
const of = <const Kind extends string>(kind: Kind) => ({ kind: fc.constant(kind) });

/** Few digests and labels, in any order: most of it no registry would write. */
const histories = fc
  .array(
    fc.oneof(
      fc.record({ ...of("anchored"), label, digest }),
      fc.record({ ...of("revised"), label, digest, supersedes: digest, reason: fc.constant(ZERO_DIGEST) }),
      fc.record({ ...of("extracted"), label, digest, root }),
      fc.record({ ...of("batch-anchored"), root, list: digest, count: fc.constant(2) }),
      fc.record({
        ...{ ...of("notice"), digest, reason: fc.constant(ZERO_DIGEST) },
        notice: fc.constantFrom("correction" as const, "withdrawal" as const),
      }),
    ),
    { maxLength: 25 },
  )
  .map((some): Entry[] => some.map((one, at) => ({ ...one, actor, number: at + 1, time: 100 + at })));

test("packed records are those that maps hold, after any history", () => {
  fc.assert(
    fc.property(histories, (entries) => {
      const expected = recordsOf(entries);
      const kept = new PackedRecords(entries);
      const rules = new RecordRules(kept);
      for (const entry of entries) rules.take(entry);
      expect(rules.impossible).toEqual(expected.impossible);
      expect(kept.labels).toBe(expected.current.size);
      for (const [one, standing] of expected.current) expect(kept.currentOf(one)).toBe(standing);
      for (const [one, record] of expected.records) expect(kept.record(one)).toEqual(record);
      const inOrder = [...expected.records.values()].sort((a, b) => a.entry - b.entry);
      expect(kept).toHaveLength(inOrder.length);
      expect([...kept].sort(byDigest)).toEqual(inOrder.toSorted(byDigest));
      expect([...kept].map((record) => record.entry)).toEqual(inOrder.map((record) => record.entry));
    }),
    { numRuns: 500 },
  );
});

function byDigest(a: { readonly digest: string }, b: { readonly digest: string }): number {
  return a.digest < b.digest ? -1 : 1;
}
