import { encodeRlp, getBytes, keccak256 } from "ethers";
import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import { provenAccount } from "../../../src/core/state-proof/account.ts";
import { proofOf, rootOf } from "./trie-builder.ts";

const ADDRESS = parseAddress(`0x${"52".repeat(20)}`);
const HASH = `0x${"ab".repeat(32)}`;
const OTHER = `0x${"cd".repeat(32)}`;

const read = (value: string) => {
  const key = keccak256(ADDRESS).slice(2);
  const pairs = [[key, value]] as const;
  return provenAccount(rootOf(pairs), ADDRESS, proofOf(pairs, key, false));
};

describe("an account", () => {
  test("is read from its leaf", () => {
    const account = { storageRoot: getBytes(HASH), codeHash: getBytes(OTHER) };
    expect(read(encodeRlp(["0x01", "0x", HASH, OTHER]))).toEqual(account);
    expect(read(encodeRlp(["0x", `0x${"ff".repeat(32)}`, HASH, OTHER]))).toEqual(account);
  });

  test.each([
    ["text", HASH],
    ["three fields", encodeRlp(["0x", HASH, OTHER])],
    ["five fields", encodeRlp(["0x", "0x", HASH, OTHER, "0x"])],
    ["a nonce with a leading zero", encodeRlp(["0x0001", "0x", HASH, OTHER])],
    ["a nonce of nine bytes", encodeRlp([`0x${"01".repeat(9)}`, "0x", HASH, OTHER])],
    ["a balance of 33 bytes", encodeRlp(["0x", `0x${"01".repeat(33)}`, HASH, OTHER])],
    ["a balance that is a list", encodeRlp(["0x", [], HASH, OTHER])],
    ["a short storage root", encodeRlp(["0x", "0x", HASH.slice(0, -2), OTHER])],
    ["a long code hash", encodeRlp(["0x", "0x", HASH, `${OTHER}00`])],
    ["a code hash that is a list", encodeRlp(["0x", "0x", HASH, [OTHER]])],
    ["bytes left over", `${encodeRlp(["0x", "0x", HASH, OTHER])}00`],
  ])("is refused: %s", async (_, value) => {
    await expect(() => read(value)).toFailWith("STATE_PROOF_VALUE_MALFORMED");
  });
});
