import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import { createAddress } from "../../../src/adapters/evm/create-address.ts";
import { create2Address, keccak256, saltOf } from "../../../src/adapters/evm/create2.ts";

const zeros = (bytes: number) => "00".repeat(bytes);

describe("addresses that follow from what is created", () => {
  // The examples of EIP-1014.
  test.each<[string, string, `0x${string}`, string]>([
    [`0x${zeros(20)}`, zeros(32), "0x00", "0x4D1A2e2bB4F88F0250f26Ffff098B0b30B26BF38"],
    [`0xdeadbeef${zeros(16)}`, zeros(32), "0x00", "0xB928f69Bb1D91Cd65274e3c79d8986362984fDA3"],
    [
      `0xdeadbeef${zeros(16)}`,
      `${zeros(12)}feed${zeros(18)}`,
      "0x00",
      "0xD04116cDd17beBE565EB2422F2497E06cC1C9833",
    ],
    [`0x${zeros(20)}`, zeros(32), "0xdeadbeef", "0x70f2b2914A2a4b783FaEFb75f459A580616Fcb5e"],
    [
      "0x00000000000000000000000000000000deadbeef",
      `${zeros(28)}cafebabe`,
      "0xdeadbeef",
      "0x60f3f640a8508fC6a86d45DF051962668E1e8AC7",
    ],
    [
      "0x00000000000000000000000000000000deadbeef",
      `${zeros(28)}cafebabe`,
      `0x${"deadbeef".repeat(11)}`,
      "0x1d8bfDC5D46DC4f61D6b6115972536eBE6A8854C",
    ],
    [`0x${zeros(20)}`, zeros(32), "0x", "0xE33C0C7F7df4809055C3ebA6c09CFe4BaF1BD9e0"],
  ])("%s with salt %s and init code %s", (factory, salt, initCode, expected) => {
    const address = create2Address(parseAddress(factory), `0x${salt}`, keccak256(initCode));
    expect(address).toBe(expected.toLowerCase());
  });

  test("the address of an account's first creation is the development chains' best known", () => {
    const account = parseAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    expect(createAddress(account, 0)).toBe("0x5fbdb2315678afecb367f032d93f642f64180aa3");
  });

  test("a salt is its text and zeros", () => {
    expect(saltOf("colophon")).toBe(`0x636f6c6f70686f6e${zeros(24)}`);
  });
});
