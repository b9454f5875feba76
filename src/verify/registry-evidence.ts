import { type BatchFinder, batchesOf } from "../core/batch/finder.ts";
import { documentCid } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, failure } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import type { Answer, BlockRef, CatalogueWriter, Chain, Registry, RegistryView } from "../core/ports.ts";
import { type PublicationId, publicationRef } from "../core/publication.ts";
import type { Sha256 } from "../core/sha256.ts";
import { manifestOf } from "./answer.ts";
import { earlierIssue, type History } from "./earlier.ts";
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
    const [standing, state] = await Promise.all([
      standingOf(digest, place, { view, parts }),
      view.publication(place.publication),
    ]);
    const { chain, address } = parts.registry;
    const value = {
      chain,
      registry: address,
      publication: place.publication,
      block: view.block,
      ...standing,
    };
    return { known: true, value: { ...value, profile: state?.profile }, source };
  } catch (error) {
    return { known: false, failure: asFailure(error), source };
  }
}

type Standing = Pick<RegistryEvidence, "record" | "current" | "earlier">;

/** An issue of a batch has no record of its own until it is extracted: then its path is shown to the registry. */
async function standingOf(
  digest: Digest,
  place: Place,
  { view, parts }: { view: RegistryView; parts: Asked },
): Promise<Standing> {
  const { publication, label } = place;
  const [record, current] = await Promise.all([
    view.record(publication, digest),
    view.current(publication, label),
  ]);
  const { chain, address } = parts.registry;
  const history: History = {
    ref: publicationRef(chain, address, publication),
    entries: (await parts.catalogue.entries(publication)).map(({ entry }) => entry),
    batches: parts.batches,
  };
  if (record !== undefined)
    return { record, current, ...(await earlierIssue({ digest, label, record }, history)) };
  const issue = await parts.batches.find(batchesOf(history.ref, history.entries), { label, digest });
  const held = issue === undefined ? undefined : await view.batched(publication, issue);
  if (held === undefined) return { record, current };
  return { ...held, ...(await earlierIssue({ digest, label, record: held.record }, history)) };
}
