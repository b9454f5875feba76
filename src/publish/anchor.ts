import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { ZERO_DIGEST } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import { encodeReason } from "../core/profile.ts";
import type { Action, BlockRef, Car, Receipt } from "../core/ports.ts";
import type { Copy } from "../core/retrieval.ts";
import { packDocument } from "./pack.ts";
import type { Publisher } from "./publisher.ts";
import { putEverywhere, readBackEverywhere } from "./replicate.ts";
import { drive } from "./transact.ts";

const POLL_MS = 1_000;

/** What must be stored before the registry is told, and what it is then told. */
export interface Anchoring<Call extends Action = Action> {
  /** Names the job: the same work has the same key, on every run. */
  readonly key: string;
  /** For messages: `issue 95`. */
  readonly what: string;
  readonly action: Call;
  readonly cars: readonly Car[];
}

export interface Anchored {
  readonly receipt: Receipt;
  readonly block: BlockRef;
  readonly copies: readonly Copy[];
  readonly final: boolean;
}

/** Stored, read back, then anchored: each step is in the journal before it is acted on. */
export async function anchor(work: Anchoring, publisher: Publisher): Promise<Anchored> {
  const { journal, onProgress } = publisher.transacting;
  const roots = work.cars.map((car) => car.root.toString());
  const job = journal.begin({ key: work.key, action: work.action, roots });
  const reached = (step: "packed" | "stored" | "read-back") => {
    // A job that a crash left with a signed transaction stays signed: its blocks were read back before.
    if (journal.attempts(work.key).length === 0) journal.advance(work.key, step);
    onProgress({ kind: "step", what: work.what, step });
  };
  reached("packed");
  for (const car of work.cars) await putEverywhere(car, work.what, publisher.replication);
  reached("stored");
  const copies: Copy[] = [];
  for (const car of work.cars)
    copies.push(...(await readBackEverywhere(car.root, work.what, publisher.replication)));
  reached("read-back");
  // Enough stores hold it, and what is staged no longer waits: whatever happens from here on leaves nothing behind.
  for (const car of work.cars) await publisher.staging.remove(car.root);
  const receipt = await drive(job, publisher.until, publisher.transacting);
  return { receipt, copies, block: await blockOf(receipt, publisher), final: publisher.until === "final" };
}

/**
 * The storing alone: for what the registry holds already (a store may have lost it, or been added since), and for what
 * somebody else will tell it.
 *
 * @throws COPIES_TOO_FEW
 */
export async function place(
  cars: readonly Car[],
  what: string,
  { replication, staging }: Publisher,
): Promise<readonly Copy[]> {
  const copies: Copy[] = [];
  try {
    for (const car of cars) await putEverywhere(car, what, replication);
    for (const car of cars) copies.push(...(await readBackEverywhere(car.root, what, replication)));
    return copies;
  } finally {
    for (const car of cars) await staging.remove(car.root);
  }
}

/** A reason as a stored document; no text, no document, and the zero digest. */
export async function packReason(
  text: string | undefined,
  { hashing, staging }: Publisher,
): Promise<{ digest: Digest; cars: readonly Car[] }> {
  if (text === undefined) return { digest: ZERO_DIGEST, cars: [] };
  const encoded = encodeReason(text, hashing.sha256);
  return { digest: encoded.digest, cars: [await packDocument(encoded, staging)] };
}

/** The job's name: what is done, in which publication, to what. */
export function jobKey(kind: string, { registry }: Publisher, ...of: readonly string[]): string {
  return [kind, registry.chain, registry.address, ...of].join(":");
}

export function manifestCidText(digest: Digest): string {
  return documentCid(digest).toString();
}

/** A node behind the one that gave the receipt comes to know the block: its time is waited for, not made up. */
async function blockOf(receipt: Receipt, { transacting }: Publisher): Promise<BlockRef> {
  const { chain, clock, patience } = transacting;
  const { number, hash } = receipt.block;
  for (const started = clock.now(); ; await clock.sleep(POLL_MS)) {
    const block = await chain.block(hash);
    if (block !== undefined) return block;
    if (clock.now() - started >= patience.doubtForMs)
      fail("CHAIN_ANSWER_INVALID", {
        node: chain.node,
        problem: `a receipt is in block ${number} (${hash}), which it does not know`,
      });
  }
}
