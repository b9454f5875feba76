/** Paragraphs: what blank lines (of spaces and tabs at most) stand between. */
export function textsOfPlain(document: string): string[] {
  return document.replace(/\r\n?/g, "\n").split(/\n(?:[ \t\f\v\u00A0]*\n)+/);
}
