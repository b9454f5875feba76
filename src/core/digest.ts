import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { fail } from "./errors/error.ts";
import type { Tagged } from "./tagged.ts";

/** A SHA-256 digest as `sha256sum` prints it: 64 lower-case hexadecimal digits, no `0x`. */
export type Digest = Tagged<string, "Digest">;

/** A digest as the chain's tools print it: `0x` and 64 hexadecimal digits. */
export type Bytes32 = `0x${string}`;

const DIGEST = /^[0-9a-f]{64}$/;

export const ZERO_DIGEST = "0".repeat(64) as Digest;

/** `isDigest("9f86...0a08")` is true for 64 lower-case hexadecimal digits and nothing else. */
export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/** Takes 64 hexadecimal digits, with or without `0x`, in either case. @throws DIGEST_INVALID */
export function parseDigest(text: string): Digest {
  const digits = text.replace(/^0x/i, "").toLowerCase();
  if (!isDigest(digits)) fail("DIGEST_INVALID", { got: text });
  return digits;
}

/** @throws DIGEST_INVALID when there are not 32 bytes */
export function digestFromBytes(bytes: Uint8Array): Digest {
  if (bytes.length !== 32) fail("DIGEST_INVALID", { got: `${bytes.length} bytes` });
  return bytesToHex(bytes) as Digest;
}

export function digestToBytes(digest: Digest): Uint8Array {
  return hexToBytes(digest);
}

/** `0x` and the digest: the form in which calls and events carry it. */
export function digestToBytes32(digest: Digest): Bytes32 {
  return `0x${digest}`;
}
