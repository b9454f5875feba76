import { describe, expect, test } from "vitest";
import type { MonitorFeed } from "../../../src/audit/monitor/feed.ts";
import { parseState, stateText, type Watched } from "../../../src/audit/monitor/state.ts";
import { parseDigest } from "../../../src/core/digest.ts";

const WATCHED: Watched = {
  ...{ publication: "eip155:1:0x01:2", entries: 3, domain: "vouches", silent: 0 },
  head: parseDigest("ab".repeat(32)),
  block: { number: 5, hash: `0x${"cd".repeat(32)}`, time: 1_574_756_100 },
};
const FEED: MonitorFeed = {
  ...{ id: "0b4e6a3c-2f5d-4c1b-9a7e-8d6f5e4c3b2a", begun: 1_574_756_000, dropped: ["ef".repeat(32)] },
  told: [
    {
      alert: {
        ...{ id: "cd".repeat(32), kind: "issue-entry", level: "news", publication: "eip155:1:0x01:2" },
        ...{ says: "Entry 3: <b>&\u0000", entry: 3, block: WATCHED.block },
      },
      ...{ first: 1_574_756_100, last: 1_574_756_100 },
    },
  ],
};
const state = (one: object = WATCHED) => ({ type: "colophon/monitor/1", watched: [one] });

describe("parseState", () => {
  test("reads what was written", () => {
    const watched = new Map([["eip155:1:0x01:2", WATCHED]]);
    expect(parseState(stateText({ watched }), "m.json")).toEqual({ watched });
    expect(parseState(stateText({ watched, feed: FEED }), "m.json")).toEqual({ watched, feed: FEED });
  });

  test.each([
    ["", "no JSON"],
    [JSON.stringify(state()).slice(0, -5), "cut short"],
    [JSON.stringify({ ...state(), type: "colophon/monitor/2" }), "a later version"],
    [JSON.stringify(state({ ...WATCHED, head: "ab" })), "no digest"],
    [JSON.stringify(state({ ...WATCHED, entries: -1 })), "no number"],
    [JSON.stringify({ ...state(), feed: { ...FEED, begun: 1e13 } }), "a time after all years"],
    [JSON.stringify({ ...state(), feed: { ...FEED, id: "1" } }), "no UUID"],
    [JSON.stringify(state({ ...WATCHED, more: 1 })), "more than it should have"],
  ])("error: %s (%s) is never taken for a beginning", async (text) => {
    await expect(() => parseState(text, "m.json")).toFailWith("MONITOR_STATE_INVALID");
  });
});
