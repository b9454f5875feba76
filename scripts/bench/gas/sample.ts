import { createHash } from "node:crypto";

/** The same for every registry: a label of 10 characters, a CID of 59, an address of 66. */
export const label = "2019-11-26";
export const cid = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
export const uri = `ipfs://${cid}`;

/** How many issues the peers that have a call for many are given at once. */
export const MANY = 100;

/** The n-th digest: a SHA-256 without a zero byte, as most are. Each zero byte of call data costs 12 gas less. */
export function digest(n: number): string {
  for (let attempt = 0; ; attempt++) {
    const bytes = createHash("sha256").update(`issue ${n}, attempt ${attempt}`).digest();
    if (!bytes.includes(0)) return `0x${bytes.toString("hex")}`;
  }
}

/** `count` digests from the n-th on. */
export function digests(n: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => digest(n + i));
}
