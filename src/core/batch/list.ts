import type { CID } from "../cid.ts";
import type { Bytes32, Digest } from "../digest.ts";
import type { ListedIssue } from "../history/issues.ts";
import type { Label } from "../label.ts";
import type { PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import type { Keccak256 } from "./keccak256.ts";

export const LIST_TYPE = "colophon/batch/1";
export const PART_TYPE = "colophon/batch-part/1";
/** Issues in every part but the last, which may have fewer. */
export const PART_ISSUES = 4096;
/** 1 MiB, for the list and for each part: a full part of the longest labels is 632 KiB. */
export const MAX_LIST_BYTES = 1024 * 1024;

/** What the registry's `listDigest` names: the issues of a batch, in parts (docs/spec/batch.md). */
export interface BatchList {
  readonly count: number;
  readonly parts: readonly PartLink[];
  readonly publication: PublicationRef;
  readonly root: Bytes32;
}

export interface PartLink {
  readonly cid: CID;
  /** The first label in the part: whoever looks for one label reads one part. */
  readonly first: Label;
}

/** A batch as the registry holds it: what a list is held against. */
export interface AnchoredBatch {
  readonly publication: PublicationRef;
  readonly root: Bytes32;
  readonly count: number;
  readonly list: Digest;
}

/** How lists and their trees are hashed here. */
export interface BatchHashing {
  readonly sha256: Sha256;
  readonly keccak: Keccak256;
}

/** Reads blocks as a store gives them: hostile until they are hashed. Undefined when it has none. */
export type ReadBlock = (cid: CID) => Promise<Uint8Array | undefined>;

/** How many parts a list of so many issues has. */
export function partsOf(count: number): number {
  return Math.ceil(count / PART_ISSUES);
}

/** How many issues this part of a list of so many issues has. */
export function partLength(index: number, count: number): number {
  return Math.min(PART_ISSUES, count - index * PART_ISSUES);
}

/** The only part that may hold this label, by its index; undefined when the label comes before them all. */
export function partFor(list: BatchList, label: Label): number | undefined {
  const after = list.parts.findIndex((part) => part.first > label);
  const index = (after === -1 ? list.parts.length : after) - 1;
  return index === -1 ? undefined : index;
}

/** The first of the labels that does not follow on the one before, if there is one. */
export function unsorted(
  labels: Iterable<Label>,
): { readonly previous: Label; readonly label: Label } | undefined {
  let previous: Label | undefined;
  for (const label of labels) {
    if (previous !== undefined && label <= previous) return { previous, label };
    previous = label;
  }
  return undefined;
}

/** Puts issues into the order of a list: labels are ASCII, so that this is the order of their bytes. */
export function byLabel(a: Pick<ListedIssue, "label">, b: Pick<ListedIssue, "label">): number {
  return a.label < b.label ? -1 : Number(a.label > b.label);
}
