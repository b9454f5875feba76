import { documentCid, RAW } from "../core/cid.ts";
import { blocksBelow } from "./blocks-below.ts";
import type { CopyEvidence } from "./evidence.ts";
import type { Holding, HoldingsAuditing } from "./holding.ts";
import type { Source } from "./source.ts";

/**
 * Does what is missing look like the end of a CAR? Leaves are written first, in the order of the files, then what links
 * to them, and the root last: so the root is missing with other blocks, and no leaf is there that comes after a missing
 * one.
 */
export async function isTruncated(
  holding: Holding,
  copy: CopyEvidence,
  { sources, auditing }: { readonly sources: readonly Source[]; readonly auditing: HoldingsAuditing },
): Promise<boolean> {
  const missing = new Set(copy.missing);
  const root = documentCid(holding.digest).toString();
  if (!copy.full || copy.corrupt.length > 0 || missing.size < 2 || !missing.has(root)) return false;
  if (copy.verified === 0) return false;
  const { cids } = await blocksBelow(holding, sources, auditing.sha256);
  const leaves = cids.filter(({ code }) => code === RAW).map((cid) => missing.has(cid.toString()));
  const first = leaves.indexOf(true);
  const nodes = cids.filter(({ code }) => code !== RAW).map((cid) => missing.has(cid.toString()));
  return first === -1 ? nodes.every(Boolean) : leaves.slice(first).every(Boolean);
}
