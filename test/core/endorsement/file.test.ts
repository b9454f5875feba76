import { describe, expect, test } from "vitest";
import { isFailure } from "../../../src/core/errors/error.ts";
import {
  decodeEndorsement,
  encodeEndorsement,
  LARGEST_ENDORSEMENT,
} from "../../../src/core/endorsement/file.ts";
import { bytesOf, endorsement, VECTORS } from "./vectors.ts";

const file = VECTORS.endorsements[0]?.file ?? expect.unreachable();
const read = (value: unknown) => decodeEndorsement(bytesOf(value), "one.json");

function problemOf(value: unknown): unknown {
  try {
    return read(value);
  } catch (error) {
    return isFailure(error, "ENDORSEMENT_INVALID") ? error.parameters["problem"] : error;
  }
}

test("reads back what it wrote", () => {
  const one = endorsement(0);
  expect(read(encodeEndorsement(one))).toEqual(one);
  expect(JSON.parse(encodeEndorsement(one))).toEqual(file);
});

describe("refuses, naming the field", () => {
  test.each<[string, Record<string, unknown>]>([
    ["signature", { signature: "0xZZ" }],
    ["signature", { signature: `0x${"00".repeat(4097)}` }],
    ["endorser", { endorser: "0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266" }],
    ["entries", { entries: 0 }],
    ["entries", { entries: 1.5 }],
    ["entries", { entries: 2 ** 53 }],
    ["head", { head: "00" }],
    ["block.hash", { block: { number: 1, hash: "0x00" } }],
    ["block", { block: { ...(file["block"] as object), time: 1 } }],
    ["seen", { seen: -1 }],
    ["holds", { holds: "some" }],
    ["publication.id", { publication: { ...(file["publication"] as object), id: "03" } }],
    ["publication.chain", { publication: { ...(file["publication"] as object), chain: "31337" } }],
  ])("%s %#", (field, change) => {
    expect(problemOf({ ...file, ...change })).toMatch(new RegExp(`^${field}: `));
  });

  test("a field more, a field less, a name twice, no JSON, too much of it", async () => {
    const { seen: _, ...less } = file;
    const twice = JSON.stringify(file).replace('"entries":4', '"entries":4,"entries":5');
    const long = `${JSON.stringify(file)}${" ".repeat(LARGEST_ENDORSEMENT)}`;
    for (const bad of [{ ...file, extra: 1 }, less, twice, "", "{", "[]", "null", long, "[".repeat(9000)])
      await expect(() => read(bad)).toFailWith("ENDORSEMENT_INVALID");
  });

  test.each([
    ["{", "unexpected character at position 1"],
    ["{}{}", "there is more after its end"],
  ])("what is no JSON, in words of that and of nothing else: %s", (text, why) => {
    expect(problemOf(text)).toBe(`it is no JSON document (${why})`);
  });

  test("another type by its name", async () => {
    await expect(() => read({ ...file, type: "colophon/endorsement/2" })).toFailWith(
      "ENDORSEMENT_TYPE_UNKNOWN",
      {
        got: "colophon/endorsement/2",
      },
    );
  });
});
