import { createHash, getHashes } from "node:crypto";
import type { HashNamed } from "../../core/bagit/verify.ts";

/** The algorithms that bags are checked by, as their manifests are called. */
const NAMED = new Set(["md5", "sha1", "sha224", "sha256", "sha384", "sha512"]);

/** This machine's own hashing by name, such as `sha512`. */
export const nodeHashNamed: HashNamed = (algorithm) => {
  if (!NAMED.has(algorithm) || !getHashes().includes(algorithm)) return undefined;
  const hash = createHash(algorithm);
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
};
