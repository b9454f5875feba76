import { readFileSync } from "node:fs";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { type Bytes32, type Digest, parseDigest } from "../../../src/core/digest.ts";
import type { ListedIssue } from "../../../src/core/history/issues.ts";
import { type Label, parseLabel } from "../../../src/core/label.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import type { BatchHashing } from "../../../src/core/batch/list.ts";
import { hashing as sha } from "../../support/hashing.ts";

interface Derived {
  readonly count: number;
  readonly root: Bytes32;
  readonly listDigest: Bytes32;
  readonly partDigests: readonly Bytes32[];
  readonly proved: readonly number[];
  readonly paths: readonly (readonly Bytes32[])[];
}

interface BatchVector extends Derived {
  readonly labels: readonly string[];
  readonly digests: readonly Bytes32[];
  readonly leaves: readonly Bytes32[];
  readonly listBytes: string;
  readonly partBytes: readonly string[];
}

interface BatchVectors {
  readonly publication: { readonly chain: string; readonly registry: string; readonly id: string };
  readonly batches: readonly BatchVector[];
  readonly numbered: Derived;
  readonly leaves: readonly {
    readonly publication: string;
    readonly label: string;
    readonly digest: Bytes32;
    readonly leaf: Bytes32;
  }[];
}

/** test/vectors/batch.json, written by another program (batch.README.md beside it). */
export const vectors = JSON.parse(
  readFileSync(new URL("../../vectors/batch.json", import.meta.url), "utf8"),
) as BatchVectors;

export const publication = publicationRef(
  vectors.publication.chain,
  vectors.publication.registry,
  vectors.publication.id,
);

export const hashing: BatchHashing = { sha256: sha.sha256, keccak: (data) => keccak_256(data) };

export function vectorOf(count: number): BatchVector {
  const found = vectors.batches.find((batch) => batch.count === count);
  if (found === undefined) throw new Error(`batch.json has no batch of ${count}`);
  return found;
}

export function issuesOf({ labels, digests }: Pick<BatchVector, "labels" | "digests">): ListedIssue[] {
  return labels.map((label, i) => ({ label: parseLabel(label), digest: parseDigest(digests[i] ?? "") }));
}

/** The digest that the vectors give an issue. */
export function digestOf(label: string): Digest {
  return parseDigest(Buffer.from(sha.sha256(new TextEncoder().encode(`the issue ${label}`))).toString("hex"));
}

/** `00001`, `00002` and so on, as in the vector of two parts. */
export function numbered(count: number): ListedIssue[] {
  return Array.from({ length: count }, (_, i) => {
    const label = String(i + 1).padStart(5, "0") as Label;
    return { label, digest: digestOf(label) };
  });
}

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.slice(2), "hex"));
}

export function hexOf(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}

export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`there is no element ${index}`);
  return found;
}
