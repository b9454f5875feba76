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
  ask: "Show what changed",
  first: "the archived file",
  second: "your file",
};

/** A copy of an earlier revision. */
export const SUPERSEDED: Sides = {
  mine: "first",
  ask: "Show what the later revision changed",
  first: "your file",
  second: "the revision that stands",
};
