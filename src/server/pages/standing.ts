import type { Digest } from "../../core/digest.ts";
import type { LocatedEntry } from "../../core/ports.ts";
import type { Standing } from "../../core/verdict.ts";
import { html, type Markup } from "./html.ts";

/** How each issue of a publication stands, by its manifest. */
export type Standings = ReadonlyMap<Digest, Standing>;

const WEIGHT: readonly Standing[] = [
  "current",
  "correction",
  "superseded",
  "concern",
  "retraction",
  "withdrawal",
];

const TAGS: Record<Standing, string> = {
  current: "Current",
  superseded: "Superseded",
  correction: "Correction posted",
  retraction: "Retracted",
  concern: "Of concern",
  withdrawal: "Withdrawn",
};

/** Reads a history for a list: what was revised is superseded, and the weightiest notice is told first. */
export function standingsOf(entries: readonly LocatedEntry[]): Standings {
  const standings = new Map<Digest, Standing>();
  const raise = (digest: Digest, to: Standing) => {
    const before = standings.get(digest) ?? "current";
    standings.set(digest, WEIGHT.indexOf(to) > WEIGHT.indexOf(before) ? to : before);
  };
  for (const { entry } of entries) {
    if (entry.kind === "anchored" || entry.kind === "revised") raise(entry.digest, "current");
    if (entry.kind === "revised") raise(entry.supersedes, "superseded");
    if (entry.kind === "notice") raise(entry.digest, entry.notice);
  }
  return standings;
}

export function standingTag(standing: Standing | undefined): Markup {
  if (standing === undefined) return html``;
  return html`<span class="tag ${standing === "current" ? "tag-current" : "tag-noticed"}"
    >${TAGS[standing]}</span
  >`;
}
