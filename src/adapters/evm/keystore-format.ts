import { hexToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { type Address, parseAddress } from "../../core/address.ts";
import { fail } from "../../core/errors/error.ts";

/** How a passphrase becomes a key of 32 bytes: scrypt (RFC 7914), or PBKDF2 with HMAC-SHA-256 (RFC 8018). */
export type Kdf =
  | {
      readonly kind: "scrypt";
      readonly n: number;
      readonly r: number;
      readonly p: number;
      readonly salt: Uint8Array;
    }
  | { readonly kind: "pbkdf2"; readonly c: number; readonly salt: Uint8Array };

/** A keystore that was read and is still closed. */
export interface Keystore {
  /** How messages name the file. */
  readonly name: string;
  /** What the file says, which is proved only by opening it; some programs leave it out. */
  readonly address?: Address;
  readonly kdf: Kdf;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly mac: Uint8Array;
}

/** The file may come from anywhere: it must not be able to fill the memory, or to keep the machine busy for long. */
const MOST_MEMORY = 2 ** 30;
const MOST_WORK = 2 ** 26;
const MOST_ROUNDS = 10_000_000;

const bytes = (least: number, most: number) =>
  z
    .string()
    .regex(new RegExp(`^([0-9a-fA-F]{2}){${least},${most}}$`))
    .transform(hexToBytes);
const count = z.int().min(1);
const salt = bytes(1, 128);
const common = {
  cipher: z.literal("aes-128-ctr"),
  ciphertext: bytes(32, 32),
  cipherparams: z.object({ iv: bytes(16, 16) }),
  mac: bytes(32, 32),
};

const scryptParams = z
  .object({ dklen: z.literal(32), n: count, r: count, p: count, salt })
  .refine(({ n }) => n > 1 && Number.isInteger(Math.log2(n)))
  .refine(({ n, r, p }) => 128 * n * r <= MOST_MEMORY && n * r * p <= MOST_WORK)
  .transform((params): Kdf => ({ kind: "scrypt", ...params }));

const pbkdf2Params = z
  .object({ dklen: z.literal(32), c: count.max(MOST_ROUNDS), prf: z.literal("hmac-sha256"), salt })
  .transform((params): Kdf => ({ kind: "pbkdf2", ...params }));

const schema = z.object({
  version: z.literal(3),
  address: z
    .string()
    .regex(/^(0x)?[0-9a-fA-F]{40}$/)
    .transform((text) => parseAddress(`0x${text.slice(-40)}`))
    .optional(),
  crypto: z.discriminatedUnion("kdf", [
    z.object({ ...common, kdf: z.literal("scrypt"), kdfparams: scryptParams }),
    z.object({ ...common, kdf: z.literal("pbkdf2"), kdfparams: pbkdf2Params }),
  ]),
});

/**
 * Reads a file of Web3 Secret Storage, version 3, as geth, ethers, foundry and MyEtherWallet write it.
 * @throws KEYSTORE_INVALID naming the field that is wrong, never quoting it: the file may be a key in the wrong place
 */
export function parseKeystore(name: string, text: string): Keystore {
  const read = schema.safeParse(withLowerCrypto(parseJson(text)));
  if (!read.success) {
    const field = read.error.issues[0]?.path.join(".") ?? "";
    const where = field === "" ? "it is no JSON of version 3" : `its ${field} is missing or out of range`;
    return fail("KEYSTORE_INVALID", { file: name, problem: where });
  }
  const { address, crypto } = read.data;
  const { kdfparams: kdf, ciphertext, mac, cipherparams } = crypto;
  const named = address === undefined ? {} : { address };
  return { name, ...named, kdf, iv: cipherparams.iv, ciphertext, mac };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Some programs (ethers among them) spell it `Crypto`. */
function withLowerCrypto(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("Crypto" in value)) return value;
  return { crypto: value.Crypto, ...value };
}
