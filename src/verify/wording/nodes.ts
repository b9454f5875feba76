import type { Language } from "../../core/messages/language.ts";
import { counted } from "../../core/plural.ts";
import type { Agreement, Dissent, DissentKind } from "../../core/quorum/agreement.ts";

/** What is told of nodes, in one language. */
interface NodeWording {
  /** Why a node's answer was not used: the end of a sentence that begins with its name. */
  readonly dissent: Readonly<Record<DissentKind, (dissent: Dissent) => string>>;
  readonly unused: (node: string, why: string) => string;
  readonly silent: (node: string, problem: string) => string;
  readonly asked: (node: string, isBelieved: boolean) => string;
  readonly agreed: (agreement: Agreement) => string;
}

const ENGLISH_DISSENT: NodeWording["dissent"] = {
  "other-chain": ({ said, instead }) => `serves ${said}, not ${instead}`,
  "other-block": ({ said, instead }) => `has ${said}, where the others have ${instead}`,
  behind: ({ about, said, instead }) => `is behind: its ${about} is ${said}, that of the others ${instead}`,
  ahead: ({ about, said, instead }) => `names as its ${about} ${said}, far from the others' ${instead}`,
  "other-answer": ({ about, said, instead }) => `said of the ${about}: ${said}; what holds is: ${instead}`,
  "forged-proof": ({ about, said }) => `gave a ${about} that proves nothing: ${said}`,
  malformed: ({ about, said }) => `gave no proper answer on the ${about}: ${said}`,
};

const ENGLISH: NodeWording = {
  dissent: ENGLISH_DISSENT,
  unused: (node, why) => `The node ${node} ${why}. Its answer was not used.`,
  silent: (node, problem) => `The node ${node} gave no answer: ${problem}.`,
  asked: (node, isBelieved) => `One node was asked${isBelieved ? ", and believed" : ""}: ${node}.`,
  agreed({ nodes, agreed, needed, proved }) {
    const names = agreed.length === 0 ? "" : ` (${agreed.join(", ")})`;
    const by = proved
      ? " Where they differ, a proof decides, against a block that enough of them agree on."
      : "";
    return `Of ${counted(nodes.length, "node")}, ${needed} have to agree; ${agreed.length} did in everything${names}.${by}`;
  },
};

/** What was asked about, and what was said, are as the program has them. */
const CHINESE_DISSENT: NodeWording["dissent"] = {
  "other-chain": ({ said, instead }) => `提供的是 ${said}，而不是 ${instead}`,
  "other-block": ({ said, instead }) => `给出 ${said}，而其他节点给出 ${instead}`,
  behind: ({ about, said, instead }) => `落后了：它的 ${about} 是 ${said}，其他节点的是 ${instead}`,
  ahead: ({ about, said, instead }) => `称 ${about} 为 ${said}，与其他节点的 ${instead} 相差甚远`,
  "other-answer": ({ about, said, instead }) => `关于 ${about} 答复为 ${said}；采信的是 ${instead}`,
  "forged-proof": ({ about, said }) => `给出的 ${about} 什么也证明不了：${said}`,
  malformed: ({ about, said }) => `关于 ${about} 没有给出合格的答复：${said}`,
};

const CHINESE: NodeWording = {
  dissent: CHINESE_DISSENT,
  unused: (node, why) => `节点 ${node} ${why}。它的答复未被采用。`,
  silent: (node, problem) => `节点 ${node} 没有答复：${problem}。`,
  asked: (node, isBelieved) => `只询问了一个节点${isBelieved ? "，并采信了它" : ""}：${node}。`,
  agreed({ nodes, agreed, needed, proved }) {
    const names = agreed.length === 0 ? "" : `（${agreed.join("、")}）`;
    const by = proved ? "答复不一致时，以证明为准，证明所依据的区块须有足够多的节点认同。" : "";
    return `共 ${nodes.length} 个节点，须有 ${needed} 个一致；其中 ${agreed.length} 个在所有问题上一致${names}。${by}`;
  },
};

const WORDINGS: Readonly<Record<Language, NodeWording>> = { en: ENGLISH, "zh-Hans": CHINESE };

/**
 * Who was believed about the chain, then a sentence for each node that answered otherwise or not at all.
 * `nodesSentences(believedAlone("a.example"))` is "One node was asked, and believed: a.example."
 */
export function nodesSentences(agreement: Agreement, language: Language = "en"): readonly string[] {
  const words = WORDINGS[language];
  const { nodes, agreed, dissent, silent } = agreement;
  const [only] = nodes;
  return [
    nodes.length === 1 && only !== undefined ? words.asked(only, agreed.length > 0) : words.agreed(agreement),
    ...dissent.map((one) => words.unused(one.node, words.dissent[one.kind](one))),
    ...silent.map(({ node, problem }) => words.silent(node, problem.replace(/\.$/, ""))),
  ];
}
