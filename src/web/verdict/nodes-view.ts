import type { VerdictReport } from "../../verify/report.ts";
import { element } from "../element.ts";

/** Which nodes were believed about the chain, and which said otherwise. */
export function nodesView({ nodes }: VerdictReport): HTMLElement | undefined {
  if (nodes === undefined) return undefined;
  const liars = new Set(nodes.dissent.map(({ node }) => node));
  const about = {
    class: "quiet",
    "data-agreed": nodes.agreed.join(" "),
    "data-dissent": [...liars].join(" "),
  };
  return element("ul", about, ...nodes.says.map((sentence) => element("li", {}, sentence)));
}
