import { asFailure } from "../../core/errors/error.ts";
import { element } from "../element.ts";
import { SAYS } from "../says.ts";
import type { Seeking } from "./alike-view.ts";

/** A button for a file that is nobody's: nothing is read of its words, and nothing sent, until the reader wants it. */
export function alikeOffer(seeking: Seeking): HTMLElement {
  const button = element(
    "button",
    { type: "button", class: "button", "data-compare-words": "" },
    SAYS.changes.ask,
  );
  const why = element("p", {}, SAYS.changes.why);
  const place = element("div", { "aria-live": "polite" });
  button.addEventListener("click", () => {
    button.disabled = true;
    void asked(seeking).then(({ node, isFinal }) => {
      [button.hidden, why.hidden] = [isFinal, isFinal];
      button.disabled = false;
      place.replaceChildren(node);
    });
  });
  return element("div", { class: "changes-box" }, why, button, place);
}

async function asked(seeking: Seeking): Promise<{ readonly node: Node; readonly isFinal: boolean }> {
  try {
    const { askBefore } = await import("./alike-view.ts");
    return { node: await askBefore(seeking), isFinal: true };
  } catch (error) {
    return { node: element("p", { class: "note unknown" }, asFailure(error).message), isFinal: false };
  }
}
