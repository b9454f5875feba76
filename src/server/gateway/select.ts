import type { Block } from "../../core/block.ts";
import { type CID, DAG_PB } from "../../core/cid.ts";
import { linksOf } from "../../core/dag/walk.ts";
import { fail } from "../../core/errors/error.ts";
import { type ByteRange, withinFile } from "./byte-range.ts";
import type { Scope } from "./request.ts";
import { type UnixFsNode, unixFsNode } from "../../core/dag/unixfs-node.ts";

export interface Selection {
  readonly scope: Scope;
  readonly bytes: ByteRange | undefined;
}

type Read = (cid: CID) => Promise<Block>;

const MAX_DEPTH = 64;

/** A block still to be visited, where in its file it begins, and which of its own bytes are wanted. */
interface Visit {
  readonly cid: CID;
  readonly depth: number;
  readonly first: number;
  readonly wanted?: string;
}

/**
 * The blocks that an answer holds, the top first, depth first, each once (IPIP-412, `dups=n`). A block is visited again
 * only for the sake of what hangs below it, when another part of its bytes is wanted.
 */
export async function* selectBlocks(top: Block, selection: Selection, read: Read): AsyncGenerator<Block> {
  yield top;
  if (selection.scope === "block") return;
  const below = childrenBy(selection, top);
  const given = new Set([top.cid.toString()]);
  const visited = new Set<string>();
  const waiting = below(top, { cid: top.cid, depth: 0, first: 0 }).reverse();
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    const name = visit.cid.toString();
    const part = `${name} ${visit.wanted ?? ""}`;
    if (visited.has(part) || (given.has(name) && visit.cid.code !== DAG_PB)) continue;
    if (visit.depth > MAX_DEPTH) fail("BLOCK_MALFORMED", { cid: name, problem: "it is nested too deeply" });
    visited.add(part);
    const block = await read(visit.cid);
    if (!given.has(name)) yield block;
    given.add(name);
    for (const child of below(block, visit).reverse()) waiting.push(child);
  }
}

type Children = (block: Block, visit: Visit) => Visit[];

function childrenBy({ scope, bytes }: Selection, top: Block): Children {
  if (scope === "all")
    return (block, visit) => linksOf(block).map((cid) => ({ cid, depth: visit.depth + 1, first: 0 }));
  if (top.cid.code !== DAG_PB) return () => [];
  const { kind, size } = unixFsNode(top);
  if (kind === "file")
    return fileChildren(withinFile(bytes ?? { from: 0, to: undefined }, size), bytes === undefined);
  return kind === "shard" ? shardChildren : () => [];
}

/** The parts of a file that overlap the range. */
function fileChildren({ first, last }: { first: number; last: number }, whole: boolean): Children {
  return (block, visit) => {
    if (block.cid.code !== DAG_PB) return [];
    const node = unixFsNode(block);
    assertSizes(block, node);
    let start = visit.first;
    const children = node.links.map(({ cid }, i) => {
      const child = { cid, depth: visit.depth + 1, first: start, end: start + (node.childSizes[i] ?? 0) };
      start = child.end;
      return child;
    });
    if (whole) return children;
    return children
      .filter((child) => first <= last && child.first <= last && child.end > first)
      .map((child) => ({
        ...child,
        wanted: `${Math.max(first, child.first) - child.first}-${Math.min(last + 1, child.end) - child.first}`,
      }));
  };
}

function assertSizes(block: Block, { links, childSizes }: UnixFsNode): void {
  if (links.length !== childSizes.length)
    fail("BLOCK_MALFORMED", {
      cid: block.cid.toString(),
      problem: "it does not say the size of each of its parts",
    });
}

/** A sharded directory is all of its shards, and nothing of what stands in it. */
function shardChildren(block: Block, visit: Visit): Visit[] {
  if (block.cid.code !== DAG_PB) return [];
  const { kind, links, prefix } = unixFsNode(block);
  if (kind !== "shard") return [];
  const shards = links.filter((link) => link.name.length === prefix);
  return shards.map(({ cid }) => ({ cid, depth: visit.depth + 1, first: 0 }));
}
