import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { registryFacts } from "../../adapters/evm/registry.ts";
import type { OpenMirror } from "../../audit/mirror.ts";
import { parseAddress } from "../../core/address.ts";
import { chainTitle } from "../../core/chains.ts";
import { documentCid } from "../../core/cid.ts";
import { fail } from "../../core/errors/error.ts";
import { finalBlock } from "../../core/finality.ts";
import { decodeProfile } from "../../core/profile.ts";
import {
  type ChainId,
  type PublicationId,
  publicationKey,
  type PublicationRef,
} from "../../core/publication.ts";
import { blockFromAny } from "../../core/retrieval.ts";
import { type NamedMirrors, openMirrors } from "../audit-from.ts";
import { openChain } from "../chain.ts";
import { assertRegistryCode, lockArchive, openReading } from "../compose.ts";
import { type Config, hasArchive, makeDataFolder, type Place, readArchive, writeArchive } from "../config.ts";
import { knownBlock } from "../deployments.ts";
import { wrapped } from "../format.ts";
import { openRegistry } from "../mirror-place.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output } from "../output.ts";
import { showProgress } from "../progress.ts";
import { nodesReport, showNodes } from "../show-nodes.ts";
import { confirmMirror, showTaken, takeMirror, takenReport } from "../taken-mirror.ts";
import { isSamePlace, readsFrom } from "../targets.ts";
import { assertName, nameFrom, planArchive } from "./init.ts";

export interface KeepOptions extends CommonOptions {
  readonly name?: string;
  readonly rpcUrl?: string;
  readonly registry?: string;
  readonly kuboUrl?: string;
}

type Publication = Config["publications"][number];

/** `colophon keep <mirror> [folder]`: an archive over what somebody else publishes. Sends nothing, and needs no key. */
export async function keepCommand(
  named: string,
  folder: string | undefined,
  options: KeepOptions,
): Promise<number> {
  const output = createOutput(options.json);
  assertName(options.name);
  await using mirrors = await openMirrors([named]);
  const mirror = await onlyOne(mirrors);
  const planned = await planCopy(mirror, folder, options);
  const title = await titleOf(mirror, planned);
  const { place, publication, gateway } = await written(planned, mirror, { title, named, options });
  await using reading = await openReading(place);
  const taken = await takeMirror(mirror, publication.title, reading);
  const nodes = nodesReport(reading.nodes());
  if (output.json)
    output.document({
      ...{ archive: place.folder, name: publication.name, ...takenReport(taken) },
      ...(nodes === undefined ? {} : { nodes }),
    });
  showTaken(taken, output);
  showNodes(nodes, output);
  showNext(place, gateway, output);
  return 0;
}

interface Asked {
  readonly title: string;
  readonly named: string;
  readonly options: KeepOptions;
}

/** What others have written into colophon.json meanwhile stays there. @throws ARCHIVE_BUSY | ARCHIVE_DISK | USAGE_INVALID */
async function written(
  planned: Place,
  mirror: OpenMirror,
  { title, named, options }: Asked,
): Promise<Written> {
  const { folder } = planned;
  await makeDataFolder(folder);
  const lock = await lockArchive(planned, showProgress(process.stderr));
  try {
    const before = hasArchive(folder) ? readArchive(folder).config : undefined;
    const base = before?.registry === undefined ? planned.config : before;
    assertRegistryOf(base, mirror);
    const { config: added, publication } = withPublication(base, mirror.root.publication.id, {
      title,
      name: options.name,
    });
    const { config, gateway } = withGateway(added, named);
    if (config !== before) await writeArchive({ folder, config });
    return { place: { folder, config }, publication, gateway };
  } finally {
    lock.release();
  }
}

interface Written {
  readonly place: Place;
  readonly publication: Publication;
  /** The id of the store that the issues are read from. */
  readonly gateway: string | undefined;
}

async function onlyOne({ publications, mirrorOf }: NamedMirrors): Promise<OpenMirror> {
  const [ref, another] = publications;
  const mirror = ref === undefined || another !== undefined ? undefined : await mirrorOf(ref);
  return mirror ?? fail("USAGE_INVALID", { problem: "Name one mirror; for another one, run it again" });
}

/** The archive that is there, or one of the mirror's chain and registry. Writes nothing. */
async function planCopy(
  mirror: OpenMirror,
  folder: string | undefined,
  options: KeepOptions,
): Promise<Place> {
  const { publication } = mirror.root;
  const { registry: named, name: _, ...settings } = options;
  const meant = named === undefined ? undefined : parseAddress(named);
  const place = await planArchive(folder, { ...settings, deploy: false, keyless: true });
  const { config } = place;
  assertChain(place, publication.chain);
  assertRegistryOf(config, mirror);
  if (meant !== undefined) assertRegistryOf({ ...config, registry: meant }, mirror);
  if (config.registry !== undefined) return place;
  await assertRegistry(place, publication, meant !== undefined);
  const { chain, registry } = publication;
  return { ...place, config: { ...config, registry, deployedAt: knownBlock(chain, registry) } };
}

/** @throws MIRROR_FOREIGN */
function assertRegistryOf({ chain, registry }: Config, { name, root }: OpenMirror): void {
  const { publication } = root;
  if (chain.id === publication.chain && (registry ?? publication.registry) === publication.registry) return;
  const expected = `the registry ${registry ?? publication.registry} on ${chainTitle(chain.id)}`;
  fail("MIRROR_FOREIGN", { name, got: publicationKey(publication), expected });
}

/** An embedded chain that is only now made has nothing of what was published. */
function assertChain({ folder, config }: Place, chain: ChainId): void {
  if (config.chain.type === "embedded" && !hasArchive(folder))
    fail("USAGE_INVALID", {
      problem: `A node of ${chainTitle(chain)} is needed: name it in COLOPHON_RPC_URL, or with --rpc-url`,
    });
  if (config.chain.id !== chain)
    fail("CHAIN_MISMATCH", {
      ...{ expected: chain, got: config.chain.id, asker: "the mirror is of" },
      instead: "or bring a mirror of the chain that the node is of",
    });
}

async function assertRegistry(
  place: Place,
  { chain, registry }: PublicationRef,
  isNamed: boolean,
): Promise<void> {
  await using opened = await openChain(place);
  await registryFacts(opened.chain, registry);
  if (!isNamed) assertRegistryCode(await opened.code(registry), chain, registry);
}

/** What its profile says, once the registry has said that the mirror's entries are its own. */
async function titleOf(mirror: OpenMirror, place: Place): Promise<string> {
  const { id } = mirror.root.publication;
  await using open = await openRegistry(place, {});
  const { chain, finality, registry } = open;
  const block = await finalBlock(chain, finality);
  const state = (await registry.at(block).publication(id)) ?? fail("PUBLICATION_UNKNOWN", { id });
  await confirmMirror(mirror, state, { chain, registry, block });
  const profile = await blockFromAny([mirror.documents], documentCid(state.profile), nodeSha256);
  return (profile === undefined ? undefined : decodeProfile(profile.bytes)?.title) ?? `Publication ${id}`;
}

function withPublication(
  config: Config,
  id: PublicationId,
  { title, name }: { readonly title: string; readonly name: string | undefined },
): { readonly config: Config; readonly publication: Publication } {
  const { publications } = config;
  const known = publications.find((one) => one.id === id);
  const called = known?.name ?? name ?? nameFrom(title, config);
  const clash = publications.find((one) => one !== known && one.name === called);
  if (clash !== undefined || (name !== undefined && called !== name))
    fail("USAGE_INVALID", {
      problem:
        clash === undefined
          ? `The archive calls that publication ${called} already`
          : `The archive has a publication called ${called} already`,
    });
  if (known !== undefined) return { config, publication: known };
  const publication = { name: called, id, title, kept: true } as const;
  return { config: { ...config, publications: [...publications, publication] }, publication };
}

const OFFERED = /^(?<prefix>.*)\/api\/publications\/\d+\/mirror$/;

/** The server of an archive that offers its mirror gives its issues, too: as a gateway to repair from. */
function withGateway(
  config: Config,
  named: string,
): { readonly config: Config; readonly gateway: string | undefined } {
  const url = /^https?:/i.test(named) ? URL.parse(named) : null;
  const prefix = url === null ? undefined : OFFERED.exec(url.pathname)?.groups?.["prefix"];
  if (url === null || prefix === undefined) return { config, gateway: undefined };
  const { targets, publicUrl } = config;
  const id = freeId(url.host, config);
  const gateway = { type: "gateway", id, url: `${url.origin}${prefix}`, operator: url.host } as const;
  // This archive's own server has nothing that the archive has not.
  if (publicUrl !== undefined && readsFrom(gateway, publicUrl)) return { config, gateway: undefined };
  const known = targets.find((one) => isSamePlace(one, gateway));
  if (known !== undefined) return { config, gateway: known.id };
  return { config: { ...config, targets: [...targets, gateway] }, gateway: id };
}

function freeId(wanted: string, { targets }: Config): string {
  const taken = new Set(targets.map(({ id }) => id));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

function showNext({ folder }: Place, gateway: string | undefined, output: Output): void {
  const { columns } = process.stdout;
  output.line(`The archive is in ${folder}. Only the publisher can add to what it keeps.`);
  if (gateway === undefined)
    output.line(
      wrapped(
        "Its issues are still to be had: from a store that has them, named in colophon.json (docs/stores.md), or from exported CARs (colophon repair --from).",
        columns,
      ),
    );
  output.line(
    gateway === undefined
      ? `Then: colophon audit --archive ${folder}`
      : `Next: colophon repair --archive ${folder}, which reads every issue from ${gateway} and keeps it`,
  );
}
