import type { Log, LogFilter } from "../../core/ports.ts";
import { isFailure } from "../../core/errors/error.ts";
import { answerReader } from "./answer.ts";
import { type JsonRpc, refusal, resultOf } from "./json-rpc.ts";
import { logOf, type PlacedLog } from "./receipt.ts";

const METHOD = "eth_getLogs";
const BODY_LIMIT = 64 * 1024 * 1024;
// A range that was refused for the logs in it need not stay small where there are fewer.
const WIDEN_AFTER = 4;

/**
 * Logs of one contract in order. A node that refuses a range, or answers more than 64 MiB, is asked for half of it,
 * and for more again when it has given several.
 * A node behind the range's end answers an empty list without a word, so its head is asked for first.
 * @throws CHAIN_UNREACHABLE | CHAIN_ANSWER_INVALID when a log is not one that was asked for
 */
export async function readLogs(rpc: JsonRpc, filter: LogFilter): Promise<Log[]> {
  await refuseBehind(rpc, filter.to);
  const found: PlacedLog[] = [];
  let step = filter.to - filter.from + 1;
  let given = 0;
  for (let from = filter.from; from <= filter.to;) {
    const range = { ...filter, from, to: Math.min(from + step - 1, filter.to) };
    const logs = await readRange(rpc, range);
    if (logs === undefined) {
      step = Math.ceil((range.to - range.from + 1) / 2);
      given = 0;
    } else {
      given += 1;
      if (given % WIDEN_AFTER === 0) step *= 2;
      for (const log of logs) found.push(log);
      from = range.to + 1;
    }
  }
  found.sort((a, b) => a.log.block.number - b.log.block.number || a.index - b.index);
  return found.map(({ log }) => log);
}

async function refuseBehind(rpc: JsonRpc, to: number): Promise<void> {
  const method = "eth_blockNumber";
  const answer = await rpc.ask(method, [], { idempotent: true });
  const head = answerReader(rpc.node, method).integer(resultOf(rpc.node, method, answer), "the answer");
  const message = `the node is at block ${head}, before block ${to}`;
  if (head < to) throw refusal(rpc.node, METHOD, { code: 0, message, data: undefined });
}

/** Undefined when the node wants a smaller range and there is one. */
async function readRange(rpc: JsonRpc, filter: LogFilter): Promise<PlacedLog[] | undefined> {
  const divisible = filter.to > filter.from;
  const answer = await rpc
    .ask(METHOD, [parameters(filter)], { idempotent: true, bodyLimit: BODY_LIMIT })
    .catch((error: unknown) => {
      if (divisible && isFailure(error, "CHAIN_ANSWER_INVALID")) return undefined;
      throw error;
    });
  if (answer === undefined || (!answer.ok && divisible)) return undefined;
  const reader = answerReader(rpc.node, METHOD);
  const logs = reader
    .array(resultOf(rpc.node, METHOD, answer), "the answer")
    .map((log) => logOf(reader, log));
  for (const { log } of logs) if (!matches(log, filter)) reader.refuse("a log is not one that was asked for");
  return logs.filter(({ removed }) => !removed);
}

function parameters({ address, topics, from, to }: LogFilter): object {
  return { address, topics, fromBlock: `0x${from.toString(16)}`, toBlock: `0x${to.toString(16)}` };
}

function matches(log: Log, filter: LogFilter): boolean {
  const { number } = log.block;
  if (log.address !== filter.address || number < filter.from || number > filter.to) return false;
  return filter.topics.every((wanted, at) => {
    const topic = log.topics[at];
    if (wanted === null) return topic !== undefined;
    return topic !== undefined && (typeof wanted === "string" ? wanted === topic : wanted.includes(topic));
  });
}
