import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { stateAfter } from "../../../src/core/history/state.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";

const ID = parsePublicationId("3");
const HEAD = parseDigest("0c".repeat(32));
const [founder, heir] = ["a1", "b2"].map((byte) => parseAddress(`0x${byte.repeat(20)}`));
if (founder === undefined || heir === undefined) throw new RangeError("two addresses");
const digest = (byte: string) => parseDigest(byte.repeat(32));

const registered: Entry = { kind: "registered", number: 1, time: 100, actor: founder, profile: digest("01") };
const anchored: Entry = {
  ...{ kind: "anchored", number: 2, time: 200, actor: founder },
  ...{ label: parseLabel("1"), digest: digest("02") },
};

describe("stateAfter", () => {
  test("tells the founder, the profile and the times of a young history", () => {
    expect(stateAfter(ID, [registered, anchored], HEAD)).toEqual({
      ...{ id: ID, owner: founder, head: HEAD, entries: 2, closed: false },
      ...{ registeredAt: 100, updatedAt: 200, profile: digest("01") },
    });
  });

  test("follows a transfer, a new profile and the closing", () => {
    const history: Entry[] = [
      registered,
      { kind: "profile-set", number: 2, time: 110, actor: founder, profile: digest("03") },
      { kind: "transfer-started", number: 3, time: 120, actor: founder, pendingOwner: heir },
      { kind: "transferred", number: 4, time: 130, actor: heir, previousOwner: founder },
      { kind: "closed", number: 5, time: 140, actor: heir },
    ];
    expect(stateAfter(ID, history, HEAD)).toMatchObject({
      owner: heir,
      profile: digest("03"),
      closed: true,
      updatedAt: 140,
    });
    expect(stateAfter(ID, history.slice(0, 3), HEAD)).toMatchObject({ owner: founder, closed: false });
  });

  test("knows nothing of a history without its registration", () => {
    expect(stateAfter(ID, [], HEAD)).toBeUndefined();
    expect(stateAfter(ID, [anchored], HEAD)).toBeUndefined();
  });
});
