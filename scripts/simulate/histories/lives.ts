import { auditHoldings } from "../../../src/audit/holdings.ts";
import { repairHoldings } from "../../../src/audit/repair.ts";
import type { Assumptions } from "../assumptions.ts";
import { seedOf } from "./chance.ts";
import { type Care, live } from "./history.ts";
import { makeIssue } from "./issue.ts";

/** What the commands run. */
export const REAL_CARE: Care = { audit: auditHoldings, repair: repairHoldings };

export interface Lives {
  readonly histories: number;
  readonly lost: number;
  readonly audits: number;
  readonly repairs: number;
}

/** Many histories, each by a seed of its own. The same seed gives the same ones. */
export async function liveMany(
  assumptions: Assumptions,
  { histories, seed, care = REAL_CARE }: { histories: number; seed: number; care?: Care },
): Promise<Lives> {
  const issue = await makeIssue(assumptions.blocks);
  const sum = { histories, lost: 0, audits: 0, repairs: 0 };
  for (let n = 0; n < histories; n++) {
    const outcome = await live({ assumptions, issue, care, seed: seedOf(seed, n) });
    if (outcome.lostAfter !== undefined) sum.lost += 1;
    sum.audits += outcome.audits;
    sum.repairs += outcome.repairs;
  }
  return sum;
}
