import { cidDigest } from "../cid.ts";
import { type Digest, digestFromBytes } from "../digest.ts";
import { fail } from "../errors/error.ts";
import { decodeIdentity, possibleIdentities } from "../identity/evidence.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { decodeProfile, type Profile } from "../profile.ts";
import { publicationKey } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { publicationSlots } from "../state-proof/layout.ts";
import { provenProfile } from "../state-proof/registry.ts";
import type { OpenState } from "../state-proof/state-set.ts";
import { LARGEST_EVIDENCE, LARGEST_PROFILE, type Proof, type ProofIdentity } from "./form.ts";

/** What a proof tells of whose publication it is. */
export interface ProvenIdentity {
  /** The archived evidence, which the manifest links to: the publisher's own account of what the domain said then. */
  readonly evidence?: Uint8Array;
  /** The profile that the registry held in the proof's block. */
  readonly profile?: Profile;
}

/**
 * The evidence is the one that the manifest links to, and about the manifest's publication. What it says is no more true
 * for that: it is the publisher's word (docs/spec/identity.md).
 * @throws PROOF_EVIDENCE_UNNAMED | PROOF_EVIDENCE_FALSE
 */
export function evidenceOf({ identity }: Proof, manifest: Manifest, sha256: Sha256): Uint8Array | undefined {
  const evidence = identity?.evidence;
  if (evidence === undefined) return undefined;
  if (manifest.identity === undefined) return fail("PROOF_EVIDENCE_UNNAMED", {});
  const problem = evidenceProblem(evidence, manifest.identity, { manifest, sha256 });
  return problem === undefined ? evidence : fail("PROOF_EVIDENCE_FALSE", { problem });
}

/** The last walk of a proof. @throws PROOF_PROFILE_FALSE and those of `OpenState.read` */
export function profileOf(
  { identity }: Proof,
  opened: OpenState,
  { manifest, sha256 }: Meant,
): Profile | undefined {
  if (identity?.profile === undefined) return undefined;
  const { id } = manifest.publication;
  opened.read(publicationSlots(id).profile);
  const expected = provenProfile(opened.state, id);
  const got = digestFromBytes(sha256(identity.profile));
  if (got !== expected)
    return fail("PROOF_PROFILE_FALSE", {
      problem: `it hashes to ${got}, and the registry holds ${expected}`,
    });
  return (
    decodeProfile(identity.profile) ??
    fail("PROOF_PROFILE_FALSE", { problem: "it is no profile of the kind that this program knows" })
  );
}

/** Gives a small document by its digest, or undefined while nobody has it. Never fails. */
export type Documents = (digest: Digest) => Promise<Uint8Array | undefined>;

interface Meant {
  readonly manifest: Manifest;
  readonly sha256: Sha256;
}

/**
 * What can be had of both. Only what the verifier accepts: a document of a kind that is not known is left out.
 * Evidence that was lost is made again where the profile still names the domain.
 */
export async function identityFor(
  meant: Meant & { readonly profile: Digest },
  documents: Documents,
): Promise<ProofIdentity> {
  const { manifest, sha256 } = meant;
  const held = await documents(meant.profile);
  const isProfile =
    held !== undefined &&
    held.length <= LARGEST_PROFILE &&
    digestFromBytes(sha256(held)) === meant.profile &&
    decodeProfile(held) !== undefined;
  const profile = isProfile ? held : undefined;
  const evidence = await evidenceFor(meant, profile, documents);
  return {
    ...(evidence === undefined || evidenceProblem(evidence, manifest.identity, meant) !== undefined
      ? {}
      : { evidence }),
    ...(profile === undefined ? {} : { profile }),
  };
}

async function evidenceFor(
  { manifest, sha256 }: Meant,
  profile: Uint8Array | undefined,
  documents: Documents,
): Promise<Uint8Array | undefined> {
  if (manifest.identity === undefined) return undefined;
  const digest = cidDigest(manifest.identity);
  const held = await documents(digest);
  if (held !== undefined) return held;
  const domain = profile === undefined ? undefined : decodeProfile(profile)?.domain;
  if (domain === undefined) return undefined;
  return possibleIdentities(domain, manifest.publication, sha256).find((one) => one.digest === digest)?.bytes;
}

function evidenceProblem(
  evidence: Uint8Array,
  link: Manifest["identity"],
  { manifest, sha256 }: Meant,
): string | undefined {
  if (link === undefined || evidence.length > LARGEST_EVIDENCE) return "it is larger than any can be";
  const expected = cidDigest(link);
  const got = digestFromBytes(sha256(evidence));
  if (got !== expected) return `it hashes to ${got}, and the manifest names ${expected}`;
  const decoded = decodeIdentity(evidence, expected, sha256);
  if (decoded === undefined) return "it is no evidence of the kind that this program knows";
  if (decoded.publication === publicationKey(manifest.publication)) return undefined;
  return `it is about the publication ${decoded.publication}`;
}
