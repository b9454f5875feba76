import { mkdir } from "node:fs/promises";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { registryFacts } from "../../adapters/evm/registry.ts";
import type { OpenMirror } from "../../audit/mirror.ts";
import { parseAddress } from "../../core/address.ts";
import { chainTitle } from "../../core/chains.ts";
import { documentCid } from "../../core/cid.ts";
import { fail } from "../../core/errors/error.ts";
import { finalBlock } from "../../core/finality.ts";
import { decodeProfile } from "../../core/profile.ts";
import { type ChainId, publicationKey, type PublicationRef } from "../../core/publication.ts";
import { publicationState } from "../../core/registry.ts";
import { blockFromAny } from "../../core/retrieval.ts";
import { type NamedMirrors, openMirrors } from "../audit-from.ts";
import { openChain } from "../chain.ts";
import { assertRegistryCode, openReading } from "../compose.ts";
import { type Config, dataPath, hasArchive, type Place, writeArchive } from "../config.ts";
import { knownBlock } from "../deployments.ts";
import { wrapped } from "../format.ts";
import { openRegistry } from "../mirror-place.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output } from "../output.ts";
import { confirmMirror, showTaken, takeMirror, takenReport } from "../taken-mirror.ts";
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
  const publication = await publicationOf(mirror, planned, options);
  const config = withGateway(withPublication(planned.config, publication), named);
  const kept = { folder: planned.folder, config };
  await mkdir(dataPath(kept.folder, ""), { recursive: true });
  if (config !== planned.config || !hasArchive(kept.folder)) await writeArchive(kept);
  await using reading = await openReading(kept);
  const taken = await takeMirror(mirror, publication.title, reading);
  if (output.json) output.document({ archive: kept.folder, name: publication.name, ...takenReport(taken) });
  showTaken(taken, output);
  showNext(kept, output);
  return 0;
}

async function onlyOne({ publications, mirrorOf }: NamedMirrors): Promise<OpenMirror> {
  const [ref, another] = publications;
  const mirror = ref === undefined || another !== undefined ? undefined : await mirrorOf(ref);
  return mirror ?? fail("USAGE_INVALID", { problem: "Name one mirror; for another one, run it again" });
}

/** The archive that is there, or one of the mirror's chain and registry. Writes nothing. */
async function planCopy(
  { name, root }: OpenMirror,
  folder: string | undefined,
  options: KeepOptions,
): Promise<Place> {
  const { chain, registry } = root.publication;
  const { registry: named, name: _, ...settings } = options;
  const meant = named === undefined ? undefined : parseAddress(named);
  const place = await planArchive(folder, { ...settings, deploy: false });
  const { config } = place;
  assertChain(place, chain);
  const other = [config.registry, meant].find((one) => one !== undefined && one !== registry);
  if (other !== undefined)
    fail("MIRROR_FOREIGN", {
      name,
      got: publicationKey(root.publication),
      expected: `the registry ${other} on ${chainTitle(chain)}`,
    });
  if (config.registry !== undefined) return place;
  await assertRegistry(place, root.publication, meant !== undefined);
  return { ...place, config: { ...config, registry, deployedAt: knownBlock(chain, registry) } };
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

/** As colophon.json is to name it, once the registry has said that the mirror's entries are its own. */
async function publicationOf(mirror: OpenMirror, place: Place, { name }: KeepOptions): Promise<Publication> {
  const { id } = mirror.root.publication;
  const known = place.config.publications.find((one) => one.id === id);
  await using open = await openRegistry(place, {});
  const { chain, finality, registry } = open;
  const block = await finalBlock(chain, finality);
  const state = await publicationState(registry.at(block), id);
  await confirmMirror(mirror, state, { chain, registry, block });
  if (known !== undefined) return known;
  const profile = await blockFromAny([mirror.documents], documentCid(state.profile), nodeSha256);
  const title =
    (profile === undefined ? undefined : decodeProfile(profile.bytes)?.title) ?? `Publication ${id}`;
  return { name: name ?? nameFrom(title, place.config), id, title };
}

function withPublication(config: Config, publication: Publication): Config {
  const { publications } = config;
  if (publications.some(({ id }) => id === publication.id)) return config;
  if (publications.some((one) => one.name === publication.name))
    fail("USAGE_INVALID", { problem: `The archive has a publication called ${publication.name} already` });
  return { ...config, publications: [...publications, publication] };
}

const OFFERED = /^(?<prefix>.*)\/api\/publications\/\d+\/mirror$/;

/** The server of an archive that offers its mirror gives its issues, too: as a gateway to repair from. */
function withGateway(config: Config, named: string): Config {
  const url = /^https?:/i.test(named) ? URL.parse(named) : null;
  const prefix = url === null ? undefined : OFFERED.exec(url.pathname)?.groups?.["prefix"];
  if (url === null || prefix === undefined) return config;
  const { host, origin } = url;
  const gateway = { type: "gateway", id: host, url: `${origin}${prefix}`, operator: host } as const;
  const isKnown = config.targets.some(
    (one) => one.id === gateway.id || ("url" in one && one.url === gateway.url),
  );
  return isKnown ? config : { ...config, targets: [...config.targets, gateway] };
}

function showNext({ folder, config }: Place, output: Output): void {
  const { columns } = process.stdout;
  output.line(`The archive is in ${folder}. Only the publisher can add to what it keeps.`);
  const gateway = config.targets.find(({ type }) => type === "gateway");
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
      : `Next: colophon repair --archive ${folder}, which reads every issue from ${gateway.id} and keeps it`,
  );
}
