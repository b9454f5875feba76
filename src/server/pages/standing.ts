import type { ListedStanding } from "../../verify/standings.ts";
import { html, type Markup } from "./html.ts";

const TAGS: Record<ListedStanding, string> = {
  current: "Current",
  superseded: "Superseded",
  correction: "Correction posted",
  retraction: "Retracted",
  concern: "Of concern",
  withdrawal: "Withdrawn",
  "label-taken": "Does not count: the label was taken",
};

export function standingTag(standing: ListedStanding | undefined): Markup {
  if (standing === undefined) return html``;
  return html`<span class="tag ${standing === "current" ? "tag-current" : "tag-noticed"}"
    >${TAGS[standing]}</span
  >`;
}
