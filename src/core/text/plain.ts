const EMPTY = /^[ \t\f\v\u00A0]*$/;

/** Paragraphs: what empty lines (of spaces and tabs at most) stand between. */
export function textsOfPlain(document: string): string[] {
  const texts: string[] = [];
  let lines: string[] = [];
  for (const line of document.replace(/\r\n?/g, "\n").split("\n")) {
    if (!EMPTY.test(line)) lines.push(line);
    else if (lines.length > 0) {
      texts.push(lines.join("\n"));
      lines = [];
    }
  }
  if (lines.length > 0) texts.push(lines.join("\n"));
  return texts;
}
