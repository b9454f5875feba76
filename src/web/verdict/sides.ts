import { SAYS } from "../says.ts";

/** Which text comes first, and what to call what is only in the one or the other. */
export interface Sides {
  readonly mine: "first" | "second";
  /** On the button. */
  readonly ask: string;
  readonly first: string;
  readonly second: string;
}

/** A copy that differs from what was anchored. */
export const ALTERED: Sides = {
  mine: "second",
  ...SAYS.sides.altered,
};

/** A copy of an earlier revision. */
export const SUPERSEDED: Sides = {
  mine: "first",
  ...SAYS.sides.superseded,
};
