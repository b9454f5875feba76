import { existsSync } from "node:fs";
import { openJournal } from "../adapters/journal/journal.ts";
import type { Job, Journal } from "../core/ports.ts";
import { counted } from "../core/plural.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { IssuePlan } from "../publish/pack.ts";
import { dataPath } from "./config.ts";

/** What an earlier run has begun under a label, or with a batch, which a run would first go on with. */
export interface BegunJob {
  readonly action: Job["action"]["kind"];
  readonly step: Job["step"];
  /** Of the issue; of a batch, of its list. */
  readonly digest: string;
  /** Signed transactions, of which one may be mined; none while nothing is signed. */
  readonly transactions: readonly string[];
  /** Of a batch, which may hold the label. */
  readonly count?: number;
}

/** Open jobs that concern an issue, from the journal, which is neither locked nor written to. */
export function begunFor({ publication, description }: IssuePlan, folder: string): readonly BegunJob[] {
  const file = dataPath(folder, "journal.sqlite");
  if (!existsSync(file)) return [];
  const journal = openJournal(file);
  try {
    return journal
      .unfinished()
      .filter(({ key }) => isOf(key, publication))
      .flatMap((job) => begunJob(job, description.label, journal));
  } finally {
    journal.close();
  }
}

/** `anchor:eip155:1:0x...:4:...` is of publication 4 there. */
function isOf(key: string, { chain, registry, id }: PublicationRef): boolean {
  return key.slice(key.indexOf(":") + 1).startsWith(`${chain}:${registry}:${id}:`);
}

function begunJob({ key, action, step }: Job, label: string, journal: Journal): readonly BegunJob[] {
  const transactions = journal.attempts(key).map(({ hash }) => hash);
  const begun = { action: action.kind, step, transactions };
  if (action.kind === "anchor-batch")
    // Of one that nothing is signed of, nothing is left by whatever is published next.
    return transactions.length === 0 ? [] : [{ ...begun, digest: action.list, count: action.count }];
  if (action.kind !== "anchor" && action.kind !== "revise" && action.kind !== "revise-batched") return [];
  // One that is batched names its label with its path.
  return action.label === label ? [{ ...begun, digest: action.digest }] : [];
}

/** `an earlier run signed this transaction ...`, a sentence for each. */
export function begunLine({ action, step, digest, transactions, count }: BegunJob, planned: string): string {
  const what = count === undefined ? `${action} of ${digest}` : `a batch of ${counted(count, "issue")}`;
  const [newest] = transactions.slice(-1);
  if (newest === undefined)
    return `an earlier run began: ${what} (${step}), nothing is signed; a run would begin it anew`;
  const after =
    count === undefined && digest !== planned
      ? ", and this content would then be held against what it anchored"
      : "";
  return `an earlier run is not done: ${what} (${step}), transaction ${newest}; a run would go on with it first${after}`;
}
