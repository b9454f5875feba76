import type { Check, CheckName, CheckReasons, Standing, VerdictName } from "../../core/verdict.ts";
import type { IssueSummary } from "../judge/verdict.ts";

/** What a check has seen, for the sentence that tells it. */
export type Said = Check["evidence"];

/** One sentence for every reason that a check can come to. */
export type Sentences = {
  readonly [Name in CheckName]: Readonly<Record<CheckReasons[Name], (e: Said) => string>>;
};

/** How a verdict is told in one language: one that lacks a sentence does not compile. */
export interface Wording {
  readonly checks: Sentences;
  readonly headlines: Readonly<Record<Exclude<VerdictName, "authentic-but">, string>>;
  readonly qualified: Readonly<Record<Exclude<Standing, "current">, string>>;
  /** A headline that stands against another issue with the same content. */
  readonly headlineOf: (headline: string, label: string, publisher: string) => string;
  readonly publisher: (said: Said) => string;
  readonly standings: Readonly<Record<Exclude<Standing, "current">, string>>;
  readonly issueName: (issue: IssueSummary | undefined) => string;
  readonly otherName: (
    label: string,
    publication: { readonly title?: string; readonly id: string },
    standing: string | undefined,
  ) => string;
  readonly also: (names: readonly string[], unasked: number) => string;
  /** What is known against an issue, or against the same elsewhere, as a whole sentence; empty where nothing is. */
  readonly against: (said: Said) => string;
  readonly explain: {
    readonly authentic: (issue: string) => string;
    readonly earlierUnasked: (issue: string) => string;
    readonly qualified: (issue: string) => string;
    readonly qualifiedElsewhere: (issue: string) => string;
    readonly altered: (issue: string) => string;
    readonly anotherIssue: (issue: string) => string;
    readonly labelTaken: (issue: string) => string;
    readonly elsewhere: (issue: string) => string;
    readonly noneOfProof: string;
    readonly notAnchored: string;
    readonly namesake: (label: string) => string;
    /** `known`: what is held against the issue all the same, as `against` tells it; empty where nothing is. */
    readonly couldNotCheck: (issue: string, known: string) => string;
  };
}

export function text(value: Said[string] | undefined): string {
  return value === undefined ? "?" : String(value);
}

export function size(value: Said[string] | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}

export function names(value: Said[string] | undefined, joint = ", "): string {
  return Array.isArray(value) ? value.join(joint) : text(value);
}
