import type { RegistryView } from "../core/ports.ts";
import type { PublicationId } from "../core/publication.ts";
import { asFailure } from "../core/errors/error.ts";
import { asCorrection, asLost, FIRST_REVISION, standingManifest } from "./choice.ts";
import type { ManifestChoice, RevisionOf } from "./described.ts";
import type { Standing, StandingSources } from "./standing.ts";

/**
 * The choice for a revision of what stands. Where no store gives the standing manifest, the same files make it again:
 * which revision it is, and of what, the registry knows.
 *
 * @throws CHAIN_UNREACHABLE; when it chooses, STANDING_UNREAD for other files while no store gives the manifest
 */
export async function correctionOf(
  standing: Standing,
  id: PublicationId,
  { view, sources }: { view: RegistryView; sources: StandingSources },
): Promise<ManifestChoice> {
  const { digest } = standing;
  try {
    return asCorrection(await standingManifest(digest, sources.replication), digest);
  } catch (error) {
    const unread = asFailure(error);
    const revisionOf = await revisionIn(standing, id, { view, sources });
    if (revisionOf === undefined) throw unread;
    return asLost(digest, revisionOf, unread);
  }
}

/** Undefined when its entry cannot be found. */
async function revisionIn(
  { record: { revision, entry: number } }: Standing,
  id: PublicationId,
  { view, sources }: { view: RegistryView; sources: StandingSources },
): Promise<RevisionOf | undefined> {
  if (revision === 1) return FIRST_REVISION;
  const entries = await sources.registry.entries(id, number - 1, view.block);
  const entry = entries.find((one) => one.entry.number === number)?.entry;
  return entry?.kind === "revised" ? { revision, supersedes: entry.supersedes } : undefined;
}
