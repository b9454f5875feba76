import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import type { Bytes32 } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";
import { COUNT_SLOT, publicationSlots } from "../../../src/core/state-proof/layout.ts";
import { VECTORS } from "./vectors.ts";

/* That these are the slots in which the contract writes is tested in test/contracts/layout.test.ts. */

describe.each(VECTORS)("the slots that cast works out ($name)", ({ id, names, slots, digest }) => {
  test("are those of the layout", () => {
    const layout = publicationSlots(id);
    expect({
      count: COUNT_SLOT,
      state: layout.state,
      head: layout.head,
      offer: layout.offer,
      profile: layout.profile,
      "current 2019-11-26": layout.current(parseLabel("2019-11-26")),
      "current 2019-12-03": layout.current(parseLabel("2019-12-03")),
      "current nothing": layout.current(parseLabel("nothing")),
      "record one": layout.record(digest("one")),
      "record two": layout.record(digest("two")),
      "record three": layout.record(digest("three")),
      "record nothing": layout.record(digest("nothing")),
      publishers: layout.publishers,
      "publisher 0": layout.publisher(0),
      "grant editor": layout.grant(parseAddress(names["editor"] ?? "")),
      "grant heir": layout.grant(parseAddress(names["heir"] ?? "")),
      batch: layout.batch(names["root"] as Bytes32),
      "batch nothing": layout.batch(names["nothing"] as Bytes32),
      list: layout.list(7),
      "list nothing": layout.list(6),
    }).toEqual(slots);
  });
});

test("no two of many publications share a slot", () => {
  const slots = ["1", "2", "12", String(2n ** 256n - 1n)].flatMap((id) => {
    const { state, head, offer, profile, publishers, publisher, list } = publicationSlots(
      parsePublicationId(id),
    );
    return [state, head, offer, profile, publishers, publisher(0), publisher(1), list(1), list(2)];
  });
  expect(new Set(slots).size).toBe(slots.length);
  expect(slots.every((slot) => /^0x[0-9a-f]{64}$/.test(slot))).toBe(true);
});
