import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { scryptAsync } from "@noble/hashes/scrypt.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import {
  createCipheriv,
  createDecipheriv,
  pbkdf2,
  randomBytes,
  randomUUID,
  scrypt,
  timingSafeEqual,
} from "node:crypto";
import { promisify } from "node:util";
import type { Address } from "../../core/address.ts";
import { fail } from "../../core/errors/error.ts";
import type { Kdf, Keystore } from "./keystore-format.ts";
import { addressOfKey, parsePrivateKey, type PrivateKey } from "./private-key.ts";

/** How hard scrypt makes each guess (RFC 7914): `n` a power of two; it takes 128 * n * r bytes of memory. */
export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** As geth's own key files: 256 MiB and about a second for each guess. */
const STANDARD_COST: ScryptCost = { n: 2 ** 18, r: 8, p: 1 };
const KEY_BYTES = 32;

/**
 * The key as an encrypted file (Web3 Secret Storage, version 3): scrypt and AES-128-CTR, with the field names and the
 * costs of geth. Any wallet that reads geth's files reads it.
 */
export async function encryptKey(
  key: PrivateKey,
  passphrase: string,
  { n, r, p }: ScryptCost = STANDARD_COST,
): Promise<string> {
  const salt = new Uint8Array(randomBytes(32));
  const iv = new Uint8Array(randomBytes(16));
  const derived = await derive(utf8ToBytes(passphrase.normalize("NFC")), { kind: "scrypt", n, r, p, salt });
  const cipher = createCipheriv("aes-128-ctr", derived.subarray(0, 16), iv);
  const ciphertext = concatBytes(cipher.update(hexToBytes(key.slice(2))), cipher.final());
  return `${JSON.stringify({
    address: addressOfKey(key).slice(2),
    crypto: {
      cipher: "aes-128-ctr",
      ciphertext: bytesToHex(ciphertext),
      cipherparams: { iv: bytesToHex(iv) },
      kdf: "scrypt",
      kdfparams: { dklen: KEY_BYTES, n, p, r, salt: bytesToHex(salt) },
      mac: bytesToHex(macOf(derived, ciphertext)),
    },
    id: randomUUID(),
    version: 3,
  })}\n`;
}

/**
 * The key that the passphrase opens. Takes about a second, by design of the format.
 * @throws KEYSTORE_LOCKED when the passphrase does not fit, or the encrypted part is damaged: nobody can tell these
 *   apart; KEYSTORE_INVALID when what comes out is not the key that the file names
 */
export async function decryptKey(keystore: Keystore, passphrase: string): Promise<PrivateKey> {
  for (const form of formsOf(passphrase)) {
    const derived = await deriveFor(keystore, utf8ToBytes(form));
    if (!timingSafeEqual(macOf(derived, keystore.ciphertext), keystore.mac)) continue;
    const decipher = createDecipheriv("aes-128-ctr", derived.subarray(0, 16), keystore.iv);
    const bytes = concatBytes(decipher.update(keystore.ciphertext), decipher.final());
    return checkedKey(parsePrivateKey(`0x${bytesToHex(bytes)}`), keystore);
  }
  return fail("KEYSTORE_LOCKED", { file: keystore.name });
}

function checkedKey(key: PrivateKey, { address, name }: Keystore): PrivateKey {
  const named: Address | undefined = address;
  if (named !== undefined && named !== addressOfKey(key))
    fail("KEYSTORE_INVALID", { file: name, problem: "the address that it names is not that of its key" });
  return key;
}

/** As typed, and as other programs would have encoded the same letters (geth: as typed; ethers: NFKC). */
function formsOf(passphrase: string): Set<string> {
  return new Set([passphrase, passphrase.normalize("NFC"), passphrase.normalize("NFKC")]);
}

async function deriveFor({ kdf, name }: Keystore, passphrase: Uint8Array): Promise<Uint8Array> {
  try {
    return await derive(passphrase, kdf);
  } catch {
    // The platform's own message is of no use to a person, and nothing says what it quotes.
    return fail("KEYSTORE_INVALID", {
      file: name,
      problem: "its key derivation asks for more than this machine has",
    });
  }
}

function derive(passphrase: Uint8Array, kdf: Kdf): Promise<Uint8Array> {
  if (kdf.kind === "pbkdf2")
    return promisify(pbkdf2)(passphrase, kdf.salt, kdf.c, KEY_BYTES, "sha256").then(plain);
  const { n, r, p, salt } = kdf;
  // OpenSSL holds to a limit of RFC 7914 that the format's own test vector and some old files are beyond.
  if (Math.log2(n) >= 16 * r) return scryptAsync(passphrase, salt, { N: n, r, p, dkLen: KEY_BYTES });
  const maxmem = 128 * n * r + 128 * r * (p + 2) + 1024;
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, KEY_BYTES, { N: n, r, p, maxmem }, (error, derived) => {
      if (error === null) resolve(plain(derived));
      else reject(error);
    });
  });
}

function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

function macOf(derived: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  return keccak_256(concatBytes(derived.subarray(16, 32), ciphertext));
}
