import { describe, expect, test } from "vitest";
import { failure } from "../../src/core/errors/error.ts";
import type { BlockRef, Chain } from "../../src/core/ports.ts";
import { openQuorum } from "../../src/core/quorum/quorum.ts";
import { publicationSlots } from "../../src/core/state-proof/layout.ts";
import type { IssueEvidence, RegistryEvidence } from "../../src/verify/evidence.ts";
import type { Nodes } from "../../src/web/rpc/nodes.ts";
import { withNodes } from "../../src/web/rpc/witness.ts";
import { MemoryArchive } from "../support/memory-archive.ts";
import {
  ENCODED,
  issueEvidence,
  MANIFEST,
  registryState,
  silent,
  told,
  TRUST,
} from "../support/witness-evidence.ts";

/* Whose word counts, where a server and nodes in memory are asked about one issue. */

const { chain: CHAIN, id } = MANIFEST.publication;
const { record, current, state, head, profile } = publicationSlots(id);
const word = (value: bigint) => `0x${value.toString(16).padStart(64, "0")}` as const;
const ENTRIES = 160n;

/** A publication with so many entries, and none for the issue. */
const without = (entries: number) =>
  new Map([
    [state, word((BigInt(entries) << ENTRIES) | 1n)],
    [head, word(7n)],
    [profile, word(7n)],
  ]);
/** The record that `registryState` has. */
const anchored = () =>
  new Map([
    ...without(2),
    [record(ENCODED.digest), word(2n | (1_574_755_200n << 48n) | (1n << 88n) | (1n << 120n) | (2n << 184n))],
    [current(MANIFEST.issue.label), word(BigInt(`0x${ENCODED.digest}`))],
  ]);

interface Stub {
  readonly name: string;
  readonly block?: BlockRef;
  readonly words?: ReadonlyMap<string, `0x${string}`>;
}

const { block: BLOCK } = registryState(110);

function nodesOf(...stubs: readonly Stub[]): Nodes {
  const gone = (node: string) => Promise.reject(failure("CHAIN_UNREACHABLE", { node, problem: "gone" }));
  const chains = stubs.map(({ name, block }) => {
    const asked: Pick<Chain, "node" | "chainId" | "block"> = {
      node: name,
      chainId: () => (block === undefined ? gone(name) : Promise.resolve(CHAIN)),
      block: () => (block === undefined ? gone(name) : Promise.resolve(block)),
    };
    return asked as Chain;
  });
  const clock = { now: () => 0, sleep: async () => {} };
  return {
    quorum: openQuorum({ chainId: CHAIN, nodes: chains.map((chain) => ({ chain })), clock }),
    states: stubs.map(({ name }) => ({ node: name, prove: () => gone(name) })),
    words: stubs.map(
      ({ name, words }) =>
        async (_, slots) =>
          words === undefined ? gone(name) : slots.map((slot) => words.get(slot) ?? word(0n)),
    ),
    finality: { kind: "tag" },
  };
}

const three = (stub: Omit<Stub, "name">) => nodesOf(...["a", "b", "c"].map((name) => ({ name, ...stub })));

class Server extends MemoryArchive {
  readonly said: IssueEvidence;
  constructor(change: Partial<IssueEvidence> = {}) {
    super();
    this.said = issueEvidence(change);
  }
  override async issue(): Promise<IssueEvidence> {
    return this.said;
  }
}

const heard = (server: Server, nodes: Nodes) => withNodes(server, nodes, TRUST).issue(ENCODED.digest);

describe("a server's word on the chain", () => {
  test("counts where no node gives a block", async () => {
    const { final } = await heard(new Server(), three({}));
    expect(final).toMatchObject({ known: true });
    expect(final.source).toContain("its word alone");
  });

  test.each([
    ["cannot be read to the end", three({ block: BLOCK, words: without(1_000) }), "HISTORY_BROKEN"],
    ["cannot be read at all", three({ block: BLOCK }), "CHAIN_UNREACHABLE"],
    [
      "is told of otherwise by each",
      nodesOf(
        ...["a", "b", "c"].map((name, at) => ({ name, block: { ...BLOCK, hash: word(BigInt(at + 1)) } })),
      ),
      "NODES_DISAGREE",
    ],
    [
      "is told of by too few",
      nodesOf({ name: "a", block: BLOCK, words: anchored() }, { name: "b" }, { name: "c" }),
      "CHAIN_UNREACHABLE",
    ],
  ])("counts for nothing where nodes are heard and what they hold %s", async (_, nodes, code) => {
    const { final, tip } = await heard(new Server(), nodes);
    expect(final).toMatchObject({ known: false, failure: { code } });
    expect(tip.known).toBe(false);
  });

  test("that is none leaves to be told why the nodes were not heard", async () => {
    const nobody = { final: silent("a server"), tip: silent("a server") };
    const { final, tip } = await heard(new Server(nobody), three({}));
    expect([final.source, tip.source]).toEqual(["a, b, c", "a, b, c"]);
  });
});

test("one node whose reads all fail is not told of as one that was believed", async () => {
  const { nodes } = await heard(new Server(), nodesOf({ name: "a", block: BLOCK }));
  expect(nodes).toMatchObject({ agreed: [], silent: [{ node: "a" }] });
});

describe("a notice that the nodes' record does not have", () => {
  const notices = [{ kind: "retraction", time: 1_575_000_000, entry: 3, transaction: word(9n) }] as const;
  const noticed = (at: number): RegistryEvidence =>
    registryState(at, { record: { entry: 2, time: 1_574_755_200, revision: 1, notice: "retraction" } });
  const nodes = () => three({ block: BLOCK, words: anchored() });

  test("is told by the server's word, and not held against it, where it is ahead of them", async () => {
    const server = new Server({ notices, tip: told(noticed(120)) });
    const issue = await heard(server, nodes());
    expect(issue.notices).toEqual(notices);
    expect(issue.tip).toMatchObject({ known: true, source: server.name, value: { block: { number: 120 } } });
    expect(issue.final).toMatchObject({ known: true, value: { block: { number: 110 } } });
    expect(issue.nodes).toMatchObject({ agreed: ["a", "b", "c"], dissent: [] });
  });

  test("is dropped, and the server named, where it is not", async () => {
    const server = new Server({ notices, tip: told(noticed(105)) });
    const issue = await heard(server, nodes());
    expect(issue.notices).toEqual([]);
    expect(issue.nodes?.dissent).toMatchObject([{ node: server.name, said: "a notice" }]);
  });
});
