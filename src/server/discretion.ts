import { ColophonError, failure } from "../core/errors/error.ts";
import type { Answer } from "../core/ports.ts";
import type { Agreement } from "../core/quorum/agreement.ts";
import { withoutPaths } from "./machine-paths.ts";
import type { DomainEvidence, IssueEvidence, RegistryEvidence } from "../verify/evidence.ts";

/** Failures that name a file or folder of this machine. */
const NAMES_A_PATH = /^(ARCHIVE_|JOURNAL_|SOURCE_)/;

/** What a stranger may read of a failure: not where on this machine's disk something lies. The log reads the cause. */
export function discreet(error: ColophonError): ColophonError {
  if (NAMES_A_PATH.test(error.code))
    return failure("INTERNAL", { problem: "the archive's own files cannot be used just now" }, error);
  // What was asked for is no secret to whoever asked for it.
  if (error.code === "NOT_FOUND") return error;
  const parameters = Object.entries(error.parameters);
  const told = parameters.map(([name, value]) => [name, hidden(value)] as const);
  if (told.every(([, value], i) => value === parameters[i]?.[1])) return error;
  return new ColophonError(error.code, Object.fromEntries(told), error);
}

function hidden<T extends string | number>(value: T): T | string {
  return typeof value === "string" ? withoutPaths(value) : value;
}

/** The same for the failures within the evidence of an issue. */
export function discreetEvidence(evidence: IssueEvidence): IssueEvidence {
  const { manifest, final, tip, copies, archivedIdentity, vouching, nodes } = evidence;
  return {
    ...evidence,
    manifest: hushed(manifest),
    final: hushedRegistry(final),
    tip: hushedRegistry(tip),
    copies: copies.map(hushedProblem),
    ...(archivedIdentity === undefined ? {} : { archivedIdentity: hushed(archivedIdentity) }),
    ...(vouching === undefined ? {} : { vouching: hushedDomain(vouching) }),
    ...(nodes === undefined ? {} : { nodes: discreetNodes(nodes) }),
  };
}

function hushedRegistry(answer: Answer<RegistryEvidence>): Answer<RegistryEvidence> {
  if (!answer.known || answer.value.earlier === undefined) return hushed(answer);
  return { ...answer, value: { ...answer.value, earlier: hushed(answer.value.earlier) } };
}

function hushedDomain({ domain, txt, file }: DomainEvidence): DomainEvidence {
  return { domain, txt: hushed(txt), file: hushed(file) };
}

/** The same for what came of asking the nodes. */
export function discreetNodes<T extends Agreement | undefined>(nodes: T): T {
  return nodes === undefined ? nodes : { ...nodes, silent: nodes.silent.map(hushedProblem) };
}

function hushedProblem<T extends { readonly problem?: string }>(told: T): T {
  return told.problem === undefined ? told : { ...told, problem: withoutPaths(told.problem) };
}

/** The same for a failure that is an answer. */
export function hushed<T>(answer: Answer<T>): Answer<T> {
  return answer.known ? answer : { ...answer, failure: discreet(answer.failure) };
}

/**
 * What could not be learnt, for whoever asks by HTTP: never as 404, which would say that there is none. A block that no
 * store has is 404 by itself, but what it held may be anything.
 */
export function unavailable(error: ColophonError): ColophonError {
  const told = discreet(error);
  if (told.http !== 404) return told;
  const problem = told.message.replace(/\.$/, "");
  return failure("STORE_UNREACHABLE", { store: "of this archive", problem }, told);
}
