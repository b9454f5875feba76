import { type CID, cidDigest, documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import type { Witness } from "./witness.ts";

/**
 * The manifest that a CID leads to. One that holds its SHA-256 does, whatever codec the CID names: tools that are given
 * the manifest's bytes name them `json` or `raw` (docs/spec/manifest.md). Undefined when it leads to none.
 *
 * @throws what the witness throws
 */
export async function manifestByCid(cid: CID, witness: Pick<Witness, "byCid">): Promise<Digest | undefined> {
  const own = documentCid(cidDigest(cid));
  return (await witness.byCid(cid)) ?? (own.equals(cid) ? undefined : witness.byCid(own));
}
