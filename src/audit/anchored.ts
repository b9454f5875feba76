import type { ClaimedDate } from "../core/date.ts";
import type { HistoricRecord } from "../core/history/records.ts";

/** A revision of an issue as the history has it, whether it has a record of its own or came in a batch. */
export type Anchored = Pick<
  HistoricRecord,
  "label" | "digest" | "entry" | "time" | "kind" | "revision" | "supersedes"
>;

/** What an issue's manifest says of it. */
export interface SaidOfIssue {
  readonly title: string;
  readonly date?: ClaimedDate;
}
