import { describe, expect, test } from "vitest";
import type { Anchored } from "../../src/audit/anchored.ts";
import { TimelineDraft, timelineRoom } from "../../src/audit/timeline.ts";
import { parseAddress } from "../../src/core/address.ts";
import { parseDigest, ZERO_DIGEST } from "../../src/core/digest.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import { parseLabel } from "../../src/core/label.ts";
import { audited } from "../support/audit.ts";
import { batched } from "../support/model-batch.ts";
import { scene } from "./planted.ts";

test("a timeline tells every revision with its times, its title and its notices, in the order of the history", async () => {
  const { model, letter } = await scene();
  await batched(model, letter, { "11": { a: "eleven" }, "12": { a: "twelve" } });
  const [report] = (await audited(model, { timeline: true })).publications;
  expect(report?.timeline).toMatchObject([
    { label: "1", revision: 1, entry: 2, batched: false, notices: [] },
    { label: "2", revision: 1, entry: 3 },
    { label: "1", revision: 2, entry: 4, notices: [{ kind: "concern", entry: 5 }] },
    { label: "3", entry: 6, title: "Issue 3" },
    { label: "11", entry: 7, batched: true, title: "Issue 11" },
    { label: "12", entry: 7, batched: true },
  ]);
  for (const item of report?.timeline ?? []) expect(item.anchoredAt).toBeGreaterThan(1_500_000_000);
  expect(report).not.toHaveProperty("timelineBefore");
});

describe("a timeline of many revisions", () => {
  const WEEK = 7 * 86_400;
  const digest = (entry: number) => parseDigest(entry.toString(16).padStart(64, "0"));
  const issue = (entry: number): Anchored => ({
    ...{ label: parseLabel(`${entry}`), digest: digest(entry), entry, time: 1_500_000_000 + entry * WEEK },
    ...{ kind: "anchored", revision: 1, supersedes: undefined },
  });
  const notice = (number: number, on: number): Entry => ({
    ...{ number, time: 1_900_000_000, actor: parseAddress(`0x${"a1".repeat(20)}`), kind: "notice" },
    ...{ digest: digest(on), notice: "concern", reason: ZERO_DIGEST },
  });

  const drafted = (...runs: readonly (readonly number[])[]) => {
    const draft = new TimelineDraft(
      5,
      runs.map(({ length }) => length),
    );
    for (const entry of runs.flat()) draft.take(issue(entry), undefined);
    return draft.finish([notice(201, 3), notice(202, 200)]);
  };

  test("tells the newest, and how many came before them in each year", () => {
    const all = Array.from({ length: 200 }, (_, i) => i + 1);
    const { timeline, timelineBefore = [] } = drafted(all);
    expect(timeline.map(({ entry }) => entry)).toEqual([196, 197, 198, 199, 200]);
    expect(timeline.map(({ notices }) => notices.length)).toEqual([0, 0, 0, 0, 1]);
    expect(timelineBefore.map(({ year }) => year)).toEqual([2017, 2018, 2019, 2020, 2021]);
    expect(timelineBefore.reduce((sum, { revisions }) => sum + revisions, 0)).toBe(195);
    expect(timelineBefore[1]).toEqual({ year: 2018, revisions: 52 });
    const [odd, even] = [all.filter((entry) => entry % 2 === 1), all.filter((entry) => entry % 2 === 0)];
    expect(drafted(even, odd)).toEqual({ timeline, timelineBefore });
    expect(drafted(all.slice(0, 3), [], all.slice(3))).toEqual({ timeline, timelineBefore });
  });

  test("has the more room the fewer publications a report has", () => {
    expect([1, 2, 1000].map(timelineRoom)).toEqual([5000, 2500, 20]);
  });
});
