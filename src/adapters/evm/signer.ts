import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { SigningKey, Transaction } from "ethers";
import type { Address } from "../../core/address.ts";
import type { Bytes32 } from "../../core/digest.ts";
import { endorsementDigest } from "../../core/endorsement/typed-data.ts";
import type { Signed, Signer, Unsigned } from "../../core/ports.ts";
import { chainNumber } from "../../core/publication.ts";
import { reportDigest } from "../../core/report-signature/typed-data.ts";
import type { Signature } from "../../core/signed-call/call.ts";
import { addressOfKey, parsePrivateKey } from "./private-key.ts";
import { signedDigest } from "./typed-data.ts";

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
  const key = parsePrivateKey(privateKey);
  return signerOf(new SigningKey(key), addressOfKey(key));
}

/** Signs for the embedded chain with a key that everybody knows, whose account holds 10,000 ether of no worth. */
export function embeddedSigner(): Signer {
  return keySigner(PUBLIC_DEVELOPMENT_KEY);
}

/** The key stays in this closure: no property of the signer shows it. */
function signerOf(key: SigningKey, address: Address): Signer {
  return {
    address,
    sign: (unsigned) => Promise.resolve(signed(unsigned, key)),
    signCall: (call) => signature(signedDigest(call), key),
    signEndorsement: (statement) => signature(endorsementDigest(statement, keccak_256), key),
    signReport: (statement) => signature(reportDigest(statement, keccak_256), key),
  };
}

/** As r, s and v, with the low s that the registry asks for; deterministic (RFC 6979). */
async function signature(digest: Bytes32, key: SigningKey): Promise<Signature> {
  return key.sign(digest).serialized as Signature;
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
