import type { DocumentLink } from "../../core/ports/document-reader.ts";

/** A link on the same words that leads elsewhere. */
export interface ChangedLink {
  readonly text: string;
  /** Where the archived one leads, and where the reader's does; absent in the one that has no such link. */
  readonly archived?: string;
  readonly held?: string;
}

const MOST = 200;
/** Of each document; a page of more links is a list of them. */
const MOST_HELD = 10_000;

/**
 * Links that differ: those on the same words are held against each other in their order, as mail programs rewrite where
 * a link leads and leave its words.
 */
export function changedLinks(
  archived: readonly DocumentLink[],
  held: readonly DocumentLink[],
): readonly ChangedLink[] {
  const waiting = Map.groupBy(held.slice(0, MOST_HELD), ({ text }) => text);
  const taken = new Map<string, number>();
  const changed: ChangedLink[] = [];
  for (const { text, href } of archived.slice(0, MOST_HELD)) {
    const at = taken.get(text) ?? 0;
    taken.set(text, at + 1);
    const other = waiting.get(text)?.[at];
    if (other?.href !== href)
      changed.push({ text, archived: href, ...(other === undefined ? {} : { held: other.href }) });
  }
  for (const [text, links] of waiting)
    for (const { href } of links.slice(taken.get(text) ?? 0)) changed.push({ text, held: href });
  return changed.slice(0, MOST);
}
