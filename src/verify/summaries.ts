import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { stateAfter } from "../core/history/state.ts";
import type { CatalogueWriter, Store } from "../core/ports.ts";
import { decodeProfile, type Profile } from "../core/profile.ts";
import type { PublicationId } from "../core/publication.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { PublicationSummary } from "./archive.ts";
import { latestOf } from "./latest.ts";

export interface Summarising {
  readonly own: () => readonly PublicationId[];
  readonly catalogue: CatalogueWriter;
  readonly stores: readonly Store[];
  readonly sha256: Sha256;
}

export interface Summaries {
  all(): Promise<readonly PublicationSummary[]>;
  one(id: PublicationId): Promise<PublicationSummary | undefined>;
}

/** What follows from the entries and the issues that are known, and stays as it is while there are no others. */
type Settled = Omit<PublicationSummary, "isRead">;

/**
 * From the catalogue, so that they can be told while the chain cannot be asked; following has proved them by the head.
 * A history is gone through once for each of its heads.
 */
export function summariesOver(parts: Summarising): Summaries {
  const { own, catalogue } = parts;
  const kept = new Map<PublicationId, { readonly mark: string; readonly settled: Settled }>();
  const one = async (id: PublicationId): Promise<PublicationSummary | undefined> => {
    const progress = await catalogue.progress(id);
    if (progress === undefined) return undefined;
    const isRead = (await catalogue.unread(id)).length === 0;
    // A manifest that turns up late adds an issue to the same head.
    const mark = `${progress.head} ${await catalogue.revisions(id)}`;
    const known = kept.get(id);
    if (known?.mark === mark) return { ...known.settled, isRead };
    const settled = await settle(id, progress.head, parts);
    if (settled === undefined) return undefined;
    // A profile that could not be had may be had the next time.
    if (settled.profile !== undefined) kept.set(id, { mark, settled });
    return { ...settled, isRead };
  };
  return {
    one,
    async all() {
      const found: PublicationSummary[] = [];
      for (const id of own()) {
        const summary = await one(id);
        if (summary !== undefined) found.push(summary);
      }
      return found;
    },
  };
}

async function settle(id: PublicationId, head: Digest, parts: Summarising): Promise<Settled | undefined> {
  const { catalogue } = parts;
  const entries = (await catalogue.entries(id)).map(({ entry }) => entry);
  const state = stateAfter(id, entries, head);
  if (state === undefined) return undefined;
  const profile = await profileAt(state.profile, parts);
  const issues = await catalogue.issues(id);
  const labels = new Set(issues.map(({ label }) => label));
  const latest = latestOf(issues);
  return {
    ...{ id, title: profile?.title ?? `Publication ${id}`, profile, state, issues: labels.size },
    ...(latest === undefined ? {} : { latest }),
  };
}

/** A small document that only adds to what is told: when it cannot be had, less is told. */
async function profileAt(
  digest: Digest,
  { stores, sha256 }: Pick<Summarising, "stores" | "sha256">,
): Promise<Profile | undefined> {
  try {
    const block = await blockFromAny(stores, documentCid(digest), sha256);
    return block === undefined ? undefined : decodeProfile(block.bytes);
  } catch {
    return undefined;
  }
}
