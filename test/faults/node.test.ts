import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createChain } from "../../src/adapters/evm/chain.ts";
import { asFailure } from "../../src/core/errors/error.ts";
import type { PublishedIssue } from "../../src/publish/issue.ts";
import { type Meddling, openProxy } from "../support/fault-proxy.ts";
import { countFound } from "../support/fault-tally.ts";
import { handOn } from "../support/publisher-hand.ts";
import { openRig, type Parts, recordsOf } from "../support/publisher-rig.ts";

/*
 * A node that is slow, behind, wrong or not alone, over real HTTP: a real anvil behind a proxy that cuts, delays and
 * changes answers. Afterwards the node is honest again, and the same command is run once more.
 */

const rig = await openRig();
const proxy = await openProxy(rig.url);
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await rig[Symbol.asyncDispose]();
});

const chain = createChain({ url: proxy.url, timeoutMs: 500 });
const { publish, mine, mining, nonceOf, occupy } = handOn(rig);
const SEND = "eth_sendRawTransaction";

type Plan = ReturnType<typeof rig.plan>;

afterEach(async () => {
  proxy.meddle(undefined);
  await mining(true);
  await mine();
});

/** Meddles with the n-th call of a method and with those after it, `times` of them. */
function meddleWith(method: string, meddling: Meddling, { from = 1, times = 1 } = {}): void {
  let calls = 0;
  proxy.meddle((asked) => {
    if (asked.method !== method) return undefined;
    calls += 1;
    return calls >= from && calls < from + times ? meddling : undefined;
  });
}

async function endOf(publishing: Promise<PublishedIssue>): Promise<string> {
  try {
    return (await publishing).status;
  } catch (error) {
    return asFailure(error).code;
  }
}

const run = (plan: Plan, parts: Parts = {}): Promise<string> => endOf(publish(plan, { chain, ...parts }));

/** The honest run afterwards; `spent` transactions were mined in all. */
async function expectOneRecord(plan: Plan, before: number, spent = 1): Promise<void> {
  proxy.meddle(undefined);
  expect(await run(plan)).toMatch(/^(final|already)$/);
  const times = recordsOf(await rig.entries(), plan);
  countFound(times);
  expect(times).toBe(1);
  expect(await nonceOf(rig.signer)).toBe(before + spent);
  expect(rig.journal.unfinished()).toStrictEqual([]);
  expect(rig.staged()).toBe(false);
}

describe("a transaction that the node took, and whose answer", () => {
  const ways: readonly (readonly [string, Meddling])[] = [
    ["never came (the connection was cut)", { kind: "swallow" }],
    ["came too late (timeout)", { kind: "hang" }],
    ["was 429 from something in front of it", { kind: "status", status: 429 }],
    ["was 502 from something in front of it", { kind: "status", status: 502 }],
    ["was `already known`", { kind: "error", code: -32000, message: "already known" }],
    ["was `nonce too low`", { kind: "error", code: -32000, message: "nonce too low" }],
    ["was `replacement transaction underpriced`", { kind: "error", code: -32000, message: "underpriced" }],
    ["was another hash", { kind: "result", of: () => `0x${"ab".repeat(32)}` }],
    ["was no JSON-RPC answer", { kind: "result", of: () => undefined }],
  ];
  test.each(ways)("%s, is recognised by its own hash and never signed again", async (_, meddling) => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    meddleWith(SEND, meddling, { times: 3 });
    expect(await run(plan)).toBe("final");
    await expectOneRecord(plan, before);
  });

  test("never came, is found by the next run when this one was given up", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    proxy.meddle(({ method }) => (method === SEND ? { kind: "swallow" } : cutAfter(method)));
    expect(await run(plan)).toBe("CHAIN_UNREACHABLE");
    await expectOneRecord(plan, before);
  });

  const cutAfter = (method: string): Meddling | undefined =>
    method === "eth_getTransactionReceipt" ? { kind: "cut" } : undefined;
});

describe("a node's own refusal to take a transaction", () => {
  test("`transaction already imported`: it has it, and nothing is signed again", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    await mining(false);
    let sends = 0;
    proxy.meddle(async ({ method, params }) => {
      if (method !== SEND) return undefined;
      sends += 1;
      if (sends === 1) await rig.rpc(method, ...params);
      else await mining(true);
      return sends === 1 ? { kind: "result", of: (real) => real } : undefined;
    });
    const publishing = run(plan, { patience: { bumpAfterMs: 1e9, mineWithinMs: 1e9 } });
    await until(() => proxy.answered(SEND) === "transaction already imported");
    await mining(true);
    await mine();
    expect(await publishing).toBe("final");
    await expectOneRecord(plan, before);
  });

  test("`nonce too low`, since it is mined already: the receipt of its own hash settles it", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    proxy.meddle(async ({ method, params }) => {
      if (method !== SEND) return undefined;
      await rig.rpc(method, ...params);
      return { kind: "result", of: (real) => real };
    });
    expect(await run(plan)).toBe("final");
    expect(proxy.answered(SEND)).toMatch(/nonce too low|already imported/);
    await expectOneRecord(plan, before);
  });

  test("`nonce too low`, since another program has used it: a new one is made when that is final", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    let taken = false;
    proxy.meddle(async ({ method }) => {
      if (method !== SEND || taken) return undefined;
      taken = true;
      await occupy(before);
      return { kind: "result", of: (real) => real };
    });
    expect(await run(plan)).toBe("final");
    await expectOneRecord(plan, before, 2);
  });

  test("`replacement transaction underpriced`: another program's waits under the nonce with a higher fee", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    await mining(false);
    let taken = false;
    proxy.meddle(async ({ method }) => {
      if (method !== SEND || taken) return undefined;
      taken = true;
      await occupy(before);
      return { kind: "result", of: (real) => real };
    });
    const publishing = run(plan, { patience: { bumpAfterMs: 1e9, mineWithinMs: 1e9 } });
    await until(() => /underpriced/.test(String(proxy.answered(SEND))));
    await mining(true);
    await mine();
    expect(await publishing).toBe("final");
    await expectOneRecord(plan, before, 2);
  });
});

describe("a node that is behind", () => {
  test("in its count of transactions: the spent nonce is found out, and one record is made", async () => {
    const plan = rig.plan();
    const taken = await nonceOf(rig.signer);
    await occupy(taken);
    // The chain mines by itself, and not before it has answered.
    await mine();
    const before = taken + 1;
    const old = `0x${taken.toString(16)}`;
    meddleWith("eth_getTransactionCount", { kind: "result", of: () => old }, { times: 4 });
    expect(await run(plan)).toBe("final");
    await expectOneRecord(plan, before);
  });

  test("in its latest block: what it does not show yet is recognised by the journal", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    const earlier = await rig.chain.block("latest");
    expect(await run(plan)).toBe("final");
    await mine();
    const old = await rig.rpc("eth_getBlockByNumber", `0x${(earlier?.number ?? 0).toString(16)}`, false);
    proxy.meddle(({ method, params }) =>
      method === "eth_getBlockByNumber" && params[0] === "latest"
        ? { kind: "result", of: () => old }
        : undefined,
    );
    // Its finality is a depth below that old block.
    expect(await run(plan, { until: "mined" })).toBe("mined");
    await expectOneRecord(plan, before);
  });

  test("in its receipts: a nonce that is spent is doubted, not believed", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    meddleWith("eth_getTransactionReceipt", { kind: "result", of: () => null }, { times: 12 });
    expect(await run(plan)).toBe("final");
    await expectOneRecord(plan, before);
  });
});

describe("a node that turns out to be of another chain in the middle of a run", () => {
  test.each([1, 2])("at its %i. question: nothing is signed or believed there", async (from) => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    meddleWith("eth_chainId", { kind: "result", of: () => "0x1" }, { from, times: 1e9 });
    expect(await run(plan)).toBe("CHAIN_MISMATCH");
    const [job] = rig.journal.unfinished();
    expect(job?.step).toBe(from === 1 ? "read-back" : "mined");
    await expectOneRecord(plan, before);
  });
});

describe("a node without a final block", () => {
  const ways: readonly (readonly [string, Meddling])[] = [
    ["gives none", { kind: "result", of: () => null }],
    ["does not know the word", { kind: "error", code: -32602, message: "invalid block tag" }],
    ["gives its first block", { kind: "result", of: () => undefined }],
  ];
  test.each(ways)(
    "%s: it is said to be mined and not final, and settled by a node that has one",
    async (how, way) => {
      const plan = rig.plan();
      const before = await nonceOf(rig.signer);
      const first = await rig.rpc("eth_getBlockByNumber", "0x0", false);
      proxy.meddle(({ method, params }) => {
        if (method !== "eth_getBlockByNumber" || params[0] !== "finalized") return undefined;
        return how === "gives its first block" ? { kind: "result", of: () => first } : way;
      });
      const patience = { finalWithinMs: 30_000 };
      expect(await run(plan, { finality: { kind: "tag" }, patience })).toBe("FINALITY_PENDING");
      expect(rig.journal.unfinished()).toMatchObject([{ step: "mined" }]);
      await expectOneRecord(plan, before);
    },
  );
});

describe("a node whose answers cannot be used", () => {
  const ways: readonly (readonly [string, string, Meddling, string])[] = [
    ["hangs", "eth_estimateGas", { kind: "hang" }, "CHAIN_UNREACHABLE"],
    ["hangs", "eth_getTransactionReceipt", { kind: "hang" }, "CHAIN_UNREACHABLE"],
    ["answers 200 MB", "eth_feeHistory", { kind: "flood", bytes: 200 * 1024 * 1024 }, "CHAIN_ANSWER_INVALID"],
    ["is asked too much (429)", "eth_call", { kind: "status", status: 429 }, "CHAIN_UNREACHABLE"],
  ];
  test.each(ways)("%s (%s): the run ends, the next one goes on", async (_, method, meddling, code) => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    meddleWith(method, meddling, { times: 1e9 });
    expect(await run(plan)).toBe(code);
    await expectOneRecord(plan, before);
  });

  test("gives the receipt of another transaction: it is not believed", async () => {
    const other = rig.plan();
    const { tx } = await publish(other);
    const receipt = await rig.rpc("eth_getTransactionReceipt", tx);
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    meddleWith("eth_getTransactionReceipt", { kind: "result", of: () => receipt }, { times: 1e9 });
    expect(await run(plan)).toBe("CHAIN_ANSWER_INVALID");
    await expectOneRecord(plan, before);
  });

  test("estimates too little gas: the transaction fails, and the next run makes another", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    meddleWith("eth_estimateGas", { kind: "result", of: () => "0xafc8" });
    expect(await run(plan)).toBe("CALL_REVERTED");
    expect(rig.journal.unfinished()).toStrictEqual([]);
    await expectOneRecord(plan, before, 2);
  });

  test("estimates more gas than a block has: it is not sent, and the next run goes on", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    meddleWith("eth_estimateGas", { kind: "result", of: () => "0xffffffffffff" });
    expect(await run(plan)).toBe("FUNDS_INSUFFICIENT");
    await expectOneRecord(plan, before);
  });
});

async function until(met: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2_000 && !met(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(met()).toBe(true);
}
