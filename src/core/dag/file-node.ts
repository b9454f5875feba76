import * as dagPb from "@ipld/dag-pb";
import { type CID, pbCid } from "../cid.ts";
import { digestFromBytes } from "../digest.ts";
import type { CarWriter } from "../ports.ts";
import type { Sha256 } from "../sha256.ts";

/** The profile's width: how many links one node of a file has at most. */
const LINKS = 1024;

/** A leaf, or the node above some: what its parent writes down of it. */
export interface Part {
  readonly cid: CID;
  /** Bytes of the file below it. */
  readonly fileBytes: number;
  /** Bytes of all blocks below it and of itself: what UnixFS calls the cumulative size. */
  readonly dagBytes: number;
}

/**
 * The balanced tree over the leaves of a file, by the profile `unixfs-v1-2025` (IPIP-0499), its nodes handed to the
 * writer; a single leaf is the file itself. Written by hand because the importer library takes several asynchronous
 * steps for each leaf, which for many small files cost several times what hashing them does.
 */
export async function fileOf(
  leaves: readonly Part[],
  writer: Pick<CarWriter, "put">,
  sha256: Sha256,
): Promise<Part> {
  const [first] = leaves;
  if (leaves.length === 1 && first !== undefined) return first;
  const above: Part[] = [];
  for (let at = 0; at < leaves.length; at += LINKS)
    above.push(await nodeOver(leaves.slice(at, at + LINKS), writer, sha256));
  return fileOf(above, writer, sha256);
}

async function nodeOver(
  parts: readonly Part[],
  writer: Pick<CarWriter, "put">,
  sha256: Sha256,
): Promise<Part> {
  const Links = parts.map(({ cid, dagBytes }) => ({ Hash: cid, Name: "", Tsize: dagBytes }));
  const bytes = dagPb.encode({ Data: fileData(parts.map((part) => part.fileBytes)), Links });
  const cid = pbCid(digestFromBytes(sha256(bytes)));
  await writer.put(cid, bytes);
  return { cid, fileBytes: sumOf(parts, "fileBytes"), dagBytes: bytes.length + sumOf(parts, "dagBytes") };
}

// UnixFS (https://specs.ipfs.tech/unixfs/), the message `Data`: field 1 the type, 3 the file's size, 4 that of each part.
const TYPE_FILE = [0x08, 0x02];
const FILE_SIZE = 0x18;
const BLOCK_SIZE = 0x20;

function fileData(sizes: readonly number[]): Uint8Array {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const parts = sizes.flatMap((size) => [BLOCK_SIZE, ...varint(size)]);
  return Uint8Array.from([...TYPE_FILE, FILE_SIZE, ...varint(total), ...parts]);
}

/** Unsigned LEB128; by division, because sizes go beyond 32 bits. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

function sumOf(parts: readonly Part[], what: "fileBytes" | "dagBytes"): number {
  return parts.reduce((sum, part) => sum + part[what], 0);
}
