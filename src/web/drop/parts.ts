import type { VerdictName } from "../../core/verdict.ts";

/** What the parts of an e-mail came to, in numbers. */
export interface PartsTold {
  readonly known: number;
  /** Of those, the ones that are what was anchored. */
  readonly intact: number;
  readonly unchecked: number;
  /** It was seen that the e-mail itself is not what was anchored: while that could not be asked, it is not said. */
  readonly isUnlikeWhole: boolean;
}

/** Found in the archive, as it is or altered. */
function isKnown(verdict: VerdictName): boolean {
  return verdict === "altered" || verdict.startsWith("authentic");
}

/** Whether a part is worth a line of its own: most of what an e-mail carries is nowhere. */
export function isTold(verdict: VerdictName): boolean {
  return verdict !== "not-anchored";
}

export function tellParts(whole: VerdictName, parts: readonly VerdictName[]): PartsTold {
  return {
    known: parts.filter(isKnown).length,
    intact: parts.filter((verdict) => verdict.startsWith("authentic")).length,
    unchecked: parts.filter((verdict) => verdict === "could-not-check").length,
    isUnlikeWhole: whole === "not-anchored" || whole === "altered",
  };
}
