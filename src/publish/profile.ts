import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { Action, TransactionHash } from "../core/ports.ts";
import { decodeProfile, encodeProfile, type Profile } from "../core/profile.ts";
import type { PublicationId } from "../core/publication.ts";
import { publicationState } from "../core/registry.ts";
import { blockFromAny } from "../core/retrieval.ts";
import { anchor, jobKey, place } from "./anchor.ts";
import type { ManifestSources } from "./choice.ts";
import { isRefusal } from "./gas.ts";
import { packDocument } from "./pack.ts";
import { type Publisher, standingView } from "./publisher.ts";

/** Gives a publication another profile. */
export type ProfileChange = Extract<Action, { kind: "set-profile" }>;

export interface SetProfile {
  readonly publication: PublicationId;
  readonly profile: Digest;
  readonly status: "final" | "mined" | "already";
  readonly tx?: TransactionHash;
  readonly block?: number;
}

/** A profile from the stores. @throws PROFILE_UNREAD when none of them has it; PROFILE_INVALID when it is none */
export async function profileOf(digest: Digest, { stores, sha256 }: ManifestSources): Promise<Profile> {
  const cid = documentCid(digest);
  const block = await blockFromAny(stores, cid, sha256);
  if (block === undefined)
    return fail("PROFILE_UNREAD", { cid: cid.toString(), names: stores.map(({ id }) => id).join(", ") });
  const problem = `the one that stands, ${digest}, is none of this version`;
  return decodeProfile(block.bytes) ?? fail("PROFILE_INVALID", { field: "type", problem });
}

/**
 * Stores the profile and tells the registry, once: what stands already is not sent again, and its copies are made sure of.
 *
 * @throws PROFILE_INVALID; COPIES_TOO_FEW; NOT_OWNER; PUBLICATION_CLOSED; those of `drive`
 */
export async function setProfile(
  publication: PublicationId,
  wanted: Omit<Profile, "type">,
  publisher: Publisher,
): Promise<SetProfile> {
  const encoded = encodeProfile(wanted, publisher.hashing.sha256);
  const profile = encoded.digest;
  const what = `profile of ${wanted.title}`;
  const car = await packDocument(encoded, publisher.staging);
  const standing = async () => publicationState(await standingView(publisher), publication);
  const state = await standing();
  if (state.profile === profile) {
    await place([car], what, publisher);
    return { publication, profile, status: "already" };
  }
  // The same profile again, after another one, is another job: the one that stands tells them apart.
  const key = jobKey(
    "set-profile",
    publisher,
    publication,
    profile,
    "after",
    await latest(publication, publisher),
  );
  const action: ProfileChange = { kind: "set-profile", publication, profile };
  try {
    const { receipt, final } = await anchor({ key, what, action, cars: [car] }, publisher);
    const { transaction: tx, block } = receipt;
    return { publication, profile, status: final ? "final" : "mined", tx, block: block.number };
  } catch (error) {
    if (!isRefusal(error) || (await standing()).profile !== profile) throw error;
    return { publication, profile, status: "already" };
  }
}

/** Number of the entry that names the profile that stands. */
async function latest(id: PublicationId, publisher: Publisher): Promise<string> {
  const { block } = await standingView(publisher);
  const entries = await publisher.registry.entries(id, 0, block);
  return String(entries.findLast(({ entry }) => "profile" in entry)?.entry.number ?? 0);
}
