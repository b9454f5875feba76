import type { Verdict } from "../verify/judge/verdict.ts";
import { alsoSentence, describe } from "../verify/wording.ts";
import { type Output, paint } from "./output.ts";
import { showNodes } from "./show-nodes.ts";

const SIGNS = { pass: "✓", fail: "✗", unknown: "?", skipped: "-" } as const;
const COLOURS = { pass: "green", fail: "red", unknown: "yellow", skipped: "dim" } as const;
const VERDICT_COLOURS = {
  authentic: "green",
  "authentic-but": "yellow",
  altered: "red",
  "not-anchored": "red",
  "could-not-check": "cyan",
} as const;

/** A verdict as a person reads it, with what had to be believed for it. */
export function showVerdict(
  verdict: Verdict,
  output: Output,
  believe: readonly string[] = believed(verdict),
): void {
  const told = describe(verdict);
  output.line(paint(["bold", VERDICT_COLOURS[verdict.verdict]], told.headline));
  output.line(told.explanation);
  output.line();
  for (const check of told.checks) {
    const sign = paint(COLOURS[check.status], SIGNS[check.status]);
    output.line(`  ${sign} ${check.check.padEnd(10)} ${check.says}`);
  }
  if (verdict.alsoAnchored !== undefined) output.line(`\n  ${alsoSentence(verdict.alsoAnchored)}`);
  if (believe.length > 0) output.line(`\n  To believe: ${believe.join("; ")}.`);
  showNodes(verdict.nodes, output, "  ");
  const { issue } = verdict;
  if (issue === undefined) return;
  output.line();
  output.line(`  digest     ${issue.digest}`);
  output.line(`  content    ${issue.contentCid}`);
  if (issue.transaction !== undefined) output.line(`  transaction ${issue.transaction}`);
}

/** Whose word the answers rest on; a check that got no answer rests on nobody's. */
function believed({ checks, nodes }: Verdict): readonly string[] {
  const answered = checks.filter(({ status }) => status === "pass" || status === "fail");
  const isAlone = (nodes?.nodes.length ?? 1) === 1;
  const names = answered.flatMap(({ check, trusted }) =>
    trusted.map((name) => (check === "integrity" || !isAlone ? name : `the node at ${name}`)),
  );
  return [...new Set(names)];
}
