import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseBlocks, normaliseText } from "../../../src/core/text/normalise.ts";
import { quotableText, type Stretch } from "../../../src/core/text/quotation.ts";

/** Every start in every block, every end: those whose text, normalised as one, is the passage. */
function naive(blocks: readonly string[], passage: string): Stretch[] {
  const wanted = normaliseText(passage);
  const found: Stretch[] = [];
  if (wanted === "") return found;
  blocks.forEach((block, firstBlock) => {
    for (let start = 0; start < block.length; start++)
      for (let lastBlock = firstBlock; lastBlock < blocks.length; lastBlock++)
        for (
          let end = lastBlock === firstBlock ? start + 1 : 1;
          end <= (blocks[lastBlock] ?? "").length;
          end++
        ) {
          const parts = blocks.slice(firstBlock, lastBlock + 1);
          parts[parts.length - 1] = (parts.at(-1) ?? "").slice(0, end);
          parts[0] = (parts[0] ?? "").slice(start);
          const read = parts.reduce((text, part) => text + joint(text, part) + part);
          if (read === wanted) found.push({ firstBlock, lastBlock, start, end });
        }
  });
  return found;
}

const joint = (left: string, right: string) =>
  /[\u3002\u4e00-\u9fff]$/u.test(left) && /^[\u3002\u4e00-\u9fff]/u.test(right) ? "" : " ";

const words = fc
  .array(fc.constantFrom("a", "b", " ", "字", "。", "a b"), { maxLength: 6 })
  .map((w) => w.join(""));

describe("find", () => {
  test("gives exactly the places that a naive search gives", () => {
    let hits = 0;
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), words, (texts, passage) => {
        const blocks = normaliseBlocks(texts);
        const expected = naive(blocks, passage);
        hits += expected.length;
        expect(quotableText(blocks).find(passage)).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
    expect(hits).toBeGreaterThan(300);
  });

  test("finds what was quoted from a document, retyped and over the end of a paragraph", () => {
    const text = quotableText(normaliseBlocks(["The “office” of tides…", "opens at 6.", "第一。", "第二。"]));
    expect(text.find('"office" of\n\ntides... opens')).toEqual([
      { firstBlock: 0, lastBlock: 1, start: 4, end: 5 },
    ]);
    expect(text.find("一。\n第二")).toEqual([{ firstBlock: 2, lastBlock: 3, start: 1, end: 2 }]);
    expect(text.find("Office")).toEqual([]);
    expect(text.find(" \u00ad ")).toEqual([]);
  });

  test("overlapping places count, up to as many as asked for", () => {
    expect(quotableText(["aaaa"]).find("aa")).toHaveLength(3);
    expect(quotableText(["aaaa"]).find("aa", 2)).toHaveLength(2);
    expect(quotableText(["a".repeat(5000)]).find("a")).toHaveLength(1000);
    expect(quotableText([]).find("a")).toEqual([]);
  });

  test("of words, only where none is cut, and past those where one is", () => {
    const text = quotableText(["Nonguilty, they said; not guilty, 高潮六点。"]);
    expect(text.find("guilty")).toHaveLength(2);
    expect(text.findWords("guilty")).toEqual([{ firstBlock: 0, lastBlock: 0, start: 26, end: 32 }]);
    expect(text.findWords("guilty", 1)).toHaveLength(1);
    expect(text.findWords("潮六")).toHaveLength(1);
    expect(text.findWords("uilty, they")).toEqual([]);
  });
});
