import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { writeDurably } from "../adapters/disk/write.ts";
import { REGISTRY_SITE } from "../adapters/evm/ground.ts";
import { chainTitle, explorerLink } from "../core/chains.ts";
import type { Deployment } from "../core/deployment.ts";
import { chainNumber, parseChainId } from "../core/publication.ts";
import { type Build, PROJECT_FOLDER, readBuild, readRecord, SOURCE_FOLDER } from "./deployments.ts";
import type { Output } from "./output.ts";

interface Wanted {
  readonly output: Output;
  /** The folder of the records; the project's where it is not named. */
  readonly records: string | undefined;
}

/**
 * Writes what explorers and Sourcify ask for, to be sent by hand: nothing goes over the network. `input.json` is the
 * compiler's input, and for each chain with a record there is the body of the request.
 */
export async function writeVerification(folder: string, { output, records }: Wanted): Promise<number> {
  const at = resolve(folder);
  const build = readBuild();
  const input = readFileSync(join(SOURCE_FOLDER, "input.json"), "utf8");
  const deployed = recordsIn(records ?? PROJECT_FOLDER).filter(
    ({ initCodeHash }) => initCodeHash === REGISTRY_SITE.initCodeHash,
  );
  await writeDurably(join(at, "input.json"), input);
  for (const one of deployed) {
    const number = chainNumber(one.chain);
    await writeDurably(join(at, `sourcify-${number}.json`), sourcifyRequest(one, { build, input }));
    await writeDurably(join(at, `etherscan-${number}.txt`), etherscanForm(one, build));
  }
  tell(deployed, { at, build, output });
  if (output.json)
    output.document({
      ...{ folder: at, contract: build.contract, compiler: build.compiler, constructorArguments: "" },
      deployed: deployed.map(({ chain, registry }) => ({ chain, registry })),
    });
  return 0;
}

function recordsIn(folder: string): readonly Deployment[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const numbers = names.flatMap((name) => /^([1-9][0-9]*)\.json$/.exec(name)?.[1] ?? []);
  return numbers
    .toSorted((a, b) => Number(a) - Number(b))
    .flatMap((number) => readRecord(folder, parseChainId(`eip155:${number}`)) ?? []);
}

/** Body of `POST /v2/verify/<chain>/<address>` of a Sourcify server. */
function sourcifyRequest(
  { transaction }: Deployment,
  { build, input }: { build: Build; input: string },
): string {
  const body = {
    stdJsonInput: JSON.parse(input) as unknown,
    compilerVersion: build.compiler.version,
    contractIdentifier: build.contract,
    ...(transaction === undefined ? {} : { creationTransactionHash: transaction }),
  };
  return `${JSON.stringify(body)}\n`;
}

/** The fields of Etherscan's `verifysourcecode` but for the source and the reader's own key, as a URL-encoded form. */
function etherscanForm({ chain, registry }: Deployment, { contract, compiler }: Build): string {
  const fields = {
    chainid: String(chainNumber(chain)),
    module: "contract",
    action: "verifysourcecode",
    codeformat: "solidity-standard-json-input",
    contractaddress: registry,
    contractname: contract,
    compilerversion: `v${compiler.version}`,
  };
  return new URLSearchParams(fields).toString();
}

function tell(
  deployed: readonly Deployment[],
  { at, build, output }: { at: string; build: Build; output: Output },
): void {
  const { evmVersion, optimizer, viaIR } = build.compiler.settings;
  output.line(`Wrote ${join(at, "input.json")} for ${build.contract}`);
  output.line(`  compiler v${build.compiler.version}, ${evmVersion}, ${optimizer.runs} runs, viaIR ${viaIR}`);
  output.line("  no constructor arguments");
  for (const { chain, registry } of deployed) {
    const number = chainNumber(chain);
    output.line(`\n${registry} on ${chainTitle(chain)}${linked(explorerLink(chain, { address: registry }))}`);
    output.line(`  curl https://sourcify.dev/server/v2/verify/${number}/${registry} \\`);
    output.line(`    -H 'Content-Type: application/json' --data @${join(at, `sourcify-${number}.json`)}`);
    output.line(`  curl 'https://api.etherscan.io/v2/api?chainid=${number}' \\`);
    output.line(`    --data @${join(at, `etherscan-${number}.txt`)} \\`);
    output.line(`    --data-urlencode sourceCode@${join(at, "input.json")} -d apikey=$ETHERSCAN_KEY`);
  }
  if (deployed.length === 0) output.line("\nNo record names a registry of this code yet: deploy it first.");
  output.line("\nNothing was sent. docs/deployments.md says how to check it all by hand.");
}

function linked(link: string | undefined): string {
  return link === undefined ? "" : `, ${link}`;
}
