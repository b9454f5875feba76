import { encodeRlp as encodeWithEthers } from "ethers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeRlp, encodeRlp, integerOf, type RlpItem } from "../../../src/core/state-proof/rlp.ts";

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const items: fc.Arbitrary<RlpItem> = fc.letrec<{ item: RlpItem }>((tie) => ({
  item: fc.oneof(
    { depthSize: "small" },
    fc.uint8Array({ maxLength: 70 }),
    fc.array(tie("item"), { maxLength: 5 }),
  ),
})).item;

const hex = (item: RlpItem): Parameters<typeof encodeWithEthers>[0] =>
  item instanceof Uint8Array ? `0x${Buffer.from(item).toString("hex")}` : item.map(hex);

describe("RLP", () => {
  test("is encoded as another library does, and decoded to what it was", () => {
    fc.assert(
      fc.property(items, (item) => {
        const encoded = encodeRlp(item);
        expect(`0x${Buffer.from(encoded).toString("hex")}`).toBe(encodeWithEthers(hex(item)));
        expect(decodeRlp(encoded)).toEqual(item);
      }),
    );
  });

  test("has one encoding: whatever is decoded encodes to the same bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (encoded) => {
        const item = decodeRlp(encoded);
        if (item !== undefined) expect(encodeRlp(item)).toEqual(encoded);
      }),
      { numRuns: 5_000 },
    );
  });

  // The kinds of ethereum/tests RLPTests/invalidRLPTest.json.
  test.each([
    ["nothing", ""],
    ["a small byte with a prefix", "8105"],
    ["a short text with a long length", "b801ff"],
    ["a short list with a long length", "f80100"],
    ["a length with a leading zero", `b90038${"aa".repeat(56)}`],
    ["a list's length with a leading zero", `f90038${"00".repeat(56)}`],
    ["a text that ends early", "83aabb"],
    ["a list that ends early", "c3aabb"],
    ["a length that ends early", "bf0f0000"],
    ["a length beyond any memory", "bfffffffffffffffff"],
    ["a list's length beyond any memory", "ffffffffffffffffff"],
    ["an item that runs out of its list", "c283aabb"],
    ["bytes left over", "0000"],
    ["bytes left over after a list", "c000"],
  ])("refuses %s", (_, encoded) => {
    expect(decodeRlp(bytes(encoded))).toBeUndefined();
  });

  test("refuses lists within lists without end, in any size that a header may have", () => {
    expect(decodeRlp(nested(2_000))).toBeUndefined();
    expect(decodeRlp(new Uint8Array(16 * 1024).fill(0xc1))).toBeUndefined();
  });

  test("reads integers without leading zeros only, up to a size", () => {
    expect(integerOf(bytes("0100"), 8)).toBe(256n);
    expect(integerOf(bytes(""), 8)).toBe(0n);
    for (const none of [bytes("00"), bytes("0001"), bytes("01".repeat(9)), [], undefined])
      expect(integerOf(none, 8)).toBeUndefined();
  });
});

function nested(depth: number): Uint8Array {
  let item: RlpItem = [];
  let encoded = encodeRlp(item);
  for (let at = 0; at < depth; at++) {
    const length = encoded.length;
    const prefix =
      length < 56 ? [0xc0 + length] : length < 256 ? [0xf8, length] : [0xf9, length >> 8, length & 255];
    item = [];
    encoded = Uint8Array.from([...prefix, ...encoded]);
  }
  return encoded;
}
