import type { Call, Chain, Receipt, Signer } from "../../../src/core/ports.ts";
import { parseChainId } from "../../../src/core/publication.ts";

const GAS = 5_000_000n;
const PATIENCE_MS = 10_000;

/** Sends one call on a development chain and waits until it is mined. */
export async function transact(chain: Chain, signer: Signer, call: Call): Promise<Receipt> {
  const nonce = await chain.transactionCount(signer.address, "pending");
  const terms = { chain: parseChainId("eip155:31337"), nonce, gas: GAS, fees: await chain.fees() };
  const { raw, hash } = await signer.sign({ ...terms, ...call });
  await chain.send(raw);
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const receipt = await chain.receipt(hash);
    if (receipt !== undefined) return receipt;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new TypeError(`${hash} was not mined`);
}
