import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finalBlock, tipBlock } from "../../../src/core/finality.ts";
import type { RegistryRecord } from "../../../src/core/ports.ts";
import { agreementOf, believed, believedAlone, type Agreement } from "../../../src/core/quorum/agreement.ts";
import { majority, openQuorum } from "../../../src/core/quorum/quorum.ts";
import {
  CHAIN,
  chainOf,
  digestOf,
  ELSEWHERE,
  LABEL,
  askNodes,
  type ModelNode,
  modelNode,
  restless,
} from "./model-nodes.ts";

const TAG = { kind: "tag" } as const;
const ISSUE = digestOf("issue");

/** How a node gets it wrong, whatever the reason, and the kind of dissent that it is named with. */
const LIES: Readonly<Record<string, { readonly tell: (node: ModelNode) => void; readonly named: string }>> = {
  "no record": { tell: ({ model }) => (model.faults.record = () => undefined), named: "other-answer" },
  "an earlier record": {
    tell: ({ model }) => (model.faults.record = (told) => (told === undefined ? told : { ...told, time: 1 })),
    named: "other-answer",
  },
  "another digest under the label": {
    tell: ({ model }) => (model.faults.current = () => digestOf("forged")),
    named: "other-answer",
  },
  "another head": {
    tell: ({ model }) => (model.faults.publication = (told) => ({ ...told, head: digestOf("forged") })),
    named: "other-answer",
  },
  "no logs": { tell: ({ model }) => (model.faults.logs = () => []), named: "other-answer" },
  "another chain": { tell: (node) => (node.chainId = ELSEWHERE), named: "other-chain" },
  "another block": {
    tell: ({ model }) => {
      model.reorganise(2);
      model.mine();
      model.mine();
    },
    named: "other-block",
  },
  "an old block": { tell: ({ model }) => (model.lag = 8), named: "behind" },
  "an old final block": { tell: ({ model }) => (model.notFinal = 8), named: "behind" },
  "a block of the future": {
    tell: (node) =>
      (node.block = (at, told) =>
        typeof at === "string" && told !== undefined
          ? { ...told, number: told.number + 1_000, time: told.time + 12_000 }
          : told),
    named: "ahead",
  },
};

interface Answers {
  readonly record: RegistryRecord | undefined;
  readonly current: string | undefined;
  readonly head: string | undefined;
  readonly entries: readonly unknown[];
  readonly block: number;
}

/** What a verdict rests on. */
async function asked(
  nodes: readonly ModelNode[],
  needed?: number,
): Promise<{ answers: Answers; agreement: Agreement }> {
  const { round, registry } = askNodes(nodes, needed);
  const id = nodes[0]?.id ?? modelNode().id;
  const block = await finalBlock(round.chain, TAG);
  const view = registry.at(block);
  const [record, current, state, entries] = await Promise.all([
    view.record(id, ISSUE),
    view.current(id, LABEL),
    view.publication(id),
    registry.entries(id, 0, block),
  ]);
  return {
    answers: { record, current, head: state?.head, entries, block: block.number },
    agreement: round.agreement(),
  };
}

const truth = (await asked([modelNode()])).answers;

function crowd(size: number): ModelNode[] {
  return Array.from({ length: size }, modelNode);
}

describe("any minority", () => {
  for (const [lie, { tell, named }] of Object.entries(LIES))
    for (const size of [3, 4, 5])
      test(`of ${size} nodes that tells ${lie} changes no answer and is named`, async () => {
        for (let liar = 0; liar < size; liar += 1) {
          const nodes = crowd(size);
          const liars = Array.from({ length: size - majority(size) }, (_, more) => (liar + more) % size);
          for (const at of liars) tell(nodes[at] ?? modelNode());
          const { answers, agreement } = await asked(nodes);
          expect(answers).toEqual(truth);
          const told = new Set(agreement.dissent.map(({ node, kind }) => `${node} ${kind}`));
          for (const at of liars) expect(told).toContain(`n${at + 1} ${named}`);
          expect(agreement.agreed).toEqual(
            nodes.flatMap((_, at) => (liars.includes(at) ? [] : [`n${at + 1}`])),
          );
        }
      });

  test("with lies of its own each, hanging or down, changes no answer", async () => {
    const kinds = [...Object.keys(LIES), "hangs", "down"];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(3, 5, 7),
        fc.infiniteStream(fc.tuple(fc.nat(), fc.constantFrom(...kinds))),
        async (size, stream) => {
          const nodes = crowd(size);
          const free = nodes.map((_, at) => at);
          for (let left = size - majority(size); left > 0; left -= 1) {
            const [pick, kind] = stream.next().value ?? [0, "down"];
            const [at = 0] = free.splice(pick % free.length, 1);
            const node = nodes[at] ?? modelNode();
            if (kind === "hangs") node.hangs = true;
            else if (kind === "down") node.model.down = true;
            else LIES[kind]?.tell(node);
          }
          const { answers, agreement } = await asked(nodes);
          expect(answers).toEqual(truth);
          expect(agreement.agreed).toHaveLength(majority(size));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("without enough nodes", () => {
  test("that answer, nothing is known", async () => {
    const nodes = crowd(3);
    for (const node of nodes.slice(1)) node.model.down = true;
    await expect(asked(nodes)).toFailWith("CHAIN_UNREACHABLE");
  });

  test("that say the same, nothing is known", async () => {
    const nodes = crowd(3);
    nodes.forEach(({ model }, at) => {
      model.faults.record = (told) => (told === undefined ? told : { ...told, time: at + 1 });
    });
    await expect(asked(nodes)).toFailWith("NODES_DISAGREE");
  });

  test("of the chain that is asked about, it is said that they are of another", async () => {
    const nodes = crowd(3);
    for (const node of nodes) node.chainId = ELSEWHERE;
    await expect(asked(nodes)).toFailWith("CHAIN_MISMATCH");
  });

  test("one of two that is stuck does not hold the other back unseen", async () => {
    const nodes = crowd(2);
    for (const { model } of nodes.slice(1)) model.lag = 8;
    await expect(asked(nodes)).toFailWith("NODES_DISAGREE");
  });

  test("one of three that is stuck does not, either, while another hangs", async () => {
    const nodes = crowd(3);
    const [, stuck, hanging] = nodes;
    if (stuck !== undefined) stuck.model.lag = 8;
    if (hanging !== undefined) hanging.model.down = true;
    await expect(asked(nodes)).toFailWith("NODES_DISAGREE");
  });
});

test("a node to which the latest block has not come yet is not told of as if it were wrong", async () => {
  const nodes = crowd(3);
  for (const { model } of nodes) model.notFinal = 2;
  for (const { model } of nodes.slice(2)) model.lag = 1;
  const { round } = askNodes(nodes);
  expect((await tipBlock(round.chain)).number).toBe(truth.block);
  await finalBlock(round.chain, TAG);
  expect(round.agreement()).toMatchObject({ agreed: ["n1", "n2", "n3"], dissent: [], silent: [] });
});

test("one that names an older final block does not set it back while an honest one is slow", async () => {
  const nodes = crowd(3);
  // Blocks are 600 seconds apart: with 4 of them the liar stays within the hour from which on it would be noticed.
  const [liar, , slow] = nodes;
  if (liar !== undefined) liar.model.notFinal = 4;
  if (slow !== undefined) slow.delay = 50;
  const { round } = askNodes(nodes);
  expect((await finalBlock(round.chain, TAG)).number).toBe(truth.block);
});

describe("a majority", () => {
  test("that lies is believed, and the honest node is named", async () => {
    const nodes = crowd(3);
    for (const { model } of nodes.slice(1)) model.faults.record = () => undefined;
    const { answers, agreement } = await asked(nodes);
    expect(answers.record).toBeUndefined();
    expect(agreement.dissent.map(({ node }) => node)).toEqual(["n1"]);
  });
});

describe("a quorum", () => {
  const open = (names: readonly string[], needed?: number) =>
    openQuorum({
      chainId: CHAIN,
      clock: restless,
      nodes: names.map((name) => ({ chain: chainOf(modelNode(), name) })),
      needed,
    });

  test.each([
    [[], undefined],
    [["a", "a"], undefined],
    [["localhost:8545", "127.0.0.1:8545"], undefined],
    [["127.0.0.1:8545", "a", "[::1]:8545"], undefined],
    [["a.example", "a.example."], undefined],
    [["a", "b"], 1],
    [["a", "b", "c"], 4],
    [["a", "b", "c"], 1.5],
  ] as const)("of %j with %j is refused", async (names, needed) => {
    await expect(() => open(names, needed)).toFailWith("USAGE_INVALID");
  });

  test("of one is that node, believed alone", () => {
    expect(open(["a"]).round().agreement()).toEqual(believedAlone("a"));
  });

  test("is more than half, unless more are asked for", () => {
    expect([1, 2, 3, 4, 5].map(majority)).toEqual([1, 2, 2, 3, 3]);
    expect(open(["a", "b", "c"], 3).needed).toBe(3);
  });
});

describe("agreements", () => {
  const agreement: Agreement = {
    ...believedAlone("a"),
    nodes: ["a", "b", "c"],
    needed: 2,
    agreed: ["a", "b"],
  };
  const dissent = {
    node: "b",
    kind: "behind",
    about: "final block",
    said: "block 1",
    instead: "block 2",
  } as const;

  test("together keep who was contrary in any of them", () => {
    const both = agreementOf(agreement, undefined, { ...agreement, agreed: ["a"], dissent: [dissent] });
    expect(both).toEqual({ ...agreement, agreed: ["a"], dissent: [dissent] });
  });

  test("of nothing are none", () => {
    expect(agreementOf(undefined)).toBeUndefined();
  });

  test("say in a few words who was believed", () => {
    expect(believed(agreement)).toBe("2 of 3 nodes: a, b");
    expect(believed(believedAlone("a"))).toBe("a");
  });
});
