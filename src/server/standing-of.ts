import type { Mark } from "../verify/marks.ts";
import type { IssueEvidence } from "../verify/evidence.ts";

/** How an issue stands, in one word: as lists tell it, or that it is not final, not there, or that nobody could say. */
export type IssueState = Mark | "pending" | "absent" | "unknown";

const WEIGHT = ["correction", "concern", "retraction", "withdrawal"] as const;

/** As of the latest final block. The weightiest notice is told before that a later revision stands. */
export function standingOf({ digest, final, tip, notices }: IssueEvidence): IssueState {
  if (!final.known) return "unknown";
  const { current, earlier, record } = final.value;
  if (record === undefined) return beforeFinal(tip);
  if (earlier?.known === false) return "unknown";
  if (earlier?.value !== undefined) return "label-taken";
  const kinds = new Set(notices.map(({ kind }) => kind));
  const weightiest = WEIGHT.findLast((kind) => kinds.has(kind));
  if (weightiest !== undefined && weightiest !== "correction") return weightiest;
  if (current !== undefined && current !== digest) return "superseded";
  return weightiest ?? "current";
}

/** There is no final record: there may be one that is not final yet. */
function beforeFinal(tip: IssueEvidence["tip"]): IssueState {
  if (!tip.known) return "unknown";
  return tip.value.record === undefined ? "absent" : "pending";
}
