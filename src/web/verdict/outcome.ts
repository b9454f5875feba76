import type { ColophonError } from "../../core/errors/error.ts";
import { element } from "../element.ts";
import { LANGUAGE, SAYS } from "../says.ts";
import { verdictIcon } from "./icons.ts";

/** What one thing came to: in few words, and for its card. */
export interface Outcome {
  readonly headline: string;
  /** In fewer words still, where many are counted. */
  readonly brief?: string;
  readonly nodes: readonly Node[];
}

/** A check that broke off: what went wrong, and what to do. */
export function failedView({ code, message, next }: ColophonError): Outcome {
  const headline = SAYS.outcome.failed;
  const words = element(
    "div",
    {},
    element("h2", { tabindex: "-1" }, headline),
    element("p", inEnglish(), message),
    element("p", inEnglish(), next),
  );
  const box = element(
    "header",
    { class: "verdict verdict-could-not-check", "data-failure": code },
    verdictIcon("could-not-check"),
    words,
  );
  return { headline, nodes: [box] };
}

/** What failures say there is in English alone. */
function inEnglish(): Record<string, string> {
  return LANGUAGE === "en" ? {} : { lang: "en" };
}

export function cancelledView(): Outcome {
  const headline = SAYS.outcome.cancelled;
  const heading = element("h2", { tabindex: "-1" }, headline);
  return {
    headline,
    nodes: [element("div", { class: "note" }, heading, element("p", {}, SAYS.outcome.cancelledSays))],
  };
}
