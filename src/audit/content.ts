import type { Block } from "../core/block.ts";
import { type CID, DAG_PB, RAW } from "../core/cid.ts";
import { LEAF_BYTES } from "../core/dag/chunks.ts";
import { linksOf } from "../core/dag/walk.ts";
import { type UnixFsNode, unixFsNode } from "../core/dag/unixfs-node.ts";
import { digestFromBytes } from "../core/digest.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import type { FileEntry, Manifest } from "../core/manifest/manifest.ts";
import type { Sha256Stream } from "../core/sha256.ts";

export interface ContentReading {
  /** The verified block; undefined where nobody gives it. @throws STORE_UNREACHABLE | STORE_SILENT | BLOCK_MISMATCH */
  readonly block: (cid: CID) => Promise<Block | undefined>;
  /** Files of several blocks are read and hashed too; left out, their blocks alone are compared. */
  readonly sha256Stream?: (() => Sha256Stream) | undefined;
}

/**
 * Is the content of an issue the directory of exactly its files, and are the sums of its files those of their bytes
 * (docs/spec/manifest.md, "The content")? One sentence where not; undefined where it is, or where not all of it can be had:
 * what is lost is told of each store. Only folders of listed files are looked into, so that no content can keep it long.
 */
export async function contentProblem(
  { content, files }: Pick<Manifest, "content" | "files">,
  reading: ContentReading,
): Promise<string | undefined> {
  try {
    return (await directoryProblem(content, files, reading)) ?? (await sumProblem(files, reading));
  } catch (error) {
    // Not all that has links has those of a file or a folder.
    if (isFailure(error, "BLOCK_MALFORMED"))
      return `its block ${String(error.parameters["cid"])} is no part of a file or a folder`;
    // Lost, or not answered for: that is told where stores are audited.
    if (isFailure(error)) return undefined;
    throw error;
  }
}

async function blockOf(cid: CID, { block }: ContentReading): Promise<Block> {
  return (await block(cid)) ?? fail("NOT_FOUND", { got: cid.toString() });
}

async function nodeOf(cid: CID, reading: ContentReading): Promise<UnixFsNode> {
  const block = await blockOf(cid, reading);
  // Links that nobody can follow are this block's fault.
  linksOf(block);
  return unixFsNode(block);
}

async function directoryProblem(
  content: CID,
  files: readonly FileEntry[],
  reading: ContentReading,
): Promise<string | undefined> {
  const left = new Map(files.map((file) => [file.path as string, file]));
  const folders = new Set(files.flatMap(({ path }) => foldersOf(path)));
  const waiting: { readonly cid: CID; readonly path: string }[] = [{ cid: content, path: "" }];
  const opened = new Set<string>();
  // A hostile shard may lead to the same names again and again.
  let room = files.length * 2 + folders.size + 1;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const node = await nodeOf(at.cid, reading);
    if (node.kind !== "directory" && node.kind !== "shard")
      return at.path === "" ? "it is no directory" : `${at.path} is no folder in it`;
    room -= 1;
    for (const child of childrenOf(node, at.path)) {
      const expected = left.get(child.path);
      if (expected !== undefined) {
        if (!expected.cid.equals(child.cid)) return `${child.path} is another file in it`;
        if (await hasOtherSize(child, expected, reading)) return sizeProblem(expected);
        left.delete(child.path);
      } else if (child.isShard) waiting.push(child);
      else if (!folders.has(child.path)) return `it holds ${child.path}, which is not listed`;
      // Of two folders of one name readers find one alone.
      else if (opened.has(child.path)) return `it holds ${child.path} twice`;
      else {
        opened.add(child.path);
        waiting.push(child);
      }
    }
    if (waiting.length > room) return "it has more folders than its files need";
  }
  const [missing] = left.keys();
  return missing === undefined ? undefined : `${missing} is not in it`;
}

/**
 * Of a file of one block its sum is in its CID, and its size nowhere. What a folder says of it is nobody's proof either, so
 * that the block is read only where the two differ.
 */
async function hasOtherSize(
  { cid, bytesBelow }: Child,
  { size }: FileEntry,
  reading: ContentReading,
): Promise<boolean> {
  if (cid.code !== RAW || bytesBelow === size) return false;
  return (await blockOf(cid, reading)).bytes.length !== size;
}

function sizeProblem({ path, size }: FileEntry): string {
  return `${path} has not the ${size} bytes that are listed`;
}

/** `a/b/c.html` lies in `a` and `a/b`. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

interface Child {
  readonly cid: CID;
  readonly path: string;
  readonly bytesBelow?: number;
  /** More of the same folder. */
  readonly isShard: boolean;
}

function childrenOf({ kind, links, prefix }: UnixFsNode, folder: string): readonly Child[] {
  return links.map(({ name, ...link }) => {
    const own = kind === "shard" ? name.slice(prefix) : name;
    const isShard = kind === "shard" && own === "" && link.cid.code === DAG_PB;
    return { ...link, isShard, path: isShard ? folder : folder === "" ? own : `${folder}/${own}` };
  });
}

/** A file of one block has its sum in its CID. */
async function sumProblem(
  files: readonly FileEntry[],
  { sha256Stream, ...reading }: ContentReading,
): Promise<string | undefined> {
  if (sha256Stream === undefined) return undefined;
  for (const file of files) {
    const { path, cid, sha256, size } = file;
    if (cid.code !== DAG_PB) continue;
    const sum = sha256Stream();
    let left = size;
    for await (const bytes of bytesBelow(cid, Math.ceil(size / LEAF_BYTES) * 2 + 2, reading)) {
      left -= bytes.length;
      if (left < 0) break;
      sum.update(bytes);
    }
    if (left !== 0) return sizeProblem(file);
    const got = digestFromBytes(sum.digest());
    if (got !== sha256) return `the bytes of ${path} hash to ${got}, and ${sha256} is listed`;
  }
  return undefined;
}

/** The leaves in order; no more blocks than a file of that size can have. */
async function* bytesBelow(root: CID, most: number, reading: ContentReading): AsyncGenerator<Uint8Array> {
  const waiting = [root];
  let room = most;
  for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
    room -= 1;
    if (cid.code !== DAG_PB) yield (await blockOf(cid, reading)).bytes;
    else waiting.push(...(await partsOf(cid, reading)).toReversed());
    if (waiting.length > room) return;
  }
}

/** A folder, or a node with bytes beside its blocks, is read as something else by others. @throws BLOCK_MALFORMED */
async function partsOf(cid: CID, reading: ContentReading): Promise<readonly CID[]> {
  const { kind, hasBytes, links } = await nodeOf(cid, reading);
  if (kind === "file" && !hasBytes) return links.map((link) => link.cid);
  return fail("BLOCK_MALFORMED", { cid: cid.toString(), problem: "it is no part of a file" });
}
