import { hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFailure } from "../../../src/core/errors/error.ts";
import { decodeEntry } from "../../../src/core/history/decode.ts";
import { encodeEntry, type Entry, ENTRY_BYTES } from "../../../src/core/history/entry.ts";
import { entry } from "./arbitrary.ts";
import { vectors } from "./vectors.ts";

describe("decodeEntry", () => {
  test.each(vectors.steps)(
    "gives entry $entry.number of the vector ($entry.kind)",
    ({ entry: one, bytes }) => {
      expect(decodeEntry(hexToBytes(bytes))).toEqual(one);
    },
  );

  test("gives back whatever was encoded", () => {
    fc.assert(
      fc.property(entry, (one) => {
        expect(decodeEntry(encodeEntry(one))).toEqual(one);
      }),
    );
  });

  test("takes no other bytes than those that encoding gives, whichever byte is another", () => {
    const spoilt = fc.record({
      one: entry,
      at: fc.nat(ENTRY_BYTES - 1),
      by: fc.integer({ min: 1, max: 255 }),
    });
    let refused = 0;
    fc.assert(
      fc.property(spoilt, ({ one, at, by }) => {
        const bytes = encodeEntry(one);
        bytes[at] = (bytes[at] ?? 0) ^ by;
        try {
          expect(encodeEntry(decodeEntry(bytes))).toEqual(bytes);
        } catch (error) {
          if (!isFailure(error, "ENTRY_INVALID")) throw error;
          refused += 1;
        }
      }),
    );
    expect(refused).toBeGreaterThan(0);
  });

  test("reads an entry that lies anywhere in a larger buffer", () => {
    const whole = Buffer.concat(vectors.steps.map(({ bytes }) => hexToBytes(bytes)));
    const read = vectors.steps.map((_, at) =>
      decodeEntry(whole.subarray(at * ENTRY_BYTES, (at + 1) * ENTRY_BYTES)),
    );
    expect(read).toEqual(vectors.steps.map((step) => step.entry));
  });

  const bytesOf = (name: Entry["kind"]): Uint8Array => {
    const step = vectors.steps.find((one) => one.entry.kind === name) ?? expect.unreachable();
    return hexToBytes(step.bytes);
  };
  const spoil = (name: Entry["kind"], at: number, value: number) => bytesOf(name).with(at, value);

  test.each<[string, Uint8Array]>([
    ["one byte less", bytesOf("closed").subarray(1)],
    ["one byte more", Uint8Array.of(...bytesOf("closed"), 0)],
    ["the kind 0", spoil("closed", 8, 0)],
    ["the kind 13", spoil("closed", 8, 13)],
    ["the number 0", spoil("closed", 8, 11).fill(0, 0, 8)],
    ["a number over 53 bits", spoil("closed", 1, 0x20)],
    ["a time over 53 bits", spoil("closed", 10, 0x20)],
    ["a word too many", spoil("closed", 37, 1)],
    ["something behind the last word", spoil("registered", 196, 1)],
    ["something before an address", spoil("publisher-granted", 37, 1)],
    ["something behind a label", spoil("anchored", 37 + 63, 0x61)],
    ["a capital in a label", spoil("anchored", 37, 0x41)],
    ["a label of no characters", bytesOf("anchored").fill(0, 37, 37 + 64)],
    ["a batch of no issues", bytesOf("batch-anchored").fill(0, 37 + 64, 37 + 96)],
    ["a batch of more than 32 bits", spoil("batch-anchored", 37 + 64 + 27, 1)],
    ["the notice kind 0", spoil("notice", 37 + 63, 0)],
    ["the notice kind 5", spoil("notice", 37 + 63, 5)],
    ["a notice kind of two bytes", spoil("notice", 37 + 62, 1)],
  ])("error: %s", async (_, bytes) => {
    await expect(() => decodeEntry(bytes)).toFailWith("ENTRY_INVALID");
  });
});
