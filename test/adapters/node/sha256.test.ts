import { describe, expect, test } from "vitest";
import { nodeSha256, nodeSha256Stream } from "../../../src/adapters/node/sha256.ts";
import { portableSha256, portableSha256Stream } from "../../../src/core/sha256.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("nodeSha256", () => {
  // FIPS 180-4 example, as published with the standard.
  test("gives the digest of the standard's own example", () => {
    expect(hex(nodeSha256(Buffer.from("abc")))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  test("agrees with the portable hasher at every length around the block size", () => {
    for (let length = 0; length <= 130; length++) {
      const data = Uint8Array.from({ length }, (_, i) => i * 7);
      expect(hex(nodeSha256(data))).toBe(hex(portableSha256(data)));
    }
  });

  test("hashes a view, not the buffer around it", () => {
    const around = new Uint8Array(64).fill(9);
    expect(hex(nodeSha256(around.subarray(8, 16)))).toBe(hex(portableSha256(new Uint8Array(8).fill(9))));
  });
});

describe("nodeSha256Stream", () => {
  test("gives the same digest however the bytes are cut, as the portable stream does", () => {
    const data = Uint8Array.from({ length: 1000 }, (_, i) => i);
    for (const size of [1, 63, 64, 65, 999]) {
      const streams = [nodeSha256Stream(), portableSha256Stream()];
      for (const stream of streams)
        for (let at = 0; at < data.length; at += size) stream.update(data.subarray(at, at + size));
      expect(streams.map((stream) => hex(stream.digest()))).toEqual(Array(2).fill(hex(nodeSha256(data))));
    }
  });
});
