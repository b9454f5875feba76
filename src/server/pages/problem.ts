import { CATALOGUE, type ErrorCode } from "../../core/errors/catalogue.ts";
import type { ColophonError } from "../../core/errors/error.ts";
import { titleOf } from "../problem.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import { linkTo, type PageServing } from "./reader.ts";
import { inEnglish } from "./words.ts";

/** The page for a failure: what happened, and what to do next. What codes mean is told in English alone. */
export function problemPage(error: ColophonError, serving: PageServing): string {
  const { reader } = serving;
  const says = reader.says.problem;
  const title = error.http === 404 ? says.nothingHere : titleOf(error.code);
  const body = html` <h1>${error.http === 404 ? title : inEnglish(title, reader)}</h1>
    <p class="lead">${inEnglish(error.message, reader)}</p>
    <p>${inEnglish(error.next, reader)}</p>
    <p><a class="button" href="${linkTo("/", reader)}">${says.back}</a></p>
    <p class="quiet">
      ${says.code} <a href="${linkTo(`/errors#${error.code}`, reader)}"><code>${error.code}</code></a>
    </p>`;
  return layout({ title, body }, serving);
}

/** `/errors`: every code with what it says and what to do next; problem documents link here. */
export function errorsPage(serving: PageServing): string {
  const { reader } = serving;
  const says = reader.says.problem;
  const codes = Object.keys(CATALOGUE) as ErrorCode[];
  const body = html` <h1>${says.codes}</h1>
    <p class="lead">${says.codesLead}</p>
    <dl class="codes">
      ${codes.map((code) => {
        const { says: meaning, next, http, exit } = CATALOGUE[code];
        return html`<dt id="${code}"><code>${code}</code></dt>
          <dd>
            <p>${inEnglish(meaning, reader)}</p>
            <p class="quiet">${inEnglish(next, reader)} ${says.exits(http, exit)}</p>
          </dd>`;
      })}
    </dl>`;
  return layout({ title: says.codes, body, path: "/errors" }, serving);
}
