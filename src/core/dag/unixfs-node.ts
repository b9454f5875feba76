import * as dagPb from "@ipld/dag-pb";
import type { Block } from "../block.ts";
import type { CID } from "../cid.ts";
import { fail, reasonOf } from "../errors/error.ts";

/** What finding a file, or a part of it, needs to know of a UnixFS node (https://specs.ipfs.tech/unixfs/). */
export interface UnixFsNode {
  readonly kind: "file" | "directory" | "shard" | "other";
  /** Of the whole file, in bytes. */
  readonly size: number;
  /** Does it hold bytes itself? Of a shard these are no file's. */
  readonly hasBytes: boolean;
  /** Bytes of the file below each link. */
  readonly childSizes: readonly number[];
  /** With the bytes of all blocks below it, where the node says that (`Tsize`): nothing proves it. */
  readonly links: readonly { readonly name: string; readonly cid: CID; readonly bytesBelow?: number }[];
  /** How many digits stand before a name in a shard; a name of just these digits leads to another shard. */
  readonly prefix: number;
}

const DATA = 2;
const BLOCK_SIZES = 4;
const KINDS = { 0: "file", 1: "directory", 2: "file", 5: "shard" } as const;

/** @throws BLOCK_MALFORMED */
export function unixFsNode(block: Block): UnixFsNode {
  try {
    const { Data, Links } = dagPb.decode(block.bytes);
    const fields = Data === undefined ? [] : [...fieldsOf(Data)];
    const last = (number: number): number => fields.findLast((field) => field.number === number)?.value ?? 0;
    const type = last(1);
    return {
      kind: isKind(type) ? KINDS[type] : "other",
      size: last(3),
      hasBytes: fields.some(({ number, value }) => number === DATA && value > 0),
      childSizes: fields.filter(({ number }) => number === BLOCK_SIZES).map(({ value }) => value),
      links: Links.map(({ Name: name = "", Hash: cid, Tsize }) =>
        Tsize === undefined ? { name, cid } : { name, cid, bytesBelow: Tsize },
      ),
      prefix: Math.max(0, last(6) - 1).toString(16).length,
    };
  } catch (cause) {
    return fail("BLOCK_MALFORMED", { cid: block.cid.toString(), problem: reasonOf(cause) }, cause);
  }
}

function isKind(type: number): type is keyof typeof KINDS {
  return type in KINDS;
}

/**
 * The number fields of a Protocol Buffers message; of byte fields only packed block sizes are read, and how long
 * the data is.
 */
function* fieldsOf(message: Uint8Array): Generator<{ number: number; value: number }> {
  const reader = { message, at: 0 };
  while (reader.at < message.length) {
    const tag = varintOf(reader);
    const number = Math.floor(tag / 8);
    if (tag % 8 === 0) yield { number, value: varintOf(reader) };
    else if (tag % 8 === 2) yield* bytesField(reader, number);
    else throw new RangeError("its UnixFS data holds an unknown kind of field");
  }
}

interface Reader {
  readonly message: Uint8Array;
  at: number;
}

function* bytesField(reader: Reader, number: number): Generator<{ number: number; value: number }> {
  const length = varintOf(reader);
  const end = reader.at + length;
  if (end > reader.message.length) throw new RangeError("its UnixFS data is cut short");
  if (number === DATA) yield { number, value: length };
  if (number === BLOCK_SIZES) while (reader.at < end) yield { number, value: varintOf(reader) };
  reader.at = end;
}

function varintOf(reader: Reader): number {
  let value = 0;
  for (let scale = 1; scale < 2 ** 50; scale *= 128) {
    const byte = reader.message[reader.at++];
    if (byte === undefined) break;
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  throw new RangeError("its UnixFS data is cut short");
}
