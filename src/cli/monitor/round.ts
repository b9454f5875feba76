import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { audit } from "../../audit/audit.ts";
import type { CopyPolicy, Deadline } from "../../audit/holding.ts";
import { type Alert, alertOf } from "../../audit/monitor/alert.ts";
import { type Expectation, lookAt, type Looked, unasked } from "../../audit/monitor/look.ts";
import type { DomainStanding, Watched } from "../../audit/monitor/state.ts";
import { type Fault, faultsOf, UNASKED } from "../../audit/report.ts";
import type { SampleSize } from "../../audit/sample.ts";
import { documentCid } from "../../core/cid.ts";
import { type ColophonError, isFailure } from "../../core/errors/error.ts";
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

/** What is asked in a round. */
export type Asked = Pick<Reading, "chain" | "finality" | "registry" | "stores" | "domains"> & {
  /** How many copies there have to be; nothing is expected where it is left out. */
  readonly policy?: CopyPolicy;
};

/** One publication's part of a round. */
export interface Turn {
  readonly publication: string;
  readonly alerts: readonly Alert[];
  /** Absent where it was to be looked at for the first time, and could not be. */
  readonly after?: Watched;
  /** Why something could not be found out. */
  readonly failed?: ColophonError;
}

/** Looks once at every publication; what fails for one keeps no other from being looked at. */
export async function* round(
  refs: readonly PublicationRef[],
  memory: ReadonlyMap<string, Watched>,
  { asked, options }: { readonly asked: Asked; readonly options: RoundOptions },
): AsyncGenerator<Turn> {
  for (const ref of refs) {
    const before = memory.get(publicationKey(ref));
    try {
      const block = await finalBlock(asked.chain, asked.finality);
      const looked = await lookAt(ref, { block, before }, { ...lookingOf(asked, ref), ...options });
      yield await withStores(ref, { before, looked, block }, { asked, options });
    } catch (error) {
      if (!isFailure(error)) throw error;
      yield unaskedTurn(ref, before, error);
    }
  }
}

/** Where not even the archive can be opened, or the node is of another chain. */
export function unaskedTurn(ref: PublicationRef, before: Watched | undefined, failed: ColophonError): Turn {
  const publication = publicationKey(ref);
  if (before === undefined) return { publication, alerts: [], failed };
  return { publication, ...unasked(ref, { before, after: before }, failed, nodeSha256), failed };
}

interface Seen {
  readonly before: Watched | undefined;
  readonly looked: Looked;
  readonly block: BlockRef;
}

/** What the registry tells is told also where the stores cannot be asked. */
async function withStores(
  ref: PublicationRef,
  { before, looked, block }: Seen,
  round: { readonly asked: Asked; readonly options: RoundOptions },
): Promise<Turn> {
  const publication = publicationKey(ref);
  try {
    const alerts = [...looked.alerts, ...(await storeAlerts(ref, block, round))];
    return { publication, after: looked.after, alerts };
  } catch (error) {
    if (!isFailure(error)) throw error;
    const silence = { before: before ?? looked.after, after: looked.after };
    const { after, alerts } = unasked(ref, silence, error, nodeSha256);
    return { publication, after, alerts: [...looked.alerts, ...alerts], failed: error };
  }
}

function lookingOf(asked: Asked, ref: PublicationRef) {
  const { chain, registry } = asked;
  return {
    ...{ chain, registry, sha256: nodeSha256 },
    domainOf: (state: PublicationState) => domainOf(ref, state, asked),
  };
}

/** Undefined where the profile or the domain cannot be read now. */
async function domainOf(
  ref: PublicationRef,
  state: PublicationState,
  { stores, domains }: Asked,
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
  { asked, options: { sample, deadline } }: { readonly asked: Asked; readonly options: RoundOptions },
): Promise<readonly Alert[]> {
  if (sample === undefined) return [];
  const { chain, finality, registry, stores, policy } = asked;
  const report = await audit({
    ...{ chain, finality, registry, stores, sha256: nodeSha256, publications: [ref.id] },
    ...{ atBlock: block.number, sample: { size: sample } },
    ...(policy === undefined ? {} : { policy }),
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
