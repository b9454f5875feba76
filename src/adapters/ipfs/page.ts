/** Is it a page for people? No store gives one for a block: something in between does, or there is no store. */
export function isPage(contentType: string | null | undefined): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? "");
}
