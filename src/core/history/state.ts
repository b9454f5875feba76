import type { Address } from "../address.ts";
import type { Digest } from "../digest.ts";
import type { PublicationState } from "../ports.ts";
import type { PublicationId } from "../publication.ts";
import type { Entry } from "./entry.ts";

/**
 * What the registry's state is after a history, told from the entries alone: `head` is what they fold to. Undefined for
 * a history without its registration.
 */
export function stateAfter(
  id: PublicationId,
  entries: readonly Entry[],
  head: Digest,
): PublicationState | undefined {
  const [first] = entries;
  const last = entries.at(-1);
  if (first?.kind !== "registered" || last === undefined) return undefined;
  return {
    id,
    owner: ownerAfter(entries, first.actor),
    head,
    entries: entries.length,
    registeredAt: first.time,
    updatedAt: last.time,
    closed: last.kind === "closed",
    profile: profileAfter(entries, first.profile),
  };
}

function ownerAfter(entries: readonly Entry[], founder: Address): Address {
  return entries.findLast((entry) => entry.kind === "transferred")?.actor ?? founder;
}

function profileAfter(entries: readonly Entry[], first: Digest): Digest {
  for (const entry of entries.toReversed()) if (entry.kind === "profile-set") return entry.profile;
  return first;
}
