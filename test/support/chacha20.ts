import { createCipheriv, hash } from "node:crypto";

/** The bytes of the published IPIP-0499 vectors: a ChaCha20 key stream under the SHA-256 of the seed. */
export function keyStream(seed: string): (size: number) => Uint8Array {
  // OpenSSL's 16-byte vector is the counter followed by the nonce: all zero.
  const cipher = createCipheriv("chacha20", hash("sha256", seed, "buffer"), new Uint8Array(16));
  return (size) => cipher.update(new Uint8Array(size));
}
