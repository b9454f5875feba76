import { createRegistry } from "../adapters/evm/registry.ts";
import { REGISTRY_SITE } from "../adapters/evm/ground.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import { parseAddress } from "../core/address.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import type { Chain, FinalityRule, Registry } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { Agreement } from "../core/quorum/agreement.ts";
import type { StateProofs } from "../core/state-proof/port.ts";
import { openChain } from "./chain.ts";
import { finalityOf } from "./compose.ts";
import { findArchive, type Place } from "./config.ts";

export interface MirrorPlaceOptions {
  readonly archive?: string;
  readonly rpcUrl?: string;
  readonly registry?: string;
}

/** A registry and the nodes that are asked about it, and nothing else of an archive. */
export interface OpenRegistry extends AsyncDisposable {
  readonly chain: Chain;
  readonly finality: FinalityRule;
  readonly registry: Registry;
  readonly states: StateProofs;
  nodes(): Agreement;
}

/** Does the archive at hand say which registry and which nodes are meant? Not where a node is named. @throws ARCHIVE_* */
export function archiveAtHand({ archive, rpcUrl }: MirrorPlaceOptions): Place | undefined {
  if (rpcUrl !== undefined) return undefined;
  try {
    return findArchive(archive);
  } catch (error) {
    const isNamed = archive !== undefined || process.env["COLOPHON_ARCHIVE"] !== undefined;
    if (isNamed || !isFailure(error, "ARCHIVE_MISSING")) throw error;
    if (process.env["COLOPHON_RPC_URL"] !== undefined) return undefined;
    return fail("USAGE_INVALID", {
      problem: "There is no archive here and no node is named: give --rpc-url, or set COLOPHON_RPC_URL",
    });
  }
}

/**
 * Where there is no archive: the chain that the mirror names, which the node must be of, and the registry that this
 * program carries, unless another one is named.
 */
export function placeOf({ chain }: Pick<PublicationRef, "chain">, { registry }: MirrorPlaceOptions): Place {
  return {
    folder: ".",
    config: {
      type: "colophon/archive/1",
      chain: { type: "rpc", id: chain },
      registry: registry === undefined ? REGISTRY_SITE.registry : parseAddress(registry),
      deployedAt: 0,
      publications: [],
      signer: { type: "environment" },
      targets: [],
      policy: { minCopies: 1, minOperators: 1 },
    },
  };
}

/** Asks the node for nothing but its chain. @throws CHAIN_UNREACHABLE | CHAIN_MISMATCH | ARCHIVE_INVALID */
export async function openRegistry(place: Place, { rpcUrl }: MirrorPlaceOptions): Promise<OpenRegistry> {
  const { chain: settings, deployedAt, registry } = place.config;
  const address =
    registry ?? fail("ARCHIVE_INVALID", { path: place.folder, problem: "it names no registry" });
  const opened = await openChain(place, { url: rpcUrl });
  const over = (chain: Chain) => createRegistry({ chain, address, chainId: settings.id, deployedAt });
  return {
    chain: opened.chain,
    finality: finalityOf(place),
    registry: opened.round.registry({ address, over, sha256: nodeSha256 }),
    states: opened.states,
    nodes: () => opened.round.agreement(),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
