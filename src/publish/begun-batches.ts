import { portableKeccak256 } from "../core/batch/keccak256.ts";
import { readList } from "../core/batch/read.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import type { Attempt, Job } from "../core/ports.ts";
import { publicationRef, type PublicationId } from "../core/publication.ts";
import { blockFromAny } from "../core/retrieval.ts";
import { jobKey } from "./anchor.ts";
import { landedOf } from "./attempts.ts";
import type { Publisher } from "./publisher.ts";

/**
 * Refuses labels that a transaction of another key, which can still be mined, would anchor with others. The registry does
 * not see the labels of batches: it would take them a second time. What the key at hand has begun is settled before
 * anything new is.
 */
export type RefuseBegun = (labels: Iterable<Label>) => void;

interface Begun {
  readonly attempt: Attempt;
  /** Does it hold the label? Of a list that cannot be read nobody can say that it does not. */
  holds(label: Label): boolean;
}

/** @throws SIGNER_CHANGED by what is returned */
export async function begunBatches(id: PublicationId, publisher: Publisher): Promise<RefuseBegun> {
  const open = await openOf(id, publisher);
  const begun = await Promise.all(open.map((one) => begunOf(id, one, publisher)));
  const { address: got } = publisher.transacting.signer;
  return (labels) => {
    for (const label of labels) {
      const found = begun.find(({ holds }) => holds(label));
      if (found === undefined) continue;
      const { hash, nonce, from: expected } = found.attempt;
      fail("SIGNER_CHANGED", { hash, nonce, expected, got });
    }
  };
}

interface Open {
  readonly action: Job["action"];
  readonly attempt: Attempt;
}

/** Signed by another key and in no block now: what the journal says was mined a reorganisation may have taken back. */
async function openOf(id: PublicationId, publisher: Publisher): Promise<readonly Open[]> {
  const { journal, signer, chain } = publisher.transacting;
  const prefixes = ["anchor-batch", "anchor"].map((kind) => jobKey(kind, publisher, id, ""));
  const open: Open[] = [];
  for (const { key, action } of journal.unfinished()) {
    if (!prefixes.some((prefix) => key.startsWith(prefix))) continue;
    const attempts = journal.attempts(key);
    const attempt = attempts.find(({ from }) => from !== signer.address);
    if (attempt === undefined) continue;
    const landed = await landedOf(attempts, chain);
    if (!landed.some(({ receipt }) => receipt.succeeded)) open.push({ action, attempt });
  }
  return open;
}

async function begunOf(
  id: PublicationId,
  { action, attempt }: Open,
  { registry, replication, keccak = portableKeccak256 }: Publisher,
): Promise<Begun> {
  if (action.kind === "anchor") return { attempt, holds: (label) => label === action.label };
  if (action.kind !== "anchor-batch") return { attempt, holds: () => true };
  const { stores, sha256 } = replication;
  const { root, count, list } = action;
  const batch = { publication: publicationRef(registry.chain, registry.address, id), root, count, list };
  try {
    const read = async (cid: Parameters<typeof blockFromAny>[1]) =>
      (await blockFromAny(stores, cid, sha256))?.bytes;
    const { issues } = await readList(batch, read, { sha256, keccak });
    return { attempt, holds: (label) => issues.find(label) !== undefined };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { attempt, holds: () => true };
  }
}
