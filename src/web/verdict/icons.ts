import type { CheckStatus, VerdictName } from "../../core/verdict.ts";
import { drawing } from "../element.ts";

const RING = "M24 4a20 20 0 1 1 0 40 20 20 0 0 1 0-40z";

/** Each verdict has a shape of its own, so that nobody needs to see its colour. */
const VERDICTS: Record<VerdictName, readonly string[]> = {
  authentic: [RING, "M14.5 24.5l6.5 6.5 12.5-14"],
  "authentic-but": [RING, "M12 24.5l5.5 5.5 10-11.5", "M35 15.5v11", "M35 31.5v.5"],
  altered: ["M24 5l19 19-19 19L5 24z", "M18.5 18.5l11 11m0-11l-11 11"],
  "not-anchored": ["M9 9h30v30H9z", "M17 24h14"],
  "could-not-check": [
    "M15 35h19a8 8 0 0 0 1.5-15.9A11.5 11.5 0 0 0 13.6 18 8.6 8.6 0 0 0 15 35z",
    "M20.5 27h.1m3.4 0h.1m3.4 0h.1",
  ],
};

const STATUSES: Record<CheckStatus, string> = {
  pass: "M4 10.5l4 4 8-9",
  fail: "M5 5l10 10m0-10L5 15",
  unknown: "M7 7.5a3 3 0 1 1 4.4 2.7c-1 .5-1.4 1-1.4 2v.6m0 2.7v.2",
  skipped: "M5 10h10",
};

export function verdictIcon(verdict: VerdictName): SVGElement {
  return icon(VERDICTS[verdict], { size: "48", stroke: "2.6" });
}

export function statusIcon(status: CheckStatus): SVGElement {
  return icon([STATUSES[status]], { size: "20", stroke: "2" });
}

function icon(paths: readonly string[], { size, stroke }: { size: string; stroke: string }): SVGElement {
  const attributes = {
    viewBox: `0 0 ${size} ${size}`,
    width: size,
    height: size,
    "aria-hidden": "true",
    class: "icon",
  };
  const line = { fill: "none", stroke: "currentColor", "stroke-width": stroke, "stroke-linecap": "round" };
  return drawing(
    "svg",
    attributes,
    ...paths.map((d) => drawing("path", { ...line, "stroke-linejoin": "round", d })),
  );
}
