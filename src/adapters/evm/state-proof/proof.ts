import type { Address } from "../../../core/address.ts";
import type { Bytes32 } from "../../../core/digest.ts";
import { MOST_NODES, type SlotProof } from "../../../core/state-proof/form.ts";
import type { AnswerReader } from "../answer.ts";

/** Slots and values come back as whole words or without leading zeros, depending on the node. */
const WORD = /^0x[0-9a-f]{0,64}$/i;

/** An answer of `eth_getProof` (EIP-1186): the nodes, and what the node says that they prove. */
export interface ProofAnswer {
  readonly account: SlotProof["nodes"];
  readonly slots: readonly SlotProof[];
  readonly values: ReadonlyMap<Bytes32, bigint>;
}

/** Looks at the form alone. @throws CHAIN_ANSWER_INVALID when it is not about what was asked */
export function readProof(
  reader: AnswerReader,
  answer: unknown,
  asked: { readonly registry: Address; readonly slots: readonly Bytes32[] },
): ProofAnswer {
  const fields = reader.object(answer, "the proof");
  if (reader.account(fields["address"], "address") !== asked.registry)
    reader.refuse("the proof is of another account");
  const given = reader.array(fields["storageProof"], "storageProof");
  if (given.length !== asked.slots.length)
    reader.refuse("storageProof has not the slots that were asked for");
  const values = new Map<Bytes32, bigint>();
  const slots = asked.slots.map((key, at) => {
    const slot = reader.object(given[at], "storageProof");
    if (wordOf(reader, slot["key"], "key") !== BigInt(key)) reader.refuse("a slot is another than asked for");
    values.set(key, wordOf(reader, slot["value"], "value"));
    return { key, nodes: nodesOf(reader, slot["proof"], "proof") };
  });
  return { account: nodesOf(reader, fields["accountProof"], "accountProof"), slots, values };
}

function nodesOf(reader: AnswerReader, value: unknown, field: string): SlotProof["nodes"] {
  const nodes = reader.array(value, field);
  if (nodes.length > MOST_NODES) reader.refuse(`${field} has more nodes than a key has places`);
  return nodes.map((node) => reader.data(node, field));
}

function wordOf(reader: AnswerReader, value: unknown, field: string): bigint {
  if (typeof value !== "string" || !WORD.test(value)) return reader.refuse(`${field} is malformed`);
  return value === "0x" ? 0n : BigInt(value);
}
