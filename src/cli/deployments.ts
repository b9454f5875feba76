import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { writeDurably } from "../adapters/disk/write.ts";
import { REGISTRY_SITE } from "../adapters/evm/ground.ts";
import {
  type CompilerFacts,
  decodeDeployment,
  type Deployment,
  encodeDeployment,
} from "../core/deployment.ts";
import { fail } from "../core/errors/error.ts";
import { type ChainId, chainNumber } from "../core/publication.ts";
import { isOwnChain, type Place } from "./config.ts";

/** The project's own records, one file for each chain (docs/deployments.md). */
export const PROJECT_FOLDER = fileURLToPath(new URL("../../deployments", import.meta.url));

/** Sources, settings and compiler of the code that this program deploys. */
export const SOURCE_FOLDER = join(PROJECT_FOLDER, "colophon-registry-1");

/**
 * A chain on one's own machine is nobody else's: its record stays with the archive. So does that of an archive whose
 * owner deployed by `colophon init`; what `npm run deploy` does on a public chain is the project's, unless it is told
 * another folder.
 */
export function recordsFolder({ folder, config }: Place, asked: string | undefined): string {
  return asked ?? (isOwnChain(config.chain.id) ? archiveRecords(folder) : PROJECT_FOLDER);
}

export function archiveRecords(archive: string): string {
  return join(archive, "deployments");
}

export function recordPath(folder: string, chain: ChainId): string {
  return join(folder, `${chainNumber(chain)}.json`);
}

/** Undefined when there is none. @throws ARCHIVE_INVALID */
export function readRecord(folder: string, chain: ChainId): Deployment | undefined {
  const path = recordPath(folder, chain);
  if (!existsSync(path)) return undefined;
  const record = decodeDeployment(readFileSync(path, "utf8"));
  if ("problem" in record) return fail("ARCHIVE_INVALID", { path, problem: record.problem });
  if (record.chain !== chain)
    fail("ARCHIVE_INVALID", { path, problem: `it is of ${record.chain}, and its name says ${chain}` });
  return record;
}

/**
 * Whole or not at all, durable on return. What an earlier record of the same registry knows of its transaction is kept:
 * a later run may only have found it. Says whether anything was written.
 */
export async function writeRecord(folder: string, deployment: Omit<Deployment, "type">): Promise<boolean> {
  const known = readRecord(folder, deployment.chain);
  const keeps = known?.registry === deployment.registry && deployment.transaction === undefined;
  const text = encodeDeployment(keeps ? { ...known, ...deployment } : deployment);
  const path = recordPath(folder, deployment.chain);
  if (existsSync(path) && readFileSync(path, "utf8") === text) return false;
  await writeDurably(path, text);
  return true;
}

/** Where a registry was created, if the project's records know: nothing before it needs to be searched. */
export function knownBlock(chain: ChainId, registry: string): number {
  const record = readRecord(PROJECT_FOLDER, chain);
  return record?.registry === registry ? (record.block ?? 0) : 0;
}

const build = z.strictObject({
  contract: z.string(),
  initCodeHash: z.string(),
  compiler: z.strictObject({
    version: z.string(),
    settings: z.strictObject({
      evmVersion: z.string(),
      optimizer: z.strictObject({ enabled: z.boolean(), runs: z.int() }),
      viaIR: z.boolean(),
    }),
  }),
});

export interface Build {
  /** As compilers and explorers name it: `<source>:<contract>`. */
  readonly contract: string;
  readonly compiler: CompilerFacts;
}

/** @throws INTERNAL when the checkout's sources are not those of the code that it deploys */
export function readBuild(): Build {
  const found = build.parse(JSON.parse(readFileSync(join(SOURCE_FOLDER, "build.json"), "utf8")));
  if (found.initCodeHash !== REGISTRY_SITE.initCodeHash)
    fail("INTERNAL", {
      problem: `${SOURCE_FOLDER} is not of the code that is deployed: run node scripts/registry-source.ts`,
    });
  return found;
}
