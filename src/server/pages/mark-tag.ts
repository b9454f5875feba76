import type { Mark } from "../../verify/marks.ts";
import { html, type Markup } from "./html.ts";
import type { Reader } from "./reader.ts";

export function markTag(mark: Mark | undefined, { says }: Pick<Reader, "says">): Markup {
  if (mark === undefined) return html``;
  return html`<span class="tag ${mark === "current" ? "tag-current" : "tag-noticed"}"
    >${says.marks[mark]}</span
  >`;
}
