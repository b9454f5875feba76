import { cidDigest, DAG_PB, documentCid, parseCid } from "../../core/cid.ts";
import type { Digest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { finalBlock } from "../../core/finality.ts";
import { parseLabel } from "../../core/label.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import { parsePublicationId } from "../../core/publication.ts";
import type { Trust } from "../../verify/judge/verdict.ts";
import type { Witness } from "../../verify/witness.ts";
import type { Nodes } from "../rpc/nodes.ts";
import { storageAt } from "../rpc/proven-state.ts";
import { standingUnder } from "../rpc/registry.ts";
import type { Shelf } from "./shelf.ts";

export interface Finding {
  readonly shelf: Shelf;
  readonly trust: Trust;
  /** Gives blocks from the gateways. */
  readonly witness: Witness;
  readonly nodes: Nodes | undefined;
}

/**
 * Fetches the manifest of an issue that the reader names: by its CID, or as `<publication>/<label>`, which the nodes
 * prove the digest of, alone or in a batch.
 *
 * @throws CID_INVALID | LABEL_INVALID | PUBLICATION_ID_INVALID | LABEL_UNKNOWN | LABEL_UNSEARCHED | CHAIN_UNREACHABLE |
 *   BLOCK_MISSING
 */
export async function findIssue(named: string, finding: Finding): Promise<Manifest> {
  const digest = await digestOf(named.trim(), finding);
  const cid = documentCid(digest);
  const block = await finding.witness.block(cid);
  const added = block === undefined ? undefined : finding.shelf.name(block.bytes);
  return added?.manifest ?? fail("BLOCK_MISSING", { cid: cid.toString() });
}

async function digestOf(named: string, finding: Finding): Promise<Digest> {
  const [id, label, ...more] = named.split("/");
  if (id === undefined || label === undefined || more.length > 0) {
    const cid = parseCid(named);
    // A folder's: its digest is of a list of links.
    if (cid.code === DAG_PB) fail("CID_INVALID", { got: `${named}, which is of no manifest` });
    return cidDigest(cid);
  }
  return currentUnder(parsePublicationId(id), parseLabel(label), finding);
}

async function currentUnder(
  id: Manifest["publication"]["id"],
  label: Manifest["issue"]["label"],
  { trust, nodes, witness }: Finding,
): Promise<Digest> {
  if (nodes === undefined)
    return fail("CHAIN_UNREACHABLE", { node: "this page", problem: "no node is named: see “Who is asked”" });
  const round = nodes.quorum.round();
  const unheard = () => {};
  const { registry, sha256 } = trust;
  const storage = storageAt(await finalBlock(round.chain, nodes.finality), {
    ...{ registry, nodes, round, onForged: unheard, onUnproved: unheard },
  });
  const sought = { publication: { chain: trust.chain, registry, id }, label, block: witness.block, sha256 };
  return (await standingUnder(storage, sought)) ?? fail("LABEL_UNKNOWN", { id, label });
}
