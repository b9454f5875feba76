import { contractTakes } from "../adapters/evm/contract-signature.ts";
import { recover } from "../core/signed-statement/recover.ts";
import { nodeKeccak256 } from "../adapters/node/keccak256.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import type { Grading } from "../audit/endorsed.ts";
import type { SignatureHashing } from "../core/endorsement/signature.ts";
import { endorsementDigest } from "../core/endorsement/typed-data.ts";
import type { Chain, FinalityRule, Registry } from "../core/ports.ts";

export const SIGNATURES: SignatureHashing = { keccak: nodeKeccak256, recover };

/** What endorsements are held against: the history of a registry, and what contracts say of their signatures. */
export function gradingOver({
  chain,
  finality,
  registry,
}: {
  readonly chain: Chain;
  readonly finality: FinalityRule;
  readonly registry: Registry;
}): Grading {
  return {
    ...{ chain, finality, registry, sha256: nodeSha256, ...SIGNATURES },
    contractTakes: (endorsement, at) => {
      const { endorser: account, signature } = endorsement;
      return contractTakes(
        { account, signature, digest: endorsementDigest(endorsement, nodeKeccak256) },
        chain,
        at,
      );
    },
  };
}
