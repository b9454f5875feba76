import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChain } from "../../src/adapters/evm/chain.ts";
import { eventTopic } from "../../src/adapters/evm/events.ts";
import { createRegistry } from "../../src/adapters/evm/registry.ts";
import { createStateProofs } from "../../src/adapters/evm/state-proof.ts";
import { openCatalogue } from "../../src/adapters/index/catalogue.ts";
import { systemClock } from "../../src/adapters/node/clock.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { parseDigest } from "../../src/core/digest.ts";
import type { Chain, Registry } from "../../src/core/ports.ts";
import type { Dissent } from "../../src/core/quorum/agreement.ts";
import { majority, openQuorum } from "../../src/core/quorum/quorum.ts";
import { publishIssue } from "../../src/publish/issue.ts";
import { postNotice } from "../../src/publish/notice.ts";
import { gatherFile } from "../../src/verify/gather.ts";
import { judge } from "../../src/verify/judge/judge.ts";
import { DEFAULT_POLICY, type Verdict } from "../../src/verify/judge/verdict.ts";
import { openArchive } from "../../src/verify/open-archive.ts";
import { verdictReport } from "../../src/verify/report.ts";
import { utf8 } from "../support/hashing.ts";
import {
  allOf,
  forgedProof,
  type Lie,
  type LyingChain,
  otherAnswer,
  otherBlocks,
  pretendingTip,
  startLyingChain,
  stuckAt,
  withoutLogs,
} from "../support/lying-chain.ts";
import { openRig, recordsOf, type Rig } from "../support/publisher-rig.ts";

/*
 * Real nodes behind proxies that lie. Each lie in each minority: the verdict is the one without it, and the liar is
 * named. An issue was published, then an hour and more passed, then it was retracted: a verdict that lacks the
 * retraction is wrong.
 */

/** Of a node for each answer, in milliseconds. */
const DEADLINE = 30_000;

const TEXT = "The letter called issue-1.\n";

interface Scene {
  readonly rig: Rig;
  /** The same registry with the same publication, of which nothing was published. */
  readonly other: Rig;
  readonly proxies: readonly LyingChain[];
  /** The block before the retraction. */
  readonly before: number;
}

let scene: Scene;
let truth: Verdict;

beforeAll(async () => {
  const [rig, other] = await Promise.all([openRig(), openRig()]);
  const published = await publishIssue(rig.plan("issue-1"), rig.publisher());
  const before = Number(await rig.rpc("eth_blockNumber"));
  await rig.rpc("evm_increaseTime", 7_200);
  const notice = { publication: rig.publication.id, kind: "retraction", reason: "It was invented." } as const;
  await postNotice({ ...notice, digest: parseDigest(published.digest) }, rig.publisher());
  for (const one of [rig, other]) await one.rpc("anvil_mine", "0x50");
  const proxies = await Promise.all(Array.from({ length: 5 }, () => startLyingChain(rig.url)));
  scene = { rig, other, proxies, before };
  truth = await verdictBy(honest(1));
});

afterAll(async () => {
  for (const proxy of scene.proxies) await proxy[Symbol.asyncDispose]();
  await scene.rig[Symbol.asyncDispose]();
  await scene.other[Symbol.asyncDispose]();
});

/** What a node gets wrong, by name; which kinds of dissent name it. No kinds: it gives no answer. */
const LIES: Readonly<
  Record<string, { readonly lie: () => Lie; readonly named: readonly Dissent["kind"][] }>
> = {
  "has no record of the issue": {
    lie: () => otherAnswer("record", (told) => ({ ...told, ...NO_RECORD })),
    named: ["other-answer"],
  },
  "dates the record back": {
    lie: () => otherAnswer("record", (told) => ({ ...told, time: 1n })),
    named: ["other-answer"],
  },
  "hides the notice, and its log": { lie: hidingNotice, named: ["other-answer"] },
  "hides the notice, its log and its entry, and folds": {
    lie: () =>
      allOf(
        hidingNotice(),
        otherAnswer("publication", (told) => ({ ...told, entries: 2n })),
      ),
    named: ["other-answer"],
  },
  "says that another owns the publication": {
    lie: () => otherAnswer("publication", (told) => ({ ...told, profile: `0x${"ab".repeat(32)}` })),
    named: ["other-answer"],
  },
  "gives no logs": { lie: () => withoutLogs(() => true), named: ["other-answer"] },
  "is stuck before the retraction": { lie: () => stuckAt(scene.before), named: ["behind"] },
  "takes an old block for the final one": { lie: () => pretendingTip(() => scene.before), named: ["behind"] },
  "names a block of the future": {
    lie: () => pretendingTip((height) => height + 1_000, true),
    named: ["ahead"],
  },
  "has other blocks": { lie: () => otherBlocks(scene.before), named: ["other-block"] },
  "forges a proof for a wrong record": {
    lie: () =>
      allOf(
        otherAnswer("record", (told) => ({ ...told, ...NO_RECORD })),
        forgedProof,
      ),
    named: ["forged-proof", "other-answer"],
  },
  "serves another chain": {
    lie: () => (asked) => (asked.method === "eth_chainId" ? { result: "0x1" } : undefined),
    named: ["other-chain"],
  },
  "says nothing that makes sense": { lie: () => () => ({ result: { sense: false } }), named: ["malformed"] },
  "refuses everything": {
    lie: () => () => ({ error: { code: -32005, message: "limit exceeded" } }),
    named: [],
  },
  "hangs up": { lie: () => () => "hang up", named: [] },
  hangs: { lie: () => () => "hang", named: [] },
};

const NO_RECORD = { entry: 0n, time: 0n, revision: 0n, kind: 0n, standing: 0n, notice: 0n, first: 0n };

function hidingNotice(): Lie {
  const hidden = withoutLogs((topic) => topic === eventTopic("NoticePosted"));
  return allOf(
    otherAnswer("record", (told) => ({ ...told, standing: 0n, notice: 0n })),
    hidden,
  );
}

/** All honest again, and so many of them. */
function honest(count: number): readonly LyingChain[] {
  const { proxies, rig } = scene;
  for (const proxy of proxies) Object.assign(proxy, { lie: undefined, real: rig.url });
  return proxies.slice(0, count);
}

interface Asking {
  readonly chain: Chain;
  readonly registry: Registry;
}

function asking(nodes: readonly LyingChain[], needed?: number) {
  const { address, chain: chainId } = { address: scene.rig.registry, chain: scene.rig.publication.chain };
  const settings = nodes.map(({ url }) => ({ url, timeoutMs: DEADLINE }));
  const quorum = openQuorum({
    ...{ chainId, needed, clock: systemClock },
    nodes: settings.map((one) => ({ chain: createChain(one), states: createStateProofs(one) })),
  });
  const over = (chain: Chain) => createRegistry({ chain, address, chainId, deployedAt: 0 });
  return () => {
    const round = quorum.round();
    return { ...round, registry: round.registry({ address, over, sha256: nodeSha256 }) };
  };
}

/** As the command comes to its verdict on a copy of the issue. */
async function verdictBy(nodes: readonly LyingChain[], needed?: number): Promise<Verdict> {
  const { rig } = scene;
  const ask = asking(nodes, needed);
  const { chain, registry }: Asking = ask();
  const catalogue = openCatalogue(":memory:");
  const parts = { chain, registry, ask, catalogue, stores: [rig.store], sha256: nodeSha256 };
  const own = () => [rig.publication.id];
  const archive = openArchive({ ...parts, own, name: "the archive", finality: { kind: "tag" } });
  await archive.refresh().catch(() => undefined);
  const bytes = utf8(TEXT);
  const file = { path: "letter.txt", size: bytes.length, sha256: parseDigest(hex(nodeSha256(bytes))) };
  const gathering = { witness: archive, sha256: nodeSha256 };
  const evidence = await gatherFile({ ...file, bytes: () => Promise.resolve(bytes) }, gathering);
  catalogue.close();
  const trust = { chain: rig.publication.chain, registry: rig.registry, sha256: nodeSha256 };
  return judge(evidence, trust, DEFAULT_POLICY);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function nameOf({ url }: LyingChain): string {
  return new URL(url).host;
}

/** Whose word it rests on is another matter, and asked about by itself. */
function without(verdict: Verdict): object {
  const checks = verdict.checks.map((check) => ({ ...check, trusted: [] }));
  return { ...verdict, checks, nodes: undefined };
}

test("one node alone is believed, and the verdict says so", async () => {
  const [node] = honest(1);
  const verdict = await verdictBy(honest(1));
  expect(verdict).toMatchObject({ verdict: "authentic-but", standing: "retraction" });
  expect(verdict.nodes).toEqual({
    ...{ needed: 1, proved: false, dissent: [], silent: [] },
    ...{ nodes: [nameOf(node as LyingChain)], agreed: [nameOf(node as LyingChain)] },
  });
});

describe.each([3, 5])("of %i nodes, a minority that", (size) => {
  test.each(Object.entries(LIES))(
    "%s changes nothing in the verdict, and is named",
    async (_, { lie, named }) => {
      for (let first = 0; first < size; first += 1) {
        const nodes = honest(size);
        const liars = Array.from({ length: size - majority(size) }, (_one, more) => (first + more) % size);
        for (const at of liars) Object.assign(nodes[at] as LyingChain, { lie: lie() });
        const verdict = await verdictBy(nodes);
        expect(without(verdict)).toEqual(without(truth));
        const told = verdict.nodes;
        const names = liars.map((at) => nameOf(nodes[at] as LyingChain)).toSorted();
        const accused = told?.dissent.filter(({ kind }) => named.includes(kind)).map(({ node }) => node);
        const unheard = named.length === 0 ? told?.silent.map(({ node }) => node) : accused;
        expect([...new Set(unheard)].toSorted()).toEqual(names);
        expect(told?.agreed.toSorted()).toEqual(
          nodes
            .map(nameOf)
            .filter((name) => !names.includes(name))
            .toSorted(),
        );
        const says = verdictReport(verdict).nodes?.says ?? [];
        for (const name of names) expect(says.some((sentence) => sentence.includes(name))).toBe(true);
      }
    },
  );
});

describe("a majority of three", () => {
  const two = (lie: Lie) => {
    const nodes = honest(3);
    for (const node of nodes.slice(1)) node.lie = lie;
    return nodes;
  };

  test("that lies about a record is overruled by one state proof, as long as the block is the chain's", async () => {
    for (const lie of ["has no record of the issue", "hides the notice, and its log"]) {
      const nodes = two(lieOf(lie));
      const verdict = await verdictBy(nodes);
      expect(without(verdict)).toEqual(without(truth));
      expect(verdict.nodes).toMatchObject({ proved: true, agreed: [nameOf(nodes[0] as LyingChain)] });
    }
  });

  test("that forges the proofs, too, is overruled by the one that does not", async () => {
    const verdict = await verdictBy(two(lieOf("forges a proof for a wrong record")));
    expect(without(verdict)).toEqual(without(truth));
  });

  test("that is on a chain of its own is believed, and the honest node is named", async () => {
    const nodes = honest(3);
    for (const node of nodes.slice(1)) node.real = scene.other.url;
    const verdict = await verdictBy(nodes);
    expect(verdict.verdict).toBe("not-anchored");
    expect([...new Set(verdict.nodes?.dissent.map(({ node }) => node))]).toEqual([
      nameOf(nodes[0] as LyingChain),
    ]);
  });

  test.each(["hangs up", "refuses everything", "says nothing that makes sense"])(
    "that %s leaves nothing that can be checked",
    async (lie) => {
      const verdict = await verdictBy(two(lieOf(lie)));
      expect(verdict.verdict).toBe("could-not-check");
    },
  );

  test("of which no two have the same block leaves nothing that can be checked", async () => {
    const nodes = honest(3);
    Object.assign(nodes[1] as LyingChain, { lie: otherBlocks(0) });
    Object.assign(nodes[2] as LyingChain, { real: scene.other.url });
    expect((await verdictBy(nodes)).verdict).toBe("could-not-check");
  });
});

test("of two nodes, one that is stuck leaves nothing that can be checked", async () => {
  const nodes = honest(2);
  Object.assign(nodes[1] as LyingChain, { lie: stuckAt(scene.before) });
  expect((await verdictBy(nodes)).verdict).toBe("could-not-check");
});

test("a node that hangs is not waited for as long as it may take to answer", async () => {
  const nodes = honest(3);
  Object.assign(nodes[0] as LyingChain, { lie: lieOf("hangs") });
  const start = performance.now();
  expect((await verdictBy(nodes)).verdict).toBe("authentic-but");
  expect(performance.now() - start).toBeLessThan(DEADLINE / 3);
});

describe("publishing by three nodes of which one", () => {
  const LYING: Readonly<Record<string, Lie>> = {
    "tells of no receipt": ({ method }) =>
      method === "eth_getTransactionReceipt" ? { result: null } : undefined,
    "counts too many transactions": ({ method }) =>
      method === "eth_getTransactionCount" ? { result: "0xffff" } : undefined,
    "counts no transactions": ({ method }) =>
      method === "eth_getTransactionCount" ? { result: "0x0" } : undefined,
    "takes no transaction": ({ method }) => (method === "eth_sendRawTransaction" ? "hang up" : undefined),
    "says that the label is free, and there is nothing": otherAnswer("publication", (told) => ({
      ...told,
      entries: 1n,
    })),
    "refuses everything": lieOf("refuses everything"),
  };

  test.each(Object.entries(LYING))("%s anchors once, and again is a no-op", async (name, lie) => {
    const nodes = honest(3);
    Object.assign(nodes[0] as LyingChain, { lie });
    const { chain, registry }: Asking = asking(nodes)();
    const publisher = { ...scene.rig.publisher({ chain }), registry };
    const plan = scene.rig.plan(name.replaceAll(/[^a-z]+/g, "-"));
    expect(await publishIssue(plan, publisher)).toMatchObject({ status: "final" });
    expect(await publishIssue(plan, publisher)).toMatchObject({ status: "already" });
    expect(recordsOf(await scene.rig.entries(), plan)).toBe(1);
  });
});

function lieOf(name: string): Lie {
  return LIES[name]?.lie() ?? expect.unreachable(`there is no lie that ${name}`);
}
