import type { Mark } from "../../verify/marks.ts";
import { html, type Markup } from "./html.ts";

const TAGS: Record<Mark, string> = {
  current: "Current",
  superseded: "Superseded",
  correction: "Correction posted",
  retraction: "Retracted",
  concern: "Of concern",
  withdrawal: "Withdrawn",
  "label-taken": "Does not count: the label was taken",
};

export function markTag(mark: Mark | undefined): Markup {
  if (mark === undefined) return html``;
  return html`<span class="tag ${mark === "current" ? "tag-current" : "tag-noticed"}">${TAGS[mark]}</span>`;
}
