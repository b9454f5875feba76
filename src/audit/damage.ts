import { documentCid, parseCid, type CID } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import type { Store } from "../core/ports.ts";
import { type CopyEvidence, isDamaged, isUnpinned } from "./evidence.ts";
import type { Holding } from "./holding.ts";

/** What one store lacks below one of the roots that stores pin. */
export interface Damage {
  /** Places of the store and of its damaged holdings. */
  readonly store: number;
  readonly holdings: readonly number[];
  /** Given, but not intact. */
  readonly corrupt: readonly CID[];
  readonly missing: readonly CID[];
  /** Some of it is whole, and the store says that it is not pinned. */
  readonly unpinned: boolean;
  /** How many blocks are missing or corrupt. */
  readonly blocks: number;
}

/** A root below which at least one store lacks something: what is healed as one. */
export interface DamagedRoot {
  readonly digest: Digest;
  readonly damages: readonly Damage[];
}

/** Everything that is known to be missing or wrong, by root. A store that did not answer lacks nothing that we know. */
export function damagedRoots(
  stores: readonly Store[],
  holdings: readonly Holding[],
  copies: readonly (readonly CopyEvidence[])[],
): readonly DamagedRoot[] {
  const roots = new Map<Digest, Map<number, number[]>>();
  for (const [h, holding] of holdings.entries())
    for (const s of stores.keys()) {
      const copy = copies[s]?.[h];
      if (copy === undefined || !(isDamaged(copy) || isUnpinned(copy))) continue;
      const digest = holding.root ?? holding.digest;
      const root = roots.get(digest) ?? new Map<number, number[]>();
      root.set(s, [...(root.get(s) ?? []), h]);
      roots.set(digest, root);
    }
  return [...roots].map(([digest, byStore]) => ({
    digest,
    damages: [...byStore].map(([store, places]) => damageOf(store, places, copies[store] ?? [])),
  }));
}

export function damageOf(
  store: number,
  holdings: readonly number[],
  copies: readonly CopyEvidence[],
): Damage {
  const corrupt = new Set(holdings.flatMap((h) => copies[h]?.corrupt ?? []));
  const missing = new Set(holdings.flatMap((h) => copies[h]?.missing ?? []));
  return {
    store,
    holdings,
    corrupt: [...corrupt].map(parseCid),
    missing: [...missing].map(parseCid),
    unpinned: holdings.some((h) => {
      const copy = copies[h];
      return copy !== undefined && isUnpinned(copy);
    }),
    blocks: corrupt.size + missing.size,
  };
}

/** What a store lacks of a holding and no other store gave intact. */
export interface Lost {
  readonly blocks: readonly string[];
  /** Places of the stores that could not be asked for the holding: they may have it. */
  readonly unasked: readonly number[];
}

export function lostBlocks(
  at: { readonly store: number; readonly holding: number },
  copies: readonly (readonly CopyEvidence[])[],
): Lost {
  const wrong = wrongBlocks(copies[at.store]?.[at.holding]);
  const others = copies
    .filter((_, s) => s !== at.store)
    .map((ofStore) => ofStore[at.holding])
    .filter((copy) => copy !== undefined && copy.failure === undefined)
    .map((copy) => new Set(wrongBlocks(copy)));
  return {
    blocks: wrong.filter((name) => others.every((lacks) => lacks.has(name))),
    unasked: [...copies.keys()].filter(
      (s) => s !== at.store && copies[s]?.[at.holding]?.failure !== undefined,
    ),
  };
}

function wrongBlocks(copy: CopyEvidence | undefined): readonly string[] {
  return copy === undefined ? [] : [...copy.missing, ...copy.corrupt];
}

/** `baguqeera...`, as people see the root. */
export function rootText(digest: Digest): string {
  return documentCid(digest).toString();
}
