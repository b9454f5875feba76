import { expect, test } from "vitest";
import { Tally } from "../../../src/core/quorum/tally.ts";

const dissent = (node: string, about: string) =>
  ({ node, kind: "other-answer", about, said: "this", instead: "that" }) as const;

test("one node that says much else leaves room for what another says", () => {
  const tally = new Tally(["a", "b", "c"], 2);
  for (let at = 0; at < 1_000; at += 1) tally.dissents(dissent("a", `record ${at}`));
  tally.agrees("b");
  tally.dissents(dissent("b", "record"));
  tally.agrees("c");
  const { dissent: told, agreed } = tally.agreement();
  expect(told).toContainEqual(dissent("b", "record"));
  expect(told.length).toBeLessThan(200);
  expect(agreed).toEqual(["c"]);
});
