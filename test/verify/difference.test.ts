import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ChangedBlocks,
  MAX_COMPARED_CHARACTERS,
  type TextDifference,
  textDifference,
} from "../../src/verify/difference.ts";

function compared(from: readonly string[], to: readonly string[]): TextDifference {
  const found = textDifference(from, to);
  if (found === undefined) throw new TypeError("they are too long");
  return found;
}

function changed({ sections }: TextDifference): readonly ChangedBlocks[] {
  return sections.filter((section) => section.kind === "changed");
}

/** `[-gone-]{+new+}` as programs print words. */
function inline(difference: TextDifference): string {
  const marked = {
    same: (text: string) => text,
    gone: (text: string) => `[-${text}-]`,
    new: (text: string) => `{+${text}+}`,
  };
  return changed(difference)
    .flatMap(({ rows }) => rows.map((row) => row.map(({ kind, text }) => marked[kind](text)).join("")))
    .join("|");
}

const CHAPTER = ["A title", "The tide rose at six in the morning.", "A third one, alike in both."];

describe("textDifference", () => {
  test("tells the words that differ, and only counts the blocks that are alike", () => {
    const found = compared(CHAPTER, CHAPTER.with(1, "The high tide rose at seven in the morning."));
    expect(inline(found)).toBe("The {+high +}tide rose at [-six-]{+seven+} in the morning.");
    expect(found).toMatchObject({
      words: { same: 15, gone: 1, new: 2 },
      sections: [{ blocks: 1 }, { from: 1, to: 1 }, { blocks: 1 }],
    });
  });

  test("tells single letters of Chinese", () => {
    const found = compared(["潮水在六点钟上涨，城里的人都知道。"], ["潮水在七点钟上涨，城里的人都知道。"]);
    expect(inline(found)).toBe("潮水在[-六-]{+七+}点钟上涨，城里的人都知道。");
  });

  test("the same text has no changes and resembles itself wholly", () => {
    expect(compared(CHAPTER, CHAPTER)).toMatchObject({
      resemblance: 1,
      sections: [{ kind: "same", blocks: 3 }],
    });
  });

  test("a removed and an added block are gone and new", () => {
    expect(inline(compared(CHAPTER, CHAPTER.slice(0, 2)))).toBe("[-A third one, alike in both.-]");
    expect(inline(compared(CHAPTER, [...CHAPTER, "More."]))).toBe("{+More.+}");
  });

  test("paragraphs that were only joined hold the same words", () => {
    const found = compared(CHAPTER, [CHAPTER.join(" ")]);
    expect(found.words).toEqual({ same: 16, gone: 0, new: 0 });
    expect(found.resemblance).toBe(1);
    expect(inline(found)).toContain("A title[-\n-]{+ +}The tide");
  });

  test("a rewritten sentence is one change and no confetti", () => {
    const found = compared(["It was a dark and stormy night."], ["It had been the brightest day of all."]);
    expect(changed(found)[0]?.rows[0]?.length).toBeLessThanOrEqual(4);
  });

  test("a mark that differs counts, since it can change a number", () => {
    expect(compared(["It cost 1,000 pounds."], ["It cost 1.000 pounds."]).words).toMatchObject({
      gone: 1,
      new: 1,
    });
  });

  test("texts with nothing in common resemble each other not at all", () => {
    expect(compared(["one two three"], ["alpha beta gamma"])).toMatchObject({
      resemblance: 0,
      words: { same: 0, gone: 3, new: 3 },
    });
    expect(compared([], [])).toMatchObject({ resemblance: 0, sections: [] });
  });

  test("either text can be put together again from the pieces", () => {
    const word = fc.constantFrom("the", "tide", "rose", "at", "six", "潮", "水", "!", "e\u0301");
    const block = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), fc.array(block, { maxLength: 8 }), (from, to) => {
        const { sections } = compared(from, to);
        const sides = { gone: [] as string[], new: [] as string[] };
        for (const section of sections) {
          if (section.kind === "same") {
            expect(from.slice(sides.gone.length, sides.gone.length + section.blocks)).toHaveLength(
              section.blocks,
            );
            const alike = from.slice(sides.gone.length, sides.gone.length + section.blocks);
            sides.gone.push(...alike);
            sides.new.push(...alike);
            continue;
          }
          for (const side of ["gone", "new"] as const) {
            const texts = section.rows.map((row) =>
              row
                .filter(({ kind }) => kind === "same" || kind === side)
                .map(({ text }) => text)
                .join(""),
            );
            sides[side].push(
              ...texts
                .join("\n")
                .split("\n")
                .filter((text) => text !== ""),
            );
          }
        }
        expect(sides.gone).toEqual(from);
        expect(sides.new).toEqual(to);
      }),
      { numRuns: 300 },
    );
  });

  test("what only repeats is compared in bounded time, and said to be apart", () => {
    const from = ["a ".repeat(100_000).trim()];
    const found = compared(from, ["b a ".repeat(50_000).trim()]);
    expect(changed(found)[0]?.apart).toBe(true);
  });

  test("no more than 400 changes are told, the others counted", () => {
    const from = Array.from({ length: 1000 }, (_, i) => `Block number ${i} says nothing new.`);
    const to = from.map((block, i) => (i % 2 === 0 ? block : block.replace("nothing", "something")));
    const found = compared(from, to);
    expect(found.sections.length + (found.more ?? 0)).toBeGreaterThan(500);
    expect(found.more).toBeGreaterThan(0);
    expect(found.words.new).toBe(500);
  });

  test("a text of more than 2 Mi characters is not compared", () => {
    expect(textDifference(["a".repeat(MAX_COMPARED_CHARACTERS + 1)], ["a"])).toBeUndefined();
  });
});
