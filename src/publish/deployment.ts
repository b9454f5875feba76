import type { Address } from "../core/address.ts";
import type { Ground, Site } from "../core/deployment.ts";
import type { Bytes32 } from "../core/digest.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import { chainTitle } from "../core/chains.ts";
import type { Job, Receipt, TransactionHash } from "../core/ports.ts";
import type { ChainId } from "../core/publication.ts";
import { landedOf } from "./attempts.ts";
import { drive, type Transacting } from "./transact.ts";

/** The registry at the one address that it has on every chain. */
export interface Placed {
  readonly registry: Address;
  readonly runtimeCodeHash: Bytes32;
  /** Whether it stood there before this run: then this run sent nothing. */
  readonly already: boolean;
  /** The transaction of this archive's journal that put it there; absent when somebody else's did. */
  readonly sent?: Sent;
}

type Until = "mined" | "final";

export interface Sent {
  readonly transaction: TransactionHash;
  readonly block: number;
  readonly deployer: Address;
}

/**
 * Makes sure that the registry stands at its own address, by one transaction to the factory if it does not. Any number
 * of runs, archives and people end with the one registry: CREATE2 gives an address once.
 *
 * @throws REGISTRY_FOREIGN when other code stands there; USAGE_INVALID when the chain has no such factory; those of `drive`
 */
export async function placeRegistry(tools: Transacting, ground: Ground, until: Until): Promise<Placed> {
  const { registry } = ground.site;
  const standing = await ground.registryCode(registry);
  if (standing !== undefined) return found(standing, { tools, site: ground.site, until });
  await assertFactory(tools.chainId, ground);
  const sent = await send(tools, ground, until);
  const runtimeCodeHash =
    (await ground.registryCode(registry)) ?? fail("REGISTRY_MISSING", { registry, chain: tools.chainId });
  return { registry, runtimeCodeHash, already: false, ...(sent === undefined ? {} : { sent }) };
}

/** @throws USAGE_INVALID, saying what there is instead: never another address in silence */
export async function assertFactory(chain: ChainId, ground: Ground): Promise<void> {
  const state = await ground.factory();
  if (state === "ready") return;
  const what = state === "missing" ? "has no code" : "has other code than the deterministic-deployment proxy";
  fail("USAGE_INVALID", {
    problem:
      `On ${chainTitle(chain)} the factory's address ${ground.site.factory} ${what}, so that the registry cannot get ` +
      "the address that it has on other chains. docs/deployments.md says how the factory is brought to a chain; " +
      "npm run deploy -- --plain deploys without it, to an address that depends on the account",
  });
}

/** An earlier run of this archive may have sent it and died: then its transaction is followed to its end. */
async function found(
  runtimeCodeHash: Bytes32,
  { tools, site, until }: { tools: Transacting; site: Site; until: Until },
): Promise<Placed> {
  const job = tools.journal.find(placingKey(tools.chainId, site));
  const there = { registry: site.registry, runtimeCodeHash, already: true };
  if (job === undefined) return there;
  const attempts = tools.journal.attempts(job.key);
  const landed = await landedOf(attempts, tools.chain);
  if (landed.some(({ receipt }) => receipt.succeeded)) {
    const receipt = await drive(job, until, tools);
    return { ...there, sent: sentBy(receipt, job, tools) };
  }
  // Otherwise the job would be driven on by the next command, to a transaction that can only fail.
  if (job.step !== "final" && job.refused === undefined)
    tools.journal.refuse(job.key, "the registry was put there by somebody else's transaction");
  return there;
}

/** Undefined when somebody else was quicker: the factory refuses to do it twice. */
async function send(
  tools: Transacting,
  { site, registryCode }: Ground,
  until: Until,
): Promise<Sent | undefined> {
  const key = placingKey(tools.chainId, site);
  const job = tools.journal.begin({ key, action: { kind: "deploy", salt: site.salt }, roots: [] });
  try {
    return sentBy(await drive(job, until, tools), job, tools);
  } catch (error) {
    if (isFailure(error, "CALL_REVERTED") && (await registryCode(site.registry)) !== undefined)
      return undefined;
    throw error;
  }
}

/** Names the one deployment of this code on this chain in a journal. */
export function placingKey(chain: ChainId, { registry }: Site): string {
  return `deploy:${chain}:${registry}`;
}

/** What a receipt and the journal say of a job that is done. */
export function sentBy(receipt: Receipt, { key }: Job, { journal, signer }: Transacting): Sent {
  const { transaction, block } = receipt;
  const attempt = journal.attempts(key).find(({ hash }) => hash === transaction);
  return { transaction, block: block.number, deployer: attempt?.from ?? signer.address };
}
