import { expect, test } from "vitest";
import { nodeKeccak256 } from "../../../src/adapters/node/keccak256.ts";
import { portableKeccak256 } from "../../../src/core/batch/keccak256.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

test("gives the hash of nothing that every Ethereum client knows as the empty code's", () => {
  expect(hex(nodeKeccak256(new Uint8Array(0)))).toBe(
    "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
  );
});

test("agrees with the portable hash at every length around the block size, and hashes views", () => {
  const around = Uint8Array.from({ length: 400 }, (_, i) => i * 7);
  for (let length = 0; length <= 280; length++) {
    const data = around.subarray(8, 8 + length);
    expect(hex(nodeKeccak256(data))).toBe(hex(portableKeccak256(data)));
  }
});
