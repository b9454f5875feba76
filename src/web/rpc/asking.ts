import { finalBlock } from "../../core/finality.ts";
import type { FinalityRule } from "../../core/ports.ts";
import { believed } from "../../core/quorum/agreement.ts";
import type { Trust } from "../../verify/judge/verdict.ts";
import type { Witness } from "../../verify/witness.ts";
import type { AskBlock } from "../check-file.ts";
import { gatewayStores, withGateways } from "./gateways.ts";
import type { Named } from "./node-address.ts";
import { type Nodes, openNodes } from "./nodes.ts";
import { withNodes } from "./witness.ts";

/** Whom the reader has chosen, ready to be asked. */
export interface Asking {
  readonly witness: Witness;
  readonly nodes?: Nodes;
}

export interface Chosen {
  readonly nodes: readonly Named[];
  readonly gateways: readonly Named[];
}

/** Apart from the form, since a page whose reader has named nobody needs none of it. */
export function askingOf(
  { nodes: list, gateways }: Chosen,
  { witness, trust, finality }: { witness: Witness; trust: Trust; finality: FinalityRule },
): Asking {
  const stored = withGateways(witness, gatewayStores(gateways), trust.sha256);
  if (list.length === 0) return { witness: stored };
  const nodes = openNodes(list, trust.chain, finality);
  return { nodes, witness: withNodes(stored, nodes, trust) };
}

/** What enough of the nodes say of the block with a number; undefined when they say that there is none. */
export async function blockSaid(number: number, { quorum, finality }: Nodes): ReturnType<AskBlock> {
  const round = quorum.round();
  const latest = await finalBlock(round.chain, finality);
  const found = await round.chain.block(number);
  if (found === undefined) return undefined;
  const standing = latest.number >= number ? ({ final: true } as const) : ({ final: false, latest } as const);
  return { hash: found.hash, standing, source: believed(round.agreement()) };
}
