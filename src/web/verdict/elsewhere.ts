import { chainTitle } from "../../core/chains.ts";
import type { ColophonError } from "../../core/errors/error.ts";
import type { ProvenIssue } from "../../core/proof/verify.ts";
import { element } from "../element.ts";
import { fragmentOf } from "../standalone/fragment.ts";
import { SAYS } from "../says.ts";
import { verdictIcon } from "./icons.ts";
import type { Outcome } from "./outcome.ts";
import { quoted } from "./unconfirmed.ts";

/** A proof that holds, of a registry that this page does not go by: what it proves, where, and how to go on. */
export function elsewhereView(proven: ProvenIssue, { code }: ColophonError): Outcome {
  const says = SAYS.proof.elsewhere;
  const { headline } = says;
  const { block, file, manifest } = proven;
  const { issue, publication } = manifest;
  const { chain, registry } = publication;
  const what = file === undefined ? SAYS.proof.issue(issue.label) : SAYS.proof.file(file.path, issue.label);
  const words = element(
    "div",
    {},
    element("h2", { tabindex: "-1" }, headline),
    element(
      "p",
      {},
      says.sound(what),
      element("bdi", {}, issue.title),
      says.soundIf(block.number, chainTitle(chain)),
    ),
    element("p", {}, says.notAsked),
  );
  const box = element(
    "header",
    { class: "verdict verdict-could-not-check", "data-failure": code, "data-sound": `${chain}:${registry}` },
    verdictIcon("could-not-check"),
    words,
  );
  const told = (label: string, value: string) =>
    element("p", {}, `${label} `, element("code", { class: "hash" }, value));
  return {
    headline,
    nodes: [
      box,
      ...quoted(proven),
      told(says.registry, registry),
      told(says.hash(block.number, SAYS.time(block.time)), block.hash),
      element("p", {}, says.goOn),
      element("p", {}, element("code", { class: "hash" }, `verifier.html${fragmentOf({ chain, registry })}`)),
    ],
  };
}
