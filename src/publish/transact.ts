import type { Address } from "../core/address.ts";
import { gwei } from "../core/ether.ts";
import { failure, fail, isFailure } from "../core/errors/error.ts";
import { finalBlockIfAny } from "../core/finality.ts";
import {
  type Attempt,
  type Call,
  type Chain,
  type Clock,
  type Fees,
  type FinalityRule,
  type Job,
  type Journal,
  type Receipt,
  type RegistryCodec,
  type Signer,
  STEPS,
} from "../core/ports.ts";
import type { ChainId } from "../core/publication.ts";
import { allLanded, isCanonical, type Landed, landedOf, minableOf, outcomeOf } from "./attempts.ts";
import { type FeeLimits, firstFees, raisedFees } from "./fees.ts";
import { assertAffordable, gasLimit, isRefusal, MOST_GAS } from "./gas.ts";
import type { OnProgress } from "./progress.ts";

/** How long to wait and how far fees may rise (after the OP Stack's transaction manager). */
export interface Patience extends FeeLimits {
  readonly bumpAfterMs: number;
  readonly mineWithinMs: number;
  readonly finalWithinMs: number;
  /** How long a receipt may lag behind its nonce before the nonce is believed to have gone to another transaction. */
  readonly doubtForMs: number;
}

export const PATIENCE: Patience = {
  bumpAfterMs: 48_000,
  mineWithinMs: 15 * 60_000,
  finalWithinMs: 40 * 60_000,
  doubtForMs: 60_000,
  maxFeePerGas: 500_000_000_000n,
  mostTimes: 5n,
};

export interface Transacting {
  readonly chain: Chain;
  readonly chainId: ChainId;
  readonly registry: Address | undefined;
  readonly codec: RegistryCodec;
  readonly signer: Signer;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly finality: FinalityRule;
  readonly patience: Patience;
  /** The most gas that a call signed by somebody else may take, in whose cost their wallet has a say: MOST_GAS unless stated. */
  readonly mostGas?: bigint;
  readonly onProgress: OnProgress;
}

const FIRST_POLL_MS = 40;
const LONGEST_POLL_MS = 4_000;

/**
 * Brings a job's transaction to `until`, from wherever an earlier run left it. Each attempt is written down before it
 * is sent, and nothing is inferred from what a node says about sending: only the receipt of an own hash in a canonical
 * block, and the account's mined nonce, count as truth.
 *
 * @throws the registry's own codes when it refuses; FUNDS_INSUFFICIENT; FEES_ABOVE_LIMIT; TRANSACTION_STUCK; FINALITY_PENDING;
 *   SIGNER_CHANGED while an attempt of another key can still be mined; KEY_SHARED while another program's transaction has
 *   the nonce and is not final; CHAIN_MISMATCH; CHAIN_UNREACHABLE
 */
export async function drive(job: Job, until: "mined" | "final", tools: Transacting): Promise<Receipt> {
  const receipt = await untilMined(job, tools);
  if (until === "mined") return receipt;
  return untilFinal(job, receipt, tools);
}

async function untilMined(job: Job, tools: Transacting): Promise<Receipt> {
  const { journal, clock, patience } = tools;
  const started = clock.now();
  const history = isSigned(job) ? 0 : journal.attempts(job.key).length;
  let lastSent = started;
  let doubtedSince: number | undefined;
  let gas: bigint | undefined;
  let told = false;
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 1.5, LONGEST_POLL_MS)) {
    const attempts = journal.attempts(job.key);
    const newest = attempts.at(-1);
    const landed = await landedOf(attempts, tools.chain);
    const outcome = outcomeOf(attempts, landed);
    // A job begun again after a refusal is not refused once more by what failed then.
    const isNews = outcome?.receipt.succeeded === true || attempts.length > history;
    if (outcome !== undefined && isNews) return accept(job, outcome.receipt, tools);
    const now = clock.now();
    const standing = { attempts, landed, sinceSent: now - lastSent, sinceDoubt: now - (doubtedSince ?? now) };
    const next = await nextMove(standing, tools);
    doubtedSince = next === "doubt" ? (doubtedSince ?? now) : undefined;
    const taken = isTaken(standing, next, patience);
    if (taken) told = tellTaken(job, told, tools);
    if (next !== "wait" && next !== "doubt") {
      lastSent = now;
      const made = await makeAttempt(
        job,
        next.replaces && gas !== undefined ? { ...next, gas } : next,
        tools,
      );
      gas = made ?? gas;
      if (made !== undefined) continue;
    }
    if (newest !== undefined) assertInTime(newest, { waited: clock.now() - started, taken }, patience);
    if (next === "wait") await broadcast(attempts, tools);
    await clock.sleep(pause);
  }
}

/** Has a nonce gone to a transaction that is none of the job's, for all that can be known before it is final? */
function isTaken(
  { attempts, landed, sinceDoubt }: Standing,
  next: Terms | "wait" | "doubt",
  { doubtForMs }: Patience,
): boolean {
  if (next === "wait" || allLanded(attempts, landed)) return false;
  return next === "doubt" ? sinceDoubt >= doubtForMs : !next.replaces;
}

/** Once. Signing anew at once would be quicker, but a reorganisation could then bring both transactions into blocks. */
function tellTaken({ key: what }: Job, told: boolean, { signer, onProgress }: Transacting): true {
  const message =
    `another program uses the key of ${signer.address}: the nonce of this transaction went to one that is not of ` +
    "this archive; when that is final, a new one is signed";
  if (!told) onProgress({ kind: "note", what, message });
  return true;
}

function assertInTime(
  { hash, from, nonce }: Attempt,
  { waited, taken }: { waited: number; taken: boolean },
  { mineWithinMs, finalWithinMs, maxFeePerGas }: Patience,
): void {
  const seconds = Math.round(waited / 1000);
  // It is the finality of somebody else's transaction that is waited for, which takes longer than being mined.
  if (taken && waited > finalWithinMs) fail("KEY_SHARED", { account: from, hash, nonce, seconds });
  if (!taken && waited > mineWithinMs)
    fail("TRANSACTION_STUCK", { hash, seconds, limit: gwei(maxFeePerGas) });
}

function isSigned({ step }: Job): boolean {
  return STEPS.indexOf(step) >= STEPS.indexOf("signed");
}

/** What is known of a job that has no outcome yet. */
interface Standing {
  readonly attempts: readonly Attempt[];
  readonly landed: readonly Landed[];
  /** Milliseconds since an attempt was last made. */
  readonly sinceSent: number;
  /** Milliseconds since every nonce was first seen spent; 0 before. */
  readonly sinceDoubt: number;
}

/** What to do while none of the attempts is mined: a new one (with these terms), wait, or look again. */
async function nextMove(standing: Standing, tools: Transacting): Promise<Terms | "wait" | "doubt"> {
  const { attempts, sinceSent } = standing;
  const { chain, patience } = tools;
  if (attempts.length === 0) return firstTerms(tools);
  const minable = await minableOf(attempts, "latest", chain);
  if (minable.length > 0) return sinceSent >= patience.bumpAfterMs ? raisedTerms(minable, tools) : "wait";
  return (await areOver(standing, tools)) ? firstTerms(tools) : "doubt";
}

/**
 * Will none of the attempts ever be mined? Only when their nonces are spent at the final block, and receipts have had
 * the time to turn up: the node that counts and the node that gives receipts need not be the same.
 */
async function areOver({ attempts, landed, sinceDoubt }: Standing, tools: Transacting): Promise<boolean> {
  const { chain, finality, patience } = tools;
  if (sinceDoubt < patience.doubtForMs && !allLanded(attempts, landed)) return false;
  const final = await finalBlockIfAny(chain, finality);
  return final !== undefined && (await minableOf(attempts, final.number, chain)).length === 0;
}

interface Terms {
  readonly nonce: number;
  readonly fees: Fees;
  /** Of an attempt that may still be mined itself: then what refuses the call may be its very effect. */
  readonly replaces: boolean;
  /** That of the attempt which it replaces: some nodes estimate on top of what waits, where the call looks done already. */
  readonly gas?: bigint;
}

async function firstTerms({ chain, signer, journal, patience }: Transacting): Promise<Terms> {
  const pending = await chain.transactionCount(signer.address, "pending");
  const journaled = journal.highestNonce(signer.address);
  const mined = await chain.transactionCount(signer.address, "latest");
  // A journaled nonce that is already spent does not push the next one up.
  const own = journaled === undefined || journaled < mined ? 0 : journaled + 1;
  return { nonce: Math.max(pending, own), fees: await firstFees(chain, patience), replaces: false };
}

async function raisedTerms(minable: readonly Attempt[], tools: Transacting): Promise<Terms | "wait"> {
  const newest = minable.at(-1);
  if (newest === undefined) return "wait";
  assertOwn(newest, tools.signer);
  const fees = await raisedFees(newest.fees, tools.chain, tools.patience);
  return fees === undefined ? "wait" : { nonce: newest.nonce, fees, replaces: true };
}

/** Only the key that signed a transaction can replace it, and a second one under another key could be mined as well. */
function assertOwn({ from, nonce, hash }: Attempt, { address }: Signer): void {
  if (from !== address) fail("SIGNER_CHANGED", { hash, nonce, expected: from, got: address });
}

/**
 * Signs, writes down, and only then sends. Returns the gas limit; undefined when the call is refused, but an own attempt
 * may be the cause.
 */
async function makeAttempt(job: Job, terms: Terms, tools: Transacting): Promise<bigint | undefined> {
  const { nonce, fees } = terms;
  const { chain, chainId, codec, registry, signer, journal, onProgress } = tools;
  const call = codec.encode(job.action, registry);
  const gas = terms.gas ?? (await limitUnlessRefused(job, call, { tools, replaces: terms.replaces }));
  if (gas === undefined) return undefined;
  await assertAffordable(gas, fees, tools);
  await assertSameChain(tools);
  const { to, data } = call;
  const signed = await signer.sign({
    chain: chainId,
    nonce,
    gas,
    fees,
    data,
    ...(to === undefined ? {} : { to }),
  });
  journal.attempt({ job: job.key, from: signer.address, nonce, fees, ...signed });
  journal.advance(job.key, "signed");
  onProgress({ kind: "step", what: job.key, step: "signed", detail: signed.hash });
  await sendQuietly(chain, signed.raw);
  journal.advance(job.key, "sent");
  onProgress({ kind: "step", what: job.key, step: "sent", detail: signed.hash });
  return gas;
}

/**
 * A node's address may come to lead to another chain in the middle of a run. Nonces counted there would leave a gap on
 * this one, and what is final there says nothing here.
 */
async function assertSameChain({ chain, chainId: expected }: Transacting): Promise<void> {
  const got = await chain.chainId();
  if (got === expected) return;
  const instead = "which answers as one chain only, and run the same command again; nothing is lost";
  fail("CHAIN_MISMATCH", { expected, got, asker: "this run is on", instead });
}

/** Undefined while an own attempt is mined or can still be: what refuses the call may be its very effect. */
async function limitUnlessRefused(
  job: Job,
  call: Call,
  { tools, replaces }: { tools: Transacting; replaces: boolean },
): Promise<bigint | undefined> {
  const { chain, journal } = tools;
  try {
    const most = job.action.kind === "signed" ? (tools.mostGas ?? MOST_GAS) : undefined;
    return await gasLimit(call, tools, most);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const landed = await landedOf(journal.attempts(job.key), chain);
    if (replaces || landed.some(({ receipt }) => receipt.succeeded)) return undefined;
    journal.refuse(job.key, error.message);
    throw error;
  }
}

/** Sends again what was signed for a job and is in no block; nothing is signed. @throws CHAIN_UNREACHABLE */
export async function resend({ key }: Job, tools: Transacting): Promise<void> {
  await broadcast(tools.journal.attempts(key), tools);
}

async function broadcast(attempts: readonly Attempt[], { chain }: Transacting): Promise<void> {
  for (const attempt of await minableOf(attempts, "latest", chain)) await sendQuietly(chain, attempt.raw);
}

/** The node's answer to sending proves nothing either way: the loop looks for the receipt. */
async function sendQuietly(chain: Chain, raw: `0x${string}`): Promise<void> {
  try {
    await chain.send(raw);
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

async function accept(job: Job, receipt: Receipt, tools: Transacting): Promise<Receipt> {
  const { journal, onProgress } = tools;
  if (!receipt.succeeded) throw await refusal(job, receipt, tools);
  journal.advance(job.key, "mined", receipt.transaction);
  onProgress({ kind: "step", what: job.key, step: "mined", detail: `block ${receipt.block.number}` });
  return receipt;
}

/** A mined transaction that failed is over: running the call again tells why. */
async function refusal(job: Job, receipt: Receipt, tools: Transacting) {
  const reason = await whyRefused(job, receipt, tools);
  const told = reason ?? failure("CALL_REVERTED", { reason: unexplained(receipt) });
  tools.journal.refuse(job.key, told.message);
  return told;
}

function unexplained({ transaction, gasUsed }: Receipt): string {
  return `transaction ${transaction} failed with ${gasUsed} gas, and would succeed now: its gas may have run out`;
}

async function whyRefused(job: Job, receipt: Receipt, { chain, codec, journal, registry }: Transacting) {
  const attempt = journal.attempts(job.key).find(({ hash }) => hash === receipt.transaction);
  if (attempt === undefined) return undefined;
  try {
    await chain.estimateGas({ ...codec.encode(job.action, registry), from: attempt.from });
    return undefined;
  } catch (error) {
    return isFailure(error) ? error : undefined;
  }
}

async function untilFinal(job: Job, mined: Receipt, tools: Transacting): Promise<Receipt> {
  const { chain, clock, finality, journal, patience, onProgress } = tools;
  const started = clock.now();
  let receipt = mined;
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 1.5, LONGEST_POLL_MS)) {
    const final = await finalBlockIfAny(chain, finality);
    const canonical = await isCanonical(receipt, chain);
    if (!canonical) {
      journal.advance(job.key, "sent");
      onProgress({
        kind: "note",
        what: job.key,
        message: "its block was reorganised away; waiting for it again",
      });
      receipt = await untilMined({ ...job, step: "sent" }, tools);
    } else if (final !== undefined && final.number >= receipt.block.number) {
      await assertSameChain(tools);
      journal.advance(job.key, "final", receipt.transaction);
      onProgress({ kind: "step", what: job.key, step: "final", detail: `block ${receipt.block.number}` });
      return receipt;
    }
    if (clock.now() - started > patience.finalWithinMs)
      fail("FINALITY_PENDING", {
        hash: receipt.transaction,
        block: receipt.block.number,
        seconds: Math.round(patience.finalWithinMs / 1000),
      });
    await clock.sleep(pause);
  }
}
