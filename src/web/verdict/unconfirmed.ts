import { chainTitle } from "../../core/chains.ts";
import type { ProvenIssue } from "../../core/proof/verify.ts";
import { element } from "../element.ts";
import { SAYS } from "../says.ts";
import { verdictIcon } from "./icons.ts";
import type { Outcome } from "./outcome.ts";

/** A proof that holds down to one block, of which nobody has said yet that it is one of the chain's. */
export function unconfirmedView(proven: ProvenIssue, confirmed: () => Outcome): Outcome {
  const says = SAYS.proof;
  const { headline } = says;
  const { block, manifest } = proven;
  const { issue, publication } = manifest;
  const chain = chainTitle(publication.chain);
  const what = proven.file === undefined ? says.issue(issue.label) : says.file(proven.file.path, issue.label);
  const root = element("div", { "data-proof": "unconfirmed" });
  root.append(
    element(
      "header",
      { class: "verdict verdict-could-not-check" },
      verdictIcon("could-not-check"),
      element(
        "div",
        {},
        element("h2", { tabindex: "-1" }, headline),
        element(
          "p",
          {},
          says.proves(what),
          element("bdi", {}, issue.title),
          says.provesIf(block.number, chain),
        ),
      ),
    ),
    ...quoted(proven),
    element("p", {}, says.hash(block.number, SAYS.time(block.time))),
    element("p", {}, element("code", { class: "hash", "data-block": block.hash }, block.hash)),
    element(
      "p",
      {},
      says.lookUp(block.number, chain),
      element("code", {}, `cast block ${block.number} --field hash`),
      says.lookedUp,
    ),
    confirmation(block.hash, () => {
      root.replaceChildren(...confirmed().nodes);
      root.querySelector<HTMLElement>("h2")?.focus();
    }),
  );
  return { headline, nodes: [root] };
}

/** What it quotes stands there word for word, whatever the block. */
export function quoted({ quotation, file }: ProvenIssue): HTMLElement[] {
  if (quotation === undefined) return [];
  const told = SAYS.proof.quotes(file?.path);
  return [
    element("p", {}, told),
    element("blockquote", { class: "reason" }, element("p", {}, quotation.passage)),
  ];
}

function confirmation(hash: string, onSame: () => void): HTMLElement {
  const id = `hash-${hash.slice(2, 10)}`;
  const field = element("input", {
    id,
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "0x...",
    "aria-describedby": `${id}-said`,
  });
  const said = element("p", { id: `${id}-said`, role: "status", class: "quiet" });
  const form = element(
    "form",
    { class: "confirm" },
    element("label", { for: id }, SAYS.proof.label),
    element(
      "div",
      { class: "confirm-row" },
      field,
      element("button", { type: "submit", class: "button" }, SAYS.proof.compare),
    ),
    said,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = field.value.trim().toLowerCase();
    if (given === hash) return onSame();
    said.textContent = /^0x[0-9a-f]{64}$/.test(given) ? SAYS.proof.other : SAYS.proof.noHash;
  });
  return form;
}
