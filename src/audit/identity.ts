import type { Block } from "../core/block.ts";
import { type CID, cidDigest } from "../core/cid.ts";
import { decodeDocument } from "../core/document.ts";
import { isFailure } from "../core/errors/error.ts";
import { decodeIdentity } from "../core/identity/evidence.ts";
import type { Manifest } from "../core/manifest/manifest.ts";
import { publicationKey } from "../core/publication.ts";
import type { Sha256 } from "../core/sha256.ts";

export interface IdentityReading {
  /** The verified block; undefined where nobody gives it. @throws STORE_UNREACHABLE | STORE_SILENT | BLOCK_MISMATCH */
  readonly block: (cid: CID) => Promise<Block | undefined>;
  readonly sha256: Sha256;
}

export interface IdentityProblem {
  readonly kind: "mismatch" | "newer";
  /** As the end of a sentence. */
  readonly says: string;
}

const LATER = /^colophon\/identity\/[0-9]{1,9}$/;

/**
 * Is what a manifest links to as its domain's word (docs/spec/identity.md) such a document, and about the manifest's own
 * publication? Undefined where it is, where there is none, and where it cannot be had: what is lost is told of each store.
 */
export async function identityProblem(
  { identity, publication }: Pick<Manifest, "identity" | "publication">,
  { block, sha256 }: IdentityReading,
): Promise<IdentityProblem | undefined> {
  const bytes = identity === undefined ? undefined : await bytesOf(identity, block);
  if (identity === undefined || bytes === undefined) return undefined;
  const said = decodeIdentity(bytes, cidDigest(identity), sha256);
  if (said === undefined) {
    const type = laterType(bytes);
    return type === undefined
      ? { kind: "mismatch", says: "it is no such document" }
      : { kind: "newer", says: `it is of the type ${type}, which this version does not read` };
  }
  if (said.publication === publicationKey(publication)) return undefined;
  return { kind: "mismatch", says: `it names ${JSON.stringify(said.publication)}, another publication` };
}

async function bytesOf(cid: CID, block: IdentityReading["block"]): Promise<Uint8Array | undefined> {
  try {
    return (await block(cid))?.bytes;
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

function laterType(bytes: Uint8Array): string | undefined {
  const decoded = decodeDocument(bytes);
  if (!decoded.ok || typeof decoded.value !== "object" || decoded.value === null) return undefined;
  const type: unknown = "type" in decoded.value ? decoded.value.type : undefined;
  const isLater = typeof type === "string" && LATER.test(type) && type !== "colophon/identity/1";
  return isLater ? type : undefined;
}
