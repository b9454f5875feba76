import { CID } from "multiformats/cid";
import { MAX_BLOCK_BYTES } from "./block.ts";
import { type ColophonError, failure } from "./errors/error.ts";

/*
 * CARv1 (https://ipld.io/specs/transport/car/carv1/), as narrow as this project writes it: one root, CIDv1 with
 * SHA-256, and the codecs raw, dag-pb and dag-json. The library reads more and checks less: it takes most flipped bits
 * of a file without a word. Here every byte outside a block has exactly one valid value, and blocks are hashed.
 */

// The header is DAG-CBOR, which has one encoding only: {"roots": [<cid>], "version": 1}.
const BEFORE_ROOT = Uint8Array.of(0xa2, 0x65, ...ascii("roots"), 0x81, 0xd8, 0x2a);
const AFTER_ROOT = Uint8Array.of(0x67, ...ascii("version"), 0x01);
const ROOT_AT = 1 + BEFORE_ROOT.length + 3;

// Version 1, codec, sha2-256, 32 bytes.
const CID_PREFIXES = [
  Uint8Array.of(0x01, 0x55, 0x12, 0x20),
  Uint8Array.of(0x01, 0x70, 0x12, 0x20),
  Uint8Array.of(0x01, 0xa9, 0x02, 0x12, 0x20),
];

/** Enough bytes for the header of any CAR of ours, and for what stands before any block in it. */
export const HEAD_BYTES = 64;

/** What stands before a block: how long it is itself, and how long the block. */
export interface SectionHead {
  readonly cid: CID;
  readonly headBytes: number;
  readonly blockBytes: number;
}

/** The header of a CAR with one root: 60 bytes for a document, 59 for other blocks. */
export function carHeader(root: CID): Uint8Array {
  const length = root.bytes.length + 1;
  const body = [...BEFORE_ROOT, ...byteString(length), 0x00, ...root.bytes, ...AFTER_ROOT];
  return Uint8Array.from([...varint(body.length), ...body]);
}

/** What stands before a string of bytes in DAG-CBOR: the shortest form is the only one (RFC 8949, 4.2.1). */
function byteString(length: number): number[] {
  if (length < 24) return [0x40 | length];
  if (length < 0x100) return [0x58, length];
  if (length < 0x10000) return [0x59, length >> 8, length & 0xff];
  return [0x5a, ...[24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff)];
}

/** The root and the length of the header. `name` is how a failure names the CAR. @throws CAR_MALFORMED */
export function parseCarHeader(start: Uint8Array, name: string): { root: CID; headerBytes: number } {
  const root = cidIn(start.subarray(ROOT_AT));
  if (root === undefined) throw malformed(name, "its header does not name one root with SHA-256");
  const header = carHeader(root);
  if (!startsWith(start, header)) throw malformed(name, "its header is not that of a CARv1 with one root");
  return { root, headerBytes: header.length };
}

/** What stands before a block of that length. */
export function sectionHead(cid: CID, blockBytes: number): Uint8Array {
  return Uint8Array.from([...varint(cid.bytes.length + blockBytes), ...cid.bytes]);
}

/** Reads what stands before a block, from the first bytes of its section. @throws CAR_MALFORMED */
export function parseSectionHead(start: Uint8Array, name: string): SectionHead {
  const { value, length } = parseVarint(start, name);
  const cid = cidIn(start.subarray(length));
  if (cid === undefined) throw malformed(name, "it holds a block whose CID is not of a kind used here");
  const blockBytes = value - cid.bytes.length;
  if (blockBytes < 0) throw malformed(name, `the section of ${cid.toString()} is shorter than its CID`);
  if (blockBytes > MAX_BLOCK_BYTES)
    throw malformed(name, `the block ${cid.toString()} has ${blockBytes} bytes, over ${MAX_BLOCK_BYTES}`);
  return { cid, headBytes: length + cid.bytes.length, blockBytes };
}

export function malformed(name: string, problem: string, cause?: unknown): ColophonError {
  return failure("CAR_MALFORMED", { name, problem }, cause);
}

function cidIn(bytes: Uint8Array): CID | undefined {
  const prefix = CID_PREFIXES.find((one) => startsWith(bytes, one));
  if (prefix === undefined || bytes.length < prefix.length + 32) return undefined;
  // A copy: a view would keep the whole buffer that was read alive.
  return CID.decode(bytes.slice(0, prefix.length + 32));
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return bytes.length >= prefix.length && prefix.every((byte, i) => byte === bytes[i]);
}

/** Unsigned LEB128, as multiformats define it. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

/** Four bytes hold any length allowed here; a longer or padded number is refused. */
function parseVarint(bytes: Uint8Array, name: string): { value: number; length: number } {
  let value = 0;
  for (const [i, byte] of bytes.subarray(0, 4).entries()) {
    value += (byte & 0x7f) << (7 * i);
    if (byte >= 0x80) continue;
    if (byte === 0 && i > 0) break;
    return { value, length: i + 1 };
  }
  throw malformed(name, "it is cut short, or says a length that no block has");
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}
