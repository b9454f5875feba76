import { type Agreement, agreementOf } from "../core/quorum/agreement.ts";
import { nodesSentences } from "../verify/wording/nodes.ts";
import { wrapped } from "./format.ts";
import type { Output } from "./output.ts";

/** Who answered for the chain, as `--json` prints it where there are several. */
export function nodesReport(...rounds: readonly (Agreement | undefined)[]): NodesReport | undefined {
  const nodes = agreementOf(...rounds);
  return nodes === undefined || nodes.nodes.length === 1
    ? undefined
    : { ...nodes, says: nodesSentences(nodes) };
}

export type NodesReport = Agreement & { readonly says: readonly string[] };

/** Of one node, other lines name it already. */
export function showNodes(nodes: Agreement | undefined, output: Output, indent = ""): void {
  if (nodes === undefined || nodes.nodes.length === 1) return;
  for (const says of nodesSentences(nodes))
    output.line(wrapped(`${indent}${says}`, process.stdout.columns, indent));
}
