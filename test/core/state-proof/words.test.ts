import { describe, expect, test } from "vitest";
import { batchOf, digestOf, offerOf, publicationOf, recordOf } from "../../../src/core/state-proof/words.ts";

const ACCOUNT = `0x${"0a".repeat(20)}`;
const at = (value: number | bigint, bit: number): bigint => BigInt(value) << BigInt(bit);
const RECORD =
  at(9, 0) | at(1_600_000_000, 48) | at(3, 88) | at(3, 120) | at(4, 128) | at(11, 136) | at(2, 184);

describe("a word of the registry", () => {
  test("is nothing when it is zero", () => {
    expect([publicationOf(0n), recordOf(0n), batchOf(0n), digestOf(0n)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(offerOf(0n)).toEqual({ pendingOwner: undefined, registeredAt: 0 });
  });

  test("holds a publication", () => {
    const word = BigInt(ACCOUNT) | at(2n ** 48n - 1n, 160) | at(2n ** 40n - 1n, 208) | at(1, 248);
    const fields = {
      owner: ACCOUNT,
      entries: 2 ** 48 - 1,
      updatedAt: 2 ** 40 - 1,
    };
    expect(publicationOf(word)).toEqual({ ...fields, closed: true });
    expect(publicationOf(word - at(1, 248))).toEqual({
      ...fields,
      closed: false,
    });
  });

  test("holds an offer", () => {
    expect(offerOf(BigInt(ACCOUNT) | at(1_600_000_000, 160))).toEqual({
      pendingOwner: ACCOUNT,
      registeredAt: 1_600_000_000,
    });
  });

  test("holds a record", () => {
    const fields = {
      entry: 9,
      time: 1_600_000_000,
      revision: 3,
      kind: "revised",
      first: 2,
    };
    expect(recordOf(RECORD)).toEqual({
      ...fields,
      notice: "withdrawal",
      noticeEntry: 11,
    });
    const unnoticed = RECORD - at(4, 128) - at(11, 136);
    expect(recordOf(unnoticed)).toEqual({
      ...fields,
      notice: "none",
      noticeEntry: undefined,
    });
  });

  test("holds a batch", () => {
    expect(batchOf(at(5, 0) | at(1_600_000_000, 48) | at(2n ** 32n - 1n, 88))).toEqual({
      entry: 5,
      time: 1_600_000_000,
      count: 2 ** 32 - 1,
    });
  });

  test("holds a digest with all its zeros", () => {
    expect(digestOf(1n)).toBe(`${"0".repeat(63)}1`);
  });

  test.each([
    ["a record with a bit that is never set", () => recordOf(RECORD | at(1, 232))],
    ["a record of no known kind", () => recordOf(RECORD | at(64, 120))],
    ["a record with a notice of no known kind", () => recordOf(RECORD | at(64, 128))],
    ["a batch with a bit that is never set", () => batchOf(at(1, 120))],
    ["an offer with a bit that is never set", () => offerOf(at(1, 224))],
  ])("is refused: %s", async (_, act) => {
    await expect(act).toFailWith("STATE_PROOF_VALUE_MALFORMED");
  });
});
