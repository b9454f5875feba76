import * as dagJson from "@ipld/dag-json";
import * as dagPb from "@ipld/dag-pb";
import { CID } from "multiformats/cid";
import * as raw from "multiformats/codecs/raw";
import * as multihash from "multiformats/hashes/digest";
import { type Digest, digestFromBytes, digestToBytes } from "./digest.ts";
import { fail } from "./errors/error.ts";

export type { CID };

export const DAG_JSON = dagJson.code;
export const DAG_PB = dagPb.code;
export const RAW = raw.code;
const SHA2_256 = 0x12;
const DIGEST_BYTES = 32;

/** `0x01 a9 02 12 20 || digest`: the CID of a manifest, a profile or a reason follows from its digest (CIDv1, DAG-JSON). */
export function documentCid(digest: Digest): CID {
  return CID.createV1(DAG_JSON, multihash.create(SHA2_256, digestToBytes(digest)));
}

/** The CID of a raw leaf, whose digest is the digest of its bytes. */
export function rawCid(digest: Digest): CID {
  return CID.createV1(RAW, multihash.create(SHA2_256, digestToBytes(digest)));
}

/** The CID of a node of a file: a block of links (CIDv1, DAG-PB). */
export function pbCid(digest: Digest): CID {
  return CID.createV1(DAG_PB, multihash.create(SHA2_256, digestToBytes(digest)));
}

/** The SHA-256 inside a CID. @throws CID_INVALID for another version or hash */
export function cidDigest(cid: CID): Digest {
  if (cid.version !== 1 || cid.multihash.code !== SHA2_256) fail("CID_INVALID", { got: String(cid) });
  return digestFromBytes(cid.multihash.digest);
}

/** Can blocks of this name be asked for: a CIDv1 with SHA-256, whatever its codec? */
export function hasDigest({ version, multihash }: CID): boolean {
  return version === 1 && multihash.code === SHA2_256 && multihash.digest.length === DIGEST_BYTES;
}

/** Takes a CIDv1 with SHA-256 in any multibase of the library's own. @throws CID_INVALID */
export function parseCid(text: string): CID {
  let cid: CID;
  try {
    cid = CID.parse(text);
  } catch (cause) {
    fail("CID_INVALID", { got: text }, cause);
  }
  cidDigest(cid);
  return cid;
}

/** A CID of whichever copy of the library made it, or undefined. */
export function asCid(value: unknown): CID | undefined {
  return CID.asCID(value) ?? undefined;
}
