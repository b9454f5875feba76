import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { registryCodeHash } from "../../adapters/evm/ground.ts";
import { nodeSha256, nodeSha256Stream } from "../../adapters/node/sha256.ts";
import type { Block } from "../../core/block.ts";
import type { CID } from "../../core/cid.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import { blockFromAny } from "../../core/retrieval.ts";
import { createApp } from "../../server/app.ts";
import { listen, type Listening } from "../../server/listen.ts";
import { version } from "../version.ts";
import { openReading, type Reading } from "../compose.ts";
import { dataPath, findArchive } from "../config.ts";
import { keptEndorsements } from "../kept-endorsements.ts";
import { keptMirrors } from "../kept-mirrors.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, paint } from "../output.ts";
import { openSearching, type OpenedSearch } from "../searching.ts";

export interface ServeOptions extends CommonOptions {
  readonly port?: string;
  readonly host: string;
}

const DEFAULT_PORT = 8080;
const UPLOAD_LIMIT = 256 * 1024 * 1024;
const WEB_ROOT = fileURLToPath(new URL("../../../dist/web", import.meta.url));

/** `colophon serve`: until it is told to stop. */
export async function serve(options: ServeOptions): Promise<number> {
  const output = createOutput(options.json);
  await using reading = await openReading(findArchive(options.archive), { lenient: true });
  const server = await startServer(reading, options);
  if (server.insteadOf !== undefined) output.note(portTaken(server.insteadOf));
  if (output.json) output.document({ url: server.url });
  output.line(`${paint("bold", "The archive is open at")} ${server.url}`);
  output.line("Stop it with Ctrl-C.");
  await untilStopped();
  output.note("stopping");
  await server.stop();
  return 0;
}

export interface StartedServer extends Listening {
  /** The usual port, which another program has. */
  readonly insteadOf?: number;
}

/** A reader who has the usual address in mind would ask another program. */
export function portTaken(port: number): string {
  return `port ${port} is another program's: the archive is at the next free one`;
}

/** @throws PORT_TAKEN when a port was asked for and is taken */
export async function startServer(
  reading: Reading,
  options: Pick<ServeOptions, "port" | "host">,
): Promise<StartedServer> {
  const { config } = reading.place;
  const search = openSearching(reading);
  // Whoever searches first need not wait for it.
  void catchUpQuietly(reading, search);
  const app = createApp({
    search,
    archive: reading.archive,
    trust: { chain: reading.chainId, registry: reading.registry.address, sha256: nodeSha256 },
    sha256: nodeSha256,
    sha256Stream: nodeSha256Stream,
    webRoot: WEB_ROOT,
    uploadLimit: UPLOAD_LIMIT,
    banner: config.chain.type === "embedded" ? "embedded" : undefined,
    chainName: config.chain.type === "embedded" ? "the embedded chain" : config.chain.id,
    nodes: [reading.chain.node],
    stores: reading.stores.map((store) => store.id),
    ownBlock: ownBlockOf(reading),
    states: reading.states,
    codeHash: registryCodeHash(reading.chainId, reading.registry.address),
    publicUrl: config.publicUrl,
    publicNodes: config.publicNodes,
    publicGateways: config.publicGateways,
    version,
    domains: reading.domains,
    endorsements: keptEndorsements({
      ...{ ...reading, endorsers: config.endorsers ?? [] },
      folder: join(reading.place.folder, "endorsements"),
    }),
    mirrorOf: keptMirrors({ ...reading, folder: dataPath(reading.place.folder, "mirrors") }),
  });
  const port = options.port === undefined ? DEFAULT_PORT : portOf(options.port);
  try {
    const listening = await listen(app, { host: options.host, port, strict: options.port !== undefined });
    const stop = async () => {
      await listening.stop();
      await search[Symbol.asyncDispose]();
    };
    const isMoved = options.port === undefined && Number(new URL(listening.url).port) !== DEFAULT_PORT;
    return { url: listening.url, stop, ...(isMoved ? { insteadOf: DEFAULT_PORT } : {}) };
  } catch (error) {
    await search[Symbol.asyncDispose]();
    throw error;
  }
}

/** What fails is told to whoever searches. */
async function catchUpQuietly({ archive }: Reading, search: OpenedSearch): Promise<void> {
  try {
    await archive.refresh();
    await search.catchUp();
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

/** From the embedded stores alone: nobody else puts anything there. */
function ownBlockOf({ place, stores }: Reading): (cid: CID) => Promise<Block | undefined> {
  const embedded = new Set(
    place.config.targets.filter(({ type }) => type === "embedded").map(({ id }) => id),
  );
  const own = stores.filter(({ id }) => embedded.has(id));
  return (cid) => blockFromAny(own, cid, nodeSha256);
}

/** Resolves on Ctrl-C or a stop signal. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    fail("USAGE_INVALID", { problem: `A port is a number from 0 to 65535; got ${text}` });
  return port;
}
