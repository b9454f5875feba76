import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Address } from "../address.ts";
import { type Bytes32, type Digest, digestToBytes } from "../digest.ts";
import type { Label } from "../label.ts";
import type { PublicationId } from "../publication.ts";

/*
 * Where the registry keeps what it holds: docs/spec/registry.md, Storage. The compiler's own layout is compared with
 * this in test/contracts/layout.test.ts.
 */

/** How many publications there are. */
export const COUNT_SLOT = slotAt(0n);

const PUBLICATIONS = 1n;

/** The storage slots of one publication. `P` is the place of its first. */
export interface PublicationSlots {
  /** `P`: owner, entries, time of the latest entry, closed. */
  readonly state: Bytes32;
  /** `P + 1` */
  readonly head: Bytes32;
  /** `P + 2`: who it is offered to, and when it was registered. */
  readonly offer: Bytes32;
  /** `P + 3` */
  readonly profile: Bytes32;
  /** `P + 6`: how many publishers are granted. */
  readonly publishers: Bytes32;
  /** The digest that is current under a label. */
  current(label: Label): Bytes32;
  /** What is on record for a digest. */
  record(digest: Digest): Bytes32;
  /** A granted publisher by its place in the list, from 0. */
  publisher(place: number): Bytes32;
  /** Place of a publisher in that list, from 1; zero when it is not granted. */
  grant(account: Address): Bytes32;
  /** What is on record for a batch. */
  batch(root: Bytes32): Bytes32;
  /** Digest of the list of the batch that is this entry. */
  list(entry: number): Bytes32;
}

/** The slots of publication 2 begin at `0xd9d1…330f` (docs/spec/state-proof.md). */
export function publicationSlots(id: PublicationId): PublicationSlots {
  const place = placeIn(wordBytes(BigInt(id)), PUBLICATIONS);
  const under = (key: Uint8Array, mapping: bigint): Bytes32 => slotAt(placeIn(key, place + mapping));
  const publishers = hashed(wordBytes(place + 6n));
  return {
    state: slotAt(place),
    head: slotAt(place + 1n),
    offer: slotAt(place + 2n),
    profile: slotAt(place + 3n),
    publishers: slotAt(place + 6n),
    current: (label) => under(utf8ToBytes(label), 4n),
    record: (digest) => under(digestToBytes(digest), 5n),
    publisher: (at) => slotAt(publishers + BigInt(at)),
    grant: (account) => under(wordBytes(BigInt(account)), 7n),
    batch: (root) => under(hexToBytes(root.slice(2)), 8n),
    list: (entry) => under(wordBytes(BigInt(entry)), 9n),
  };
}

/** Where a mapping in slot `mapping` keeps the value of a key (Solidity, layout of state variables in storage). */
function placeIn(key: Uint8Array, mapping: bigint): bigint {
  return hashed(concatBytes(key, wordBytes(mapping)));
}

function hashed(bytes: Uint8Array): bigint {
  return BigInt(`0x${bytesToHex(keccak_256(bytes))}`);
}

function wordBytes(value: bigint): Uint8Array {
  return hexToBytes(slotAt(value).slice(2));
}

function slotAt(place: bigint): Bytes32 {
  return `0x${BigInt.asUintN(256, place).toString(16).padStart(64, "0")}`;
}
