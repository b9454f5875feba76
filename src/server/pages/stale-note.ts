import type { ColophonError } from "../../core/errors/error.ts";
import { html, type Part } from "./html.ts";
import { inEnglish } from "./words.ts";
import type { Reader } from "./reader.ts";

/** That what is shown may be behind, and why. */
export function staleNote(stale: ColophonError | undefined, reader: Reader): Part {
  if (stale === undefined) return undefined;
  return html`<p class="note unknown">${reader.says.site.stale} ${inEnglish(stale.message, reader)}</p>`;
}
