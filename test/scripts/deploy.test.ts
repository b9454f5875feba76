import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createChain } from "../../src/adapters/evm/chain.ts";
import { FACTORY } from "../../src/adapters/evm/create2.ts";
import { startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { REGISTRY_SITE } from "../../src/adapters/evm/ground.ts";
import { createJsonRpc, resultOf } from "../../src/adapters/evm/json-rpc.ts";
import { encryptKey } from "../../src/adapters/evm/keystore.ts";
import { parsePrivateKey } from "../../src/adapters/evm/private-key.ts";
import { embeddedSigner } from "../../src/adapters/evm/signer.ts";
import { decodeDeployment, type Deployment } from "../../src/core/deployment.ts";
import { colophon, documentOf, openWorkshop, pause, type Ran, run } from "../support/archive-fixture.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";

/* The script as a person runs it, against nodes that say they are public chains; records go to folders of the test. */

const SCRIPT = fileURLToPath(new URL("../../scripts/deploy.ts", import.meta.url));
const PROJECT_RECORDS = fileURLToPath(new URL("../../deployments", import.meta.url));
const BASE = 8453;
const UNNAMED = 4242;
const WAIT_MS = 20_000;

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

let count = 0;
let records: string;
let folder: string;
beforeEach(() => {
  count += 1;
  records = workshop.path(`records-${count}`);
  folder = workshop.path(`archive-${count}`);
});

/** A node that says it is that chain. It mines what it is sent, and on and on, so that blocks become final. */
async function nodeOf(chain: number, { finalises = true }: { finalises?: boolean } = {}) {
  const anvil = await startAnvil(0, undefined);
  onTestFinished(() => anvil.kill());
  const made = createJsonRpc({ url: anvil.url });
  const rpc = async (method: string, ...params: readonly unknown[]): Promise<unknown> =>
    resultOf(made.node, method, await made.ask(method, params, { idempotent: false }));
  await rpc("anvil_setChainId", chain);
  const finalise = () => {
    const mining = setInterval(() => void rpc("anvil_mine", "0x20").catch(() => undefined), 100);
    onTestFinished(() => clearInterval(mining));
  };
  if (finalises) finalise();
  const node = createChain({ url: anvil.url });
  return {
    url: anvil.url,
    rpc,
    chain: node,
    sent: () => node.transactionCount(embeddedSigner().address, "latest"),
    finalise,
  };
}
type Node = Awaited<ReturnType<typeof nodeOf>>;

interface Options {
  readonly key?: string;
  readonly cwd?: string;
}

/** With a key unless told otherwise: an empty one stands for none. */
function deploy(
  node: Node,
  words: readonly string[],
  { key = DEVELOPMENT_KEY, cwd = workshop.folder }: Options = {},
): Promise<Ran> {
  // INIT_CWD as npm would set it: the npm that runs the tests has set its own.
  const signing = key === "" ? {} : { COLOPHON_PRIVATE_KEY: key };
  const env = { COLOPHON_RPC_URL: node.url, INIT_CWD: cwd, ...signing };
  return run(process.execPath, [SCRIPT, ...words, "--records", records, "--json"], { env, cwd });
}

async function deployed(node: Node, words: readonly string[], options: Options = {}) {
  const ran = await deploy(node, words, options);
  expect(ran.status, ran.stderr).toBe(0);
  return documentOf(ran) as { registry: string; already?: boolean; transaction?: string };
}

async function refused(node: Node, words: readonly string[], options: Options = {}) {
  const ran = await deploy(node, words, options);
  const { error } = documentOf(ran) as { error: { code: string; message: string } };
  return { status: ran.status, ...error };
}

const recordFile = (chain: number) => join(records, `${chain}.json`);
const recordText = (chain: number) => readFileSync(recordFile(chain), "utf8");

function recordOf(chain: number): Deployment {
  const record = decodeDeployment(recordText(chain));
  return "problem" in record ? expect.unreachable(record.problem) : record;
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  while (!(await what())) {
    if (Date.now() > deadline) expect.unreachable("it did not come about");
    await pause(20);
  }
}

const hasRegistry = (node: Node) => () => node.chain.hasCode(REGISTRY_SITE.registry);

describe("the registry on a public chain", () => {
  test("gets the same address on two chains, each with its record, and a second run sends nothing", async () => {
    const [base, other] = [await nodeOf(BASE), await nodeOf(UNNAMED)];
    const first = await deployed(base, [folder, "--chain", "base"]);
    const second = await deployed(other, [`${folder}-other`, "--chain", "eip155:4242"]);
    expect([first.registry, second.registry]).toStrictEqual([REGISTRY_SITE.registry, REGISTRY_SITE.registry]);
    expect([first.already, second.already]).toStrictEqual([false, false]);
    const { registry, factory, salt, initCodeHash } = REGISTRY_SITE;
    expect(recordOf(BASE)).toMatchObject({
      ...{ chain: "eip155:8453", registry, factory, salt, initCodeHash },
      ...{
        transaction: first.transaction,
        deployer: embeddedSigner().address,
        version: "colophon/registry/1",
      },
    });
    // The chain's number is in the code: the same address, another hash.
    expect(recordOf(UNNAMED).runtimeCodeHash).not.toBe(recordOf(BASE).runtimeCodeHash);

    const before = recordText(BASE);
    expect(await deployed(base, [folder])).toMatchObject({ registry, already: true });
    expect(await base.sent()).toBe(1);
    expect(recordText(BASE)).toBe(before);
  });

  test("is found by others, who need no key, and whose record keeps what the first one knew", async () => {
    const node = await nodeOf(BASE);
    const { transaction } = await deployed(node, [folder]);
    const before = recordText(BASE);
    expect(await deployed(node, [`${folder}-other`], { key: "" })).toMatchObject({ already: true });
    expect(recordText(BASE)).toBe(before);
    expect(recordOf(BASE).transaction).toBe(transaction);
    expect(await node.sent()).toBe(1);
  });

  test("is found by init without being named, and cannot be founded upon where it is not", async () => {
    const node = await nodeOf(BASE);
    const env = { COLOPHON_RPC_URL: node.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY };
    const init = (name: string) =>
      colophon(["init", name, "--title", "Letter", "--chain", "base", "--json"], { env });
    const tooEarly = await init(`${folder}-early`);
    expect([tooEarly.status, documentOf(tooEarly)]).toMatchObject([2, { error: { code: "USAGE_INVALID" } }]);
    expect(await node.sent()).toBe(0);
    await deployed(node, [folder]);
    const founded = await init(`${folder}-reader`);
    expect(documentOf(founded), founded.stderr).toMatchObject({ registry: REGISTRY_SITE.registry, id: "1" });
    expect(await node.sent()).toBe(2);
  });

  test("is put there by init --deploy, which remembers it in the archive and not in the project", async () => {
    const node = await nodeOf(BASE);
    const env = { COLOPHON_RPC_URL: node.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY };
    const ran = await colophon(["init", folder, "--title", "Letter", "--deploy", "--json"], { env });
    expect(documentOf(ran), ran.stderr).toMatchObject({ registry: REGISTRY_SITE.registry, id: "1" });
    expect(existsSync(join(folder, "deployments", "8453.json"))).toBe(true);
    expect(existsSync(join(PROJECT_RECORDS, "8453.json"))).toBe(false);
  });
});

describe("a run that is killed", () => {
  /** Starts a run and kills it as soon as something holds. */
  async function killedOnce(node: Node, holds: () => Promise<boolean>): Promise<void> {
    const env = { ...process.env, COLOPHON_RPC_URL: node.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY };
    const child = spawn(process.execPath, [SCRIPT, folder, "--records", records], { env, stdio: "ignore" });
    const signal = new Promise((resolve) => child.once("exit", (_status, by) => resolve(by)));
    try {
      await until(holds);
    } finally {
      child.kill("SIGKILL");
    }
    expect(await signal).toBe("SIGKILL");
    expect(existsSync(recordFile(BASE))).toBe(false);
  }

  test("after it has sent, before it is mined: the next one waits for the same transaction", async () => {
    const node = await nodeOf(BASE, { finalises: false });
    await node.rpc("evm_setAutomine", false);
    const pending = () => node.chain.transactionCount(embeddedSigner().address, "pending");
    await killedOnce(node, async () => (await pending()) === 1);
    expect(await node.sent()).toBe(0);
    node.finalise();
    const { registry, transaction } = await deployed(node, [folder]);
    expect(registry).toBe(REGISTRY_SITE.registry);
    expect(recordOf(BASE)).toMatchObject({ registry, transaction });
    expect(await node.sent()).toBe(1);
  });

  test("after it is mined, before it is final or remembered: the next one finds it and remembers it", async () => {
    const node = await nodeOf(BASE, { finalises: false });
    await killedOnce(node, hasRegistry(node));
    node.finalise();
    expect(await deployed(node, [folder])).toMatchObject({ already: true });
    expect(recordOf(BASE)).toMatchObject({
      registry: REGISTRY_SITE.registry,
      deployer: embeddedSigner().address,
    });
    expect(recordOf(BASE).transaction).toMatch(/^0x/);
    expect(await node.sent()).toBe(1);
  });
});

describe("a dry run, and what it does not look at", () => {
  const bare = (node: Node, words: readonly string[], cwd = workshop.folder) =>
    deploy(node, [...words, "--dry-run"], { key: "", cwd });

  test("without a folder looks at no archive, whatever is where it is run", async () => {
    const node = await nodeOf(BASE);
    const home = await workshop.issue(`home-${count}`, {});
    expect((await colophon(["init", "--title", "Quickstart"], { cwd: home })).status).toBe(0);
    const free = await bare(node, ["--chain", "base"], home);
    expect(documentOf(free), free.stderr).toMatchObject({ chain: "eip155:8453", standing: false });
    for (const words of [["archive"], ["--archive", "archive"]]) {
      const named = await bare(node, [...words, "--chain", "base"], home);
      expect(documentOf(named)).toMatchObject({ error: { code: "USAGE_INVALID" } });
    }
    const two = await bare(node, ["archive", "--archive", "other"], home);
    expect(documentOf(two)).toMatchObject({ error: { code: "USAGE_INVALID" } });
  });

  test("opens no keystore: it tells whose it is, and what is on that account", async () => {
    const node = await nodeOf(BASE);
    const keystore = workshop.path("dry.json");
    const key = parsePrivateKey(DEVELOPMENT_KEY);
    const json = await encryptKey(key, "correct horse battery", { n: 2 ** 10, r: 8, p: 1 });
    for (const [text, account] of [
      [json, embeddedSigner().address],
      [json.replace(/"address":\s*"[^"]*",/, ""), undefined],
    ] as const) {
      writeFileSync(keystore, text, { mode: 0o600 });
      const ran = await bare(node, ["--keystore", keystore]);
      expect([ran.status, (documentOf(ran) as { account?: string }).account]).toEqual([0, account]);
    }
  });
});

test("--wait mined does not wait for a chain that finalises nothing; the next run takes it to its end", async () => {
  const node = await nodeOf(BASE, { finalises: false });
  const { transaction, registry } = await deployed(node, [folder, "--wait", "mined"]);
  expect(registry).toBe(REGISTRY_SITE.registry);
  expect(recordOf(BASE)).toMatchObject({ transaction });
  node.finalise();
  expect(await deployed(node, [folder])).toMatchObject({ already: true, transaction });
  expect(await node.sent()).toBe(1);
});

describe("what is refused, with nothing sent", () => {
  test("a node of another chain than the one that was named", async () => {
    const node = await nodeOf(UNNAMED);
    const mismatched = await refused(node, [folder, "--chain", "base"]);
    expect(mismatched).toMatchObject({ status: 2, code: "CHAIN_MISMATCH" });
    // There is none yet.
    expect(mismatched.message).not.toContain("archive");
    expect(await refused(node, [folder, "--chain", "bse"])).toMatchObject({
      status: 2,
      code: "CHAIN_ID_INVALID",
    });
    expect(existsSync(folder)).toBe(false);
    expect(await node.sent()).toBe(0);
  });

  test("a named chain without a node of it", async () => {
    const ran = await run(process.execPath, [SCRIPT, folder, "--chain", "base", "--json"]);
    expect([ran.status, documentOf(ran)]).toMatchObject([2, { error: { code: "USAGE_INVALID" } }]);
    expect(existsSync(folder)).toBe(false);
  });

  test("a chain without the factory, or with another contract in its place; --plain says where it goes instead", async () => {
    const node = await nodeOf(BASE);
    for (const code of ["0x", "0x60006000f3"]) {
      await node.rpc("anvil_setCode", FACTORY, code);
      for (const words of [[folder], [folder, "--dry-run"]]) {
        const told = await refused(node, words);
        expect(told).toMatchObject({ status: 2, code: "USAGE_INVALID" });
        expect(told.message).toContain("--plain");
      }
    }
    expect(await node.sent()).toBe(0);

    const dry = await deployed(node, [folder, "--plain", "--dry-run"]);
    const plain = await deployed(node, [folder, "--plain"]);
    expect(plain.registry).toBe(dry.registry);
    expect(plain.registry).not.toBe(REGISTRY_SITE.registry);
    expect(recordOf(BASE)).toMatchObject({ registry: plain.registry, transaction: plain.transaction });
    expect(recordOf(BASE).factory).toBeUndefined();
    expect(await deployed(node, [folder, "--plain"])).toMatchObject({ registry: plain.registry });
    expect(await node.sent()).toBe(1);
  });

  test("other code at the registry's address", async () => {
    const node = await nodeOf(BASE);
    await node.rpc("anvil_setCode", REGISTRY_SITE.registry, "0x60006000f3");
    for (const words of [[folder], [folder, "--dry-run"]])
      expect(await refused(node, words)).toMatchObject({ status: 2, code: "REGISTRY_FOREIGN" });
    expect(await node.sent()).toBe(0);
  });

  test("a chain whose record names another registry, unless it is to be deployed again", async () => {
    const node = await nodeOf(BASE);
    const first = await deployed(node, [folder, "--plain"]);
    for (const words of [["--dry-run"], [], ["--plain"]])
      expect(await refused(node, [`${folder}-b`, ...words])).toMatchObject({
        status: 2,
        code: "USAGE_INVALID",
      });
    expect(await node.sent()).toBe(1);
    expect(recordOf(BASE).registry).toBe(first.registry);

    expect(await refused(node, [folder, "--again"])).toMatchObject({ status: 2, code: "USAGE_INVALID" });
    const again = await deployed(node, [`${folder}-c`, "--again"]);
    expect(again.registry).toBe(REGISTRY_SITE.registry);
    const beside = await deployed(node, [`${folder}-d`, "--again", "--plain"]);
    expect(new Set([first.registry, again.registry, beside.registry]).size).toBe(3);
    expect(recordOf(BASE).registry).toBe(beside.registry);
  });

  test("an archive whose chain was begun anew without its registry", async () => {
    const node = await nodeOf(BASE);
    await deployed(node, [folder]);
    await node.rpc("anvil_setCode", REGISTRY_SITE.registry, "0x");
    expect(await refused(node, [folder])).toMatchObject({ status: 2, code: "REGISTRY_MISSING" });
    expect(await node.sent()).toBe(1);
  });

  test("an account without money, and none at all", async () => {
    const node = await nodeOf(BASE);
    const penniless = `0x${"22".repeat(32)}`;
    expect(await refused(node, [folder], { key: penniless })).toMatchObject({ code: "FUNDS_INSUFFICIENT" });
    expect(await refused(node, [folder], { key: "" })).toMatchObject({ code: "SIGNER_MISSING" });
    expect(await deployed(node, [folder])).toMatchObject({ already: false });
  });

  test("a damaged record, one of another chain under this one's name, and an option that does not exist", async () => {
    const node = await nodeOf(BASE);
    await deployed(node, [folder]);
    const text = recordText(BASE);
    for (const broken of ["{", text.replace("eip155:8453", "eip155:10")]) {
      writeFileSync(recordFile(BASE), broken);
      expect(await refused(node, [`${folder}-b`])).toMatchObject({ status: 2, code: "ARCHIVE_INVALID" });
    }
    expect(await refused(node, [folder, "--force"])).toMatchObject({ status: 2, code: "USAGE_INVALID" });
    expect(await node.sent()).toBe(1);
  });
});

describe("a dry run", () => {
  test("tells address, gas, fees and the balance that is needed, with or without a key, and leaves nothing behind", async () => {
    const node = await nodeOf(BASE);
    const told = (await deployed(node, [folder, "--dry-run"])) as unknown as Record<string, string>;
    expect(told).toMatchObject({
      ...{ dryRun: true, chain: "eip155:8453", registry: REGISTRY_SITE.registry, standing: false },
      ...{ account: embeddedSigner().address, balance: "10000000000000000000000" },
    });
    const [gas, fee, needed] = ["gas", "maxFeePerGas", "needed"].map((name) => BigInt(told[name] ?? ""));
    expect(Number(gas)).toBeGreaterThan(3_500_000);
    expect(Number(gas)).toBeLessThan(4_500_000);
    expect(needed).toBe(((gas ?? 0n) + (gas ?? 0n) / 4n) * (fee ?? 0n));

    const keyless = await deployed(node, [folder, "--dry-run"], { key: "" });
    expect(keyless).toMatchObject({ registry: REGISTRY_SITE.registry, standing: false, gas: String(gas) });
    expect(keyless).not.toHaveProperty("account");
    expect([existsSync(folder), existsSync(records), await node.sent()]).toStrictEqual([false, false, 0]);

    await deployed(node, [folder]);
    expect(await deployed(node, [`${folder}-b`, "--dry-run"])).toMatchObject({ standing: true });
    expect(await node.sent()).toBe(1);
  });
});

describe("a chain on one's own machine", () => {
  test("has its record in the archive, never in the project", async () => {
    const node = await nodeOf(31_337);
    const env = { COLOPHON_RPC_URL: node.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY };
    const ran = await run(process.execPath, [SCRIPT, folder, "--chain", "local", "--json"], { env });
    expect(documentOf(ran), ran.stderr).toMatchObject({ registry: REGISTRY_SITE.registry });
    expect(existsSync(join(folder, "deployments", "31337.json"))).toBe(true);
    expect(existsSync(join(PROJECT_RECORDS, "31337.json"))).toBe(false);
  });

  test("the embedded one takes a registry at an address of its own, once", async () => {
    const embedded = (...words: string[]) => run(process.execPath, [SCRIPT, folder, ...words, "--json"]);
    expect(documentOf(await embedded("--dry-run"))).toMatchObject({ dryRun: true, standing: false });
    expect(existsSync(folder)).toBe(false);
    const [first, second] = [documentOf(await embedded()), documentOf(await embedded())];
    expect(first).toMatchObject({
      chain: "eip155:31337",
      registry: "0x5fbdb2315678afecb367f032d93f642f64180aa3",
    });
    expect(second).toStrictEqual(first);
    expect(existsSync(join(folder, "deployments"))).toBe(false);
  });
});
