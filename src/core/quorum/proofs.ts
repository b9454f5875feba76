import type { BlockProof, StateProofs } from "../state-proof/port.ts";
import { agreedBlock } from "./blocks.ts";
import { Poll } from "./poll.ts";
import { type RingNode, type Round, unsettled } from "./settle.ts";

/**
 * State proofs from whichever node makes one: what comes back was verified against the block's hash. A block that is
 * named by its number is the one that enough nodes have there. Failures are those of `StateProofs`, and NODES_DISAGREE.
 */
export function quorumStates(round: Round): StateProofs {
  const { ring } = round;
  const able = ring.nodes.filter(({ states }) => states !== undefined);
  return {
    node: ring.nodes.map(({ name }) => name).join(", "),
    prove: async (query) => {
      const hash = typeof query.at === "number" ? (await agreedBlock(round, query.at))?.hash : query.at;
      if (hash === undefined) return undefined;
      const poll = new Poll<BlockProof | undefined, RingNode>(able, ring, async ({ states }) =>
        states?.prove({ ...query, at: hash }),
      );
      const found = () => poll.ballots().flatMap((one) => (one.kind === "value" ? (one.value ?? []) : []))[0];
      await poll.until(() => found() !== undefined);
      const ballots = poll.ballots();
      if (found() !== undefined || ballots.some(({ kind }) => kind === "value")) return found();
      for (const ballot of ballots) if (ballot.kind === "refusal") throw ballot.failure;
      return unsettled(ballots, "state proof", { nodes: ring.nodes, needed: 1 });
    },
  };
}
