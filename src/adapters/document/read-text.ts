import { hash } from "node:crypto";
import type { TakenText } from "../../core/ports.ts";
import { TEXT_PROFILE } from "../../core/manifest/manifest.ts";
import { textTree } from "../../core/text/tree.ts";
import { textBlocks } from "./text.ts";

const sha256 = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");

/** The text of a document as its manifest names it. Never throws for what a document holds. */
export async function readText(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<TakenText> {
  let blocks: readonly string[] | undefined;
  try {
    blocks = await textBlocks(bytes, type);
  } catch {
    // A fault in a parser is no reason not to publish.
    return "refused";
  }
  if (blocks === undefined) return "refused";
  if (blocks.length === 0) return "wordless";
  return { blocks: blocks.length, profile: TEXT_PROFILE, root: textTree(blocks, sha256).root };
}
