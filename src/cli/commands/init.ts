import { resolve } from "node:path";
import type { Address } from "../../core/address.ts";
import { parseAddress } from "../../core/address.ts";
import { EMBEDDED_CHAIN } from "../../adapters/evm/embedded/embedded.ts";
import { registryFacts } from "../../adapters/evm/registry.ts";
import { createChain } from "../../adapters/evm/chain.ts";
import { newPrivateKey } from "../../adapters/evm/private-key.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import type { Digest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { tipBlock } from "../../core/finality.ts";
import { chainTitle, parseChain } from "../../core/chains.ts";
import { encodeProfile } from "../../core/profile.ts";
import type { ChainId } from "../../core/publication.ts";
import { deployRegistry, registerPublication } from "../../publish/found.ts";
import type { OnProgress } from "../../publish/progress.ts";
import { settle } from "../../publish/publisher.ts";
import { nodeUrls, openChain } from "../chain.ts";
import { finalityOf, openPublishing, openReading, openTransacting } from "../compose.ts";
import {
  type Config,
  hasArchive,
  isOwnChain,
  makeDataFolder,
  type Place,
  readArchive,
  writeArchive,
} from "../config.ts";
import { archiveRecords } from "../deployments.ts";
import { establish, groundOf, name } from "../establish.ts";
import { wrapped } from "../format.ts";
import type { CommonOptions } from "../options.ts";
import { makeKeystore } from "../keystores.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { hasPassphrase } from "../passphrase.ts";
import { showProgress } from "../progress.ts";
import { namesKey, namesNode, otherSigner, signerSettings } from "../signer-settings.ts";

export interface InitOptions extends CommonOptions {
  readonly title: string;
  readonly name?: string;
  readonly description?: string;
  readonly domain?: string;
  readonly issn?: string;
  readonly language?: string;
  /** By name or CAIP-2 id. */
  readonly chain?: string;
  readonly rpcUrl?: string;
  readonly registry?: string;
  readonly deploy: boolean;
  readonly kuboUrl?: string;
  readonly keystore?: string;
  /** The address of a program that signs, and the account that it signs as. */
  readonly signer?: string;
  readonly signerAccount?: string;
  /** Nothing is to be signed: no signer is asked. */
  readonly keyless?: boolean;
}

/** What founding an archive needs to know; the publication comes after it. */
export type FoundOptions = Omit<InitOptions, "title">;

/** `colophon init [folder] --title ...`: the archive if there is none, then the publication if it has none such. */
export async function init(folder: string | undefined, options: InitOptions): Promise<number> {
  const output = createOutput(options.json);
  const onProgress = showProgress(process.stderr);
  const place = await found(folder, await withKey(folder, options, output), onProgress);
  const registered = await register(place, options, onProgress);
  onProgress.end();
  if (output.json) output.document({ archive: place.folder, registry: place.config.registry, ...registered });
  output.line(
    `${paint("bold", options.title)} is publication ${registered.id} of ${place.config.registry ?? ""}.`,
  );
  output.line(`The archive is in ${place.folder}.`);
  if (place.config.chain.type === "embedded") output.line(wrapped(OWN_MACHINE, process.stdout.columns));
  output.line(`Next: colophon publish <folder> --publication ${registered.name}`);
  return 0;
}

/** The archive with its registry, both made if they are not there. */
export async function found(
  folder: string | undefined,
  options: FoundOptions,
  onProgress: OnProgress,
): Promise<Place> {
  return withRegistry(await startArchive(folder, options), options, onProgress);
}

export const OWN_MACHINE =
  "It is on a chain on this machine alone, which proves nothing to anybody else: COLOPHON_RPC_URL (a node of a public chain) and COLOPHON_KUBO_URL (an IPFS node) change that.";

export async function startArchive(folder: string | undefined, options: FoundOptions): Promise<Place> {
  const place = await planArchive(folder, options);
  if (hasArchive(place.folder)) return place;
  await makeDataFolder(place.folder);
  await writeArchive(place);
  return place;
}

/** The archive that is there, or a new one whose settings come from the flags and the environment; writes nothing. */
export async function planArchive(folder: string | undefined, options: FoundOptions): Promise<Place> {
  const at = resolve(folder ?? options.archive ?? process.env["COLOPHON_ARCHIVE"] ?? "archive");
  if (hasArchive(at)) return asAsked(readArchive(at), options);
  return { folder: at, config: await newConfig(options) };
}

/** What the flags and the environment alone say, for those who only look; nothing is at its folder. */
export async function planWithoutArchive(options: FoundOptions): Promise<Place> {
  return { folder: process.cwd(), config: await newConfig(options) };
}

/** An archive keeps the chain and the stores that it was made with: flags that say otherwise are not passed over. */
function asAsked(place: Place, options: FoundOptions): Place {
  const { chain: chainName, rpcUrl, registry, kuboUrl } = options;
  const { chain, targets } = place.config;
  const differs = {
    "--chain": chainName !== undefined && parseChain(chainName) !== chain.id,
    "--rpc-url": rpcUrl !== undefined && nodeUrls(rpcUrl).join() !== nodesOf(chain).join(),
    "--registry": registry !== undefined && differsFrom(place.config.registry, registry),
    "--kubo-url": kuboUrl !== undefined && !targets.some((one) => one.type === "kubo" && one.url === kuboUrl),
    ...otherSigner(place, options),
  };
  for (const [flag, unlike] of Object.entries(differs))
    if (unlike)
      fail("USAGE_INVALID", {
        problem: `The archive in ${place.folder} was made with another setting than ${flag} asks for; name a new folder, or change colophon.json by hand`,
      });
  return place;
}

function differsFrom(known: Address | undefined, asked: string): boolean {
  return known !== undefined && known !== parseAddress(asked);
}

async function newConfig(options: FoundOptions): Promise<Config> {
  const targets = targetSettings(options);
  return {
    type: "colophon/archive/1",
    chain: await chainSettings(options),
    deployedAt: 0,
    publications: [],
    signer: options.keyless === true ? { type: "environment" } : await signerSettings(options),
    targets,
    policy: { minCopies: targets.length, minOperators: 1 },
  };
}

function targetSettings({ kuboUrl }: FoundOptions): Config["targets"] {
  const operator = "self";
  const own = { type: "embedded", id: "embedded", operator } as const;
  const given = kuboUrl ?? process.env["COLOPHON_KUBO_URL"];
  if (given === undefined) return [own];
  // What is wrong with it is not quoted: it may hold a token.
  if (!/^https?:$/.test(URL.parse(given)?.protocol ?? ""))
    fail("USAGE_INVALID", { problem: "The Kubo node's address must be an http:// or https:// URL" });
  // As with the chain's node: only what was typed is written down.
  const url = kuboUrl === undefined ? {} : { url: kuboUrl };
  return [own, { type: "kubo", id: "kubo", ...url, operator }];
}

async function chainSettings({ chain, rpcUrl }: FoundOptions): Promise<Config["chain"]> {
  const asked = chain === undefined ? undefined : parseChain(chain);
  const named = rpcUrl ?? process.env["COLOPHON_RPC_URL"];
  if (named === undefined) return withoutNode(asked);
  const urls = nodeUrls(named);
  const id = await chainOf(urls);
  if (asked !== undefined && asked !== id)
    fail("CHAIN_MISMATCH", {
      ...{ expected: asked, got: id, asker: "--chain asks for" },
      instead: "or leave --chain out to take the node's chain",
    });
  // What came by the environment may hold a key and is not written down.
  if (rpcUrl === undefined) return { type: "rpc", id };
  const [url, ...more] = urls;
  return more.length > 0 ? { type: "rpc", id, urls: [...urls] } : { type: "rpc", id, url };
}

/** At the start, all that are named have to be of one chain: which of them is wrong, nobody else could say. */
async function chainOf(urls: readonly string[]): Promise<ChainId> {
  const [first, ...others] = await Promise.all(urls.map((url) => createChain({ url }).chainId()));
  if (first === undefined)
    fail("USAGE_INVALID", { problem: "The node's address must be an http:// or https:// URL" });
  const other = others.find((id) => id !== first);
  if (other !== undefined)
    fail("CHAIN_MISMATCH", {
      expected: first,
      got: other,
      asker: "the first one is of",
      instead: "or leave it out",
    });
  return first;
}

function nodesOf(chain: Config["chain"]): readonly string[] {
  if (chain.type !== "rpc") return [];
  return chain.urls ?? (chain.url === undefined ? [] : [chain.url]);
}

function withoutNode(asked: ChainId | undefined): Config["chain"] {
  if (asked === undefined || asked === EMBEDDED_CHAIN) return { type: "embedded", id: EMBEDDED_CHAIN };
  return fail("USAGE_INVALID", {
    problem: `A node of ${chainTitle(asked)} is needed: name it in COLOPHON_RPC_URL, or with --rpc-url`,
  });
}

/** On a chain that others use too, who names no key gets one of their own, if a passphrase for it can be had. */
async function withKey<Options extends FoundOptions>(
  folder: string | undefined,
  options: Options,
  output: Output,
): Promise<Options> {
  if (namesKey(options) || !namesNode(options) || !hasPassphrase()) return options;
  const { folder: at, config } = await planArchive(folder, options);
  if (hasArchive(at) || isOwnChain(config.chain.id)) return options;
  const made = await makeKeystore(newPrivateKey(), undefined);
  output.note(
    `Made a key for ${made.address}, in ${made.file}. Keep a copy of that file, and the passphrase.`,
  );
  output.note("It has no ether yet: send it some, then run the same command again.");
  return { ...options, keystore: made.file };
}

/** Makes sure that the archive names a registry that is there. */
async function withRegistry(place: Place, options: FoundOptions, onProgress: OnProgress): Promise<Place> {
  const { registry, chain } = place.config;
  if (registry !== undefined) return place;
  if (options.registry !== undefined) return adoptRegistry(place, parseAddress(options.registry));
  // Nobody else's registry matters there, and a new one costs nothing: each archive gets its own.
  if (isOwnChain(chain.id)) return deploy(place, onProgress);
  if (!options.deploy) return findRegistry(place, onProgress);
  const terms = { records: archiveRecords(place.folder), plain: false, again: false, wait: "final" } as const;
  return (await establish(place, terms, onProgress)).place;
}

/** On a chain that others use too, the registry stands at the one address that it has everywhere, if anybody put it there. */
async function findRegistry(place: Place, onProgress: OnProgress): Promise<Place> {
  await using opened = await openChain(place);
  const { site, registryCode } = groundOf(opened, place);
  const where = `${site.registry} on ${chainTitle(place.config.chain.id)}`;
  if ((await registryCode(site.registry)) === undefined)
    fail("USAGE_INVALID", {
      problem: `There is no registry at ${where}, where it would be: name another with --registry, or put it there with --deploy (it costs gas)`,
    });
  onProgress({
    kind: "note",
    what: "",
    message: `found the registry at ${where}; its code is this program's`,
  });
  return name(place, site.registry, undefined);
}

async function adoptRegistry(place: Place, registry: Address): Promise<Place> {
  await using opened = await openChain(place);
  await registryFacts(opened.chain, registry);
  const founded = { ...place, config: { ...place.config, registry } };
  await writeArchive(founded);
  return founded;
}

/** The archive's settings are written under the publisher's lock: two that begin at once find the same registry. */
async function deploy(place: Place, onProgress: OnProgress): Promise<Place> {
  const what = `registry on ${place.config.chain.id}`;
  onProgress({ kind: "begin", what });
  await using bin = new AsyncDisposableStack();
  const { chain } = bin.use(await openChain(place));
  const parts = { place, chain, chainId: place.config.chain.id, finality: finalityOf(place) };
  const tools = await openTransacting(parts, { onProgress, registry: undefined, bin });
  const { registry, block } = await deployRegistry(tools, "final");
  const now = readArchive(place.folder);
  if (now.config.registry !== undefined) return now;
  const founded = { ...now, config: { ...now.config, registry, deployedAt: block } };
  await writeArchive(founded);
  return founded;
}

/** The publication with that title: the one that the archive has, or a new one. */
export async function register(place: Place, options: InitOptions, onProgress: OnProgress) {
  assertName(options.name);
  const profile = encodeProfile(profileOf(options), nodeSha256);
  const { publications } = place.config;
  // A copy of what somebody else publishes under that title is another publication.
  const known = publications.find((one) => one.title === options.title && one.kept !== true);
  if (known !== undefined) return asRegistered(known, { place, options, profile: profile.digest });
  if (publications.some((one) => one.name === options.name))
    fail("USAGE_INVALID", { problem: `The archive has a publication called ${options.name ?? ""} already` });
  onProgress({ kind: "begin", what: options.title });
  await using reading = await openReading(place);
  await using publishing = await openPublishing(reading, { onProgress, until: "final" });
  await settle(publishing.publisher);
  const { id } = await registerPublication(profileOf(options), publishing.publisher);
  // Read again: another one may have been registered while this run waited for its turn.
  const { config } = readArchive(place.folder);
  const meanwhile = config.publications.find((one) => one.id === id);
  if (meanwhile !== undefined) return meanwhile;
  const { title } = options;
  const domain = options.domain === undefined ? {} : { domain: options.domain };
  const entry = { name: options.name ?? nameFrom(title, config), id, title, ...domain };
  await writeArchive({ ...place, config: { ...config, publications: [...config.publications, entry] } });
  return entry;
}

/** Doing it again changes nothing; asking for something else under the same title is told. */
async function asRegistered(
  known: Config["publications"][number],
  { place, options, profile }: { place: Place; options: InitOptions; profile: Digest },
) {
  const problem = (what: string) =>
    `The archive has a publication with the title ${options.title} already, with another ${what}; choose another title`;
  if (options.name !== undefined && options.name !== known.name)
    fail("USAGE_INVALID", { problem: problem(`name (${known.name})`) });
  const about = [options.description, options.domain, options.issn, options.language];
  if (about.some((given) => given !== undefined)) {
    await using reading = await openReading(place);
    const state = await reading.registry.at(await tipBlock(reading.chain)).publication(known.id);
    if (state !== undefined && state.profile !== profile)
      fail("USAGE_INVALID", { problem: problem("description, domain, ISSN or language") });
  }
  return known;
}

/** Names stand on command lines beside numbers: they must not look like one, or need quoting. */
export function assertName(name: string | undefined): void {
  if (name !== undefined && !/^[a-z][a-z0-9-]*$/.test(name))
    fail("USAGE_INVALID", { problem: `A name is a-z, 0-9 and -, and starts with a letter; got ${name}` });
}

function profileOf({ title, description, domain, issn, language }: InitOptions) {
  return {
    ...(description === undefined ? {} : { description }),
    ...(domain === undefined ? {} : { domain }),
    ...(issn === undefined ? {} : { issn }),
    ...(language === undefined ? {} : { language }),
    title,
  };
}

/** `The Tidewater Letter` is `the-tidewater-letter`; a number is added when the name is taken. */
export function nameFrom(title: string, config: Config): string {
  const plain = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  // A name that began with a digit would look like a number.
  const base = plain === "" ? "publication" : /^[a-z]/.test(plain) ? plain : `publication-${plain}`;
  const taken = new Set(config.publications.map((one) => one.name));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
