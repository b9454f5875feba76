import { failure } from "../../core/errors/error.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import type { Answer } from "../../core/ports.ts";
import { publicationKey } from "../../core/publication.ts";
import type { IssueEvidence, RegistryEvidence } from "../evidence.ts";

/**
 * The evidence with the chain's part set aside if it cannot all be true: about another publication, of another
 * revision, taken back later although the registry takes nothing back. Such answers say nothing, for or against: they
 * count as not given.
 */
export function credible(issue: IssueEvidence, manifest: Manifest): IssueEvidence {
  const problem = contradiction(issue, manifest);
  if (problem === undefined) return issue;
  const doubted = (answer: Answer<RegistryEvidence>): Answer<RegistryEvidence> => {
    if (!answer.known) return answer;
    const { source } = answer;
    return { known: false, source, failure: failure("CHAIN_ANSWER_INVALID", { node: source, problem }) };
  };
  return { ...issue, final: doubted(issue.final), tip: doubted(issue.tip), notices: [] };
}

function contradiction(issue: IssueEvidence, manifest: Manifest): string | undefined {
  const { final, tip, notices } = issue;
  for (const answer of [final, tip]) {
    const problem = answer.known ? stateProblem(answer.value, issue, manifest) : undefined;
    if (problem !== undefined) return problem;
  }
  if (!tip.known) return undefined;
  // The tip is asked last, so that it has every notice that the catalogue has.
  if (tip.value.record?.notice === "none" && notices.length > 0)
    return "it tells of notices, but the registry's record has none";
  return final.known ? orderProblem(final.value, tip.value) : undefined;
}

function stateProblem(state: RegistryEvidence, issue: IssueEvidence, manifest: Manifest): string | undefined {
  const expected = publicationKey(manifest.publication);
  const got = publicationKey({ ...state, id: state.publication });
  if (got !== expected) return `asked about ${expected}, it answered about ${got}`;
  const { record, current, block } = state;
  if (record === undefined)
    return current === issue.digest ? "the issue stands with this manifest, but has no record" : undefined;
  const { label, revision } = manifest.issue;
  if (record.revision !== revision)
    return `its record is of revision ${record.revision}, the manifest's is ${revision}`;
  if (current === undefined) return `there is a record of the manifest, but no issue ${label}`;
  if (record.entry < 2) return "a publication's first entry is its registration";
  if (state.earlier?.known === true && state.earlier.value !== undefined) {
    const { digest, entry } = state.earlier.value;
    if (entry >= record.entry || digest === issue.digest)
      return `entry ${entry} with ${digest} is none that was before entry ${record.entry}`;
  }
  if (record.time > block.time) return `it was anchored after block ${block.number}`;
  return undefined;
}

/** Nothing recorded is ever changed or taken back, so that a later block holds all that an earlier one does. */
function orderProblem(final: RegistryEvidence, tip: RegistryEvidence): string | undefined {
  if (final.block.number > tip.block.number)
    return `its final block ${final.block.number} is after its latest ${tip.block.number}`;
  if (final.block.number === tip.block.number && final.block.hash !== tip.block.hash)
    return `it names two blocks ${tip.block.number}`;
  const before = final.record;
  const after = tip.record;
  if (before === undefined) return undefined;
  if (after?.entry === before.entry && after.time === before.time) return undefined;
  return `its record at block ${final.block.number} is not the one at block ${tip.block.number}`;
}
