import type { Auditing } from "../audit/audit.ts";
import { fail } from "../core/errors/error.ts";
import { type PublicationId, publicationKey } from "../core/publication.ts";
import type { Agreement } from "../core/quorum/agreement.ts";
import { type NamedMirrors, openMirrors } from "./audit-from.ts";
import { auditingOf, type DeadlineSettings } from "./auditing.ts";
import { openReading } from "./compose.ts";
import { findArchive, type Place } from "./config.ts";
import { archiveAtHand, type MirrorPlaceOptions, openRegistry, placeOf } from "./mirror-place.ts";
import { publicationsToAudit } from "./publications.ts";

export interface AuditPlaceOptions extends MirrorPlaceOptions, DeadlineSettings {
  readonly publication?: string;
  readonly from?: readonly string[];
  readonly logs: boolean;
  readonly stores: boolean;
}

type Parts = Pick<Auditing, "chain" | "finality" | "registry" | "stores" | "policy" | "deadline" | "indexed">;

/** What an audit is made over: an archive, or mirrors and a node. */
export interface OpenAudit extends AsyncDisposable {
  readonly parts: Parts;
  readonly publications: readonly PublicationId[];
  readonly mirrorOf?: Auditing["mirrorOf"];
  nodes(): Agreement;
  /** Absent where there is no archive. */
  readonly place?: Place;
}

/** @throws USAGE_INVALID | MIRROR_* and those of opening an archive */
export async function openAudit(options: AuditPlaceOptions): Promise<OpenAudit> {
  if (options.from === undefined) {
    refuseWithout(options);
    return openArchive(findArchive(options.archive), options);
  }
  const bin = new AsyncDisposableStack();
  try {
    const mirrors = bin.use(await openMirrors(options.from));
    const place = archiveAtHand(options);
    const opened = bin.use(
      place === undefined ? await openAlone(mirrors, options) : await openArchive(place, options),
    );
    const publications = publicationsOf(mirrors, opened, options);
    const owned = bin.move();
    return {
      ...{ ...opened, publications, mirrorOf: mirrors.mirrorOf },
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  } catch (error) {
    await bin.disposeAsync();
    throw error;
  }
}

function refuseWithout({ logs, rpcUrl, registry }: AuditPlaceOptions): void {
  const [flag] = Object.entries({ "--logs": logs || undefined, "--rpc-url": rpcUrl, "--registry": registry })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (flag !== undefined) fail("USAGE_INVALID", { problem: `${flag} goes with --from` });
}

async function openArchive(place: Place, options: AuditPlaceOptions): Promise<OpenAudit> {
  const reading = await openReading(place);
  const { chain, finality, registry } = reading;
  const stores = options.stores ? reading.stores : [];
  return {
    parts: { chain, finality, registry, stores, ...auditingOf(reading, options) },
    publications: options.from === undefined ? publicationsToAudit(place, options.publication) : [],
    nodes: () => reading.nodes(),
    place,
    [Symbol.asyncDispose]: () => reading[Symbol.asyncDispose](),
  };
}

/** No archive, no stores: mirrors and a node are enough for a history. */
async function openAlone({ publications }: NamedMirrors, options: AuditPlaceOptions): Promise<OpenAudit> {
  const [first] = publications;
  if (first === undefined) return fail("USAGE_INVALID", { problem: "--from names no mirror" });
  const { chain, finality, registry, nodes, ...rest } = await openRegistry(placeOf(first, options), options);
  return {
    parts: { chain, finality, registry, stores: [] },
    publications: [],
    nodes,
    [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose](),
  };
}

/** Those of the mirrors, or the one that is named: all have to be of the registry that is asked. */
function publicationsOf(
  { publications }: NamedMirrors,
  { parts: { registry }, place }: OpenAudit,
  { publication }: AuditPlaceOptions,
): readonly PublicationId[] {
  for (const ref of publications) {
    const expected = publicationKey({ chain: registry.chain, registry: registry.address, id: ref.id });
    const got = publicationKey(ref);
    if (got !== expected) fail("MIRROR_FOREIGN", { name: `of publication ${ref.id}`, got, expected });
  }
  const ids = publications.map(({ id }) => id);
  if (publication === undefined) return ids;
  const [named] =
    place === undefined ? ids.filter((id) => id === publication) : publicationsToAudit(place, publication);
  if (named === undefined || !ids.includes(named))
    return fail("USAGE_INVALID", { problem: `--from names no mirror of publication ${publication}` });
  return [named];
}
