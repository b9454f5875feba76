import { CATALOGUE, type ErrorCode } from "../../core/errors/catalogue.ts";
import type { ColophonError } from "../../core/errors/error.ts";
import { titleOf } from "../problem.ts";
import type { Serving } from "../serving.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

/** The page for a failure: what happened, and what to do next. */
export function problemPage(error: ColophonError, serving: Pick<Serving, "assets" | "banner">): string {
  const title = error.http === 404 ? "Nothing here" : titleOf(error.code);
  const body = html` <h1>${title}</h1>
    <p class="lead">${error.message}</p>
    <p>${error.next}</p>
    <p><a class="button" href="/">To the first page</a></p>
    <p class="quiet">
      Code <a href="/errors#${error.code}"><code>${error.code}</code></a>
    </p>`;
  return layout({ title, body }, serving);
}

/** `/errors`: every code with what it says and what to do next; problem documents link here. */
export function errorsPage(serving: Serving): string {
  const codes = Object.keys(CATALOGUE) as ErrorCode[];
  const body = html` <h1>Error codes</h1>
    <p class="lead">
      What each code means, wherever it turns up: in a command, in a problem document of the API, or on a
      page.
    </p>
    <dl class="codes">
      ${codes.map((code) => {
        const { says, next, http, exit } = CATALOGUE[code];
        return html`<dt id="${code}"><code>${code}</code></dt>
          <dd>
            <p>${says}</p>
            <p class="quiet">${next} HTTP ${http}, exit status ${exit}.</p>
          </dd>`;
      })}
    </dl>`;
  return layout({ title: "Error codes", body }, serving);
}
