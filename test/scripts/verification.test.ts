import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChain } from "../../src/adapters/evm/chain.ts";
import { FACTORY, FACTORY_CODE_HASH, keccak256 } from "../../src/adapters/evm/create2.ts";
import { createCodeReader } from "../../src/adapters/evm/code.ts";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import {
  registryBytecode,
  registryImmutables,
  registryRuntimeBytecode,
} from "../../src/adapters/evm/generated/registry.ts";
import { deployCall, REGISTRY_SITE } from "../../src/adapters/evm/ground.ts";
import { createJsonRpc, resultOf } from "../../src/adapters/evm/json-rpc.ts";
import { embeddedSigner } from "../../src/adapters/evm/signer.ts";
import { encodeDeployment } from "../../src/core/deployment.ts";
import { parseChainId } from "../../src/core/publication.ts";
import { transact } from "../adapters/evm/transact.ts";
import { documentOf, openWorkshop, run } from "../support/archive-fixture.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SOURCE = join(ROOT, "deployments/colophon-registry-1");
const DOCS = readFileSync(join(ROOT, "docs/deployments.md"), "utf8");
const input = readFileSync(join(SOURCE, "input.json"), "utf8");
const build = JSON.parse(readFileSync(join(SOURCE, "build.json"), "utf8")) as {
  contract: string;
  initCodeHash: `0x${string}`;
  compiler: { version: string; settings: object };
};

interface Compiled {
  readonly metadata: string;
  readonly evm: {
    readonly bytecode: { readonly object: string };
    readonly deployedBytecode: {
      readonly object: string;
      readonly immutableReferences: Readonly<Record<string, readonly { start: number; length: number }[]>>;
    };
  };
}

interface Output {
  readonly contracts: Readonly<Record<string, Readonly<Record<string, Compiled>>>>;
}

interface Source {
  readonly compiler?: { readonly version: string };
  readonly sources: Readonly<Record<string, { readonly content: string }>>;
  readonly settings: object;
}

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

let anvil: Anvil;
let derived: string;
let compiled: Compiled | undefined;

/** By the commands of docs/deployments.md, as they stand there: compiling takes long enough to be done once. */
beforeAll(async () => {
  anvil = await startAnvil(0, undefined);
  derived = shell(blocks("verify")[0] ?? "");
  const text = readFileSync(workshop.path("output.txt"), "utf8");
  const [file = "", name = ""] = build.contract.split(":");
  compiled = (JSON.parse(text.slice(text.indexOf("{"))) as Output).contracts[file]?.[name];
});
afterAll(() => anvil.kill());

function blocks(kind: string): string[] {
  return [...DOCS.matchAll(new RegExp(`\`\`\`sh ${kind}\\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, block = ""]) => block,
  );
}

/** Runs a block in a folder from which the project's own files are reached by the same names. */
function shell(block: string): string {
  const script = block.replaceAll("deployments/", `${ROOT}deployments/`).replaceAll("npx ", "");
  const programs = join(ROOT, "node_modules/.bin");
  const env = {
    ...process.env,
    PATH: `${programs}:${process.env["PATH"] ?? ""}`,
    COLOPHON_RPC_URL: anvil.url,
  };
  return execFileSync("bash", ["-euo", "pipefail", "-c", script], {
    cwd: workshop.folder,
    env,
    encoding: "utf8",
  });
}

describe("the compiler's input that is kept for explorers", () => {
  test("gives the very code whose hash is deployed, with the compiler that is named", () => {
    expect(`0x${compiled?.evm.bytecode.object ?? ""}`).toBe(registryBytecode);
    expect(keccak256(registryBytecode)).toBe(build.initCodeHash);
    expect(build.initCodeHash).toBe(REGISTRY_SITE.initCodeHash);
    expect((JSON.parse(compiled?.metadata ?? "") as Source).compiler).toStrictEqual({
      version: build.compiler.version,
    });
  });

  test("gives the code that is then looked for, with the places that differ from chain to chain", () => {
    expect(`0x${compiled?.evm.deployedBytecode.object ?? ""}`).toBe(registryRuntimeBytecode);
    const places = Object.values(compiled?.evm.deployedBytecode.immutableReferences ?? {}).flat();
    expect(
      places.map(({ start, length }) => [start, length]).toSorted(([a = 0], [b = 0]) => a - b),
    ).toStrictEqual(registryImmutables.map(({ start, length }) => [start, length]));
  });

  test("holds the sources that the code's metadata names and no others, as they are in contracts/", () => {
    const { sources, settings } = JSON.parse(input) as Source;
    const named = Object.keys((JSON.parse(compiled?.metadata ?? "") as Source).sources);
    expect(Object.keys(sources).toSorted()).toStrictEqual(named.toSorted());
    const own = Object.keys(sources).filter((source) => source.startsWith("project/"));
    expect(own.length).toBeGreaterThan(5);
    for (const source of own)
      expect(sources[source]?.content, source).toBe(
        readFileSync(join(ROOT, relative("project", source)), "utf8"),
      );
    expect(settings).toMatchObject(build.compiler.settings);
  });
});

test("every record of the project's is of this code, or of other rules than these", () => {
  const names = readdirSync(join(ROOT, "deployments")).filter((one) => one.endsWith(".json"));
  const hashes = names
    .map((one) => JSON.parse(readFileSync(join(ROOT, "deployments", one), "utf8")) as Record<string, string>)
    .filter(({ version }) => version === "colophon/registry/1")
    .map(({ initCodeHash }) => initCodeHash);
  expect(hashes.filter((hash) => hash !== build.initCodeHash)).toStrictEqual([]);
});

test("--verification writes that input and a request for each chain with a record of this code", async () => {
  const records = workshop.path("records");
  const out = workshop.path("out");
  mkdirSync(records);
  const { registry, factory, salt, initCodeHash } = REGISTRY_SITE;
  const record = {
    ...{ chain: parseChainId("eip155:8453"), registry, version: "colophon/registry/1", factory, salt },
    ...{ initCodeHash, runtimeCodeHash: initCodeHash, transaction: initCodeHash },
    compiler: build.compiler as Parameters<typeof encodeDeployment>[0]["compiler"],
  };
  writeFileSync(join(records, "8453.json"), encodeDeployment(record));
  const other = {
    ...record,
    chain: parseChainId("eip155:10"),
    initCodeHash: `0x${"00".repeat(32)}` as const,
  };
  writeFileSync(join(records, "10.json"), encodeDeployment(other));
  const script = join(ROOT, "scripts/deploy.ts");
  const ran = await run(process.execPath, [script, "--verification", out, "--records", records, "--json"]);
  expect(documentOf(ran), ran.stderr).toMatchObject({ deployed: [{ chain: "eip155:8453", registry }] });
  expect(readdirSync(out).toSorted()).toStrictEqual([
    "etherscan-8453.txt",
    "input.json",
    "sourcify-8453.json",
  ]);
  expect(readFileSync(join(out, "input.json"), "utf8")).toBe(input);
  expect(JSON.parse(readFileSync(join(out, "sourcify-8453.json"), "utf8"))).toStrictEqual({
    stdJsonInput: JSON.parse(input),
    compilerVersion: build.compiler.version,
    contractIdentifier: build.contract,
    creationTransactionHash: initCodeHash,
  });
  const form = new URLSearchParams(readFileSync(join(out, "etherscan-8453.txt"), "utf8"));
  expect(Object.fromEntries(form)).toMatchObject({
    chainid: "8453",
    contractaddress: registry,
    contractname: build.contract,
    compilerversion: `v${build.compiler.version}`,
  });
});

describe("docs/deployments.md", () => {
  test("leads by hand from the sources to the address, and from the address to what stands there", async () => {
    expect(derived).toContain(REGISTRY_SITE.initCodeHash);
    expect(derived.toLowerCase()).toContain(REGISTRY_SITE.registry);

    const chain = createChain({ url: anvil.url });
    await transact(chain, embeddedSigner(), deployCall({ salt: REGISTRY_SITE.salt }));
    const code = await createCodeReader({ url: anvil.url })(REGISTRY_SITE.registry);
    const asked = shell(blocks("verify")[1] ?? "");
    expect(asked).toContain(keccak256(code));
    expect(asked).toContain("colophon/registry/1");
    expect(asked.toLowerCase()).toContain(REGISTRY_SITE.registry);
  });

  test("brings the factory to a chain of one's own that has none", async () => {
    const read = createCodeReader({ url: anvil.url });
    const rpc = createJsonRpc({ url: anvil.url });
    for (const [method, value] of [
      ["anvil_setCode", "0x"],
      ["anvil_setNonce", "0x0"],
    ] as const)
      resultOf(rpc.node, method, await rpc.ask(method, [FACTORY, value], { idempotent: false }));
    expect(await read(FACTORY)).toBe("0x");
    const [block = ""] = blocks("factory");
    shell(block);
    expect(keccak256(await read(FACTORY))).toBe(FACTORY_CODE_HASH);
  });
});
