import type { Checking, Steps } from "../check-file.ts";
import type { Dropped } from "./dropped.ts";

/** What goes with every check of one thing. */
export interface Asked {
  readonly steps: Steps;
  readonly checking: Checking;
  /** What was dropped together with it. */
  readonly beside: readonly Dropped[];
}
