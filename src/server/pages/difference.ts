import type { ChangedBlocks, Piece, SameBlocks, TextDifference } from "../../verify/difference.ts";
import { html, type Markup, type Part } from "./html.ts";
import type { Messages } from "./messages/messages.ts";

type Says = Messages["search"];

/** Two texts in one, and under it side by side; both are there without JavaScript. */
export function differenceView(
  difference: TextDifference,
  says: Says,
  names: { readonly first: string; readonly second: string },
): Markup {
  const { words, sections, more } = difference;
  if (words.gone + words.new === 0) return html`<p class="note">${says.sameWords}</p>`;
  const left = more === undefined ? undefined : html`<p class="quiet">${says.more(more)}</p>`;
  return html`<p>${says.counted(words.gone, words.new)}</p>
    <div class="changes">
      ${sections.map((section) => (section.kind === "same" ? skipped(section, says) : inline(section, says)))}
      ${left}
    </div>
    <details>
      <summary>${says.beside}</summary>
      <div class="wide" role="group" aria-label="${says.beside}" tabindex="0">
        <table class="words-beside">
          <thead>
            <tr>
              <th scope="col">${names.first}</th>
              <th scope="col">${names.second}</th>
            </tr>
          </thead>
          <tbody>
            ${sections.map((section) =>
              section.kind === "same"
                ? html`<tr>
                    <td colspan="2">${skipped(section, says)}</td>
                  </tr>`
                : beside(section, says),
            )}
          </tbody>
        </table>
      </div>
    </details>`;
}

/** Words with what was taken out and put in, each told in words, too, for who does not see it. */
export function marked(row: readonly Piece[], says: Says): Part {
  return row.map(({ kind, text }) => {
    if (kind === "same") return text;
    const flat = text.replaceAll("\n", " ¶ ");
    return kind === "gone"
      ? html`<del><span class="visually-hidden">${says.goneOnly}</span>${flat}</del>`
      : html`<ins><span class="visually-hidden">${says.newOnly}</span>${flat}</ins>`;
  });
}

function inline({ rows }: ChangedBlocks, says: Says): Markup {
  return html`<div class="changed">${rows.map((row) => html`<p>${marked(row, says)}</p>`)}</div>`;
}

function beside({ rows }: ChangedBlocks, says: Says): Part {
  const side = (row: readonly Piece[], kind: Piece["kind"]) =>
    html`<td>
      ${marked(
        row.filter((piece) => piece.kind === "same" || piece.kind === kind),
        says,
      )}
    </td>`;
  return rows.map(
    (row) =>
      html`<tr>
        ${side(row, "gone")}${side(row, "new")}
      </tr>`,
  );
}

function skipped({ blocks, begins, ends }: SameBlocks, says: Says): Markup {
  return html`<p class="skipped">${says.alike(blocks, short(begins), short(ends))}</p>`;
}

const LONGEST = 60;

function short(text: string): string {
  return text.length <= LONGEST
    ? text
    : `${text
        .slice(0, LONGEST)
        .replace(/\s+\S*$/, "")
        .toWellFormed()}…`;
}
