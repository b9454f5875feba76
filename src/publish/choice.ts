import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { type ColophonError, fail, isFailure } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { Manifest } from "../core/manifest/manifest.ts";
import type { Store } from "../core/ports.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { Again, Chosen, DescribedIssue, ManifestChoice, RevisionOf } from "./described.ts";
import type { Standings } from "./standing.ts";

/*
 * Which manifest the same files get. Their text may be taken or not, the publisher's domain may have said this or that,
 * and what stands chooses: see
 * docs/adr/0008-text-in-manifests.md, whose steps are those of `choiceFor`.
 */

export const FIRST_REVISION: RevisionOf = { revision: 1 };

/** As for an issue that nobody has published yet. */
const AS_TAKEN: Chosen = { text: "taken", identity: "asked" };

export const BARE: Chosen = { text: new Map(), identity: undefined };

/** Where it is not known what stands, it may be any of these: with text or without, with whatever the domain said. */
export function anyOf({ as, identities }: Again, revisionOf: RevisionOf): readonly DescribedIssue[] {
  return [undefined, ...identities].flatMap((identity) => [
    as(revisionOf, { text: "taken", identity }),
    as(revisionOf, { text: BARE.text, identity }),
  ]);
}

/** The first revision of an issue whose label is free. */
export const AS_NEW: ManifestChoice = { isNew: true, choose: (as) => as(FIRST_REVISION, AS_TAKEN) };

/** What stands in a manifest. */
export function chosenIn({ files, identity }: Pick<Manifest, "files" | "identity">): Chosen {
  const text = new Map(
    files.flatMap((file) => (file.text === undefined ? [] : [[file.path, file.text] as const])),
  );
  return { text, identity };
}

/** As the standing revision, if nothing but text would differ from it; else the next one. */
export function asCorrection(standing: Manifest, digest: Digest): ManifestChoice {
  const { supersedes, issue } = standing;
  const before = { revision: issue.revision, ...(supersedes === undefined ? {} : { supersedes }) };
  return {
    isNew: true,
    choose(as) {
      const same = as(before, chosenIn(standing));
      if (same.encoded.digest === digest) return same;
      return as({ revision: issue.revision + 1, supersedes: digest }, AS_TAKEN);
    },
  };
}

/** As the standing revision, whose manifest no store gives; other files are refused, for the reason given. */
export function asLost(digest: Digest, revisionOf: RevisionOf, unread: ColophonError): ManifestChoice {
  return {
    isNew: true,
    async choose(_, again) {
      const made = anyOf(await again(), revisionOf).find(({ encoded }) => encoded.digest === digest);
      if (made === undefined) throw unread;
      return made;
    },
  };
}

/** Where manifests are read. */
export interface ManifestSources {
  readonly stores: readonly Store[];
  readonly sha256: Sha256;
}

/** What may be meant by a first revision: what stands under its label, or what a run has begun. */
export interface Meant {
  /** None while the label is free: then text is taken. */
  readonly digests: readonly Digest[];
  /** Is this the digest of something that stands, or was begun? */
  isMeant(digest: Digest): boolean | Promise<boolean>;
}

/**
 * The choice for a first revision: the text of the first revision that stands. Where no store gives its manifest back,
 * with text or without is whatever has the digest that is meant; publishing again is the way to bring it back.
 */
export function choiceFor(meant: Meant, sources: ManifestSources): ManifestChoice {
  if (meant.digests.length === 0) return AS_NEW;
  return {
    isNew: false,
    async choose(as, again) {
      const bare = as(FIRST_REVISION, BARE);
      // Most that stands without text is recognised without asking any store for it.
      if (meant.digests.includes(bare.encoded.digest)) return bare;
      const { chosen, unread } = await standingChoices(meant.digests, sources);
      const made = chosen.map((one) => as(FIRST_REVISION, one));
      if (unread) made.push(...anyOf(await again(), FIRST_REVISION));
      for (const one of made) if (await meant.isMeant(one.encoded.digest)) return one;
      return made[0] ?? bare;
    },
  };
}

/** The choice under a label that is taken, by all that stands there. @throws as `Standings.under` */
export async function choiceBeside(
  standings: Pick<Standings, "of" | "digestsUnder">,
  label: Label,
  sources: ManifestSources,
): Promise<ManifestChoice> {
  const digests = await standings.digestsUnder(label);
  const isMeant = async (digest: Digest) =>
    digests.includes(digest) || (await standings.of(digest, label)) !== undefined;
  return choiceFor({ digests, isMeant }, sources);
}

/** The same, but as new where the files have none of these digests, whatever their text. */
export function otherwiseNew(choice: ManifestChoice, digests: readonly Digest[]): ManifestChoice {
  return {
    isNew: true,
    async choose(as, again) {
      const made = await choice.choose(as, again);
      return digests.includes(made.encoded.digest) ? made : AS_NEW.choose(as, again);
    },
  };
}

async function standingChoices(
  digests: readonly Digest[],
  sources: ManifestSources,
): Promise<{ readonly chosen: readonly Chosen[]; readonly unread: boolean }> {
  const chosen: Chosen[] = [];
  let unread = false;
  for (const digest of digests) {
    const first = await firstRevision(digest, sources);
    if (first === undefined) unread = true;
    else chosen.push(chosenIn(first));
  }
  return { chosen, unread };
}

/** The manifest of what is to be revised. @throws STANDING_UNREAD, what reading throws and those of `decodeManifest` */
export async function standingManifest(
  digest: Digest,
  { stores, sha256 }: ManifestSources,
): Promise<Manifest> {
  const block = await intactBlock(digest, { stores, sha256 });
  if (block === undefined) {
    const names = stores.map(({ id }) => id).join(", ");
    fail("STANDING_UNREAD", { cid: documentCid(digest).toString(), names });
  }
  return decodeManifest(block.bytes, digest, sha256);
}

/** Bytes that are not its own are as good as none. */
async function intactBlock(digest: Digest, { stores, sha256 }: ManifestSources) {
  try {
    return await blockFromAny(stores, documentCid(digest), sha256);
  } catch (error) {
    if (!isFailure(error, "BLOCK_MISMATCH")) throw error;
    return undefined;
  }
}

/** Back from a revision to the first; undefined when one of them cannot be read. */
async function firstRevision(digest: Digest, sources: ManifestSources): Promise<Manifest | undefined> {
  let next: Digest | undefined = digest;
  while (next !== undefined) {
    const manifest: Manifest | undefined = await readManifest(next, sources);
    if (manifest === undefined || manifest.supersedes === undefined) return manifest;
    next = manifest.supersedes;
  }
  return undefined;
}

/** Undefined when no store gives one back, whatever the reason. */
export async function readManifest(digest: Digest, sources: ManifestSources): Promise<Manifest | undefined> {
  try {
    return await standingManifest(digest, sources);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return undefined;
  }
}
