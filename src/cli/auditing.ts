import { createDeadline } from "../adapters/node/deadline.ts";
import type { HoldingsAuditing } from "../audit/holding.ts";
import type { Reading } from "./compose.ts";
import { parseDuration } from "./duration.ts";

/** How long stores may take, as typed. */
export interface DeadlineSettings {
  readonly deadline: string;
  readonly storeDeadline: string;
}

/** What an audit and a repair take from an archive's settings and from the command line. @throws USAGE_INVALID */
export function auditingOf(
  { place, indexed }: Reading,
  { deadline, storeDeadline }: DeadlineSettings,
): Pick<HoldingsAuditing, "policy" | "deadline" | "indexed"> {
  const answer = parseDuration(deadline, "--deadline");
  const store = parseDuration(storeDeadline, "--store-deadline");
  return {
    policy: place.config.policy,
    deadline: createDeadline({ answer, store }),
    ...(indexed === undefined ? {} : { indexed }),
  };
}
