import { encodePath } from "../../core/path.ts";
import type { Difference } from "../../verify/evidence.ts";
import type { VerdictReport } from "../../verify/report.ts";
import { drawing, element } from "../element.ts";
import { SAYS } from "../says.ts";

const WIDTH = 600;

/** Where the file leaves the original and where it comes back to it. */
export function differenceView({ difference, issue }: VerdictReport): HTMLElement[] {
  if (difference === undefined) return [];
  const { held, archived } = difference;
  const path = encodePath(archived.path);
  const original =
    issue === undefined
      ? undefined
      : element(
          "p",
          {},
          element("a", { href: `/read/${issue.digest}/${path}` }, SAYS.difference.original(archived.path)),
        );
  return [
    element(
      "figure",
      { class: "difference" },
      strip(difference),
      element("figcaption", {}, told(difference)),
      element(
        "dl",
        { class: "facts" },
        row(SAYS.difference.yours, SAYS.exactSize(held.size)),
        row(SAYS.difference.archived, SAYS.exactSize(archived.size)),
      ),
      original,
    ),
  ];
}

function told({ held, archived, commonStart, commonEnd }: Difference): string {
  if (commonStart + commonEnd === 0) return SAYS.difference.uncompared;
  const changed = Math.max(held.size, archived.size) - commonStart - commonEnd;
  return SAYS.difference.from(commonStart + 1, changed);
}

function strip({ held, archived, commonStart, commonEnd }: Difference): SVGElement {
  const longer = Math.max(held.size, archived.size, 1);
  const from = (commonStart / longer) * WIDTH;
  // A single changed byte of a megabyte must still be seen.
  const width = Math.max(6, ((longer - commonStart - commonEnd) / longer) * WIDTH);
  return drawing(
    "svg",
    { viewBox: `0 0 ${WIDTH} 14`, class: "strip", "aria-hidden": "true", preserveAspectRatio: "none" },
    drawing("rect", { class: "strip-same", width: String(WIDTH), height: "14", rx: "2" }),
    drawing("rect", {
      class: "strip-changed",
      x: String(Math.min(from, WIDTH - width)),
      width: String(width),
      height: "14",
    }),
  );
}

function row(term: string, text: string): HTMLElement {
  return element("div", {}, element("dt", {}, term), element("dd", {}, text));
}
