import { expect, test } from "vitest";
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
});
