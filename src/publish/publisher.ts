import type { Keccak256 } from "../core/batch/keccak256.ts";
import type { Hashing } from "../core/dag/pack.ts";
import { isFailure } from "../core/errors/error.ts";
import { tipBlock } from "../core/finality.ts";
import type { Job, Receipt, Registry, RegistryView, SourceFile, Staging, TextReader } from "../core/ports.ts";
import type { Identities, PackingTools } from "./pack.ts";
import type { Replication } from "./replicate.ts";
import { drive, resend, type Transacting } from "./transact.ts";

/** All that publishing asks for, chosen by whoever composes the program. */
export interface Publisher {
  readonly registry: Registry;
  readonly staging: Staging;
  readonly hashing: Hashing;
  /** The platform's own, if it has one: lists of many issues are checked several times faster. */
  readonly keccak?: Keccak256;
  readonly typeOf: (file: SourceFile) => string;
  /** Takes the text of documents; without it they are published without. */
  readonly texts?: TextReader;
  /** `false` leaves the text of what is new out. */
  readonly newText?: boolean;
  /** What publishers' domains say, to be archived with their issues. */
  readonly identities?: Identities;
  readonly replication: Replication;
  readonly transacting: Transacting;
  /** Entries of batches to do without where their lists cannot be read: what those hold may be anchored again. */
  readonly despite?: ReadonlySet<number>;
  /** Wait for finality, or be content with a mined block and settle later. */
  readonly until: "mined" | "final";
}

/** What of it packing needs. */
export function packingOf(publisher: Publisher): PackingTools {
  const { hashing, typeOf, texts, newText = true, identities } = publisher;
  return {
    ...{ hashing, typeOf, newText },
    ...(texts === undefined ? {} : { texts }),
    ...(identities === undefined ? {} : { identities }),
  };
}

/** What finishing earlier work asks for, whatever the new work is. */
export type Settling = Pick<Publisher, "transacting" | "until">;

/** The registry as it stands at the tip: what a new transaction would meet. */
export async function standingView({ registry, transacting }: Publisher): Promise<RegistryView> {
  return registry.at(await tipBlock(transacting.chain));
}

/**
 * Finishes what an earlier run began: every job that has a signed transaction is driven to its end before anything new
 * is signed. Jobs that were not yet signed are left to be planned afresh, by the same road as the first time; and jobs
 * of another chain or registry are told of and left to whoever is there: here they would be made into other calls.
 */
export async function settle(publisher: Settling): Promise<readonly Job[]> {
  const { journal } = publisher.transacting;
  const begun = journal.unfinished().filter((job) => journal.attempts(job.key).length > 0);
  const here = begun.filter((job) => placeOf(job, publisher.transacting) === "here");
  for (const job of begun) if (!here.includes(job)) await leave(job, publisher);
  for (const job of here) await settleOne(job, publisher);
  return here;
}

/** Where a job belongs: a signed call says so itself and goes to its own registry, any other job's key says it. */
function placeOf(
  { key, action }: Job,
  { chainId, registry }: Transacting,
): "here" | "this-chain" | "elsewhere" {
  if (action.kind === "signed") return action.signed.publication.chain === chainId ? "here" : "elsewhere";
  const onChain = `${action.kind.replace(/-batched$/, "")}:${chainId}`;
  if (key !== onChain && !key.startsWith(`${onChain}:`)) return "elsewhere";
  const isHere =
    action.kind === "deploy" || (registry !== undefined && key.startsWith(`${onChain}:${registry}:`));
  return isHere ? "here" : "this-chain";
}

async function leave(job: Job, { transacting }: Settling): Promise<void> {
  const message = `${job.key} is on its way to another chain or registry, and is left to a run that is there`;
  transacting.onProgress({ kind: "note", what: job.key, message });
  // What is signed already keeps its nonce on this chain: were it lost, every later one would wait for it.
  if (placeOf(job, transacting) === "this-chain") await resend(job, transacting);
}

async function settleOne(job: Job, publisher: Settling): Promise<Receipt | undefined> {
  const { onProgress } = publisher.transacting;
  onProgress({ kind: "note", what: job.key, message: "going on with what an earlier run began" });
  try {
    return await drive(job, publisher.until, publisher.transacting);
  } catch (error) {
    // A refusal settles the job too; the journal has noted why.
    if (publisher.transacting.journal.find(job.key)?.refused !== undefined) return undefined;
    // It uses no nonce of the key at hand, and waits for its own: what else there is to do can be done.
    if (!isFailure(error, "SIGNER_CHANGED")) throw error;
    onProgress({ kind: "note", what: job.key, message: error.message });
    return undefined;
  }
}
