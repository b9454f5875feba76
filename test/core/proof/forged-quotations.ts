import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { textTree } from "../../../src/core/text/tree.ts";
import {
  type Bend,
  file,
  manifestOf,
  quoted,
  quotedBatched,
  quotedBlocks,
  single,
  table,
} from "./forging.ts";
import { type Parts, partsOf } from "./vectors.ts";

/* Quotations that nobody anchored: of honest proofs, or with honest parts put together another way. */

const { list, forge } = table();

type Quotation = NonNullable<Parts["quotation"]>;
type Block = Quotation["blocks"][number];

const FALSE = "PROOF_QUOTATION_FALSE";
const MALFORMED = "PROOF_MALFORMED";

function quotationOf(change: (quotation: Quotation) => unknown): Bend {
  return (parts) => ({ ...parts, quotation: change(parts.quotation ?? { passage: "", blocks: [] }) });
}

function blocksOf(change: (blocks: readonly Block[]) => readonly unknown[]): Bend {
  return quotationOf(({ passage, blocks }) => ({ passage, blocks: change(blocks) }));
}

/** The first of its blocks is bent. */
function first(change: (block: Block) => unknown): Bend {
  return blocksOf(([block, ...others]) => (block === undefined ? [] : [change(block), ...others]));
}

const step = (path: readonly string[], at: number, other: string) => path.with(at, other);
const WORD = "00".repeat(32);

/** A text of one block, which the manifest names once it is bent: all of that part holds. */
function rooted(parts: Parts, text: string): Parts {
  const { root } = textTree([text], nodeSha256);
  const manifest = Buffer.from(parts.manifest, "base64")
    .toString("utf8")
    .replace(/"blocks":\d+(,"profile":"[^"]*","root":)"[0-9a-f]{64}"/, `"blocks":1$1"${root}"`);
  const quotation = { passage: text, blocks: [{ index: 0, text, path: [] }] };
  return { ...parts, manifest: Buffer.from(manifest).toString("base64"), quotation };
}

// The passage
forge(
  quoted,
  ["another passage", FALSE],
  quotationOf((q) => ({ ...q, passage: "seven in the morning" })),
);
forge(
  quoted,
  ["a passage in other letters", FALSE],
  quotationOf((q) => ({ ...q, passage: q.passage.toUpperCase() })),
);
forge(
  quoted,
  ["a passage of nothing", FALSE],
  quotationOf((q) => ({ ...q, passage: "" })),
);
forge(
  quoted,
  ["a passage that is not in its normal form", FALSE],
  quotationOf((q) => ({ ...q, passage: q.passage.replace(" ", "  ") })),
);
forge(
  quoted,
  ["a passage with half a letter", FALSE],
  quotationOf((q) => ({ ...q, passage: `${q.passage}\ud800` })),
);
forge(
  quotedBlocks,
  ["a passage that needs fewer blocks than are shown", FALSE],
  quotationOf((q) => ({ ...q, passage: q.blocks[0]?.text ?? "" })),
);

// Blocks
forge(
  quoted,
  ["a block with a word changed", FALSE],
  quotationOf(({ passage, blocks }) => ({
    passage: passage.replace("six", "ten"),
    blocks: blocks.map((block) => ({ ...block, text: block.text.replace("six", "ten") })),
  })),
);
forge(
  quoted,
  ["a block with a space more", FALSE],
  first((block) => ({ ...block, text: `${block.text} ` })),
);
forge(
  quoted,
  ["an empty block", FALSE],
  first((block) => ({ ...block, text: "" })),
);
forge(
  quoted,
  ["no block", FALSE],
  blocksOf(() => []),
);
forge(
  quotedBlocks,
  ["a block left out", FALSE],
  blocksOf((blocks) => blocks.toSpliced(1, 1)),
);
forge(
  quotedBlocks,
  ["the blocks in another order", FALSE],
  blocksOf((blocks) => blocks.toReversed()),
);
forge(
  quotedBlocks,
  ["a block twice", FALSE],
  blocksOf((blocks) => [...blocks, ...blocks.slice(-1)]),
);

// Places and paths
forge(
  quoted,
  ["the number of another block", FALSE],
  first((block) => ({ ...block, index: block.index + 1 })),
);
forge(
  quoted,
  ["a number that no block has", FALSE],
  first((block) => ({ ...block, index: 4096 })),
);
forge(
  quoted,
  ["a block without a path", FALSE],
  first((block) => ({ ...block, path: [] })),
);
forge(
  quoted,
  ["a path without its last step", FALSE],
  first((block) => ({ ...block, path: block.path.slice(0, -1) })),
);
forge(
  quoted,
  ["a path with a step too many", FALSE],
  first((block) => ({ ...block, path: [...block.path, WORD] })),
);
forge(
  quoted,
  ["a step of the path bent", FALSE],
  first((block) => ({ ...block, path: step(block.path, 0, WORD) })),
);
forge(
  quoted,
  ["the steps of the path turned round", FALSE],
  first((block) => ({ ...block, path: block.path.toReversed() })),
);
forge(
  quotedBlocks,
  ["the path of its neighbour", FALSE],
  blocksOf((blocks) => blocks.map((block) => ({ ...block, path: blocks[1]?.path ?? [] }))),
);
// What two steps are hashed to, given out as a block: its prefix is another.
forge(
  quoted,
  ["an inner node as a block", FALSE],
  first(({ path, index }) => ({
    index: Math.floor(index / 2),
    text: Buffer.from(`${path[0]}${path[1]}`, "hex").toString("latin1"),
    path: path.slice(1),
  })),
);

// The file and its root
forge(quoted, ["a quotation without a file", "PROOF_QUOTATION_PATHLESS"], (parts) =>
  Object.fromEntries(Object.entries(parts).filter(([name]) => name !== "path")),
);
forge(quoted, ["a quotation of a file without text", "PROOF_TEXT_ABSENT"], (parts) => ({
  ...parts,
  path: "images/map.svg",
}));
forge(quoted, ["a quotation of another file", FALSE], (parts) => ({ ...parts, path: "über.txt" }));
forge(quoted, ["a quotation of a file that is not there", "PROOF_PATH_UNLISTED"], (parts) => ({
  ...parts,
  path: "none.html",
}));
forge(file, ["a quotation with the manifest of an issue without text", "PROOF_TEXT_ABSENT"], (parts) => ({
  ...parts,
  quotation: partsOf(quoted).quotation,
}));
forge(quotedBatched, ["a quotation from another issue", FALSE], (parts) => ({
  ...parts,
  quotation: partsOf(quoted).quotation,
}));
forge(
  quoted,
  ["the root of the text swapped in the manifest", FALSE],
  manifestOf((manifest) => manifest.replace(/"root":"[0-9a-f]{64}"/, `"root":"${WORD}"`)),
);
forge(
  quoted,
  ["the root of the text swapped for one of a single block", "STATE_PROOF_NODE_MISMATCH"],
  (parts) => rooted(parts, "I take it all back."),
);
forge(
  quoted,
  ["the count of blocks in the manifest changed", FALSE],
  manifestOf((manifest) => manifest.replace(/"blocks":\d+/, '"blocks":1')),
);

// Form
forge(quoted, ["a quotation that is text", MALFORMED], (parts) => ({ ...parts, quotation: "six" }));
forge(
  quoted,
  ["a quotation with another field", MALFORMED],
  quotationOf((q) => ({ ...q, context: "no" })),
);
forge(
  quoted,
  ["a quotation without a passage", MALFORMED],
  quotationOf(({ blocks }) => ({ blocks })),
);
forge(
  quoted,
  ["a block with another field", MALFORMED],
  first((block) => ({ ...block, bold: true })),
);
forge(
  quoted,
  ["a block without its number", MALFORMED],
  first(({ text, path }) => ({ text, path })),
);
for (const index of [-1, 0.5, "1", null, 2 ** 60])
  forge(
    quoted,
    [`a block with the number ${JSON.stringify(index)}`, MALFORMED],
    first((block) => ({ ...block, index })),
  );
forge(
  quoted,
  ["a step in capitals", MALFORMED],
  first((block) => ({
    ...block,
    path: block.path.map((one) => one.toUpperCase()),
  })),
);
forge(
  quoted,
  ["a step with 0x", MALFORMED],
  first((block) => ({ ...block, path: block.path.map((one) => `0x${one}`) })),
);
forge(
  quoted,
  ["more steps than a text can have", MALFORMED],
  first((block) => ({
    ...block,
    path: Array.from({ length: 27 }, () => WORD),
  })),
);
forge(
  quoted,
  ["more blocks than are allowed", MALFORMED],
  blocksOf((blocks) => Array.from({ length: 1025 }, (_, index) => ({ ...blocks[0], index }))),
);
forge(
  quoted,
  ["a passage longer than is allowed", MALFORMED],
  quotationOf((q) => ({ ...q, passage: "x".repeat(65_537) })),
);
forge(single, ["a quotation where there is none to be", "PROOF_QUOTATION_PATHLESS"], (parts) => ({
  ...parts,
  quotation: partsOf(quoted).quotation,
}));

export const FORGED_QUOTATIONS = list;
