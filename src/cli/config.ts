import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { fail, isFailure, reasonOf } from "../core/errors/error.ts";
import { parseAddress } from "../core/address.ts";
import { majority } from "../core/quorum/quorum.ts";
import { chainNumber, type ChainId, parseChainId, parsePublicationId } from "../core/publication.ts";
import { writeDurably } from "../adapters/disk/write.ts";
import { isSignerUrl } from "../adapters/evm/signer-address.ts";
import { isDuration } from "./duration.ts";
import { httpUrl, originUrl, readsFrom, shownUrl, targets } from "./targets.ts";

const CONFIG_NAME = "colophon.json";
const DEFAULT_FOLDER = "archive";

const chainId = z.string().transform(parseChainId);
const address = z.string().transform(parseAddress);
const publicationId = z.string().transform(parsePublicationId);

const chain = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("embedded"), id: chainId }),
  z
    .strictObject({
      type: z.literal("rpc"),
      id: chainId,
      /** The one node that is asked, and believed. */
      url: httpUrl.optional(),
      /** Several, of which `quorum` have to agree: more than half of them unless stated. */
      urls: z.array(httpUrl).min(1).optional(),
      quorum: z.int().min(1).optional(),
    })
    .superRefine(({ url, urls, quorum }, context) => {
      const problem = nodesProblem(
        url === undefined ? urls : [url],
        quorum,
        url !== undefined && urls !== undefined,
      );
      if (problem !== undefined) context.addIssue({ code: "custom", path: ["urls"], message: problem });
    }),
]);

/** What nodes may not be: the same rules hold for those that the environment names (`openQuorum`). */
function nodesProblem(
  urls: readonly string[] | undefined,
  quorum: number | undefined,
  isTwofold: boolean,
): string | undefined {
  if (isTwofold) return "there is url, too: name all nodes in urls";
  if (urls === undefined) return undefined;
  const hosts = urls.map((url) => new URL(url).host);
  const twice = hosts.find((host, at) => hosts.indexOf(host) !== at);
  if (twice !== undefined) return `${twice} is there twice, and would count twice`;
  const fewest = majority(urls.length);
  if (quorum === undefined || (quorum >= fewest && quorum <= urls.length)) return undefined;
  return `of ${urls.length} nodes, ${fewest} to ${urls.length} can be asked to agree, not ${quorum}`;
}

const signer = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("embedded") }),
  z.strictObject({ type: z.literal("environment") }),
  z.strictObject({ type: z.literal("keystore"), file: z.string().min(1) }),
  z.strictObject({
    type: z.literal("remote"),
    api: z.enum(["clef", "eth"]),
    account: address,
    /** Absent where COLOPHON_SIGNER_URL says it. */
    url: z.string().refine(isSignerUrl, "must be an http, https or unix URL").optional(),
  }),
]);

const finality = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("tag") }),
  z.strictObject({ kind: z.literal("depth"), blocks: z.int().min(0).max(10_000) }),
]);

const settings = z.strictObject({
  type: z.literal("colophon/archive/1"),
  chain,
  finality: finality.optional(),
  registry: address.optional(),
  /** The block in which the registry was created: nothing before it needs to be searched. */
  deployedAt: z.int().min(0).default(0),
  publications: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        id: publicationId,
        title: z.string(),
        /** That its profile named first: what was archived with its issues can then be made again without the profile. */
        domain: z.string().min(1).optional(),
        /** Somebody else's, of which this archive keeps a copy. */
        kept: z.literal(true).optional(),
      }),
    )
    .default([]),
  signer,
  targets,
  /** An index that says who has a block: Delegated Routing V1, below which `/routing/v1` is. */
  routing: httpUrl.optional(),
  /** Where others reach this archive's server. */
  publicUrl: originUrl.optional(),
  /** Nodes and gateways that its pages suggest to readers' browsers: never the archive's own, which may hold a key. */
  publicNodes: z.array(shownUrl).optional(),
  publicGateways: z.array(shownUrl).optional(),
  /** Whose endorsements its server takes, and by what name its pages call them. */
  endorsers: z
    .array(z.strictObject({ address, name: z.string().min(1).max(200), url: shownUrl.optional() }))
    .max(100)
    .optional(),
  policy: z
    .strictObject({
      minCopies: z.int().min(1).default(1),
      minOperators: z.int().min(1).default(1),
      /** The most that is paid for gas, in gwei; 500 where nothing is said. */
      maxFeeGwei: z.int().min(1).optional(),
      /** How long an audit is good for: `7d`. */
      auditEvery: z.string().refine(isDuration, "must be a duration such as 12h, 7d or 4w").optional(),
    })
    .default({ minCopies: 1, minOperators: 1 }),
});

/** What this archive's server shows is what the other stores hold: it is no copy of its own. */
const schema = settings.superRefine(({ targets, publicUrl }, context) => {
  if (publicUrl === undefined) return;
  for (const [index, target] of targets.entries())
    if (readsFrom(target, publicUrl)) {
      const message = `${target.id} reads this archive's own server, which is no other copy`;
      context.addIssue({ code: "custom", path: ["targets", index], message });
    }
});

export type Config = z.output<typeof schema>;

/** An archive's folder with what its colophon.json says. */
export interface Place {
  readonly folder: string;
  readonly config: Config;
}

/** Numbers of the chains that people run on their own machine: Hardhat's and anvil's, geth's. */
const OWN_CHAINS = new Set([31_337, 1337]);

export function isOwnChain(chain: ChainId): boolean {
  return OWN_CHAINS.has(chainNumber(chain));
}

/** Where the archive keeps what is its own: journal, blocks, catalogue, embedded chain. */
export function dataPath(folder: string, name: string): string {
  return join(folder, "data", name);
}

/**
 * Finds the archive: the folder given, else COLOPHON_ARCHIVE, else the nearest one from here upwards, as
 * `colophon.json` itself or in a folder called `archive`.
 *
 * @throws ARCHIVE_MISSING | ARCHIVE_INVALID
 */
export function findArchive(given: string | undefined): Place {
  const named = given ?? process.env["COLOPHON_ARCHIVE"];
  if (named !== undefined) return readArchive(resolve(named));
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    for (const place of [folder, join(folder, DEFAULT_FOLDER)])
      if (existsSync(join(place, CONFIG_NAME))) return readArchive(place);
    if (folder === dirname(folder)) return fail("ARCHIVE_MISSING", { path: process.cwd() });
  }
}

/** @throws ARCHIVE_MISSING | ARCHIVE_INVALID */
export function readArchive(folder: string): Place {
  const path = join(folder, CONFIG_NAME);
  if (!existsSync(path)) fail("ARCHIVE_MISSING", { path: folder });
  return { folder, config: parseConfig(path, readFileSync(path, "utf8")) };
}

export function hasArchive(folder: string): boolean {
  return existsSync(join(folder, CONFIG_NAME));
}

/** Written whole or not at all, and only what can be read again. @throws ARCHIVE_DISK | ARCHIVE_INVALID */
export async function writeArchive({ folder, config }: Place): Promise<void> {
  const path = join(folder, CONFIG_NAME);
  const text = `${JSON.stringify(config, null, 2)}\n`;
  parseConfig(path, text);
  await writeDurably(path, text);
}

/** @throws ARCHIVE_DISK */
export async function makeDataFolder(folder: string): Promise<void> {
  const path = dataPath(folder, "");
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    fail("ARCHIVE_DISK", { path, problem: reasonOf(error) }, error);
  }
}

function parseConfig(path: string, text: string): Config {
  try {
    const result = schema.safeParse(JSON.parse(text));
    if (result.success) return result.data;
    const [first] = result.error.issues;
    return fail("ARCHIVE_INVALID", {
      path,
      problem: `${first?.path.join(".") ?? ""}: ${first?.message ?? ""}`,
    });
  } catch (error) {
    if (isFailure(error, "ARCHIVE_INVALID")) throw error;
    return fail("ARCHIVE_INVALID", { path, problem: reasonOf(error) }, error);
  }
}
