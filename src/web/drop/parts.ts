import type { VerdictName } from "../../core/verdict.ts";

/** What the parts of an e-mail came to, in numbers. */
export interface PartsTold {
  readonly known: number;
  /** Of those, the ones that are what was anchored. */
  readonly intact: number;
  readonly unchecked: number;
  /** In no issue of the archive, as far as was seen: they may be what was changed. */
  readonly elsewhere: number;
  /** It was seen that the e-mail itself is not what was anchored: while that could not be asked, it is not said. */
  readonly isUnlikeWhole: boolean;
}

/** Found in the archive, as it is or altered. */
function isKnown(verdict: VerdictName): boolean {
  return verdict === "altered" || verdict.startsWith("authentic");
}

/** Whether its parts are worth a list: most e-mails have nothing to do with the archive. */
export function areTold(parts: readonly VerdictName[]): boolean {
  return parts.some((verdict) => verdict !== "not-anchored");
}

export function tellParts(whole: VerdictName, parts: readonly VerdictName[]): PartsTold {
  return {
    known: parts.filter(isKnown).length,
    intact: parts.filter((verdict) => verdict.startsWith("authentic")).length,
    unchecked: parts.filter((verdict) => verdict === "could-not-check").length,
    elsewhere: parts.filter((verdict) => verdict === "not-anchored").length,
    isUnlikeWhole: whole === "not-anchored" || whole === "altered",
  };
}
