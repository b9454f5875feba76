import { describe, expect, test } from "vitest";
import { parseState, stateText, type Watched } from "../../../src/audit/monitor/state.ts";
import { parseDigest } from "../../../src/core/digest.ts";

const WATCHED: Watched = {
  ...{ publication: "eip155:1:0x01:2", entries: 3, domain: "vouches", silent: 0 },
  head: parseDigest("ab".repeat(32)),
  block: { number: 5, hash: `0x${"cd".repeat(32)}`, time: 1_574_756_100 },
};
const state = (one: object = WATCHED) => ({ type: "colophon/monitor/1", watched: [one] });

describe("parseState", () => {
  test("reads what was written", () => {
    const memory = new Map([["eip155:1:0x01:2", WATCHED]]);
    expect(parseState(stateText(memory), "m.json")).toEqual(memory);
  });

  test.each([
    ["", "no JSON"],
    [JSON.stringify(state()).slice(0, -5), "cut short"],
    [JSON.stringify({ ...state(), type: "colophon/monitor/2" }), "a later version"],
    [JSON.stringify(state({ ...WATCHED, head: "ab" })), "no digest"],
    [JSON.stringify(state({ ...WATCHED, entries: -1 })), "no number"],
    [JSON.stringify(state({ ...WATCHED, more: 1 })), "more than it should have"],
  ])("error: %s (%s) is never taken for a beginning", async (text) => {
    await expect(() => parseState(text, "m.json")).toFailWith("MONITOR_STATE_INVALID");
  });
});
