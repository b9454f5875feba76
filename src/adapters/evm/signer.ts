import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { computeAddress, decryptKeystoreJson, isKeystoreJson, SigningKey, Transaction } from "ethers";
import { parseAddress } from "../../core/address.ts";
import { fail } from "../../core/errors/error.ts";
import type { Signed, Signer, Unsigned } from "../../core/ports.ts";
import { chainNumber } from "../../core/publication.ts";
import { signedDigest } from "./typed-data.ts";

const KEY = /^0x[0-9a-fA-F]{64}$/;
/** The order of secp256k1 (SEC 2, section 2.4.1): a key is a number from 1 to below it. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/**
 * The first account of every development chain (the words `test test test ... junk`). Everybody knows this key: it
 * is for the embedded chain alone, and anything sent to its address elsewhere is lost at once.
 */
const PUBLIC_DEVELOPMENT_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

/**
 * Signs with a key in memory. `keySigner("0xac09...ff80").address` is `0xf39f...2266`.
 * @throws SIGNER_INVALID with what is wrong in shape, never with a digit of the key
 */
export function keySigner(privateKey: string): Signer {
  const problem = keyProblem(privateKey);
  if (problem !== undefined) fail("SIGNER_INVALID", { problem });
  return signerOf(new SigningKey(privateKey));
}

/**
 * Signs with an encrypted key file (Web3 Secret Storage, version 3). Takes about a second, by design of its format.
 * @throws SIGNER_INVALID
 */
export async function keystoreSigner(json: string, passphrase: string): Promise<Signer> {
  if (!isKeystoreJson(json)) fail("SIGNER_INVALID", { problem: "the file is no JSON keystore of version 3" });
  return keySigner(await decrypted(json, passphrase));
}

/** Signs for the embedded chain with a key that everybody knows, whose account holds 10,000 ether of no worth. */
export function embeddedSigner(): Signer {
  return keySigner(PUBLIC_DEVELOPMENT_KEY);
}

async function decrypted(json: string, passphrase: string): Promise<string> {
  try {
    return (await decryptKeystoreJson(json, passphrase)).privateKey;
  } catch {
    // The library's own error is dropped: nothing says what it quotes.
    return fail("SIGNER_INVALID", {
      problem: "the passphrase does not fit the keystore, or the file is damaged",
    });
  }
}

/** Checked here since the library's own message would print the key. */
function keyProblem(key: string): string | undefined {
  if (key !== key.trim()) return "it has white space before or after it";
  if (!key.startsWith("0x")) return "it does not start with 0x";
  if (key.length !== 66) return `it has ${key.length - 2} digits instead of 64`;
  if (!KEY.test(key)) return "it has characters other than hexadecimal digits";
  const value = BigInt(key);
  if (value === 0n || value >= ORDER) return "it is outside the range of keys";
  return undefined;
}

/** The key stays in this closure: no property of the signer shows it. */
function signerOf(key: SigningKey): Signer {
  return {
    address: parseAddress(computeAddress(key)),
    sign: (unsigned) => Promise.resolve(signed(unsigned, key)),
    // As r, s and v, with the low s that the registry asks for; deterministic (RFC 6979).
    signCall: (call) => Promise.resolve(key.sign(signedDigest(call)).serialized as `0x${string}`),
  };
}

/** EIP-1559. The hash is ours, so that it is known before any node has seen the transaction. */
function signed(unsigned: Unsigned, key: SigningKey): Signed {
  const transaction = Transaction.from({
    type: 2,
    chainId: chainNumber(unsigned.chain),
    nonce: unsigned.nonce,
    gasLimit: unsigned.gas,
    maxFeePerGas: unsigned.fees.maxFeePerGas,
    maxPriorityFeePerGas: unsigned.fees.maxPriorityFeePerGas,
    to: unsigned.to ?? null,
    data: unsigned.data,
  });
  transaction.signature = key.sign(transaction.unsignedHash);
  const raw = transaction.serialized as `0x${string}`;
  return { raw, hash: `0x${bytesToHex(keccak_256(hexToBytes(raw.slice(2))))}` };
}
