import { inspect } from "node:util";
import { Transaction } from "ethers";
import { describe, expect, test } from "vitest";
import { embeddedSigner, keySigner } from "../../../src/adapters/evm/signer.ts";
import { parseAddress } from "../../../src/core/address.ts";
import { parseChainId } from "../../../src/core/publication.ts";

const KEY = "0x4c0883a69102937d6231471b5dbb6204fe512961708279f8b5c3e1f6a0b1c2d3";
const DIGITS = KEY.slice(2);
const UNSIGNED = {
  chain: parseChainId("eip155:8453"),
  nonce: 3,
  gas: 81_000n,
  fees: { maxFeePerGas: 20n, maxPriorityFeePerGas: 2n },
  to: parseAddress(`0x${"52".repeat(20)}`),
  data: "0x1234",
} as const;

describe("signing", () => {
  test("gives an EIP-1559 transaction and its own hash, for the key's address", async () => {
    const signer = keySigner(KEY);
    const { raw, hash } = await signer.sign(UNSIGNED);
    const read = Transaction.from(raw);
    expect(read.hash).toBe(hash);
    expect(read.from?.toLowerCase()).toBe(signer.address);
    expect([read.type, read.chainId, read.nonce, read.gasLimit]).toEqual([2, 8453n, 3, 81_000n]);
    expect([read.maxFeePerGas, read.maxPriorityFeePerGas, read.data]).toEqual([20n, 2n, "0x1234"]);
    expect(read.to?.toLowerCase()).toBe(UNSIGNED.to);
  });

  test("is deterministic, so that a crash between signing and writing down doubles nothing", async () => {
    expect(await keySigner(KEY).sign(UNSIGNED)).toEqual(await keySigner(KEY).sign(UNSIGNED));
  });

  test("creates a contract when no target is named", async () => {
    const { to: _, ...creation } = UNSIGNED;
    expect(Transaction.from((await keySigner(KEY).sign(creation)).raw).to).toBeNull();
  });

  test("the embedded chain's signer is the well-known first account", () => {
    expect(embeddedSigner().address).toBe("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  });
});

describe("keys that cannot be used", () => {
  test.each([
    ["cut short", KEY.slice(0, -1)],
    ["one digit too long", `${KEY}0`],
    ["no 0x", DIGITS],
    ["a newline after it", `${KEY}\n`],
    ["a space before it", ` ${KEY}`],
    ["a letter that is no digit", `${KEY.slice(0, -1)}g`],
    ["a passphrase", `correct horse ${DIGITS}`],
    ["over the order of the curve", `0x${"f".repeat(64)}`],
    ["zero", `0x${"0".repeat(64)}`],
  ])("%s: SIGNER_INVALID, and not one digit of it is shown", async (_, key) => {
    const attempt = async (): Promise<unknown> => keySigner(key);
    await expect(attempt).toFailWith("SIGNER_INVALID");
    const shown = inspect(await attempt().catch((error: unknown) => error), { depth: 20, showHidden: true });
    for (const piece of [DIGITS.slice(0, 12), DIGITS.slice(-12, -1)]) expect(shown).not.toContain(piece);
  });

  test("a signer that is inspected does not show its key", () => {
    expect(inspect(keySigner(KEY), { depth: 20, showHidden: true })).not.toContain(DIGITS.slice(0, 12));
  });
});
