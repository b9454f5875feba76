import type { Log, Receipt, TransactionHash } from "../../core/ports.ts";
import { type AnswerReader, answerReader } from "./answer.ts";
import { type JsonRpc, resultOf } from "./json-rpc.ts";

const METHOD = "eth_getTransactionReceipt";

/** Undefined while the transaction is not mined. @throws CHAIN_ANSWER_INVALID when it is another transaction's */
export async function readReceipt(rpc: JsonRpc, transaction: TransactionHash): Promise<Receipt | undefined> {
  const answer = await rpc.ask(METHOD, [transaction], { idempotent: true });
  const result = resultOf(rpc.node, METHOD, answer);
  if (result === null) return undefined;
  const reader = answerReader(rpc.node, METHOD);
  const fields = reader.object(result, "the receipt");
  // Some nodes give a receipt without a block for a transaction that still waits.
  if (fields["blockHash"] === null) return undefined;
  const receipt = receiptOf(reader, fields);
  if (receipt.transaction !== transaction.toLowerCase())
    reader.refuse("the receipt is of another transaction");
  refuseForeignLogs(reader, receipt);
  return receipt;
}

function receiptOf(reader: AnswerReader, fields: Readonly<Record<string, unknown>>): Receipt {
  const status = reader.quantity(fields["status"], "status");
  if (status > 1n) reader.refuse("status is neither 0 nor 1");
  const created = fields["contractAddress"] ?? null;
  return {
    transaction: reader.hash(fields["transactionHash"], "transactionHash"),
    succeeded: status === 1n,
    block: {
      number: reader.integer(fields["blockNumber"], "blockNumber"),
      hash: reader.hash(fields["blockHash"], "blockHash"),
    },
    gasUsed: reader.quantity(fields["gasUsed"], "gasUsed"),
    ...(created === null ? {} : { contract: reader.account(created, "contractAddress") }),
    logs: reader.array(fields["logs"], "logs").map((log) => logOf(reader, log).log),
  };
}

function refuseForeignLogs(reader: AnswerReader, { transaction, block, logs }: Receipt): void {
  const foreign = logs.some((log) => log.transaction !== transaction || log.block.hash !== block.hash);
  if (foreign) reader.refuse("the receipt has a log of another transaction");
}

/** A log with what orders it within its block. */
export interface PlacedLog {
  readonly log: Log;
  readonly index: number;
  /** The node says that a reorganisation took the log away. */
  readonly removed: boolean;
}

/** @throws CHAIN_ANSWER_INVALID */
export function logOf(reader: AnswerReader, value: unknown): PlacedLog {
  const fields = reader.object(value, "the log");
  const topics = reader.array(fields["topics"], "topics");
  if (topics.length > 4) reader.refuse("a log has more than four topics");
  const log: Log = {
    address: reader.account(fields["address"], "address"),
    topics: topics.map((topic) => reader.hash(topic, "topics")),
    data: reader.data(fields["data"], "data"),
    transaction: reader.hash(fields["transactionHash"], "transactionHash"),
    block: {
      number: reader.integer(fields["blockNumber"], "blockNumber"),
      hash: reader.hash(fields["blockHash"], "blockHash"),
    },
  };
  return { log, index: reader.integer(fields["logIndex"], "logIndex"), removed: fields["removed"] === true };
}
