/** A text of somebody else's for a terminal: without the characters that would rewrite it. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD");
}
