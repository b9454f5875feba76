import { type BatchFinder, batchesOf } from "../core/batch/finder.ts";
import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, failure } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import type { Answer, BlockRef, CatalogueWriter, Chain, Registry, RegistryView } from "../core/ports.ts";
import type { PublicationId } from "../core/publication.ts";
import type { Sha256 } from "../core/sha256.ts";
import { manifestOf } from "./answer.ts";
import type { RegistryEvidence } from "./evidence.ts";

interface Asked {
  readonly chain: Chain;
  readonly registry: Registry;
  readonly catalogue: Pick<CatalogueWriter, "issue" | "entries">;
  readonly sha256: Sha256;
  readonly batches: BatchFinder;
}

/** Under which label of which publication the registry is asked. */
export interface Place {
  readonly publication: PublicationId;
  readonly label: Label;
}

/** Where to ask the registry: from what the manifest itself says, else from the catalogue. */
export async function placeOf(
  digest: Digest,
  manifest: Answer<Uint8Array | undefined>,
  parts: Asked,
): Promise<Place | undefined> {
  const decoded = manifestOf({ digest, manifest }, parts.sha256);
  if (decoded === undefined) return parts.catalogue.issue(digest);
  return { publication: decoded.publication.id, label: decoded.issue.label };
}

export async function registryEvidence(
  digest: Digest,
  place: Place | undefined,
  { parts, at }: { parts: Asked; at: () => Promise<BlockRef> },
): Promise<Answer<RegistryEvidence>> {
  const source = parts.chain.node;
  if (place === undefined)
    return {
      known: false,
      failure: failure("BLOCK_MISSING", { cid: documentCid(digest).toString() }),
      source,
    };
  try {
    const view = parts.registry.at(await at());
    const [{ record, current }, state] = await Promise.all([
      standing(digest, place, { view, parts }),
      view.publication(place.publication),
    ]);
    const { chain, address } = parts.registry;
    const value = {
      chain,
      registry: address,
      publication: place.publication,
      block: view.block,
      record,
      current,
    };
    return { known: true, value: { ...value, profile: state?.profile }, source };
  } catch (error) {
    return { known: false, failure: asFailure(error), source };
  }
}

/** An issue of a batch has no record of its own until it is extracted: then its path is shown to the registry. */
async function standing(
  digest: Digest,
  { publication, label }: Place,
  { view, parts }: { view: RegistryView; parts: Asked },
): Promise<Pick<RegistryEvidence, "record" | "current">> {
  const [record, current] = await Promise.all([
    view.record(publication, digest),
    view.current(publication, label),
  ]);
  if (record !== undefined) return { record, current };
  const { chain, address } = parts.registry;
  const entries = (await parts.catalogue.entries(publication)).map(({ entry }) => entry);
  const batches = batchesOf({ chain, registry: address, id: publication }, entries);
  const issue = await parts.batches.find(batches, { label, digest });
  const held = issue === undefined ? undefined : await view.batched(publication, issue);
  return held ?? { record, current };
}
