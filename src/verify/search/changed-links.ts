import type { DocumentLink } from "../../core/ports/document-reader.ts";

/** A link on the same words that leads elsewhere. */
export interface ChangedLink {
  readonly text: string;
  /** Where the archived one leads, and where the reader's does; absent in the one that has no such link. */
  readonly archived?: string;
  readonly held?: string;
}

const MOST = 200;

/**
 * Links that differ: those on the same words are held against each other in their order, as mail programs rewrite where
 * a link leads and leave its words.
 */
export function changedLinks(
  archived: readonly DocumentLink[],
  held: readonly DocumentLink[],
): readonly ChangedLink[] {
  const waiting = new Map<string, DocumentLink[]>();
  for (const link of held) waiting.set(link.text, [...(waiting.get(link.text) ?? []), link]);
  const changed: ChangedLink[] = [];
  for (const { text, href } of archived) {
    const other = waiting.get(text)?.shift();
    if (other?.href !== href)
      changed.push({ text, archived: href, ...(other === undefined ? {} : { held: other.href }) });
  }
  for (const links of waiting.values())
    for (const { text, href } of links) changed.push({ text, held: href });
  return changed.slice(0, MOST);
}
