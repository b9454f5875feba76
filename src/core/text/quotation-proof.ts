import type { Digest } from "../digest.ts";
import { fail, isFailure } from "../errors/error.ts";
import type { TextRoot } from "../manifest/manifest.ts";
import type { Sha256 } from "../sha256.ts";
import { normaliseBlocks } from "./normalise.ts";
import { quotableText, type Stretch } from "./quotation.ts";
import { type TextPath, textRootFrom, type TextTree, textTree } from "./tree.ts";

/** One block of a document, word for word, and the way from it to the root in the manifest. */
export interface ProvenBlock extends TextPath {
  readonly block: string;
}

/** What proves that a passage stands in a document whose manifest is known (docs/spec/text.md, "Quotation"). */
export interface QuotationProof {
  readonly passage: string;
  /** The blocks that the passage stands in, one after the other. */
  readonly blocks: readonly ProvenBlock[];
}

/**
 * Proves that passages stand where a stretch says, in a document's blocks, against the text that a manifest names of it.
 * The tree over the blocks is built once, with the first proof.
 *
 * @throws TEXT_OTHER when the blocks are not those that the manifest names; TEXT_EMPTY without blocks
 */
export type QuotationProver = (passage: string, stretch: Stretch, text: TextRoot) => QuotationProof;

export function quotationProver(blocks: readonly string[], sha256: Sha256): QuotationProver {
  let tree: TextTree | undefined;
  return (passage, { firstBlock, lastBlock }, text) => {
    tree ??= textTree(blocks, sha256);
    const { root, path } = tree;
    if (root !== text.root || tree.blocks !== text.blocks)
      fail("TEXT_OTHER", { expected: text.root, got: root });
    const proven = blocks
      .slice(firstBlock, lastBlock + 1)
      .map((block, i) => ({ block, ...path(firstBlock + i) }));
    return { passage, blocks: proven };
  };
}

/** How a quotation fared: where it stands in the text, or what is wrong with its proof. */
export type QuotationCheck =
  | { readonly ok: true; readonly places: readonly Stretch[] }
  | { readonly ok: false; readonly problem: QuotationProblem };

/**
 * `not-there`: the blocks are those of the document, the passage is not in them. `not-adjoining`: they are not one after
 * the other. `not-normal`: a block is not in its normal form, and so never was one. The rest: a path leads elsewhere, or
 * is none.
 */
export type QuotationProblem = "not-there" | "not-adjoining" | "not-normal" | "other-root" | "no-path";

/**
 * Holds a proof against the entry of the manifest. The passage must begin in the first of the blocks and end in the
 * last, so that no block rides along that it does not need. Places are counted in the whole text.
 */
export function checkQuotation(proof: QuotationProof, text: TextRoot, sha256: Sha256): QuotationCheck {
  const [first] = proof.blocks;
  if (first === undefined) return wrong("not-there");
  const words = proof.blocks.map(({ block }) => block);
  if (normaliseBlocks(words).join("\n") !== words.join("\n")) return wrong("not-normal");
  for (const [i, { block, index, siblings }] of proof.blocks.entries()) {
    if (index !== first.index + i) return wrong("not-adjoining");
    const root = rootOf(block, { index, siblings }, { text, sha256 });
    if (root === undefined) return wrong("no-path");
    if (root !== text.root) return wrong("other-root");
  }
  const last = proof.blocks.length - 1;
  const places = quotableText(words)
    .find(proof.passage)
    .filter(({ firstBlock, lastBlock }) => firstBlock === 0 && lastBlock === last)
    .map((place) => ({
      ...place,
      firstBlock: place.firstBlock + first.index,
      lastBlock: place.lastBlock + first.index,
    }));
  return places.length === 0 ? wrong("not-there") : { ok: true, places };
}

function wrong(problem: QuotationProblem): QuotationCheck {
  return { ok: false, problem };
}

function rootOf(
  block: string,
  path: TextPath,
  { text, sha256 }: { text: TextRoot; sha256: Sha256 },
): Digest | undefined {
  try {
    return textRootFrom(block, path, text.blocks, sha256);
  } catch (error) {
    if (isFailure(error, "TEXT_PATH_INVALID")) return undefined;
    throw error;
  }
}
