import type { CID } from "../core/cid.ts";
import type { Sha256 } from "../core/sha256.ts";
import { blocksBelow } from "./blocks-below.ts";
import type { Holding } from "./holding.ts";
import { blocksFor, drawOf, type Sampling } from "./sample.ts";
import type { Source } from "./source.ts";

/** The blocks to ask for, by the holding's place. */
export type DrawnSample = readonly (readonly CID[])[];

/**
 * Draws the blocks that every store is asked for: the same ones, so that their answers can be compared. To know what
 * there is to draw from, every block with links is read from any store; one that nobody gives is always asked for.
 */
export async function drawSample(
  holdings: readonly Holding[],
  sources: readonly Source[],
  { seed, size, sha256 }: Sampling & { readonly sha256: Sha256 },
): Promise<DrawnSample> {
  const always: CID[][] = [];
  const chosen: CID[][] = [];
  const overall =
    size.kind === "all" ? drawOf(blocksFor(size.confidence, size.loss), seed, sha256) : undefined;
  for (const [i, holding] of holdings.entries()) {
    const { cids, unread } = await blocksBelow(holding, sources, sha256);
    always.push([...unread]);
    const draw = overall ?? drawOf(size.kind === "each" ? size.blocks : 0, seed, sha256);
    for (const cid of cids) draw.add(cid, i);
    chosen.push(overall === undefined ? [...(draw.drawn().get(i) ?? [])] : []);
  }
  const drawn = overall?.drawn();
  return holdings.map((_, i) => {
    const all = [...(always[i] ?? []), ...(drawn?.get(i) ?? chosen[i] ?? [])];
    return [...new Map(all.map((cid) => [cid.toString(), cid])).values()];
  });
}
