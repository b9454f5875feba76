import * as dagPb from "@ipld/dag-pb";
import type { Block } from "../block.ts";
import { asCid, type CID, DAG_JSON, DAG_PB, hasDigest, RAW } from "../cid.ts";
import { decodeDocument } from "../document.ts";
import { fail, isFailure, reasonOf } from "../errors/error.ts";

/**
 * The links of a block, in order. Raw blocks have none.
 *
 * @throws BLOCK_MALFORMED also where one leads to what no store can be asked for: that is the block's fault, and not theirs
 */
export function linksOf(block: Block): CID[] {
  const links = allLinks(block);
  const strange = links.find((link) => !hasDigest(link));
  if (strange === undefined) return links;
  const problem = `it links to ${strange.toString()}, which is no CIDv1 with SHA-256`;
  return fail("BLOCK_MALFORMED", { cid: String(block.cid), problem });
}

function allLinks(block: Block): CID[] {
  switch (block.cid.code) {
    case RAW:
      return [];
    case DAG_PB:
      return pbLinks(block);
    case DAG_JSON:
      return jsonLinks(block);
    default:
      return fail("BLOCK_MALFORMED", {
        cid: String(block.cid),
        problem: `codec ${block.cid.code} is not used here`,
      });
  }
}

/**
 * Every CID below a root, the root first, depth first, each once: `read` gives the verified block, or undefined where
 * it cannot be had, and then nothing below it is visited. The same holds for a block whose links cannot be read, if
 * somebody wants to be told of it.
 *
 * @throws BLOCK_MALFORMED when nobody does
 */
export async function* walk(
  root: CID,
  read: (cid: CID) => Promise<Block | undefined>,
  onMalformed?: (cid: CID) => void,
): AsyncGenerator<{ cid: CID; block: Block | undefined }> {
  const seen = new Set<string>();
  const waiting: CID[] = [root];
  for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
    const name = cid.toString();
    if (seen.has(name)) continue;
    seen.add(name);
    const block = await read(cid);
    yield { cid, block };
    if (block !== undefined) waiting.push(...linksBelow(block, onMalformed).reverse());
  }
}

function linksBelow(block: Block, onMalformed: ((cid: CID) => void) | undefined): CID[] {
  try {
    return linksOf(block);
  } catch (error) {
    if (onMalformed === undefined || !isFailure(error, "BLOCK_MALFORMED")) throw error;
    onMalformed(block.cid);
    return [];
  }
}

function pbLinks(block: Block): CID[] {
  try {
    return dagPb.decode(block.bytes).Links.map((link) => link.Hash);
  } catch (cause) {
    return fail("BLOCK_MALFORMED", { cid: String(block.cid), problem: reasonOf(cause) }, cause);
  }
}

function jsonLinks(block: Block): CID[] {
  const decoded = decodeDocument(block.bytes);
  if (!decoded.ok) fail("BLOCK_MALFORMED", { cid: String(block.cid), problem: decoded.problem });
  return [...linksIn(decoded.value)];
}

function* linksIn(value: unknown): Generator<CID> {
  const cid = asCid(value);
  if (cid !== undefined) yield cid;
  else if (Array.isArray(value)) for (const item of value) yield* linksIn(item);
  else if (typeof value === "object" && value !== null)
    for (const item of Object.values(value)) yield* linksIn(item);
}
