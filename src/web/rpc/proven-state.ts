import { asFailure, type ColophonError, failure, isFailure } from "../../core/errors/error.ts";
import type { Address } from "../../core/address.ts";
import type { Bytes32 } from "../../core/digest.ts";
import type { BlockRef } from "../../core/ports.ts";
import type { Dissent } from "../../core/quorum/agreement.ts";
import { MOST_SLOTS } from "../../core/state-proof/form.ts";
import type { StateProofs } from "../../core/state-proof/port.ts";
import { type ProvenState, verifyStateProof } from "../../core/state-proof/state-proof.ts";

/** Storage of the registry as of one block, proved slot by slot as it is asked for. */
export interface Storage {
  readonly block: BlockRef;
  /** What was proved so far with these slots among it. @throws CHAIN_UNREACHABLE when no node proves them */
  read(slots: readonly Bytes32[]): Promise<ProvenState>;
}

/** Notes a node whose proof proved nothing. */
export type OnForged = (dissent: Dissent) => void;

/**
 * The block's hash is what enough nodes agreed on, and a proof against it is as good from one node as from another: the
 * first that proves itself is taken. All are asked at first, so that whoever forges is named; later the one that could.
 */
export function storageAt(
  block: BlockRef,
  { registry, states, onForged }: { registry: Address; states: readonly StateProofs[]; onForged: OnForged },
): Storage {
  let able: StateProofs | undefined;
  const words = new Map<Bytes32, bigint>();
  let whole: ProvenState | undefined;
  const prove = async (node: StateProofs, slots: readonly Bytes32[]) => {
    const found = await node.prove({ registry, slots, at: block.hash });
    if (found === undefined) return undefined;
    return verifyStateProof(found.proof, { blockHash: block.hash, registry });
  };
  const tried = async (node: StateProofs, slots: readonly Bytes32[]) => {
    try {
      const state = await prove(node, slots);
      return state === undefined
        ? {
            node,
            failure: failure("CHAIN_UNREACHABLE", {
              node: node.node,
              problem: `it has no block ${block.number}`,
            }),
          }
        : { node, state };
    } catch (error) {
      // It is proved that there is nothing at the address.
      if (isFailure(error, "STATE_PROOF_ACCOUNT_ABSENT")) throw error;
      if (isFailure(error, "CHAIN_ANSWER_INVALID")) onForged(forged(node.node, block, error));
      return { node, failure: asFailure(error) };
    }
  };
  const page = async (slots: readonly Bytes32[]): Promise<ProvenState> => {
    const asked = able === undefined ? states : [able];
    const answers = await Promise.all(asked.map((node) => tried(node, slots)));
    const found = answers.find((answer) => "state" in answer);
    if (found !== undefined && "state" in found) {
      able = found.node;
      return found.state;
    }
    if (able === undefined) throw reasonIn(answers);
    able = undefined;
    return page(slots);
  };
  return {
    block,
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

function forged(node: string, { number }: BlockRef, { parameters, message }: ColophonError): Dissent {
  const said = String(parameters["problem"] ?? message);
  const about = `state at block ${number}`;
  return { node, kind: "forged-proof", about, said, instead: "a proof that leads to the block's hash" };
}

function reasonIn(answers: readonly { readonly failure?: ColophonError }[]): ColophonError {
  const [first] = answers.flatMap(({ failure: one }) => one ?? []);
  return first ?? failure("CHAIN_UNREACHABLE", { node: "no node", problem: "there is nobody to ask" });
}
