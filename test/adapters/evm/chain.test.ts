import { describe, expect, test } from "vitest";
import { createChain } from "../../../src/adapters/evm/chain.ts";
import { parseAddress } from "../../../src/core/address.ts";
import type { BlockRef } from "../../../src/core/ports.ts";
import { answer, block, hash, playNode, playTable, refuse } from "./node-server.ts";

const REGISTRY = parseAddress(`0x${"52".repeat(20)}`);
const OTHER = parseAddress(`0x${"53".repeat(20)}`);
const CALL = { to: REGISTRY, data: "0x1234" } as const;
const AT: BlockRef = { number: 7, hash: hash("7"), time: 1 };

const receipt = (changes: object = {}): object => ({
  transactionHash: hash("a"),
  blockHash: hash("b"),
  blockNumber: "0x7",
  status: "0x1",
  gasUsed: "0x5208",
  contractAddress: null,
  logs: [],
  ...changes,
});

const log = (changes: object = {}): object => ({
  address: REGISTRY,
  topics: [hash("1")],
  data: "0x",
  blockNumber: "0x5",
  blockHash: hash("5"),
  transactionHash: hash("a"),
  logIndex: "0x0",
  removed: false,
  ...changes,
});

describe("blocks", () => {
  test("a block of another hash than the asked one is refused", async () => {
    await using node = await playTable({ eth_getBlockByHash: () => block(7, "8") });
    await expect(createChain({ url: node.url }).block(hash("7"))).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("a block of another number than the asked one is refused", async () => {
    await using node = await playTable({ eth_getBlockByNumber: () => block(8, "8") });
    await expect(createChain({ url: node.url }).block(7)).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("an unknown block is undefined", async () => {
    await using node = await playTable({ eth_getBlockByHash: () => null });
    expect(await createChain({ url: node.url }).block(hash("7"))).toBeUndefined();
  });

  test.each([
    ["number", { number: 7 }],
    ["number", { number: "0x07" }],
    ["hash", { hash: "0x12" }],
    ["timestamp", { timestamp: `0x${"f".repeat(20)}` }],
  ])("a malformed %s is refused", async (_, changes) => {
    await using node = await playTable({ eth_getBlockByNumber: () => ({ ...block(7, "7"), ...changes }) });
    await expect(createChain({ url: node.url }).block("latest")).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("a first block that is said to be final on a longer chain is no final block", async () => {
    await using node = await playTable({
      eth_getBlockByNumber: ({ params }) => (params[0] === "finalized" ? block(0, "0") : block(9, "9")),
    });
    expect(await createChain({ url: node.url }).block("finalized")).toBeUndefined();
  });

  test("a node that does not know the word finalized has no final block", async () => {
    await using node = await playNode((asked, response) =>
      refuse(response, asked, { code: -39001, message: "Unknown block" }),
    );
    expect(await createChain({ url: node.url }).block("finalized")).toBeUndefined();
  });

  test("a node that is out of quota has not said that there is no final block", async () => {
    await using node = await playNode((asked, response) =>
      refuse(response, asked, { code: -32005, message: "limit exceeded" }),
    );
    await expect(createChain({ url: node.url }).block("finalized")).toFailWith("CHAIN_UNREACHABLE");
  });
});

describe("receipts", () => {
  test("a receipt of another transaction is refused", async () => {
    await using node = await playTable({ eth_getTransactionReceipt: () => receipt() });
    await expect(createChain({ url: node.url }).receipt(hash("c"))).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("a receipt with a log of another transaction is refused", async () => {
    const foreign = log({ transactionHash: hash("d"), blockHash: hash("b") });
    await using node = await playTable({ eth_getTransactionReceipt: () => receipt({ logs: [foreign] }) });
    await expect(createChain({ url: node.url }).receipt(hash("a"))).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("a status that is neither success nor failure is refused", async () => {
    await using node = await playTable({ eth_getTransactionReceipt: () => receipt({ status: "0x2" }) });
    await expect(createChain({ url: node.url }).receipt(hash("a"))).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("a receipt without a block is none yet", async () => {
    await using node = await playTable({ eth_getTransactionReceipt: () => receipt({ blockHash: null }) });
    expect(await createChain({ url: node.url }).receipt(hash("a"))).toBeUndefined();
  });
});

describe("calls", () => {
  test("a call is pinned to the block's hash", async () => {
    await using node = await playTable({ eth_call: () => "0x01" });
    expect(await createChain({ url: node.url }).call(CALL, AT)).toBe("0x01");
    expect(node.asked[0]?.params[1]).toEqual({ blockHash: AT.hash, requireCanonical: true });
  });

  const byNumberOnly = (digit: string) =>
    playNode((asked, response) => {
      if (asked.method === "eth_getBlockByNumber") answer(response, asked, block(7, digit));
      else if (typeof asked.params[1] === "string") answer(response, asked, "0x01");
      else refuse(response, asked, { code: -32602, message: "invalid argument 1" });
    });

  test("a node without calls by hash is asked by number", async () => {
    await using node = await byNumberOnly("7");
    expect(await createChain({ url: node.url }).call(CALL, AT)).toBe("0x01");
  });

  test("its answer does not count when the number stands for another block by then", async () => {
    await using node = await byNumberOnly("8");
    await expect(createChain({ url: node.url }).call(CALL, AT)).toFailWith("CHAIN_UNREACHABLE");
  });

  test("a revert that is not the registry's own is CALL_REVERTED", async () => {
    await using node = await playNode((asked, response) =>
      refuse(response, asked, { code: 3, message: "execution reverted", data: "0xdeadbeef" }),
    );
    const chain = createChain({ url: node.url });
    await expect(chain.call(CALL, AT)).toFailWith("CALL_REVERTED");
    await expect(chain.estimateGas(CALL)).toFailWith("CALL_REVERTED");
  });

  test("an error that is no revert leaves the question open", async () => {
    await using node = await playNode((asked, response) =>
      refuse(response, asked, { code: -32000, message: "header not found" }),
    );
    await expect(createChain({ url: node.url }).call(CALL, AT)).toFailWith("CHAIN_UNREACHABLE");
  });
});

describe("logs", () => {
  const filter = { address: REGISTRY, topics: [[hash("1"), hash("2")]], from: 0, to: 15 };

  test("a refused range is halved until the node gives it, and the logs come in order", async () => {
    const asked: [number, number][] = [];
    await using node = await playNode((request, response) => {
      if (request.method === "eth_blockNumber") return answer(response, request, "0x10");
      const { fromBlock, toBlock } = request.params[0] as { fromBlock: string; toBlock: string };
      const [from, to] = [Number(fromBlock), Number(toBlock)];
      if (to - from >= 4) return refuse(response, request, { code: -32005, message: "range too large" });
      asked.push([from, to]);
      const at = (number: number, index: number) =>
        log({ blockNumber: `0x${number.toString(16)}`, logIndex: `0x${index}` });
      return answer(response, request, [at(to, 1), at(to, 0), at(from, 0)]);
    });
    const logs = await createChain({ url: node.url }).logs(filter);
    expect(asked).toEqual([
      [0, 3],
      [4, 7],
      [8, 11],
      [12, 15],
    ]);
    expect(logs.map((one) => one.block.number)).toEqual([0, 3, 3, 4, 7, 7, 8, 11, 11, 12, 15, 15]);
  });

  test("behind a crowded block the ranges grow again", async () => {
    let requests = 0;
    await using node = await playNode((request, response) => {
      if (request.method === "eth_blockNumber") return answer(response, request, "0x400");
      requests += 1;
      const { fromBlock, toBlock } = request.params[0] as { fromBlock: string; toBlock: string };
      const [from, to] = [Number(fromBlock), Number(toBlock)];
      const crowded = from <= 10 && to >= 10 && to > from;
      return crowded
        ? refuse(response, request, { code: -32005, message: "more than 10000 results" })
        : answer(response, request, []);
    });
    await createChain({ url: node.url }).logs({ ...filter, from: 0, to: 1023 });
    expect(requests).toBeLessThan(64);
  });

  test("a single block that is refused ends it", async () => {
    await using node = await playTable({ eth_blockNumber: () => "0x10" });
    await expect(createChain({ url: node.url }).logs({ ...filter, to: 3 })).toFailWith("CHAIN_UNREACHABLE");
  });

  test("a node that is behind the range is not believed to have no logs", async () => {
    await using node = await playTable({ eth_blockNumber: () => "0xe", eth_getLogs: () => [] });
    await expect(createChain({ url: node.url }).logs(filter)).toFailWith("CHAIN_UNREACHABLE");
  });

  test.each([
    ["another contract", { address: OTHER }],
    ["another topic", { topics: [hash("3")] }],
    ["a block outside the range", { blockNumber: "0x10" }],
  ])("a log of %s is refused", async (_, changes) => {
    await using node = await playTable({ eth_blockNumber: () => "0x10", eth_getLogs: () => [log(changes)] });
    await expect(createChain({ url: node.url }).logs(filter)).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("a log that a reorganisation took away is left out", async () => {
    await using node = await playTable({
      eth_blockNumber: () => "0x10",
      eth_getLogs: () => [log({ removed: true }), log()],
    });
    expect(await createChain({ url: node.url }).logs(filter)).toHaveLength(1);
  });
});

test("transactions are counted up to a block that is named by its number", async () => {
  await using node = await playTable({
    eth_getTransactionCount: ({ params: [account, at] }) =>
      account === OTHER && at === "0x1a" ? "0x3" : "0x9",
  });
  expect(await createChain({ url: node.url }).transactionCount(OTHER, 26)).toBe(3);
});

describe("fees", () => {
  const history = { baseFeePerGas: ["0x5", "0x7"], reward: [["0x3"]] };

  test("leave room for the base fee to double", async () => {
    await using node = await playTable({
      eth_feeHistory: () => history,
      eth_maxPriorityFeePerGas: () => "0x2",
    });
    expect(await createChain({ url: node.url }).fees()).toEqual({
      maxFeePerGas: 16n,
      maxPriorityFeePerGas: 2n,
    });
  });

  test("take the latest block's median tip where the node suggests none", async () => {
    await using node = await playTable({ eth_feeHistory: () => history });
    expect(await createChain({ url: node.url }).fees()).toEqual({
      maxFeePerGas: 17n,
      maxPriorityFeePerGas: 3n,
    });
  });
});
