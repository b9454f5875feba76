import { expect, test } from "vitest";
import type { Alert } from "../../../src/audit/monitor/alert.ts";
import { LAST_TIME, MOST_OF_A_KIND, type MonitorFeed, tellIn } from "../../../src/audit/monitor/feed.ts";

const NOW = 1_574_756_100;
const WEEK = 7 * 24 * 3600;
const EMPTY: MonitorFeed = { id: "0b4e6a3c-2f5d-4c1b-9a7e-8d6f5e4c3b2a", begun: NOW, told: [], dropped: [] };
const alert = (id: string, change: Partial<Alert> = {}): Alert => ({
  ...{ id, kind: "store-fault", level: "alarm", publication: "eip155:1:0x01:2", says: "Lost." },
  ...change,
});
const at = (time: number): Partial<Alert> => ({
  block: { number: 5, hash: `0x${"cd".repeat(32)}`, time },
});
const ids = ({ told }: MonitorFeed) => told.map(({ alert: { id } }) => id);
const many = (count: number) => Array.from({ length: count }, (_, i) => alert(`a${i}`));

test("an alert bears its block's time, or the clock's where it is of none", () => {
  const { told } = tellIn(EMPTY, [alert("a", at(NOW - 60)), alert("b")], NOW);
  expect(told.map(({ first, last }) => [first, last])).toEqual([
    [NOW - 60, NOW - 60],
    [NOW, NOW],
  ]);
});

test("what was told changes nothing, until a week has gone and it still stands", () => {
  const before = tellIn(EMPTY, [alert("a"), alert("b")], NOW);
  expect(tellIn(before, [alert("a"), alert("b")], NOW + WEEK - 1)).toBe(before);
  const after = tellIn(before, [alert("a")], NOW + WEEK);
  expect(ids(after)).toEqual(["b", "a"]);
  expect(after.told.at(-1)).toMatchObject({ first: NOW, last: NOW + WEEK });
});

test("many of one kind drive out the oldest of that kind alone, which are not told anew for that", () => {
  const grave = alert("grave", { kind: "history-replaced" });
  const storm = [grave, ...many(MOST_OF_A_KIND + 7)];
  const feed = tellIn(EMPTY, storm, NOW);
  expect(feed.told).toHaveLength(MOST_OF_A_KIND + 1);
  expect(ids(feed)).toContain("grave");
  expect(ids(feed)).not.toContain("a6");
  expect(ids(feed)).toContain("a7");
  expect(tellIn(feed, storm, NOW + 60)).toBe(feed);
});

test("a time that no date can be written of, and a sentence without end, are cut", () => {
  const { told } = tellIn(EMPTY, [alert("a", { ...at(1e15), says: "x".repeat(1e6) })], NOW);
  expect(told[0]).toMatchObject({ first: LAST_TIME, last: LAST_TIME });
  expect(told[0]?.alert.says.length).toBeLessThan(3000);
});
