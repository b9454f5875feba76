import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, fail } from "../core/errors/error.ts";
import type { Documents } from "../core/proof/identity.ts";
import { type ProofSubject, type WrittenProof, writeProof } from "../core/proof/write.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { StateProofs } from "../core/state-proof/port.ts";
import type { Archive } from "./archive.ts";

export interface Proving {
  readonly archive: Pick<Archive, "block" | "batch" | "finalBlock">;
  readonly states: StateProofs;
  readonly sha256: Sha256;
}

/** What of an issue a proof is about: all of it, a file, or a passage of that file; and who has endorsed it. */
export type ProofAbout = Pick<ProofSubject, "path" | "quotation" | "endorsements">;

/** The proof of one revision of an issue, or of one of its files. @throws as `proveAbout` */
export async function proveIssue(
  digest: Digest,
  path: string | undefined,
  proving: Proving,
): Promise<WrittenProof> {
  return proveAbout(digest, path === undefined ? {} : { path }, proving);
}

/**
 * The proof of one revision of an issue as of the latest final block.
 * @throws BLOCK_MISSING while no store gives the manifest, and those of `writeProof` and `Archive.batch`
 */
export async function proveAbout(
  digest: Digest,
  about: ProofAbout,
  { archive, states, sha256 }: Proving,
): Promise<WrittenProof> {
  const cid = documentCid(digest);
  const block = (await archive.block(cid)) ?? fail("BLOCK_MISSING", { cid: cid.toString() });
  const batch = (await archive.batch(digest))?.issue;
  const { hash: at } = await archive.finalBlock();
  const subject = { manifest: block.bytes, ...about, ...(batch === undefined ? {} : { batch }) };
  return writeProof(subject, { states, at, sha256, documents: documentsOf(archive) });
}

/** Documents that only add to what is told: when one cannot be had, less is told. */
function documentsOf(archive: Pick<Archive, "block">): Documents {
  return async (digest) => {
    try {
      return (await archive.block(documentCid(digest)))?.bytes;
    } catch (error) {
      asFailure(error);
      return undefined;
    }
  };
}
