import type { Label } from "../../core/label.ts";
import type { LabelAnswer } from "../../verify/label.ts";
import { html, type Part } from "./html.ts";
import { layout } from "./layout.ts";
import { linkTo, type PageServing } from "./reader.ts";
import { currentCall } from "./registry-call.ts";
import { askCommand } from "./self-check.ts";
import { hash, inEnglish, moment, written } from "./words.ts";

/** A label that names no issue here, or of which nobody could say. */
export interface AbsencePage {
  readonly label: Label;
  readonly answer: Extract<LabelAnswer, { kind: "none" | "unknown" }>;
  /** Labels that a reader may have meant. */
  readonly near: readonly { readonly label: string; readonly manifest: string; readonly title: string }[];
}

/** `/publications/{id}/issues/{label}` where there is no such issue: what is known of that, and by what. */
export function absencePage(page: AbsencePage, serving: PageServing): string {
  const { label, answer } = page;
  const { reader } = serving;
  const says = reader.says.absence;
  const title = answer.kind === "none" ? says.title(label) : says.unknown(label);
  const { id, title: name, profile } = answer.publication;
  const publication = html`<a href="${linkTo(`/publications/${id}`, reader)}"
    >${written(name, profile?.language)}</a
  >`;
  const body = html` <p class="trail">${publication}</p>
    <h1>${title}</h1>
    ${answer.kind === "none" ? none({ ...page, answer }, publication, serving) : unknown({ ...page, answer }, publication, serving)}
    ${near(page, serving)}
    <p>
      <a class="button" href="${linkTo(`/publications/${id}`, reader)}"
        >${says.atPublication(written(name))}</a
      >
    </p>`;
  return layout({ title, body, current: "publications" }, serving);
}

type Of<Kind> = AbsencePage & { readonly answer: Extract<LabelAnswer, { kind: Kind }> };

function none({ label, answer }: Of<"none">, publication: Part, serving: PageServing): Part {
  const { reader } = serving;
  const says = reader.says.absence;
  const { entries, head, block, batches } = answer.grounds;
  return html`<p class="lead">${says.says(publication, label, says.entryOf(entries), block.number)}</p>
    <section aria-labelledby="grounds-title">
      <h2 id="grounds-title">${says.needed}</h2>
      <ul class="steps">
        <li><p>${says.history(reader.says.entries(entries), hash(head))}</p></li>
        <li><p>${says.block(block.number, hash(block.hash), moment(block.time, reader))}</p></li>
        <li><p>${says.lists(batches)}</p></li>
      </ul>
      <p>${says.again}</p>
      ${askCommand(currentCall(answer.publication.id, label), serving)}
    </section>
    <section aria-labelledby="meaning-title">
      <h2 id="meaning-title">${says.meaning}</h2>
      <p>${says.caveat}</p>
    </section>`;
}

function unknown({ label, answer }: Of<"unknown">, publication: Part, { reader }: PageServing): Part {
  return html`<div class="note unknown">
    <p>${reader.says.absence.unknownSays(publication, label)}</p>
    <p>${inEnglish(answer.failure.message, reader)}</p>
  </div>`;
}

function near({ near: labels }: AbsencePage, { reader }: PageServing): Part {
  if (labels.length === 0) return undefined;
  return html`<section aria-labelledby="near-title">
    <h2 id="near-title">${reader.says.absence.nearby}</h2>
    <ul class="plain">
      ${labels.map(
        ({ label, manifest, title }) =>
          html`<li>
            <a href="${linkTo(`/issues/${manifest}`, reader)}">${reader.says.issue.numbered(label)}</a>,
            ${written(title)}
          </li>`,
      )}
    </ul>
  </section>`;
}
