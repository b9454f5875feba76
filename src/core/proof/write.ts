import type { BatchedIssue } from "../batch/path.ts";
import { type Bytes32, digestFromBytes } from "../digest.ts";
import type { Endorsement } from "../endorsement/endorsement.ts";
import { fail } from "../errors/error.ts";
import { decodeManifest } from "../manifest/codec.ts";
import type { Sha256 } from "../sha256.ts";
import type { BlockProof, StateProofs } from "../state-proof/port.ts";
import { publicationSlots } from "../state-proof/layout.ts";
import { provenCurrent, provenProfile, provenRecord } from "../state-proof/registry.ts";
import { stateSetOf } from "../state-proof/state-set.ts";
import { type ProvenState, verifyStateProof } from "../state-proof/state-proof.ts";
import type { QuotationProof } from "../text/quotation-proof.ts";
import { type Endorsable, fittingEndorsements } from "./endorsed.ts";
import { encodeProof, type ProofEndorsements, type ProofIdentity } from "./form.ts";
import { type Documents, identityFor } from "./identity.ts";

/**
 * In bytes. What leads to the profile are 2 to 3 KB on a chain like Ethereum, and the evidence names the domain without:
 * a file that would be larger is written without the profile, and with as many endorsements as there is room for.
 */
const LARGEST_WITH_MORE = 16 * 1024;

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
  /** What others have signed of the history, and what leads to it. */
  readonly endorsements?: Endorsable;
}

export interface ProofSources {
  readonly states: StateProofs;
  /** The block, by its hash: the latest that is final, unless the reader knows better. */
  readonly at: Bytes32;
  readonly sha256: Sha256;
  /** For the publication's identity; without it, nothing is told of that. */
  readonly documents?: Documents;
}

/** A proof with the block that it leads back to. */
export interface WrittenProof extends Pick<BlockProof, "block"> {
  readonly bytes: Uint8Array;
  /** Endorsements for which there was no room; absent where none were given. */
  readonly left?: readonly Endorsement[];
}

/**
 * Makes a proof from a node's state. What comes back has been followed once, but only `verifyProof` says that it holds.
 * @throws those of `decodeManifest`, PROOF_PATH_UNLISTED, PROOF_ISSUE_ABSENT and those of `StateProofs`
 */
export async function writeProof(subject: ProofSubject, sources: ProofSources): Promise<WrittenProof> {
  const { path, quotation, batch } = subject;
  const { documents, sha256 } = sources;
  const digest = digestFromBytes(sha256(subject.manifest));
  const manifest = decodeManifest(subject.manifest, digest, sha256);
  const { publication, issue, files } = manifest;
  if (path !== undefined && !files.some((file) => file.path === path)) fail("PROOF_PATH_UNLISTED", { path });
  const slots = publicationSlots(publication.id);
  const ask = (wanted: readonly Bytes32[]) => asked(publication.registry, wanted, sources);
  const needed = [slots.record(digest), slots.current(issue.label)];
  const batchSlot = batch === undefined ? [] : [slots.batch(batch.root)];
  const profileSlot = documents === undefined ? [] : [slots.profile];
  const { answer, state } = await ask([...needed, ...batchSlot, ...profileSlot]);
  const record = provenRecord(state, publication.id, digest);
  if (record === undefined && batch === undefined)
    fail("PROOF_ISSUE_ABSENT", { digest, block: answer.block.number });
  const current = provenCurrent(state, publication.id, issue.label);
  const rival = current === undefined || current === digest ? [] : [slots.record(current)];
  const order = [...needed, ...rival, ...(record === undefined ? batchSlot : [])];
  // What is current is known only now, and the state of that block does not change.
  const { proof } = rival.length === 0 ? answer : (await ask([...order, ...profileSlot])).answer;
  const write: Write = (identity, endorsements) =>
    encodeProof({
      manifest: subject.manifest,
      ...(path === undefined ? {} : { path }),
      ...(quotation === undefined ? {} : { quotation }),
      ...(record !== undefined || batch === undefined
        ? {}
        : { batch: { root: batch.root, path: batch.path } }),
      ...(Object.keys(identity).length === 0 ? {} : { identity }),
      ...(endorsements === undefined ? {} : { endorsements }),
      state: stateSetOf(proof, identity.profile === undefined ? order : [...order, slots.profile]),
    });
  const identity =
    documents === undefined
      ? {}
      : await identityFor({ manifest, sha256, profile: provenProfile(state, publication.id) }, documents);
  return { block: answer.block, ...smallEnough(identity, subject.endorsements, write) };
}

type Write = (identity: ProofIdentity, endorsements?: ProofEndorsements) => Uint8Array;

/** Endorsements were asked for, and the profile was not. */
function smallEnough(
  identity: ProofIdentity,
  endorsable: Endorsable | undefined,
  write: Write,
): Pick<WrittenProof, "bytes" | "left"> {
  const { profile: _, ...evidence } = identity;
  const fits = (bytes: Uint8Array) => bytes.length <= LARGEST_WITH_MORE;
  const fitting =
    endorsable === undefined
      ? undefined
      : fittingEndorsements(endorsable, (some) => fits(write(evidence, some)));
  const whole = write(identity, fitting?.endorsements);
  const bytes = fits(whole) ? whole : write(evidence, fitting?.endorsements);
  return { bytes, ...(fitting === undefined ? {} : { left: fitting.left }) };
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
