import { describe, expect, test } from "vitest";
import { nodeSha256 as sha256 } from "../../../src/adapters/node/sha256.ts";
import { TEXT_PROFILE, type TextRoot } from "../../../src/core/manifest/manifest.ts";
import { quotableText } from "../../../src/core/text/quotation.ts";
import { textTree } from "../../../src/core/text/tree.ts";
import {
  checkQuotation,
  type ProvenBlock,
  quotationProver,
  type QuotationProof,
} from "../../../src/core/text/quotation-proof.ts";

const blocks = ["High tide", "At six in the morning.", "At six in the evening.", "第一。", "第二。"];
const tree = textTree(blocks, sha256);
const text: TextRoot = { blocks: tree.blocks, profile: TEXT_PROFILE, root: tree.root };

function prove(passage: string): QuotationProof {
  const [place] = quotableText(blocks).find(passage);
  if (place === undefined) throw new RangeError(`no such passage: ${passage}`);
  return quotationProver(blocks, sha256)(passage, place, text);
}

const bent = (proof: QuotationProof, at: number, change: Partial<ProvenBlock>): QuotationProof => ({
  ...proof,
  blocks: proof.blocks.map((block, i) => (i === at ? { ...block, ...change } : block)),
});

describe("a quotation", () => {
  test.each([
    ["High tide", { firstBlock: 0, lastBlock: 0, start: 0, end: 9 }],
    ["six  in\u00a0the evening", { firstBlock: 2, lastBlock: 2, start: 3, end: 21 }],
    ["the morning. At six", { firstBlock: 1, lastBlock: 2, start: 10, end: 6 }],
    ["evening.\n\n第一。第", { firstBlock: 2, lastBlock: 4, start: 14, end: 1 }],
  ])("%j is proved, and where it stands", (passage, place) => {
    expect(checkQuotation(prove(passage), text, sha256)).toEqual({ ok: true, places: [place] });
  });

  test("is not proved from the text of another document", async () => {
    const place = { firstBlock: 0, lastBlock: 0, start: 0, end: 1 };
    await expect(() => quotationProver(["H"], sha256)("H", place, text)).toFailWith("TEXT_OTHER");
    await expect(() => quotationProver([], sha256)("H", place, text)).toFailWith("TEXT_EMPTY");
  });

  test("with a forged word, path, place or order is refused", () => {
    const proof = prove("the morning. At six");
    const [first, second] = proof.blocks;
    const refused = (forged: QuotationProof, problem: string) =>
      expect(checkQuotation(forged, text, sha256)).toEqual({ ok: false, problem });
    refused({ ...proof, passage: "the morning. At seven" }, "not-there");
    refused({ ...proof, passage: "" }, "not-there");
    refused({ ...proof, blocks: [] }, "not-there");
    refused({ ...prove("tide"), passage: "six" }, "not-there");
    // A block that the passage does not reach rides along.
    refused({ ...proof, passage: "At six in the morning" }, "not-there");
    refused(bent(proof, 1, { block: "At seven in the evening." }), "other-root");
    refused(bent(proof, 1, { block: "At six in  the evening." }), "not-normal");
    refused(bent(proof, 0, { block: "“At six in the morning.”" }), "not-normal");
    refused(bent(proof, 0, { block: "" }), "not-normal");
    refused(bent(proof, 0, { siblings: [] }), "no-path");
    refused(bent(proof, 0, { siblings: second?.siblings ?? [] }), "other-root");
    refused(bent(proof, 1, { index: 3 }), "not-adjoining");
    refused(bent(proof, 0, { index: 2 }), "other-root");
    refused({ ...proof, blocks: proof.blocks.toReversed() }, "not-adjoining");
    refused(bent(prove("tide"), 0, { index: 99 }), "no-path");
    refused(bent(prove("tide"), 0, { index: -1 }), "no-path");
    expect(first?.index).toBe(1);
  });

  test("is held against the root and the count of the manifest", () => {
    const proof = prove("High tide");
    const root = textTree(["High tide"], sha256).root;
    expect(checkQuotation(proof, { ...text, root }, sha256)).toEqual({ ok: false, problem: "other-root" });
    expect(checkQuotation(proof, { ...text, blocks: 1 }, sha256)).toEqual({ ok: false, problem: "no-path" });
  });
});

test("a document's tree is built once, for all of its quotations", () => {
  const many = Array.from({ length: 64 }, (_, i) => `The ferry, day ${i}`);
  let hashed = 0;
  const counting: typeof sha256 = (bytes) => {
    hashed++;
    return sha256(bytes);
  };
  const prove = quotationProver(many, counting);
  const named: TextRoot = {
    profile: TEXT_PROFILE,
    blocks: many.length,
    root: textTree(many, sha256).root,
  };
  for (const place of quotableText(many).find("The ferry")) prove("The ferry", place, named);
  expect(hashed).toBe(2 * many.length - 1);
});
