import { sha256 as noble } from "@noble/hashes/sha2.js";

/** SHA-256 (FIPS 180-4) of whole bytes: 32 bytes out. Pure and synchronous, so that folding a history is too. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** SHA-256 fed piece by piece, for bytes that do not fit in memory. `digest` may be called once. */
export interface Sha256Stream {
  update(data: Uint8Array): void;
  digest(): Uint8Array;
}

/** Runs anywhere JavaScript does; several times slower than a platform's own, which callers may inject instead. */
export const portableSha256: Sha256 = (data) => noble(data);

/** The portable stream: a browser's WebCrypto offers none. */
export function portableSha256Stream(): Sha256Stream {
  const hash = noble.create();
  return {
    update: (data) => {
      hash.update(data);
    },
    digest: () => hash.digest(),
  };
}
