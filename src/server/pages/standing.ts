import type { Standing } from "../../core/verdict.ts";
import { html, type Markup } from "./html.ts";

const TAGS: Record<Standing, string> = {
  current: "Current",
  superseded: "Superseded",
  correction: "Correction posted",
  retraction: "Retracted",
  concern: "Of concern",
  withdrawal: "Withdrawn",
};

export function standingTag(standing: Standing | undefined): Markup {
  if (standing === undefined) return html``;
  return html`<span class="tag ${standing === "current" ? "tag-current" : "tag-noticed"}"
    >${TAGS[standing]}</span
  >`;
}
