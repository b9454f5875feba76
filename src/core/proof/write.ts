import type { BatchedIssue } from "../batch/path.ts";
import { type Bytes32, digestFromBytes } from "../digest.ts";
import { fail } from "../errors/error.ts";
import { decodeManifest } from "../manifest/codec.ts";
import type { Sha256 } from "../sha256.ts";
import type { BlockProof, StateProofs } from "../state-proof/port.ts";
import { publicationSlots } from "../state-proof/layout.ts";
import { provenCurrent, provenRecord } from "../state-proof/registry.ts";
import { stateSetOf } from "../state-proof/state-set.ts";
import { type ProvenState, verifyStateProof } from "../state-proof/state-proof.ts";
import type { QuotationProof } from "../text/quotation-proof.ts";
import { encodeProof } from "./form.ts";

/** What a proof is made of, beside the registry's state. */
export interface ProofSubject {
  /** The manifest's very bytes. */
  readonly manifest: Uint8Array;
  /** A file of the issue. */
  readonly path?: string;
  /** A passage of that file. */
  readonly quotation?: QuotationProof;
  /** Where the issue was anchored with a batch; needed only while it has no record of its own. */
  readonly batch?: BatchedIssue;
}

export interface ProofSources {
  readonly states: StateProofs;
  /** The block, by its hash: the latest that is final, unless the reader knows better. */
  readonly at: Bytes32;
  readonly sha256: Sha256;
}

/** A proof with the block that it leads back to. */
export interface WrittenProof extends Pick<BlockProof, "block"> {
  readonly bytes: Uint8Array;
}

/**
 * Makes a proof from a node's state. What comes back has been followed once, but only `verifyProof` says that it holds.
 * @throws those of `decodeManifest`, PROOF_PATH_UNLISTED, PROOF_ISSUE_ABSENT and those of `StateProofs`
 */
export async function writeProof(subject: ProofSubject, sources: ProofSources): Promise<WrittenProof> {
  const { path, quotation, batch } = subject;
  const digest = digestFromBytes(sources.sha256(subject.manifest));
  const { publication, issue, files } = decodeManifest(subject.manifest, digest, sources.sha256);
  if (path !== undefined && !files.some((file) => file.path === path)) fail("PROOF_PATH_UNLISTED", { path });
  const slots = publicationSlots(publication.id);
  const ask = (wanted: readonly Bytes32[]) => asked(publication.registry, wanted, sources);
  const needed = [slots.record(digest), slots.current(issue.label)];
  const batchSlot = batch === undefined ? [] : [slots.batch(batch.root)];
  const { answer, state } = await ask([...needed, ...batchSlot]);
  const record = provenRecord(state, publication.id, digest);
  if (record === undefined && batch === undefined)
    fail("PROOF_ISSUE_ABSENT", { digest, block: answer.block.number });
  const current = provenCurrent(state, publication.id, issue.label);
  const rival = current === undefined || current === digest ? [] : [slots.record(current)];
  const order = [...needed, ...rival, ...(record === undefined ? batchSlot : [])];
  // What is current is known only now, and the state of that block does not change.
  const { proof } = rival.length === 0 ? answer : (await ask(order)).answer;
  const bytes = encodeProof({
    manifest: subject.manifest,
    ...(path === undefined ? {} : { path }),
    ...(quotation === undefined ? {} : { quotation }),
    ...(record !== undefined || batch === undefined ? {} : { batch: { root: batch.root, path: batch.path } }),
    state: stateSetOf(proof, order),
  });
  return { block: answer.block, bytes };
}

async function asked(
  registry: ProvenState["registry"],
  slots: readonly Bytes32[],
  { states, at }: ProofSources,
): Promise<{ readonly answer: BlockProof; readonly state: ProvenState }> {
  const answer = await states.prove({ registry, slots, at });
  if (answer === undefined) {
    const problem = `it does not know block ${at}`;
    return fail("CHAIN_ANSWER_INVALID", { node: states.node, problem });
  }
  return { answer, state: verifyStateProof(answer.proof, { blockHash: at, registry }) };
}
