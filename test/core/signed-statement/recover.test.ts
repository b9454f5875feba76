import { hexlify, randomBytes, SigningKey, Wallet } from "ethers";
import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import type { Bytes32 } from "../../../src/core/digest.ts";
import { recover } from "../../../src/core/signed-statement/recover.ts";

const digestOf = () => hexlify(randomBytes(32)) as Bytes32;
const hex = (text: string) => text as `0x${string}`;

describe("recover", () => {
  test("tells whose key has signed, whatever signed with it", () => {
    for (let round = 0; round < 40; round++) {
      const key = hexlify(randomBytes(32));
      const digest = digestOf();
      const signature = hex(new SigningKey(key).sign(digest).serialized);
      expect(recover(digest, signature)).toBe(parseAddress(new Wallet(key).address));
      expect(recover(digestOf(), signature)).not.toBe(parseAddress(new Wallet(key).address));
    }
  });

  const digest = digestOf();
  const { serialized } = new SigningKey(hexlify(randomBytes(32))).sign(digest);
  test.each([
    ["nothing", "0x"],
    ["64 bytes (EIP-2098)", serialized.slice(0, -2)],
    ["66 bytes", `${serialized}00`],
    ["an r that is no point", `0x${"ff".repeat(32)}${serialized.slice(66)}`],
    ["zeros", `0x${"00".repeat(64)}1b`],
    ["another v", `${serialized.slice(0, -2)}1d`],
    ["no hexadecimal digits", `0x${"zz".repeat(65)}`],
  ])("finds nobody in %s, and does not throw", (_, signature) => {
    expect(recover(digest, hex(signature))).toBeUndefined();
  });
});
