import { chainTitle } from "../../core/chains.ts";
import type { ProvenIssue } from "../../core/proof/verify.ts";
import { minute } from "../../verify/wording.ts";
import { element } from "../element.ts";
import { verdictIcon } from "./icons.ts";
import type { Outcome } from "./outcome.ts";

/** A proof that holds down to one block, of which nobody has said yet that it is one of the chain's. */
export function unconfirmedView(proven: ProvenIssue, confirmed: () => Outcome): Outcome {
  const headline = "Proved down to one block";
  const { block, manifest } = proven;
  const { issue, publication } = manifest;
  const chain = chainTitle(publication.chain);
  const what =
    proven.file === undefined ? `issue ${issue.label}` : `${proven.file.path} of issue ${issue.label}`;
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
          `The file proves that ${what} ("`,
          element("bdi", {}, issue.title),
          `") is recorded in the registry, if block ${block.number} of ${chain} has the hash below. That one thing is left to confirm.`,
        ),
      ),
    ),
    ...quoted(proven),
    element("p", {}, `Hash of block ${block.number}, ${minute(block.time)}, as the proof has it:`),
    element("p", {}, element("code", { class: "hash", "data-block": block.hash }, block.hash)),
    element(
      "p",
      {},
      `Look block ${block.number} up in an explorer of ${chain} that you trust, or ask a node for it (`,
      element("code", {}, `cast block ${block.number} --field hash`),
      "), and paste the hash that it shows:",
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
  const told = `The passage that it quotes stands word for word in ${file?.path ?? "that file"}:`;
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
    element("label", { for: id }, "The block's hash, from somewhere else than the proof"),
    element(
      "div",
      { class: "confirm-row" },
      field,
      element("button", { type: "submit", class: "button" }, "Compare"),
    ),
    said,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = field.value.trim().toLowerCase();
    if (given === hash) return onSame();
    said.textContent = /^0x[0-9a-f]{64}$/.test(given)
      ? "That is another hash: this proof is not of that chain as you know it. Do not rely on it."
      : "A block's hash is 0x and 64 hexadecimal digits.";
  });
  return form;
}
