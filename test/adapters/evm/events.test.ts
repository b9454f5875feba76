import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ENTRY_TOPICS, entryOf, type EventName, EVENTS } from "../../../src/adapters/evm/events.ts";
import { registryInterface } from "../../../src/adapters/evm/interface.ts";
import { parseAddress } from "../../../src/core/address.ts";
import { type Entry, KINDS, NOTICE_KINDS } from "../../../src/core/history/entry.ts";
import type { Log } from "../../../src/core/ports.ts";

const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`));
const address = hex(40).map((text) => `0x${text}`);
const digest = hex(64);
const common = { number: fc.nat(), time: fc.nat(), actor: address };
const label = fc.stringMatching(/^[a-z0-9._-]{1,64}$/);

const ENTRIES: Record<keyof typeof KINDS, fc.Arbitrary<object>> = {
  registered: fc.record({ ...common, profile: digest }),
  anchored: fc.record({ ...common, label, digest }),
  revised: fc.record({ ...common, label, digest, supersedes: digest, reason: digest }),
  "batch-anchored": fc.record({
    ...common,
    root: digest.map((text) => `0x${text}`),
    list: digest,
    count: fc.integer({ min: 0, max: 0xffff_ffff }),
  }),
  extracted: fc.record({ ...common, label, digest, root: digest.map((text) => `0x${text}`) }),
  notice: fc.record({
    ...common,
    digest,
    notice: fc.constantFrom(...Object.keys(NOTICE_KINDS)),
    reason: digest,
  }),
  "profile-set": fc.record({ ...common, profile: digest }),
  "publisher-granted": fc.record({ ...common, account: address }),
  "publisher-revoked": fc.record({ ...common, account: address }),
  "transfer-started": fc.record({ ...common, pendingOwner: address }),
  transferred: fc.record({ ...common, previousOwner: address }),
  closed: fc.record(common),
};

const anyEntry = fc.oneof(
  ...Object.entries(ENTRIES).map(([kind, fields]) => fields.map((entry) => ({ ...entry, kind }) as Entry)),
);

/** The event's fields in the order of the contract's interface. */
function event(entry: Entry): [EventName, unknown[]] {
  const { number, actor, time } = entry;
  switch (entry.kind) {
    case "registered":
      return ["PublicationRegistered", [7, number, actor, time, `0x${entry.profile}`]];
    case "anchored":
      return ["IssueAnchored", [7, number, `0x${entry.digest}`, actor, time, entry.label]];
    case "revised": {
      const rest = [entry.label, `0x${entry.supersedes}`, `0x${entry.reason}`];
      return ["IssueRevised", [7, number, `0x${entry.digest}`, actor, time, ...rest]];
    }
    case "batch-anchored":
      return ["BatchAnchored", [7, number, entry.root, actor, time, entry.count, `0x${entry.list}`]];
    case "extracted": {
      const rest = [entry.label, entry.root];
      return ["IssueExtracted", [7, number, `0x${entry.digest}`, actor, time, ...rest]];
    }
    case "notice": {
      const rest = [NOTICE_KINDS[entry.notice], `0x${entry.reason}`];
      return ["NoticePosted", [7, number, `0x${entry.digest}`, actor, time, ...rest]];
    }
    case "profile-set":
      return ["ProfileSet", [7, number, `0x${entry.profile}`, actor, time]];
    case "publisher-granted":
      return ["PublisherGranted", [7, number, entry.account, actor, time]];
    case "publisher-revoked":
      return ["PublisherRevoked", [7, number, entry.account, actor, time]];
    case "transfer-started":
      return ["TransferStarted", [7, number, entry.pendingOwner, actor, time]];
    case "transferred":
      return ["Transferred", [7, number, entry.previousOwner, actor, time]];
    case "closed":
      return ["PublicationClosed", [7, number, actor, time]];
  }
}

/** As the contract's own ABI, in ethers' hands, writes it. */
function encoded(entry: Entry): Log {
  const [name, values] = event(entry);
  const { topics, data } = registryInterface.encodeEventLog(name, values);
  return {
    address: parseAddress(`0x${"52".repeat(20)}`),
    topics: topics as Log["topics"],
    data: data as Log["data"],
    transaction: "0x",
    block: { number: 1, hash: "0x" },
  };
}

describe("entries from logs", () => {
  test("an entry of any kind comes back as it was written", () => {
    fc.assert(
      fc.property(anyEntry, (entry) => {
        expect(entryOf(encoded(entry))).toEqual(entry);
      }),
      { numRuns: 500 },
    );
  });

  test("there is an event for every kind of entry, and each has its own topic", () => {
    expect(EVENTS).toHaveLength(Object.keys(KINDS).length);
    expect(new Set(ENTRY_TOPICS).size).toBe(EVENTS.length);
  });

  test("bytes that are cut short or changed never throw", () => {
    const damage = fc.tuple(anyEntry, fc.nat(400), hex(2), fc.nat(4));
    fc.assert(
      fc.property(damage, ([entry, at, byte, topics]) => {
        const log = encoded(entry);
        const cut = log.data.slice(0, 2 + 2 * at) as Log["data"];
        const place = 2 + 2 * (at % Math.max(1, (log.data.length - 2) / 2));
        const changed = `${log.data.slice(0, place)}${byte}${log.data.slice(place + 2)}` as Log["data"];
        for (const data of [cut, changed]) entryOf({ ...log, data, topics: log.topics.slice(0, topics) });
        for (const data of [cut, changed]) entryOf({ ...log, data });
      }),
      { numRuns: 1_000 },
    );
  });

  test("a batch whose count is wider than its field is no entry: its lower bits would be folded", () => {
    const zeros = "0".repeat(64);
    const batch = { kind: "batch-anchored", root: `0x${zeros}`, list: zeros, count: 1 };
    const log = encoded({ ...batch, number: 1, time: 1, actor: `0x${"1".repeat(40)}` } as Entry);
    const at = 2 + 64 * 2 + 55;
    const data = `${log.data.slice(0, at)}1${log.data.slice(at + 1)}` as Log["data"];
    expect(entryOf(log)).toMatchObject({ count: 1 });
    expect(entryOf({ ...log, data })).toBeUndefined();
  });

  test.each([
    ["a label that is none", "label", "2041"],
    ["an address with something before it", "actor", "01"],
  ])("%s is no entry", (_, field, digits) => {
    const entry = {
      kind: "anchored",
      number: 1,
      time: 1,
      actor: `0x${"1".repeat(40)}`,
      label: "95",
      digest: "2".repeat(64),
    };
    const log = encoded(entry as Entry);
    const at = field === "label" ? 2 + 64 * 4 : 2;
    const data = `${log.data.slice(0, at)}${digits}${log.data.slice(at + digits.length)}` as Log["data"];
    expect(entryOf({ ...log, data })).toBeUndefined();
  });

  test("another contract's event is no entry", () => {
    const actor = parseAddress(`0x${"1".repeat(40)}`);
    const log = encoded({ kind: "closed", number: 1, time: 1, actor });
    expect(entryOf({ ...log, topics: [`0x${"1".repeat(64)}`] })).toBeUndefined();
  });
});
