import type { Address } from "../address.ts";
import { verifyPath } from "../batch/path.ts";
import { type Bytes32, type Digest, digestFromBytes } from "../digest.ts";
import { fail } from "../errors/error.ts";
import { decodeManifest } from "../manifest/codec.ts";
import type { FileEntry, Manifest } from "../manifest/manifest.ts";
import type { BlockRef } from "../ports.ts";
import type { Profile } from "../profile.ts";
import { type ChainId, publicationKey } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { headerHash } from "../state-proof/header.ts";
import { publicationSlots } from "../state-proof/layout.ts";
import { provenBatch, provenCurrent, provenRecord } from "../state-proof/registry.ts";
import { type OpenState, openStateSet } from "../state-proof/state-set.ts";
import type { RecordWord } from "../state-proof/words.ts";
import { normaliseText } from "../text/normalise.ts";
import type { Stretch } from "../text/quotation.ts";
import { checkQuotation, type QuotationProblem } from "../text/quotation-proof.ts";
import { endorsementsOf, type ProvenEndorsements } from "./endorsed.ts";
import { parseProof, type Proof } from "./form.ts";
import { evidenceOf, profileOf, type ProvenIdentity } from "./identity.ts";

/** What the verifier takes as given. Nothing of it may come from the proof. */
export interface ProofTrust {
  readonly chain: ChainId;
  readonly registry: Address;
  /** keccak-256 of the code that a registry has on that chain at that address; more than one where versions differ. */
  readonly codeHashes: readonly Bytes32[];
  /** Blocks that are believed to be of that chain. */
  readonly blockHashes: readonly Bytes32[];
  readonly sha256: Sha256;
}

/** What a proof proves: the state of the registry about one manifest, as of one block. */
export interface ProvenIssue {
  readonly manifest: Manifest;
  readonly digest: Digest;
  /** The manifest's bytes. */
  readonly bytes: Uint8Array;
  /** The file that the proof is about. */
  readonly file?: FileEntry;
  /** What is quoted from that file, and where it stands there. */
  readonly quotation?: ProvenQuotation;
  /** Left out where the proof holds nothing of it. */
  readonly identity?: ProvenIdentity;
  /** Left out where the proof holds none. Who has signed them is not verified. */
  readonly endorsements?: ProvenEndorsements;
  readonly block: BlockRef;
  /** Of its own, or as an issue of its batch. */
  readonly record: RecordWord;
  /** Is that the word of a batch, the issue having no record of its own yet? */
  readonly batched: boolean;
  /** Of that batch. */
  readonly root?: Bytes32;
  /** The digest that stands under the label, as far as the registry knows. */
  readonly current: Digest | undefined;
  /** The last entry that the block's state knows of which is about the issue, or about the revision that stands. */
  readonly reach: number;
  /** Another issue that the registry knows under the label, with the entry that began it, when that was before. */
  readonly earlier?: { readonly digest: Digest; readonly entry: number };
}

/** A passage in its normal form, and its places in the text of the file. */
export interface ProvenQuotation {
  readonly passage: string;
  readonly places: readonly Stretch[];
}

/**
 * Follows a proof from a believed block's hash to what the registry held of one manifest (docs/spec/proof.md, "To
 * verify"). Pure and synchronous; the file is hostile until this returns.
 * @throws PROOF_TOO_LARGE | PROOF_MALFORMED | PROOF_TYPE_UNKNOWN | PROOF_ELSEWHERE | PROOF_CODE_FOREIGN |
 *   PROOF_ISSUE_ABSENT | PROOF_BATCH_ABSENT | PROOF_BATCH_UNUSED | PROOF_PATH_UNLISTED |
 *   PROOF_QUOTATION_PATHLESS | PROOF_TEXT_ABSENT | PROOF_QUOTATION_FALSE |
 *   PROOF_EVIDENCE_UNNAMED | PROOF_EVIDENCE_FALSE | PROOF_PROFILE_FALSE | PROOF_ENDORSEMENTS_FALSE, those of `decodeManifest`, of
 *   `verifyPath` and of `openStateSet`
 */
export function verifyProof(bytes: Uint8Array, trust: ProofTrust): ProvenIssue {
  const proof = parseProof(bytes);
  const blockHash = believed(proof, trust);
  const digest = digestFromBytes(trust.sha256(proof.manifest));
  const manifest = decodeManifest(proof.manifest, digest, trust.sha256);
  assertRegistry(manifest, trust);
  const file = fileOf(proof, manifest);
  const quotation = quotationOf(proof, file, trust);
  const evidence = evidenceOf(proof, manifest, trust.sha256);
  const opened = openStateSet(proof.state, { blockHash, registry: trust.registry });
  const { block, codeHash } = opened.state;
  if (!trust.codeHashes.includes(codeHash))
    fail("PROOF_CODE_FOREIGN", { registry: trust.registry, block: block.number, got: codeHash });
  const anchored = anchoring(opened, { proof, manifest, digest });
  const profile = profileOf(proof, opened, { manifest, sha256: trust.sha256 });
  opened.end();
  const endorsements = endorsedIn(proof, { manifest, digest, ...anchored, trust });
  return {
    ...{ manifest, digest, bytes: proof.manifest, block },
    ...(file === undefined ? {} : { file }),
    ...(quotation === undefined ? {} : { quotation }),
    ...(proof.identity === undefined ? {} : { identity: identityOf(evidence, profile) }),
    ...(endorsements === undefined ? {} : { endorsements }),
    ...anchored,
  };
}

function identityOf(evidence: Uint8Array | undefined, profile: Profile | undefined): ProvenIdentity {
  return { ...(evidence === undefined ? {} : { evidence }), ...(profile === undefined ? {} : { profile }) };
}

function endorsedIn(
  { endorsements }: Proof,
  { manifest, trust, ...anchored }: Pick<Claimed, "manifest" | "digest"> & Anchoring & { trust: ProofTrust },
): ProvenEndorsements | undefined {
  if (endorsements === undefined) return undefined;
  const { publication } = manifest;
  return endorsementsOf(endorsements, { ...anchored, publication, sha256: trust.sha256 });
}

/** Hashed before anything of it is parsed. */
function believed({ state }: Proof, { blockHashes }: ProofTrust): Bytes32 {
  const got = headerHash(state.header);
  if (!blockHashes.includes(got))
    fail("STATE_PROOF_HEADER_MISMATCH", { expected: blockHashes.join(" or "), got });
  return got;
}

function assertRegistry({ publication }: Manifest, { chain, registry }: ProofTrust): void {
  if (publication.chain === chain && publication.registry === registry) return;
  fail("PROOF_ELSEWHERE", { expected: `${chain}:${registry}`, got: publicationKey(publication) });
}

function fileOf({ path }: Proof, { files }: Manifest): FileEntry | undefined {
  if (path === undefined) return undefined;
  return files.find((file) => file.path === path) ?? fail("PROOF_PATH_UNLISTED", { path });
}

/** The profile of the text is the only one that the manifest's form allows. */
function quotationOf(
  { quotation }: Proof,
  file: FileEntry | undefined,
  { sha256 }: ProofTrust,
): ProvenQuotation | undefined {
  if (quotation === undefined) return undefined;
  if (file === undefined) return fail("PROOF_QUOTATION_PATHLESS", {});
  const { path, text } = file;
  if (text === undefined) return fail("PROOF_TEXT_ABSENT", { path });
  const { passage } = quotation;
  if (normaliseText(passage) !== passage)
    return fail("PROOF_QUOTATION_FALSE", { path, problem: "the passage is not in its normal form" });
  const checked = checkQuotation(quotation, text, sha256);
  if (!checked.ok) return fail("PROOF_QUOTATION_FALSE", { path, problem: PROBLEMS[checked.problem] });
  return { passage, places: checked.places };
}

const PROBLEMS: Readonly<Record<QuotationProblem, string>> = {
  "not-there": "the passage does not begin in the first of these blocks and end in the last",
  "not-adjoining": "its blocks do not follow each other",
  "not-normal": "a block is not in its normal form, and so is none of the text",
  "other-root": "a block leads to another root than that of the file's text",
  "no-path": "a block has no path that there can be in the file's text",
};

interface Claimed {
  readonly proof: Proof;
  readonly manifest: Manifest;
  readonly digest: Digest;
}

type Anchoring = Pick<ProvenIssue, "record" | "batched" | "root" | "current" | "reach" | "earlier">;

/** Reads the slots in the order of the format: record, current, record of what is current, batch. */
function anchoring(opened: OpenState, claimed: Claimed): Anchoring {
  const { digest, manifest, proof } = claimed;
  const { id } = manifest.publication;
  const { label } = manifest.issue;
  const slots = publicationSlots(id);
  opened.read(slots.record(digest));
  opened.read(slots.current(label));
  const own = provenRecord(opened.state, id, digest);
  const current = provenCurrent(opened.state, id, label);
  const rival = rivalOf(opened, { id, digest, current });
  if (own !== undefined && proof.batch !== undefined) fail("PROOF_BATCH_UNUSED", { digest });
  const record = own ?? batchRecord(opened, claimed);
  // Only a single issue that began after the batch fails to keep its place (IPublicationRegistry.verifyBatched).
  const stands = own === undefined && (rival === undefined || rival.first > record.entry);
  const isEarlier = rival !== undefined && rival.first < record.first;
  return {
    record,
    batched: own === undefined,
    ...(proof.batch === undefined ? {} : { root: proof.batch.root }),
    current: stands ? digest : current,
    reach: Math.max(lastOf(record), rival?.first === record.first ? lastOf(rival) : 0),
    ...(isEarlier && current !== undefined ? { earlier: { digest: current, entry: rival.first } } : {}),
  };
}

function lastOf({ entry, noticeEntry = 0 }: RecordWord): number {
  return Math.max(entry, noticeEntry);
}

/** The record of another digest that is current under the label: a later revision, or another issue. */
function rivalOf(
  opened: OpenState,
  {
    id,
    digest,
    current,
  }: Pick<Claimed, "digest"> & Pick<ProvenIssue, "current"> & Pick<Manifest["publication"], "id">,
): RecordWord | undefined {
  if (current === undefined || current === digest) return undefined;
  opened.read(publicationSlots(id).record(current));
  const record = provenRecord(opened.state, id, current);
  if (record !== undefined) return record;
  const problem = "it is current under a label and has no record";
  return fail("STATE_PROOF_VALUE_MALFORMED", { of: `record ${current}`, problem });
}

/** That a digest has no record of its own says nothing against it, unless its batch was looked at, too. */
function batchRecord(opened: OpenState, { proof, manifest, digest }: Claimed): RecordWord {
  const { id } = manifest.publication;
  const { label } = manifest.issue;
  const { number } = opened.state.block;
  const { batch } = proof;
  if (batch === undefined) return fail("PROOF_ISSUE_ABSENT", { digest, block: number });
  opened.read(publicationSlots(id).batch(batch.root));
  const held = provenBatch(opened.state, id, batch.root);
  if (held === undefined) return fail("PROOF_BATCH_ABSENT", { root: batch.root, block: number });
  verifyPath(id, { root: batch.root, path: batch.path, label, digest }, held.count);
  const { entry, time } = held;
  const said = { revision: 1, notice: "none", noticeEntry: undefined } as const;
  return { entry, time, ...said, kind: "batch-anchored", first: entry };
}
