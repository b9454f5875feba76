import type { ColophonError } from "../../core/errors/error.ts";
import { element } from "../element.ts";
import { verdictIcon } from "./icons.ts";

/** What one thing came to: in few words, and for its card. */
export interface Outcome {
  readonly headline: string;
  readonly nodes: readonly Node[];
}

/** A check that broke off: what went wrong, and what to do. */
export function failedView({ code, message, next }: ColophonError): Outcome {
  const headline = "Could not be checked";
  const words = element(
    "div",
    {},
    element("h2", { tabindex: "-1" }, headline),
    element("p", {}, message),
    element("p", {}, next),
  );
  const box = element(
    "header",
    { class: "verdict verdict-could-not-check", "data-failure": code },
    verdictIcon("could-not-check"),
    words,
  );
  return { headline, nodes: [box] };
}

export function cancelledView(): Outcome {
  const headline = "Cancelled";
  const heading = element("h2", { tabindex: "-1" }, headline);
  const told = "Nothing was found out, and nothing was sent. Drop it again to check it.";
  return { headline, nodes: [element("div", { class: "note" }, heading, element("p", {}, told))] };
}
