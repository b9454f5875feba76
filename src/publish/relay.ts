import type { Address } from "../core/address.ts";
import type { Bytes32 } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import { tipBlock } from "../core/finality.ts";
import type { LoggedEntry, Registry, RegistryView, TransactionHash } from "../core/ports.ts";
import type { SignedCall } from "../core/signed-call/call.ts";
import { fulfilmentOf, isEntryOf } from "../core/signed-call/standing.ts";
import { portableSha256 } from "../core/sha256.ts";
import { momentInWords } from "../core/signed-call/words.ts";
import { firstFees } from "./fees.ts";
import { gasLimit, isRefusal, MOST_GAS } from "./gas.ts";
import { drive, type Transacting } from "./transact.ts";

/** All that sending somebody else's call asks for: no store, no staging, no right to publish. */
export interface Relayer {
  readonly registry: Registry;
  readonly transacting: Transacting;
  readonly until: "mined" | "final";
}

/** Where the call stands on the chain; the transaction and its block are left out when the node's logs have lost it. */
export interface Standing {
  readonly tx?: TransactionHash;
  readonly block?: number;
  readonly blockHash?: Bytes32;
  /** Unix seconds of the block. */
  readonly anchoredAt?: number;
  readonly entry?: number;
  /** Whom the entry names. */
  readonly actor?: Address;
}

/** What sending it would mean, before anything is sent. */
export type Prospect =
  | { readonly kind: "standing"; readonly standing: Standing }
  | {
      readonly kind: "ready";
      /** The gas limit that would be signed. */
      readonly gas: bigint;
      /** What that gas costs, by the fees that would be offered now. They may be raised. */
      readonly wei: bigint;
      /** The most that is offered, whatever the fees do: a chain's fee for data comes beside it. */
      readonly mostWei: bigint;
    };

export type Relayed = Standing & {
  /** `already`: it stood there, whoever sent it. */
  readonly status: "final" | "mined" | "already";
};

/**
 * Looks whether the call stands already, and whether the registry would take it now.
 *
 * @throws SIGNED_ELSEWHERE; PUBLICATION_UNKNOWN; PUBLICATION_CLOSED; NOT_PUBLISHER; SIGNATURE_EXPIRED; HEAD_STALE;
 *   SIGNATURE_INVALID and whatever else running the call gives; GAS_ABOVE_LIMIT; FEES_ABOVE_LIMIT
 */
export async function prospectOf(signed: SignedCall, relayer: Relayer): Promise<Prospect> {
  assertPlace(signed, relayer.registry);
  const view = await latestView(relayer);
  const standing = await standingOf(signed, view, relayer);
  if (standing !== undefined) return { kind: "standing", standing };
  try {
    await assertTimely(signed, view);
    return { kind: "ready", ...(await costOf(signed, relayer)) };
  } catch (error) {
    return { kind: "standing", standing: await standingInstead(error, signed, relayer) };
  }
}

async function costOf(
  signed: SignedCall,
  { registry, transacting }: Relayer,
): Promise<{ gas: bigint; wei: bigint; mostWei: bigint }> {
  const { chain, codec, patience, mostGas = MOST_GAS } = transacting;
  const call = codec.encode({ kind: "signed", signed }, registry.address);
  const gas = await gasLimit(call, transacting, mostGas);
  const { maxFeePerGas } = await firstFees(chain, patience);
  // A later run tries the call afresh, so that its gas may then be all that is paid for.
  return { gas, wei: gas * maxFeePerGas, mostWei: mostGas * patience.maxFeePerGas };
}

/** Somebody else may have been quicker, at any moment: then the registry refuses what it has just been told. */
async function standingInstead(error: unknown, signed: SignedCall, relayer: Relayer): Promise<Standing> {
  if (!isRefusal(error)) throw error;
  const standing = await standingOf(signed, await latestView(relayer), relayer);
  if (standing === undefined) throw error;
  return standing;
}

/**
 * Sends the call, exactly once: the job's name is the digest that was signed, so that any number of runs, on any copy
 * of the file, are one job. Whoever is overtaken by another sender learns that it stands.
 *
 * @throws those of `prospectOf` and of `drive`
 */
export async function relay(signed: SignedCall, relayer: Relayer): Promise<Relayed> {
  const { transacting, until } = relayer;
  const { journal } = transacting;
  assertPlace(signed, relayer.registry);
  const key = relayKey(signed, relayer);
  if (!isUnderWay(key, relayer)) {
    const prospect = await prospectOf(signed, relayer);
    if (prospect.kind === "standing") return { ...prospect.standing, status: "already" };
  }
  try {
    const job = journal.begin({ key, action: { kind: "signed", signed }, roots: [] });
    const { transaction: tx, block } = await drive(job, until, transacting);
    const standing = await madeBy(tx, signed, relayer);
    return { ...standing, tx, block: block.number, blockHash: block.hash, status: until };
  } catch (error) {
    return { ...(await standingInstead(error, signed, relayer)), status: "already" };
  }
}

/** What an own transaction has added: an equal entry may stand before it and after it. */
async function madeBy(
  tx: TransactionHash,
  signed: SignedCall,
  relayer: Relayer,
): Promise<Standing | undefined> {
  const view = await latestView(relayer);
  const entries = await relayer.registry.entries(signed.publication.id, 0, view.block);
  const own = entries.find((one) => one.transaction === tx && isEntryOf(signed.call, one.entry));
  return own === undefined ? standingOf(signed, view, relayer) : located(own);
}

async function latestView({ registry, transacting }: Relayer): Promise<RegistryView> {
  return registry.at(await tipBlock(transacting.chain));
}

/** `relay:eip155:31337:0x5fbd...0aa3:0x1f2e...`: what is under the signature, and not the signature. */
function relayKey(signed: SignedCall, { transacting }: Relayer): string {
  const { chain, registry } = signed.publication;
  return ["relay", chain, registry, transacting.codec.signedDigest(signed)].join(":");
}

/** Is a transaction of an earlier run on its way? Then what the registry would say now may be its very effect. */
function isUnderWay(key: string, { transacting: { journal } }: Relayer): boolean {
  const job = journal.find(key);
  if (job === undefined || job.refused !== undefined || job.step === "final") return false;
  return journal.attempts(key).length > 0;
}

function assertPlace({ publication }: SignedCall, registry: Registry): void {
  const { chain, address } = registry;
  if (publication.chain !== chain)
    fail("SIGNED_ELSEWHERE", { what: "chain", got: publication.chain, expected: chain });
  if (publication.registry !== address)
    fail("SIGNED_ELSEWHERE", { what: "registry", got: publication.registry, expected: address });
}

/**
 * The state's own answers, each with its reason; everything else, the signature above all, is found out by running the
 * call.
 */
async function assertTimely(signed: SignedCall, view: RegistryView): Promise<void> {
  const { publication, publisher, deadline, head } = signed;
  const { id } = publication;
  const state = await view.publication(id);
  if (state === undefined) return fail("PUBLICATION_UNKNOWN", { id });
  if (state.closed) fail("PUBLICATION_CLOSED", { id });
  if (!(await view.mayPublish(id, publisher))) fail("NOT_PUBLISHER", { id, account: publisher });
  const { time } = view.block;
  if (time > deadline)
    fail("SIGNATURE_EXPIRED", { deadline: momentInWords(deadline), time: momentInWords(time) });
  if (state.head !== head) fail("HEAD_STALE", { id, expected: state.head, got: head });
}

/** Undefined while the registry has not been told. Nothing can have been added while the head is the one signed. */
async function standingOf(
  signed: SignedCall,
  view: RegistryView,
  relayer: Relayer,
): Promise<Standing | undefined> {
  const { publication, call, head } = signed;
  const state = await view.publication(publication.id);
  if (state === undefined || state.head === head) return undefined;
  const entries = await relayer.registry.entries(publication.id, 0, view.block);
  const bare = entries.map(({ entry }) => entry);
  const number = fulfilmentOf(signed, bare, portableSha256)?.number;
  const found = entries.find(({ entry }) => entry.number === number);
  if (found !== undefined) return located(found);
  // A node's logs may be gone; what is current it knows.
  if (call.kind !== "anchor" && call.kind !== "revise") return undefined;
  if ((await view.current(publication.id, call.label)) !== call.digest) return undefined;
  const record = await view.record(publication.id, call.digest);
  return record === undefined ? undefined : { anchoredAt: record.time, entry: record.entry };
}

function located({ entry, transaction, block }: LoggedEntry): Standing {
  return {
    ...{ tx: transaction, block: block.number, blockHash: block.hash },
    ...{ anchoredAt: entry.time, entry: entry.number, actor: entry.actor },
  };
}
