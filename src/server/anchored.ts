import { setTimeout as delay } from "node:timers/promises";
import type { Block } from "../core/block.ts";
import { type CID, cidDigest, documentCid, RAW } from "../core/cid.ts";
import { linksOf, walk } from "../core/dag/walk.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, type ColophonError, isFailure } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import { hasReason } from "../core/profile.ts";
import type { Archive } from "../verify/archive.ts";
import type { Freshness } from "./freshness.ts";

/** Which blocks are the archive's own: what its histories name, and everything that hangs below it. */
export interface Anchored {
  /**
   * Looks through the histories before it says no, once a second at most, which whoever asks waits for.
   *
   * @throws CHAIN_UNREACHABLE | STORE_UNREACHABLE when nobody could say
   */
  has(cid: CID): Promise<boolean>;
  /** A block of the archive was read: what it links to is the archive's too. */
  learn(block: Block): void;
}

const PAUSE_MS = 1000;

/**
 * Learnt from the histories and from the blocks between a manifest and its leaves, and kept in memory: some hundred
 * bytes for each block that is not in a store on this machine. What was anchored stays so, and nothing is unlearnt.
 */
export function anchoredBlocks(archive: Archive, freshness: Freshness): Anchored {
  const known = new Set<Digest>();
  const learner = learnerOf(archive, known);
  let running: Promise<ColophonError | undefined> | undefined;
  let last = -Infinity;
  const pass = async () => {
    await delay(Math.max(0, last + PAUSE_MS - performance.now()), undefined, { ref: false });
    try {
      const stale = await freshness.refresh();
      await learner();
      return stale;
    } finally {
      last = performance.now();
      running = undefined;
    }
  };
  return {
    async has(cid) {
      const digest = cidDigest(cid);
      if (known.has(digest) || (await isCatalogued(cid, archive))) return true;
      const stale = await (running ??= pass()).catch(asFailure);
      if (known.has(digest)) return true;
      if (stale !== undefined) throw stale;
      return false;
    },
    learn(block) {
      for (const cid of linksOf(block)) add(cid, known);
    },
  };
}

/** Saves the long way for what is asked for most. */
async function isCatalogued(cid: CID, archive: Archive): Promise<boolean> {
  try {
    return (await archive.byCid(cid)) !== undefined || (await archive.files(cidDigest(cid))).length > 0;
  } catch {
    // A catalogue that is behind cannot say; the long way asks the chain and has the failure.
    return false;
  }
}

/** Takes in what the histories have gained; what could not be read whole is read again the next time. */
function learnerOf(archive: Archive, known: Set<Digest>): () => Promise<void> {
  const whole = new Set<Digest>();
  const heads = new Map<string, Digest>();
  const walked = async (manifest: Digest): Promise<boolean> => {
    if (whole.has(manifest)) return true;
    let complete = true;
    // The walk needs no leaves, which are nearly all of the bytes.
    const read = async (cid: CID) => (cid.code === RAW ? undefined : await archive.block(cid));
    for await (const { cid, block } of walk(documentCid(manifest), read, () => undefined)) {
      add(cid, known);
      if (block === undefined && cid.code !== RAW) complete = false;
    }
    if (complete) whole.add(manifest);
    return complete;
  };
  return async () => {
    for (const { id, state } of await archive.publications()) {
      if (heads.get(id) === state.head) continue;
      const entries = (await archive.entries(id)).map(({ entry }) => entry);
      // Before any store is asked: what a history names is the archive's, whether or not it can be read.
      for (const digest of entries.flatMap(documentsOf)) known.add(digest);
      for (const digest of entries.flatMap(manifestsOf)) known.add(digest);
      let complete = true;
      for (const manifest of entries.flatMap(manifestsOf)) complete = (await walked(manifest)) && complete;
      if (complete) heads.set(id, state.head);
    }
  };
}

/** What everything else hangs below: manifests, and the lists of batches, which link to theirs. */
function manifestsOf(entry: Entry): Digest[] {
  if (entry.kind === "batch-anchored") return [entry.list];
  const isNamed = entry.kind === "anchored" || entry.kind === "revised" || entry.kind === "extracted";
  return isNamed ? [entry.digest] : [];
}

function documentsOf(entry: Entry): Digest[] {
  switch (entry.kind) {
    case "registered":
    case "profile-set":
      return [entry.profile];
    case "revised":
    case "notice":
      return hasReason(entry.reason) ? [entry.reason] : [];
    case "anchored":
    case "batch-anchored":
    case "extracted":
    case "publisher-granted":
    case "publisher-revoked":
    case "transfer-started":
    case "transferred":
    case "closed":
      return [];
  }
}

/** A link of another kind leads to nothing that a store of ours holds. */
function add(cid: CID, known: Set<Digest>): void {
  try {
    known.add(cidDigest(cid));
  } catch (error) {
    if (!isFailure(error, "CID_INVALID")) throw error;
  }
}
