import type { VerdictReport } from "../../verify/report.ts";
import { element } from "../element.ts";
import { SAYS } from "../says.ts";

/** For who looks no further than the answer: that not all whom the reader has named were heard. */
export function silenceView({ nodes }: VerdictReport): HTMLElement | undefined {
  if (nodes === undefined || nodes.silent.length === 0) return undefined;
  const all = nodes.nodes.length;
  const heard = all - nodes.silent.length;
  const names = nodes.silent.map(({ node }) => node);
  return element(
    "p",
    { class: "quiet", "data-heard": `${heard} ${all}` },
    SAYS.verdict.heard(heard, all, names),
  );
}

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
