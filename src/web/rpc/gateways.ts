import { createGatewayStore } from "../../adapters/ipfs/gateway-client.ts";
import type { Block } from "../../core/block.ts";
import { type CID, documentCid } from "../../core/cid.ts";
import type { Store } from "../../core/ports.ts";
import { blockFromAny } from "../../core/retrieval.ts";
import type { Sha256 } from "../../core/sha256.ts";
import { answerOf } from "../../verify/answer.ts";
import type { Witness } from "../../verify/witness.ts";
import type { Named } from "./node-address.ts";

/** For one block, in milliseconds: a gateway may have to look for it. */
const PATIENCE_MS = 20_000;

/** Any trustless gateways as stores: what they give is hashed before it is used. */
export function gatewayStores(list: readonly Named[]): readonly Store[] {
  return list.map(({ url, name }) =>
    createGatewayStore({ url, id: name, operator: name, patience: PATIENCE_MS, from: "anybody" }),
  );
}

/** A witness that has gateways asked for what it does not give itself. */
export function withGateways(witness: Witness, stores: readonly Store[], sha256: Sha256): Witness {
  if (stores.length === 0) return witness;
  const block = (cid: CID) =>
    firstOf(
      () => witness.block(cid),
      () => blockFromAny(stores, cid, sha256),
    );
  return {
    ...witness,
    block,
    issue: async (digest) => {
      const said = await witness.issue(digest);
      if (said.manifest.known && said.manifest.value !== undefined) return said;
      const names = stores.map(({ id }) => id).join(", ");
      const found = await answerOf(
        names,
        async () => (await blockFromAny(stores, documentCid(digest), sha256))?.bytes,
      );
      return found.known && found.value !== undefined ? { ...said, manifest: found } : said;
    },
  };
}

async function firstOf(
  ask: () => Promise<Block | undefined>,
  then: () => Promise<Block | undefined>,
): Promise<Block | undefined> {
  try {
    return (await ask()) ?? (await then());
  } catch (error) {
    const found = await then();
    if (found === undefined) throw error;
    return found;
  }
}
