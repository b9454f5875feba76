import type { Address } from "../../core/address.ts";
import type { Bytes32 } from "../../core/digest.ts";
import { asFailure, type ColophonError, failure, isFailure } from "../../core/errors/error.ts";
import type { BlockRef } from "../../core/ports.ts";
import type { PublicationId } from "../../core/publication.ts";
import type { Dissent } from "../../core/quorum/agreement.ts";
import type { QuorumRound } from "../../core/quorum/quorum.ts";
import { MOST_SLOTS } from "../../core/state-proof/form.ts";
import type { StateProofs } from "../../core/state-proof/port.ts";
import { type ProvenState, verifyStateProof } from "../../core/state-proof/state-proof.ts";
import { answersInTime } from "./in-time.ts";
import type { Nodes } from "./nodes.ts";

/** Storage of the registry as of one block, read slot by slot as it is asked for. */
export interface Storage {
  readonly block: BlockRef;
  /** What was read so far, with these slots among it. @throws CHAIN_UNREACHABLE | NODES_DISAGREE */
  read(slots: readonly Bytes32[]): Promise<ProvenState>;
  /**
   * The numbers of a publication's batches before an entry, by the word of enough nodes: nothing of it is proved.
   *
   * @throws CHAIN_UNREACHABLE | NODES_DISAGREE
   */
  batchEntries(id: PublicationId, before: number): Promise<readonly number[]>;
}

export interface Reading {
  readonly registry: Address;
  readonly nodes: Nodes;
  readonly round: QuorumRound;
  /** Notes a node whose proof proved nothing. */
  readonly onForged: (dissent: Dissent) => void;
  /** Nobody proves anything of that block, so that it is read by the word of enough nodes. */
  readonly onUnproved: () => void;
}

/**
 * The block's hash is what enough nodes agreed on, and a proof against it is as good from one node as from another: the
 * first that proves itself is taken. All are asked at first, so that whoever forges is named; later the one that could.
 * Nodes that keep no old tries prove nothing of a final block: where none does, enough of them have to say the same.
 */
export function storageAt(block: BlockRef, reading: Reading): Storage {
  const words = new Map<Bytes32, bigint>();
  let whole: ProvenState | undefined;
  let from: readonly StateProofs[] = reading.nodes.states;
  let isProved = true;
  const page = async (slots: readonly Bytes32[]): Promise<ProvenState> => {
    if (!isProved) return agreedWords(block, slots, reading);
    const answers = await answersInTime(
      from.map((node) => proof(node, slots, block, reading)),
      (answer) => "state" in answer,
    );
    const proven = answers.find((answer) => "state" in answer);
    for (const answer of answers)
      if (proven !== undefined && "failure" in answer && isUnknown(answer.failure))
        reading.onForged(forged(answer.node.node, block, answer.failure));
    if (proven !== undefined) {
      from = [proven.node];
      return proven.state;
    }
    if (from.length < reading.nodes.states.length) {
      // It could before.
      from = reading.nodes.states;
      return page(slots);
    }
    isProved = false;
    reading.onUnproved();
    return page(slots);
  };
  const { registry, nodes, round } = reading;
  return {
    block,
    batchEntries: (id, before) =>
      round.agreed(`batches of publication ${id} at block ${block.number}`, async (at) => {
        const asked = await nodes.batchEntries[at]?.({ registry, id, before, at: block.hash });
        return asked ?? [];
      }),
    read: async (slots) => {
      const missing = [...new Set(slots)].filter((slot) => !words.has(slot));
      for (let at = 0; at < missing.length || whole === undefined; at += MOST_SLOTS) {
        whole = await page(missing.slice(at, at + MOST_SLOTS));
        for (const [slot, word] of whole.words) words.set(slot, word);
      }
      return { ...whole, words };
    },
  };
}

type Tried =
  | { readonly node: StateProofs; readonly state: ProvenState }
  | { readonly node: StateProofs; readonly failure: ColophonError };

/** @throws STATE_PROOF_ACCOUNT_ABSENT when it is proved that there is nothing at the address */
async function proof(
  node: StateProofs,
  slots: readonly Bytes32[],
  block: BlockRef,
  { registry, onForged }: Reading,
): Promise<Tried> {
  try {
    const found = await node.prove({ registry, slots, at: block.hash });
    if (found !== undefined)
      return { node, state: verifyStateProof(found.proof, { blockHash: block.hash, registry }) };
    const problem = `it has no block ${block.number}`;
    return { node, failure: failure("CHAIN_UNREACHABLE", { node: node.node, problem }) };
  } catch (error) {
    if (isFailure(error, "STATE_PROOF_ACCOUNT_ABSENT")) throw error;
    if (isFailure(error, "CHAIN_ANSWER_INVALID")) onForged(forged(node.node, block, error));
    return { node, failure: asFailure(error) };
  }
}

/** A header that this version cannot encode is nobody's lie, unless another node's hashes to the block's hash. */
function isUnknown(failure: ColophonError): boolean {
  return isFailure(failure, "STATE_PROOF_HEADER_UNKNOWN");
}

function forged(node: string, { number }: BlockRef, { parameters, message }: ColophonError): Dissent {
  const said = String(parameters["problem"] ?? message);
  const about = `state at block ${number}`;
  return { node, kind: "forged-proof", about, said, instead: "a proof that leads to the block's hash" };
}

const CODE_UNSEEN = `0x${"0".repeat(64)}` as const;

/** @throws CHAIN_UNREACHABLE | NODES_DISAGREE */
async function agreedWords(
  block: BlockRef,
  slots: readonly Bytes32[],
  { registry, nodes, round }: Reading,
): Promise<ProvenState> {
  const said = await round.agreed(`storage at block ${block.number}`, (at) => {
    const read = nodes.words[at];
    return read === undefined ? Promise.resolve([]) : read(registry, slots, block.hash);
  });
  const words = new Map(slots.map((slot, at) => [slot, BigInt(said[at] ?? "0x0")]));
  return { block, registry, codeHash: CODE_UNSEEN, words };
}
