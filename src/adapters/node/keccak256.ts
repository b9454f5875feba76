import { getHashes, hash } from "node:crypto";
import { type Keccak256, portableKeccak256 } from "../../core/batch/keccak256.ts";

/** Keccak-256 by the platform's own library (OpenSSL 3.2 and later), several times faster than the portable one. */
export const nodeKeccak256: Keccak256 = getHashes().includes("keccak-256")
  ? (data) => hash("keccak-256", data, "buffer")
  : portableKeccak256;
