import { getDocumentProxy } from "unpdf";

const MOST_PAGES = 5000;
const MOST_CHARACTERS = 8 * 1024 * 1024;

interface Line {
  readonly text: string;
  /** From the bottom of the page, and the height of its letters, in points. */
  readonly at: number;
  readonly height: number;
}

/**
 * The words of a PDF as this program guesses them: a PDF holds glyphs at places, and no two programs agree. Good for
 * finding and comparing; nothing is proved by it (docs/spec/text.md). Lines are joined to paragraphs where they stand
 * close below each other. Pages and characters beyond the bounds are left out: then it is cut.
 */
export async function textsOfPdf(bytes: Uint8Array): Promise<{ texts: string[]; isCut: boolean }> {
  const pdf = await getDocumentProxy(bytes, { maxImageSize: 1, stopAtErrors: false });
  const texts: string[] = [];
  let characters = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    if (number > MOST_PAGES || characters >= MOST_CHARACTERS) return { texts, isCut: true };
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const paragraphs = paragraphsOf(linesOf(items));
    for (const paragraph of paragraphs) characters += paragraph.length;
    texts.push(...paragraphs);
    page.cleanup();
  }
  return { texts, isCut: false };
}

type Items = Awaited<
  ReturnType<Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>["getPage"]>>["getTextContent"]>
>["items"];

function linesOf(items: Items): Line[] {
  const lines: Line[] = [];
  let text = "";
  let at = 0;
  let height = 0;
  for (const item of items) {
    if (!("str" in item)) continue;
    if (text === "") [at, height] = [Number(item.transform[5]), item.height];
    text += item.str;
    if (!item.hasEOL) continue;
    if (text.trim() !== "") lines.push({ text, at, height });
    text = "";
  }
  if (text.trim() !== "") lines.push({ text, at, height });
  return lines;
}

/** A gap of more than a line's height, or letters of another height, begin another paragraph. */
function paragraphsOf(lines: readonly Line[]): string[] {
  const paragraphs: string[] = [];
  lines.forEach((line, i) => {
    const above = lines[i - 1];
    const isNext =
      above !== undefined &&
      above.at - line.at > 0 &&
      above.at - line.at < 1.7 * Math.max(line.height, above.height) &&
      Math.abs(line.height - above.height) < 1;
    const last = paragraphs.length - 1;
    if (isNext) paragraphs[last] = joined(paragraphs[last] ?? "", line.text);
    else paragraphs.push(line.text);
  });
  return paragraphs;
}

/** A word that a hyphen parts at the end of a line is one word. */
function joined(before: string, line: string): string {
  return /\p{Ll}[-\u00AD\u2010]$/u.test(before) && /^\p{Ll}/u.test(line)
    ? before.slice(0, -1) + line
    : `${before} ${line}`;
}
