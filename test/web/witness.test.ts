import { describe, expect, test } from "vitest";
import { portableKeccak256 } from "../../src/core/batch/keccak256.ts";
import { writeList } from "../../src/core/batch/write.ts";
import { uncheckedBlock } from "../../src/core/block.ts";
import { type CID, documentCid, pbCid, rawCid } from "../../src/core/cid.ts";
import { failure } from "../../src/core/errors/error.ts";
import type { BlockRef, Chain } from "../../src/core/ports.ts";
import { openQuorum } from "../../src/core/quorum/quorum.ts";
import { publicationSlots } from "../../src/core/state-proof/layout.ts";
import type { IssueEvidence, RegistryEvidence } from "../../src/verify/evidence.ts";
import type { Nodes } from "../../src/web/rpc/nodes.ts";
import { withNodes } from "../../src/web/rpc/witness.ts";
import { findIssue } from "../../src/web/standalone/find-issue.ts";
import { openShelf } from "../../src/web/standalone/shelf.ts";
import { MemoryArchive } from "../support/memory-archive.ts";
import {
  ENCODED,
  fileEvidence,
  issueEvidence,
  judged,
  MANIFEST,
  registryState,
  silent,
  told,
  TRUST,
} from "../support/witness-evidence.ts";

/* Whose word counts, where a server and nodes in memory are asked about one issue. */

const { chain: CHAIN, id } = MANIFEST.publication;
const { record, current, state, head, profile, list, batch } = publicationSlots(id);
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
  /** Of a long history, the entries that it says are batches. */
  readonly batches?: readonly number[];
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
    batchEntries: stubs.map(
      ({ name, batches }) =>
        async ({ before }) =>
          batches?.filter((entry) => entry < before) ?? gone(name),
    ),
    finality: { kind: "tag" },
  };
}

const three = (stub: Omit<Stub, "name">) => nodesOf(...["a", "b", "c"].map((name) => ({ name, ...stub })));

/** A long history with one batch, whose only issue is the one that is asked about. */
const AT = 4_000;
const { publication, issue } = MANIFEST;
const written = new Map<string, Uint8Array>();
const listing = await writeList(
  publication,
  [{ label: issue.label, digest: ENCODED.digest }],
  { put: async (cid, bytes) => void written.set(cid.toString(), bytes) },
  { sha256: TRUST.sha256, keccak: portableKeccak256 },
);
written.set(documentCid(ENCODED.digest).toString(), ENCODED.bytes);
const batched = () =>
  new Map([
    ...without(5_000),
    [list(AT), word(BigInt(`0x${listing.digest}`))],
    [batch(listing.list.root), word(BigInt(AT) | (1_574_755_200n << 48n) | (1n << 88n))],
  ]);

class Server extends MemoryArchive {
  readonly said: IssueEvidence;
  constructor(change: Partial<IssueEvidence> = {}) {
    super();
    this.said = issueEvidence(change);
  }
  override async issue(): Promise<IssueEvidence> {
    return this.said;
  }
  override async block(cid: CID) {
    const bytes = written.get(cid.toString());
    return bytes === undefined ? super.block(cid) : uncheckedBlock(cid, bytes);
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
    ["cannot be read to the end", three({ block: BLOCK, words: without(1_000_000) }), "HISTORY_BROKEN"],
    ["is too long to be proved", three({ block: BLOCK, words: without(1_000) }), "CHAIN_UNREACHABLE"],
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

describe("an issue of a batch in a history of thousands of entries", () => {
  const nodes = (...batches: readonly (readonly number[])[]) =>
    nodesOf(
      ...batches.map((said, at) => ({
        name: "abc".charAt(at),
        block: BLOCK,
        words: batched(),
        batches: said,
      })),
    );

  test("is found by the batches that enough nodes name", async () => {
    const { final, nodes: said } = await heard(new Server(), nodes([AT], [], [AT]));
    expect(final).toMatchObject({ known: true, value: { record: { entry: AT, revision: 1 } } });
    expect(final.known && final.value.earlier).toBeFalsy();
    expect(said?.agreed).toEqual(["a", "c"]);
  });

  test("is not said to be missing while the list of one of them cannot be had", async () => {
    const server = new Server();
    server.block = async () => undefined;
    const { final } = await heard(server, nodes([AT], [AT], [AT]));
    expect(final).toMatchObject({ known: false, failure: { code: "BLOCK_MISSING" } });
  });
});

describe("an issue that a reader names by its label", () => {
  const named = `${id}/${issue.label}`;
  const find = (words: Stub["words"], server = new Server()) => {
    const shelf = openShelf(TRUST.sha256);
    const nodes = nodesOf({ name: "a", block: BLOCK, words: words ?? new Map(), batches: [AT] });
    return findIssue(named, { shelf, trust: TRUST, witness: server, nodes });
  };

  test("or by a CID is found by the digest in it, whatever codec it names, and by no folder's", async () => {
    const by = (cid: unknown) => {
      const found = { shelf: openShelf(TRUST.sha256), trust: TRUST, nodes: undefined, witness: new Server() };
      return findIssue(String(cid), found);
    };
    for (const cid of [documentCid(ENCODED.digest), rawCid(ENCODED.digest)])
      expect((await by(cid)).issue.label).toBe(issue.label);
    await expect(by(pbCid(ENCODED.digest))).toFailWith("CID_INVALID");
  });

  test("is found alone, and in a batch", async () => {
    for (const words of [anchored(), batched()]) expect((await find(words)).issue.label).toBe(issue.label);
  });

  test("is said to be none only when the lists of all batches were read", async () => {
    await expect(find(without(5))).toFailWith("LABEL_UNKNOWN");
    const server = new Server();
    server.block = async () => undefined;
    await expect(find(batched(), server)).toFailWith("LABEL_UNSEARCHED");
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

  test("is named as the server's word alone, and so is when and why the one on record was posted", async () => {
    const corrected = { kind: "correction", time: 1_575_100_000, entry: 4, transaction: word(10n) } as const;
    const slot = record(ENCODED.digest);
    const words = new Map([
      ...anchored(),
      // Of a correction.
      [slot, word(BigInt(anchored().get(slot) ?? 0n) | (1n << 128n) | (4n << 136n))],
    ] as const);
    const server = new Server({ notices: [...notices, corrected], tip: told(noticed(100)) });
    const issue = await heard(server, three({ block: BLOCK, words }));
    const by = server.name;
    expect(issue.notices.map((one) => one.told)).toEqual([
      { by, isKindProved: false },
      { by, isKindProved: true },
    ]);
    const verdict = judged(fileEvidence({ issue }));
    expect(verdict.standing).toBe("retraction");
    const standing = verdict.checks.find(({ check }) => check === "standing");
    expect(standing?.trusted).toContain(by);
  });

  test("is told by the server's word, and not held against it, where it is ahead of them", async () => {
    const server = new Server({ notices, tip: told(noticed(120)) });
    const issue = await heard(server, nodes());
    expect(issue.notices).toMatchObject(notices);
    expect(issue.tip).toMatchObject({ known: true, source: server.name, value: { block: { number: 120 } } });
    expect(issue.final).toMatchObject({ known: true, value: { block: { number: 110 } } });
    expect(issue.nodes).toMatchObject({ agreed: ["a", "b", "c"], dissent: [] });
  });

  test("is dropped, and the server named, where it is further ahead than nodes ever are behind", async () => {
    const state = noticed(1_000_000_000_000);
    const { block } = registryState(110);
    const later = { ...state, block: { ...state.block, time: block.time + 901 } };
    const server = new Server({ notices, tip: told(later) });
    const issue = await heard(server, nodes());
    expect(issue.tip).toMatchObject({ value: { block: { number: 110 } } });
    expect(issue.nodes?.dissent).toMatchObject([{ node: server.name }]);
    expect(judged(fileEvidence({ issue }))).toMatchObject({ verdict: "authentic" });
  });

  test("is dropped, and the server named, where it is not", async () => {
    const server = new Server({ notices, tip: told(noticed(105)) });
    const issue = await heard(server, nodes());
    expect(issue.notices).toEqual([]);
    expect(issue.nodes?.dissent).toMatchObject([{ node: server.name, said: "a notice" }]);
  });
});
