import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { audit } from "../../audit/audit.ts";
import type { Deadline } from "../../audit/holding.ts";
import { type Alert, alertOf } from "../../audit/monitor/alert.ts";
import { type Expectation, lookAt, type Looked, unasked } from "../../audit/monitor/look.ts";
import type { DomainStanding, Watched } from "../../audit/monitor/state.ts";
import { type Fault, faultsOf, UNASKED } from "../../audit/report.ts";
import type { SampleSize } from "../../audit/sample.ts";
import { documentCid } from "../../core/cid.ts";
import { isFailure } from "../../core/errors/error.ts";
import { finalBlock } from "../../core/finality.ts";
import type { BlockRef, PublicationState } from "../../core/ports.ts";
import { decodeProfile } from "../../core/profile.ts";
import { type PublicationRef, publicationKey } from "../../core/publication.ts";
import { blockFromAny } from "../../core/retrieval.ts";
import { identityOf } from "../../verify/judge/identity.ts";
import { vouchingOf } from "../../verify/vouching.ts";
import type { Reading } from "../compose.ts";

export interface RoundOptions {
  readonly expect: Expectation;
  /** How much of the stores is read back; nothing when left out. */
  readonly sample?: SampleSize;
  readonly deadline?: Deadline;
}

/** One publication's part of a round. */
export interface Turn extends Looked {
  /** Why nothing could be found out. */
  readonly failed?: Error;
}

/** Looks once at every publication; what fails for one keeps no other from being looked at. */
export async function* round(
  refs: readonly PublicationRef[],
  memory: ReadonlyMap<string, Watched>,
  { reading, options }: { readonly reading: Reading; readonly options: RoundOptions },
): AsyncGenerator<Turn> {
  for (const ref of refs) {
    const before = memory.get(publicationKey(ref));
    try {
      const block = await finalBlock(reading.chain, reading.finality);
      const looked = await lookAt(ref, { block, before }, { ...lookingOf(reading, ref), ...options });
      const alerts = [...looked.alerts, ...(await storeAlerts(ref, block, { reading, options }))];
      yield { ...looked, alerts };
    } catch (error) {
      if (!isFailure(error) || before === undefined) throw error;
      yield { ...unasked(ref, before, error, nodeSha256), failed: error };
    }
  }
}

function lookingOf(reading: Reading, ref: PublicationRef) {
  const { chain, registry } = reading;
  return {
    ...{ chain, registry, sha256: nodeSha256 },
    domainOf: (state: PublicationState) => domainOf(ref, state, reading),
  };
}

/** Undefined where the profile or the domain cannot be read now. */
async function domainOf(
  ref: PublicationRef,
  state: PublicationState,
  { stores, domains }: Reading,
): Promise<DomainStanding | undefined> {
  try {
    const block = await blockFromAny(stores, documentCid(state.profile), nodeSha256);
    const profile = block === undefined ? undefined : decodeProfile(block.bytes);
    if (profile === undefined) return undefined;
    const { domain } = profile;
    if (domain === undefined) return "none";
    const vouching = await vouchingOf(domain, domains);
    const { status } = identityOf(ref, { domain, ...(vouching === undefined ? {} : { vouching }) });
    if (status === "pass") return "vouches";
    return status === "fail" ? "does-not" : undefined;
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

/** What stores lost of the publication, by a sample that the block draws. */
async function storeAlerts(
  ref: PublicationRef,
  block: BlockRef,
  { reading, options: { sample, deadline } }: { readonly reading: Reading; readonly options: RoundOptions },
): Promise<readonly Alert[]> {
  if (sample === undefined) return [];
  const { chain, finality, registry, stores, place } = reading;
  const report = await audit({
    ...{ chain, finality, registry, stores, sha256: nodeSha256, publications: [ref.id] },
    ...{ atBlock: block.number, sample: { size: sample }, policy: place.config.policy },
    ...(deadline === undefined ? {} : { deadline }),
  });
  return faultsOf(report)
    .filter(({ fault }) => !UNASKED.has(fault))
    .map((fault) => storeAlert(ref, fault, block));
}

function storeAlert(ref: PublicationRef, fault: Fault, block: BlockRef): Alert {
  const { fault: kind, says, store = "", digest = "" } = fault;
  const publication = publicationKey(ref);
  return alertOf(
    { kind: "store-fault", level: "alarm", publication, says: `${kind}: ${says}`, block },
    `${kind} ${store} ${digest} ${says}`,
    nodeSha256,
  );
}
