import { resolve } from "node:path";
import { registryFacts } from "../../adapters/evm/registry.ts";
import { chainTitle, explorerLink } from "../../core/chains.ts";
import { fail } from "../../core/errors/error.ts";
import type { OnProgress } from "../../publish/progress.ts";
import { openChain } from "../chain.ts";
import type { Place } from "../config.ts";
import { PROJECT_FOLDER, recordsFolder } from "../deployments.ts";
import { type Established, establish, groundOf, type Terms } from "../establish.ts";
import { createOutput, type Output } from "../output.ts";
import { showProgress } from "../progress.ts";
import { showSurvey } from "../survey.ts";
import { writeVerification } from "../verification.ts";
import { found, planArchive, planWithoutArchive, startArchive } from "./init.ts";

export interface DeployOptions {
  readonly chain?: string;
  readonly rpcUrl?: string;
  readonly keystore?: string;
  readonly signer?: string;
  readonly signerAccount?: string;
  /** Another way to name the folder. */
  readonly archive?: string;
  readonly wait: "mined" | "final";
  readonly plain: boolean;
  readonly again: boolean;
  readonly dryRun: boolean;
  /** The folder of the records, where it is not the usual one. */
  readonly records?: string;
  /** A folder to write what explorers ask for: then nothing is deployed. */
  readonly verification?: string;
  readonly json: boolean;
}

/** `npm run deploy -- [folder]`: the registry on the archive's chain, made or found, and remembered in a record. */
export async function deploy(typed: string | undefined, options: DeployOptions): Promise<number> {
  const output = createOutput(options.json);
  const folder = folderOf(typed, options);
  if (options.verification !== undefined)
    return writeVerification(options.verification, { output, records: options.records });
  const onProgress = showProgress(process.stderr);
  const records = options.records === undefined ? undefined : resolve(options.records);
  if (options.dryRun && folder === undefined) {
    const place = await planWithoutArchive({ ...options, deploy: true });
    const terms = { ...options, records: records ?? PROJECT_FOLDER };
    return showSurvey(place, { terms, output, onProgress });
  }
  const place = await planArchive(folder, { ...options, deploy: true });
  const terms = { ...options, records: recordsFolder(place, records) };
  if (options.dryRun) return showSurvey(place, { terms, output, onProgress });
  if (place.config.chain.type === "embedded") return onEmbedded(folder, { options, output, onProgress });
  if (place.config.registry !== undefined) return standing(place, { terms, output, onProgress });
  const established = await establish(
    await startArchive(folder, { ...options, deploy: true }),
    terms,
    onProgress,
  );
  onProgress.end();
  return tell(established, output);
}

/** Undefined when no archive is named: then a run makes or completes `archive`, and a dry run looks at none. */
function folderOf(typed: string | undefined, { archive }: DeployOptions): string | undefined {
  if (typed !== undefined && archive !== undefined && resolve(typed) !== resolve(archive))
    fail("USAGE_INVALID", { problem: "Two folders are named, by themselves and by --archive: name one" });
  return typed ?? archive ?? process.env["COLOPHON_ARCHIVE"];
}

interface Telling {
  readonly output: Output;
  readonly onProgress: OnProgress & { end(): void };
}

/** Its registry is nobody else's business: no factory, no record beyond the archive's own settings. */
async function onEmbedded(
  folder: string | undefined,
  { options, output, onProgress }: Telling & { options: DeployOptions },
): Promise<number> {
  const place = await found(folder, { ...options, deploy: true }, onProgress);
  onProgress.end();
  return tell({ place }, output);
}

/** The archive has one already. A run that died before its record was written is completed; another registry is left alone. */
async function standing(
  place: Place,
  { terms, output, onProgress }: Telling & { terms: Terms },
): Promise<number> {
  const registry = place.config.registry ?? fail("INTERNAL", { problem: "the archive names no registry" });
  if (terms.again)
    fail("USAGE_INVALID", {
      problem: `The archive in ${place.folder} keeps its registry ${registry}: for another one name a new folder`,
    });
  const isSame = await isPlaced(place);
  const established = isSame ? await establish(place, { ...terms, plain: false }, onProgress) : { place };
  onProgress.end();
  return tell(established, output);
}

/** Whether the archive's registry is the one of the same address everywhere. @throws REGISTRY_MISSING | REGISTRY_FOREIGN */
async function isPlaced(place: Place): Promise<boolean> {
  await using opened = await openChain(place);
  const { site, registryCode } = groundOf(opened, place);
  const { registry } = place.config;
  if (registry !== undefined && registry !== site.registry) await registryFacts(opened.chain, registry);
  if (registry !== site.registry) return false;
  if ((await registryCode(registry)) === undefined)
    fail("REGISTRY_MISSING", { registry, chain: place.config.chain.id });
  return true;
}

function tell(
  { place, record, already, sent }: Pick<Established, "place"> & Partial<Established>,
  output: Output,
): number {
  const { chain, registry } = place.config;
  const link = registry === undefined ? undefined : explorerLink(chain.id, { address: registry });
  if (output.json)
    output.document({
      archive: place.folder,
      chain: chain.id,
      registry,
      already,
      record,
      explorer: link,
      ...sent,
    });
  output.line(`The registry of ${place.folder} is ${registry ?? ""} on ${chainTitle(chain.id)}.`);
  if (already === true) output.line("  It was there, and its code is this program's: nothing was sent.");
  if (sent !== undefined)
    output.line(`  transaction ${sent.transaction} in block ${sent.block}, by ${sent.deployer}`);
  if (record !== undefined) output.line(`  record      ${record}`);
  if (link !== undefined) output.line(`  explorer    ${link}`);
  if (record !== undefined && link !== undefined)
    output.line("  to have its source shown there: npm run deploy -- --verification <folder>");
  output.line(`Next: npx colophon init ${place.folder} --title "My Letter"`);
  return 0;
}
