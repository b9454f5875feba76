import { counted } from "../core/plural.ts";
import type { Agreement, Dissent, DissentKind } from "../core/quorum/agreement.ts";

/** Why a node's answer was not used. Another language is another table of this shape. */
const ENGLISH: Readonly<Record<DissentKind, (dissent: Dissent) => string>> = {
  "other-chain": ({ said, instead }) => `serves ${said}, not ${instead}`,
  "other-block": ({ said, instead }) => `has ${said}, where the others have ${instead}`,
  behind: ({ about, said, instead }) => `is behind: its ${about} is ${said}, that of the others ${instead}`,
  ahead: ({ about, said, instead }) => `names as its ${about} ${said}, far from the others' ${instead}`,
  "other-answer": ({ about, said, instead }) => `said of the ${about}: ${said}; what holds is: ${instead}`,
  "forged-proof": ({ about, said }) => `gave a ${about} that proves nothing: ${said}`,
  malformed: ({ about, said }) => `gave no proper answer on the ${about}: ${said}`,
};

/**
 * Who was believed about the chain, then a sentence for each node that answered otherwise or not at all.
 * `nodesSentences(believedAlone("a.example"))` is "One node was asked, and believed: a.example."
 */
export function nodesSentences(agreement: Agreement): readonly string[] {
  const { dissent, silent } = agreement;
  return [
    agreedSentence(agreement),
    ...dissent.map((one) => `The node ${one.node} ${ENGLISH[one.kind](one)}. Its answer was not used.`),
    ...silent.map(({ node, problem }) => `The node ${node} gave no answer: ${problem.replace(/\.$/, "")}.`),
  ];
}

function agreedSentence({ nodes, agreed, needed, proved }: Agreement): string {
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined)
    return agreed.length === 0
      ? `One node was asked: ${only}.`
      : `One node was asked, and believed: ${only}.`;
  const names = agreed.length === 0 ? "" : ` (${agreed.join(", ")})`;
  const by = proved
    ? " Where they differ, a proof decides, against a block that enough of them agree on."
    : "";
  return `Of ${counted(nodes.length, "node")}, ${needed} have to agree; ${agreed.length} did in everything${names}.${by}`;
}
