import type { Digest } from "../../core/digest.ts";
import { anyOf, BARE, chosenIn, FIRST_REVISION, type ManifestSources, readManifest } from "../choice.ts";
import type { Again, As, DescribedIssue, ManifestChoice, RevisionOf } from "../described.ts";
import { describeIssue, type IssuePlan, type PackingTools } from "../pack.ts";
import type { AsRevision } from "./sift.ts";

/**
 * The manifests that an issue can have, its files read once however many are asked for: as a given revision, with the
 * text of a manifest that stands, or without any. They are read again, for their text, only where that manifest cannot
 * be had.
 */
export function variantsOf(plan: IssuePlan, tools: PackingTools, sources: ManifestSources) {
  const packed = once(() => packedWithout(plan, tools));
  return async (revisionOf: RevisionOf, like?: Digest): Promise<AsRevision> => {
    const { as, again } = await packed();
    const bare = as(revisionOf, BARE);
    if (like === undefined || bare.encoded.digest === like) return toldOf(bare);
    const standing = await readManifest(like, sources);
    if (standing !== undefined) return toldOf(as(revisionOf, chosenIn(standing)));
    const any = anyOf(await again(), revisionOf);
    return toldOf(any.find(({ encoded }) => encoded.digest === like) ?? bare);
  };
}

interface Packed {
  readonly as: As;
  readonly again: () => Promise<Again>;
}

async function packedWithout(plan: IssuePlan, tools: PackingTools): Promise<Packed> {
  let packed: Packed | undefined;
  const choose: ManifestChoice["choose"] = (as, again) => {
    packed = { as, again: once(again) };
    return as(FIRST_REVISION, BARE);
  };
  const made = await describeIssue(plan, { isNew: false, choose }, tools);
  const as = () => made;
  return packed ?? { as, again: () => Promise.resolve({ as, identities: [] }) };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

function toldOf({ encoded, manifest }: DescribedIssue): AsRevision {
  return { digest: encoded.digest, content: manifest.content.toString() };
}
