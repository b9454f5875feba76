import { expect, test } from "vitest";
import type { Agreement } from "../../../src/core/quorum/agreement.ts";
import { nodesSentences } from "../../../src/verify/wording/nodes.ts";

const three: Agreement = {
  ...{ nodes: ["a", "b", "c"], agreed: ["a"], needed: 2, proved: false },
  dissent: [{ node: "b", kind: "behind", about: "final block", said: "5", instead: "9" }],
  silent: [{ node: "c", problem: "no answer after 10 s." }],
};

test("who was believed about the chain is told in the reader's language", () => {
  expect(nodesSentences(three)).toEqual([
    "Of 3 nodes, 2 have to agree; 1 did in everything (a).",
    "The node b is behind: its final block is 5, that of the others 9. Its answer was not used.",
    "The node c gave no answer: no answer after 10 s.",
  ]);
  expect(nodesSentences(three, "zh-Hans")).toEqual([
    "共 3 个节点，须有 2 个一致；其中 1 个在所有问题上一致（a）。",
    "节点 b 落后了：它的 final block 是 5，其他节点的是 9。它的答复未被采用。",
    "节点 c 没有答复：no answer after 10 s。",
  ]);
  const one: Agreement = { nodes: ["a"], agreed: ["a"], needed: 1, proved: false, dissent: [], silent: [] };
  expect(nodesSentences(one, "zh-Hans")).toEqual(["只询问了一个节点，并采信了它：a。"]);
});
