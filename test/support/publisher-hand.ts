import { tipBlock } from "../../src/core/finality.ts";
import type { Signer, TransactionHash } from "../../src/core/ports.ts";
import { parseChainId } from "../../src/core/publication.ts";
import type { IssuePlan } from "../../src/publish/pack.ts";
import { type PublishedIssue, publishIssue } from "../../src/publish/issue.ts";
import { settle } from "../../src/publish/publisher.ts";
import type { Parts, Rig } from "./publisher-rig.ts";

/** What a test does with a rig: publishes, and plays the chain's miners and the account's other programs. */
export function handOn(rig: Rig) {
  return {
    publish: async (plan: IssuePlan, parts: Parts = {}): Promise<PublishedIssue> => {
      const publisher = rig.publisher(parts);
      await settle(publisher);
      return publishIssue(plan, publisher);
    },
    publications: async () =>
      rig
        .publisher()
        .registry.at(await tipBlock(rig.chain))
        .publications(),
    /** Whether each transaction is mined as it comes. */
    mining: (on: boolean) => rig.rpc("evm_setAutomine", on),
    mine: () => rig.rpc("evm_mine"),
    drop: (hash: TransactionHash) => rig.rpc("anvil_dropTransaction", hash),
    nonceOf: (signer: Signer) => rig.chain.transactionCount(signer.address, "latest"),
    /** A transfer of nothing to oneself: uses a nonce up. */
    occupy: async (nonce: number, by: Signer = rig.signer): Promise<TransactionHash> => {
      const fees = { maxFeePerGas: 500_000_000_000n, maxPriorityFeePerGas: 100_000_000_000n };
      const chain = parseChainId("eip155:31337");
      const terms = { chain, nonce, gas: 21_000n, fees, to: by.address, data: "0x" } as const;
      const { raw, hash } = await by.sign(terms);
      await rig.chain.send(raw);
      return hash;
    },
  };
}
