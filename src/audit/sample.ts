import type { CID } from "../core/cid.ts";
import { type Bytes32, digestToBytes, parseDigest } from "../core/digest.ts";
import type { Sha256 } from "../core/sha256.ts";

/** Which blocks an audit reads: drawn by a hash that nobody knew when the stores took the blocks (docs/spec/sampling.md). */
export interface Sampling {
  /** The hash of a recent block. The same one draws the same blocks again. */
  readonly seed: Bytes32;
  readonly size: SampleSize;
}

/** So many blocks of every holding; or so many of all blocks that a loss of that share is noticed that surely. */
export type SampleSize =
  | { readonly kind: "each"; readonly blocks: number }
  | { readonly kind: "all"; readonly confidence: number; readonly loss: number };

const PREFIX = new TextEncoder().encode("colophon/sample/1\0");

/**
 * How many blocks have to be read: if the share `loss` of them is lost, the chance to meet none of those in k draws is
 * at most (1 - loss)^k. `blocksFor(0.95, 0.01)` is 299.
 */
export function blocksFor(confidence: number, loss: number): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log(1 - loss));
}

/** A population that is drawn from while it is told: holds no more than twice the sample. */
export interface Draw {
  /** A block told twice is in the population once. `holding` is handed back with it. */
  add(cid: CID, holding: number): void;
  /** What was drawn, by the holdings: the blocks with the lowest tickets. */
  drawn(): ReadonlyMap<number, readonly CID[]>;
}

interface Ticket {
  readonly ticket: Uint8Array;
  readonly cid: CID;
  readonly holdings: number[];
}

/**
 * Every block gets a ticket, SHA-256(prefix || seed || CID), and the lowest tickets are drawn. So each block is as
 * likely as any other, whatever its size and in whatever order they come, and anybody can draw again.
 */
export function drawOf(size: number, seed: Bytes32, sha256: Sha256): Draw {
  const tickets = new Map<string, Ticket>();
  const stem = Uint8Array.from([...PREFIX, ...digestToBytes(parseDigest(seed))]);
  const lowest = () =>
    [...tickets].toSorted(([, a], [, b]) => compareBytes(a.ticket, b.ticket)).slice(0, size);
  return {
    add: (cid, holding) => {
      const name = cid.toString();
      const known = tickets.get(name);
      if (known !== undefined) {
        if (known.holdings.at(-1) !== holding) known.holdings.push(holding);
        return;
      }
      tickets.set(name, { ticket: ticketOf(cid, stem, sha256), cid, holdings: [holding] });
      if (tickets.size <= Math.max(2 * size, 1024)) return;
      const kept = lowest();
      tickets.clear();
      for (const [name, ticket] of kept) tickets.set(name, ticket);
    },
    drawn: () => {
      const drawn = new Map<number, CID[]>();
      for (const [, { cid, holdings }] of lowest())
        for (const holding of holdings) drawn.set(holding, [...(drawn.get(holding) ?? []), cid]);
      return drawn;
    },
  };
}

function ticketOf(cid: CID, stem: Uint8Array, sha256: Sha256): Uint8Array {
  const bytes = new Uint8Array(stem.length + cid.bytes.length);
  bytes.set(stem);
  bytes.set(cid.bytes, stem.length);
  return sha256(bytes);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
