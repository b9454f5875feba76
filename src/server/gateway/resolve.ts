import type { Block } from "../../core/block.ts";
import { asCid, type CID, DAG_JSON, DAG_PB } from "../../core/cid.ts";
import { decodeDocument } from "../../core/document.ts";
import { fail } from "../../core/errors/error.ts";
import { type UnixFsNode, unixFsNode } from "../../core/dag/unixfs-node.ts";

type Read = (cid: CID) => Promise<Block>;

/** Where a path leads. */
export interface Resolved {
  /** Blocks that prove the path, from the root down to the one before the last. */
  readonly way: readonly Block[];
  readonly last: Block;
  /** The CIDs that the names of the path lead to, the root first. */
  readonly roots: readonly CID[];
}

/** Follows names through documents and UnixFS directories, sharded ones too. @throws NOT_FOUND and those of reading */
export async function resolvePath(root: CID, segments: readonly string[], read: Read): Promise<Resolved> {
  const way: Block[] = [];
  const roots = [root];
  let last = await read(root);
  for (let rest = segments; rest.length > 0;) {
    const step = await stepFrom(last, rest, read);
    if (step === "here") break;
    if (step === undefined) return fail("NOT_FOUND", { got: segments.join("/") });
    way.push(last, ...step.through);
    roots.push(step.cid);
    last = await read(step.cid);
    rest = step.rest;
  }
  return { way, last, roots };
}

interface Step {
  readonly through: readonly Block[];
  readonly cid: CID;
  readonly rest: readonly string[];
}

/** The next block on the path; "here" when it ends within this one; undefined when there is no such name. */
async function stepFrom(
  block: Block,
  names: readonly string[],
  read: Read,
): Promise<Step | "here" | undefined> {
  if (block.cid.code === DAG_JSON) return stepInDocument(block, names);
  if (block.cid.code !== DAG_PB) return undefined;
  const node = unixFsNode(block);
  const [name = "", ...rest] = names;
  const found = node.kind === "shard" ? await findInShard(node, name, read) : findInDirectory(node, name);
  return found === undefined ? undefined : { ...found, rest };
}

function stepInDocument(block: Block, names: readonly string[]): Step | "here" | undefined {
  const decoded = decodeDocument(block.bytes);
  if (!decoded.ok) fail("BLOCK_MALFORMED", { cid: block.cid.toString(), problem: decoded.problem });
  let value: unknown = decoded.value;
  for (const [i, name] of names.entries()) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
    const cid = asCid(value);
    if (cid !== undefined) return { through: [], cid, rest: names.slice(i + 1) };
  }
  return "here";
}

function findInDirectory(node: UnixFsNode, name: string): Omit<Step, "rest"> | undefined {
  const link = node.kind === "directory" ? node.links.find((one) => one.name === name) : undefined;
  return link === undefined ? undefined : { through: [], cid: link.cid };
}

/**
 * Looks through the shards one after another. The hash of the name would lead straight to it, but it is murmur3, and a
 * directory of ours has no more shards than a few hundred.
 */
async function findInShard(
  node: UnixFsNode,
  name: string,
  read: Read,
  depth = 0,
): Promise<Omit<Step, "rest"> | undefined> {
  const direct = node.links.find(
    (link) => link.name.slice(node.prefix) === name && link.name.length > node.prefix,
  );
  if (direct !== undefined) return { through: [], cid: direct.cid };
  if (depth >= MAX_SHARD_DEPTH) return undefined;
  for (const { cid } of node.links.filter((link) => link.name.length === node.prefix)) {
    const block = await read(cid);
    const found = await findInShard(unixFsNode(block), name, read, depth + 1);
    if (found !== undefined) return { through: [block, ...found.through], cid: found.cid };
  }
  return undefined;
}

const MAX_SHARD_DEPTH = 8;
