import type { Answer, Chain, Registry } from "../core/ports.ts";
import { type Agreement, agreementOf, believed, believedAlone } from "../core/quorum/agreement.ts";

/** The chain and the registry for one round of questions, with an account of who answered what. */
export interface Asking {
  readonly chain: Chain;
  readonly registry: Registry;
  /** What the nodes have come to so far. */
  agreement(): Agreement;
}

/** Where there is one node alone, and it is believed. */
export function askAlone({ chain, registry }: Omit<Asking, "agreement">): Asking {
  return { chain, registry, agreement: () => believedAlone(chain.node) };
}

/** A node that was asked alone and gave no answer is not one that was believed. */
export function heardOf(agreement: Agreement, answers: readonly Answer<unknown>[]): Agreement {
  const [node, ...more] = agreement.nodes;
  const failures = answers.flatMap((answer) => (answer.known ? [] : [answer.failure]));
  const [failed] = failures;
  if (node === undefined || more.length > 0 || failed === undefined || failures.length < answers.length)
    return agreement;
  return { ...agreement, agreed: [], silent: [{ node, problem: failed.message }] };
}

/** The answer with those named who were believed for it. */
export function byWord<T>(answer: Answer<T>, agreement: Agreement): Answer<T> {
  return { ...answer, source: believed(agreement) };
}

/** With what was said of the history when it was read, before this round. */
export function withEarlier(now: Agreement, earlier: Agreement | undefined): Agreement {
  return now.nodes.length === 1 ? now : (agreementOf(now, earlier) ?? now);
}
