import { createAddress } from "../adapters/evm/create-address.ts";
import { deployCall } from "../adapters/evm/ground.ts";
import type { Address } from "../core/address.ts";
import { chainTitle, presetOf } from "../core/chains.ts";
import type { Ground } from "../core/deployment.ts";
import { isFailure } from "../core/errors/error.ts";
import type { Chain } from "../core/ports.ts";
import { assertFactory } from "../publish/deployment.ts";
import type { OnProgress } from "../publish/progress.ts";
import { openChain } from "./chain.ts";
import type { Place } from "./config.ts";
import { assertRecord, groundOf, type Terms } from "./establish.ts";
import { ether, gwei } from "../core/ether.ts";
import { type Output, paint } from "./output.ts";
import { signerAccount } from "./signer.ts";

interface Surveying {
  readonly terms: Terms;
  readonly output: Output;
  readonly onProgress: OnProgress & { end(): void };
}

/** What a run would find and pay. Gas as the node estimates it; the run asks for a quarter more and pays what is used. */
interface Survey {
  /** Undefined where it would depend on an account, and there is no key. */
  readonly registry: Address | undefined;
  readonly standing: boolean;
  readonly account?: Address;
  readonly balance?: bigint;
  readonly gas?: bigint;
  /** In wei per gas. */
  readonly maxFeePerGas?: bigint;
  /** In wei: what the account must hold for a run to send anything. */
  readonly needed?: bigint;
}

/** Shows what `npm run deploy` would do. Writes and sends nothing; what it would be refused for, this is refused for too. */
export async function showSurvey(place: Place, { terms, output, onProgress }: Surveying): Promise<number> {
  const chain = place.config.chain.id;
  if (place.config.chain.type === "embedded") {
    output.line("The embedded chain takes a registry for nothing. Nothing was written or sent.");
    if (output.json) output.document({ dryRun: true, chain, standing: place.config.registry !== undefined });
    return 0;
  }
  await using opened = await openChain(place);
  const ground = groundOf(opened, place);
  const expected = place.config.registry ?? (terms.plain ? undefined : ground.site.registry);
  assertRecord(expected, { chain, terms, onProgress });
  const survey = await surveyed(place, { chain: opened.chain, ground, plain: terms.plain });
  onProgress.end();
  tell(survey, place, output);
  const { site } = ground;
  if (output.json) output.document({ dryRun: true, chain, ...(terms.plain ? {} : site), ...survey });
  return 0;
}

async function surveyed(
  place: Place,
  { chain, ground, plain }: { chain: Chain; ground: Ground; plain: boolean },
): Promise<Survey> {
  const known = place.config.registry ?? (plain ? undefined : ground.site.registry);
  if (known !== undefined && (await ground.registryCode(known)) !== undefined)
    return { registry: known, standing: true };
  if (!plain) await assertFactory(place.config.chain.id, ground);
  const account = await accountOf(place);
  const call = deployCall(plain ? {} : { salt: ground.site.salt });
  const gas = await chain.estimateGas({ ...call, ...(account === undefined ? {} : { from: account }) });
  const { maxFeePerGas } = await chain.fees();
  const needed = (gas + gas / 4n) * maxFeePerGas;
  const cost = { standing: false, gas, maxFeePerGas, needed };
  if (account === undefined) return { registry: known, ...cost };
  const nonce = await chain.transactionCount(account, "pending");
  const registry = known ?? createAddress(account, nonce);
  return { registry, ...cost, account, balance: await chain.balance(account) };
}

/** A dry run needs no key. */
async function accountOf(place: Place): Promise<Address | undefined> {
  try {
    return await signerAccount(place);
  } catch (error) {
    if (isFailure(error, "SIGNER_MISSING")) return undefined;
    throw error;
  }
}

function tell(survey: Survey, { config }: Place, output: Output): void {
  const { registry, standing, account, balance = 0n, gas = 0n, maxFeePerGas = 0n, needed = 0n } = survey;
  output.line(paint("bold", `registry on ${chainTitle(config.chain.id)}`));
  output.line(`  address  ${registry ?? "depends on the account: name its key to see it"}`);
  if (standing) output.line("  It is there, and its code is this program's: a run would send nothing.");
  else {
    output.line(`  gas      ${gas}, at most ${gwei(maxFeePerGas)} gwei each now`);
    output.line(`  needs    ${ether(needed)} ether on the account; what is not used stays there`);
    output.line(`  account  ${account ?? "(no key is named, or its keystore does not say whose it is)"}`);
    if (account !== undefined) output.line(`  balance  ${ether(balance)} ether${verdict(balance, needed)}`);
    if (presetOf(config.chain.id)?.dataFee === true)
      output.line(
        "  This chain takes a fee for the data on Ethereum as well, which is not in these numbers.",
      );
  }
  output.line("Nothing was written or sent.");
}

function verdict(balance: bigint, needed: bigint): string {
  return balance < needed ? `: ${ether(needed - balance)} too little` : "";
}
