import { createBlocks } from "../../adapters/evm/blocks.ts";
import { createStateProofs } from "../../adapters/evm/state-proof.ts";
import type { Address } from "../../core/address.ts";
import { asFailure, isFailure } from "../../core/errors/error.ts";
import { finalBlock } from "../../core/finality.ts";
import type { FinalityRule } from "../../core/ports.ts";
import type { ChainId } from "../../core/publication.ts";
import { COUNT_SLOT } from "../../core/state-proof/layout.ts";
import type { Named } from "./node-address.ts";

export interface NodeTest {
  readonly ok: boolean;
  readonly says: string;
}

const PATIENCE_MS = 8_000;

/** Asks one node all that a check would: its chain, its final block, and a proof of the registry's state there. */
export async function testNode(
  { url }: Named,
  { chain, registry, finality }: { chain: ChainId; registry: Address; finality: FinalityRule },
): Promise<NodeTest> {
  const settings = { url, timeoutMs: PATIENCE_MS };
  const blocks = createBlocks(settings);
  try {
    const got = await blocks.chainId();
    if (got !== chain) return { ok: false, says: `serves ${got}, and ${chain} is needed` };
    const final = await finalBlock(blocks, finality);
    const found = await createStateProofs(settings).prove({ registry, slots: [COUNT_SLOT], at: final.hash });
    if (found === undefined) return { ok: false, says: `has no block ${final.number} to prove anything of` };
    return { ok: true, says: `answers, and proves the registry's state at block ${final.number}` };
  } catch (error) {
    return { ok: false, says: reason(error) };
  }
}

/** A browser does not tell a page whether nobody answered or whether the answer was kept from it. */
function reason(error: unknown): string {
  if (isFailure(error, "STATE_PROOF_ACCOUNT_ABSENT"))
    return "answers, and proves that there is no such registry";
  const { parameters, message } = asFailure(error);
  const problem = String(parameters["problem"] ?? message);
  if (!/the connection failed/.test(problem)) return problem;
  return (
    "gave no answer that this page may read. Either nobody is there, or the node does not allow pages of other " +
    "origins to ask it (CORS): then another node has to do, or yours has to be told to allow it."
  );
}
