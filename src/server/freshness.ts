import { setTimeout as delay } from "node:timers/promises";
import type { Digest } from "../core/digest.ts";
import { asFailure, type ColophonError, failure } from "../core/errors/error.ts";
import type { Archive } from "../verify/archive.ts";
import type { Witness } from "../verify/witness.ts";
import { discreet, discreetEvidence, discreetNodes } from "./discretion.ts";

/** How long a page waits for the chain before it shows what is known already. */
const PATIENCE_MS = 3000;

/** What was found may be as old as this; that nothing was found is never said without asking. */
const RECENT_MS = 1000;

/** Keeps the archive abreast of the chain: what was learnt before each answer, or why nothing could be. */
export interface Freshness {
  /** Takes in what is new; requests at the same time share one refresh. The failure when the chain cannot be asked. */
  refresh(): Promise<ColophonError | undefined>;
  /** The same, but gives up waiting after a few seconds: for pages, which can say that they may be behind. */
  refreshSoon(): Promise<ColophonError | undefined>;
  /** The archive was abreast of the chain a moment ago. */
  isRecent(): boolean;
}

export function freshness(archive: Archive): Freshness {
  let running: Promise<ColophonError | undefined> | undefined;
  let recentUntil = -Infinity;
  const run = async () => {
    const asked = performance.now();
    const outcome = await outcomeOf(archive);
    recentUntil = outcome === undefined ? asked + RECENT_MS : -Infinity;
    return outcome;
  };
  const refresh = () => {
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    refresh,
    refreshSoon: () => Promise.race([refresh(), impatience()]),
    isRecent: () => performance.now() < recentUntil,
  };
}

/**
 * The archive as a witness that never says "there is none" without having asked the chain: an empty answer from a
 * catalogue that may be behind is a failure instead.
 */
export function freshWitness(archive: Archive, { refresh, isRecent }: Freshness): Witness {
  const sure = async <T>(ask: () => Promise<T>, isEmpty: (found: T) => boolean): Promise<T> => {
    const stale = await refresh();
    const found = await told(ask);
    if (stale !== undefined && isEmpty(found)) throw stale;
    return found;
  };
  const none = (found: readonly unknown[]) => found.length === 0;
  const files = async (sha256: Digest) => {
    const found = isRecent() ? await told(() => archive.files(sha256)) : [];
    return found.length > 0 ? found : sure(() => archive.files(sha256), none);
  };
  return {
    name: archive.name,
    files,
    similar: (name, size) => told(() => archive.similar(name, size)),
    labelled: (label) => sure(() => archive.labelled(label), none),
    byCid: (cid) =>
      sure(
        () => archive.byCid(cid),
        (found) => found === undefined,
      ),
    issue: async (manifest) => discreetEvidence(await told(() => archive.issue(manifest))),
    nodes: () => discreetNodes(archive.nodes?.()),
    block: (cid) => told(() => archive.block(cid)),
  };
}

/** A failure becomes part of a verdict, which strangers read. */
async function told<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw discreet(asFailure(error));
  }
}

async function outcomeOf(archive: Archive): Promise<ColophonError | undefined> {
  try {
    await archive.refresh();
    return undefined;
  } catch (error) {
    return discreet(asFailure(error));
  }
}

async function impatience(): Promise<ColophonError> {
  await delay(PATIENCE_MS, undefined, { ref: false });
  return failure("CHAIN_UNREACHABLE", { node: "the chain", problem: "no answer yet" });
}
