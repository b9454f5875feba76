import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { registryCodec } from "../../../../src/adapters/evm/codec.ts";
import { type EmbeddedChain, ensureEmbeddedChain } from "../../../../src/adapters/evm/embedded/embedded.ts";
import { instanceAt } from "../../../../src/adapters/evm/embedded/instance.ts";
import { readRunFile, type RunFile } from "../../../../src/adapters/evm/embedded/run-file.ts";
import { createRegistry } from "../../../../src/adapters/evm/registry.ts";
import { embeddedSigner } from "../../../../src/adapters/evm/signer.ts";
import { type Address, ZERO_ADDRESS } from "../../../../src/core/address.ts";
import { parseDigest } from "../../../../src/core/digest.ts";
import { parseLabel } from "../../../../src/core/label.ts";
import type { Chain, Receipt } from "../../../../src/core/ports.ts";
import { parseChainId, parsePublicationId } from "../../../../src/core/publication.ts";
import { transact } from "../transact.ts";
import { freePort } from "./free-port.ts";

const CLIENT = fileURLToPath(new URL("client.ts", import.meta.url));
const CHAIN = parseChainId("eip155:31337");
const ID = parsePublicationId("1");
const LABEL = parseLabel("95");
const GRACE_MS = 200;
const signer = embeddedSigner();
const digest = (digit: string) => parseDigest(digit.repeat(64));

let directory: string;
const held: EmbeddedChain[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "embedded-chain-"));
});

afterEach(async () => {
  for (const chain of held.splice(0)) chain.release();
  for (const child of children.splice(0)) child.kill("SIGKILL");
  // Not worth waiting until it ends by itself, which has a test of its own.
  const run = await readRunFile(directory);
  if (run !== undefined) await kill(...[run.host, run.anvil].filter(lives));
  await rm(directory, { recursive: true });
});

async function hold(preferredPort = 0): Promise<EmbeddedChain> {
  const chain = await ensureEmbeddedChain({ directory, preferredPort, graceMs: GRACE_MS });
  held.push(chain);
  return chain;
}

async function running(): Promise<RunFile> {
  const run = await readRunFile(directory);
  if (run === undefined) throw new TypeError("no run file");
  return run;
}

async function until(condition: () => boolean | Promise<boolean>, milliseconds = 15_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new TypeError("it did not come about in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that has ended keeps its number until somebody asks after it.
    return process.platform !== "linux" || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function hostGone(): Promise<void> {
  await until(async () => {
    const run = await readRunFile(directory);
    return run === undefined || !lives(run.host);
  });
}

async function kill(...pids: number[]): Promise<void> {
  for (const pid of pids) process.kill(pid, "SIGKILL");
  await until(() => !pids.some(lives));
}

interface Published {
  readonly registry: Address;
  readonly receipts: readonly Receipt[];
}

async function publish(chain: Chain): Promise<Published> {
  const deployed = await transact(chain, signer, registryCodec.encode({ kind: "deploy" }, undefined));
  const registry = deployed.contract ?? ZERO_ADDRESS;
  const register = registryCodec.encode({ kind: "register", profile: digest("1") }, registry);
  const registered = await transact(chain, signer, register);
  return { registry, receipts: [deployed, registered, await anchor(chain, registry, "95", "2")] };
}

function anchor(chain: Chain, registry: Address, label: string, content: string): Promise<Receipt> {
  const action = {
    kind: "anchor",
    publication: ID,
    label: parseLabel(label),
    digest: digest(content),
  } as const;
  return transact(chain, signer, registryCodec.encode(action, registry));
}

/** Everything that a reader, a publisher or an auditor ever asks of the chain. */
async function whole(chain: Chain, { registry: address, receipts }: Published): Promise<unknown> {
  const latest = await chain.block("latest");
  if (latest === undefined) throw new TypeError("no block");
  const numbers = Array.from({ length: latest.number + 1 }, (_, number) => number);
  const blocks = await Promise.all(numbers.map((number) => chain.block(number)));
  const registry = createRegistry({ chain, address, chainId: CHAIN });
  const view = registry.at(latest);
  return {
    blocks,
    byHash: await Promise.all(blocks.map((block) => chain.block(block?.hash ?? "latest"))),
    receipts: await Promise.all(receipts.map((receipt) => chain.receipt(receipt.transaction))),
    entries: await registry.entries(ID, 0, latest),
    publication: await view.publication(ID),
    current: await view.current(ID, LABEL),
    record: await view.record(ID, digest("2")),
    nonce: await chain.transactionCount(signer.address, "latest"),
    balance: await chain.balance(signer.address),
    fees: await chain.fees(),
  };
}

async function startClient(port = 0): Promise<{ child: ChildProcess; url: string; genesis: string }> {
  const child = spawn(process.execPath, [CLIENT, directory, String(port)], {
    // A process group of its own, as a shell gives to each command.
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = (await once(child.stdout ?? child, "data")) as [Buffer];
  return { child, ...(JSON.parse(line.toString()) as { url: string; genesis: string }) };
}

describe("what survives", () => {
  test("everything, when the last user lets go and another comes", async () => {
    const first = await hold();
    const published = await publish(first.chain);
    const before = await whole(first.chain, published);
    first.release();
    await hostGone();
    const second = await hold();
    expect(await whole(second.chain, published)).toEqual(before);
    const next = await anchor(second.chain, published.registry, "96", "3");
    expect(next.succeeded).toBe(true);
  });

  test("everything up to the last persist, when host and anvil are killed", async () => {
    const first = await hold();
    const published = await publish(first.chain);
    await first.persist();
    const before = await whole(first.chain, published);
    const late = await anchor(first.chain, published.registry, "96", "3");
    const { host, anvil } = await running();
    await kill(host, anvil);
    const second = await hold();
    expect(await whole(second.chain, published)).toEqual(before);
    expect(await second.chain.receipt(late.transaction)).toBeUndefined();
  });

  test("what was never persisted too, when the host alone is killed", async () => {
    const first = await hold();
    const published = await publish(first.chain);
    const before = await whole(first.chain, published);
    const { host, anvil } = await running();
    await kill(host);
    const second = await hold();
    expect(await whole(second.chain, published)).toEqual(before);
    await until(() => !lives(anvil));
  });

  test("the state before, when the newest file is cut short", async () => {
    const first = await hold();
    const published = await publish(first.chain);
    await first.persist();
    const before = await whole(first.chain, published);
    await anchor(first.chain, published.registry, "96", "3");
    await first.persist();
    const { host, anvil } = await running();
    await kill(host, anvil);
    await truncate(join(directory, "state.gz"), 100);
    expect(await whole((await hold()).chain, published)).toEqual(before);
  });

  test("a chain whose every file is damaged is not taken for a new one", async () => {
    const first = await hold();
    const { host, anvil } = await running();
    await first.persist();
    await kill(host, anvil);
    await writeFile(join(directory, "state.gz"), "x");
    await writeFile(join(directory, "state.previous.gz"), "x");
    await expect(hold()).toFailWith("EMBEDDED_CHAIN_FAILED");
  });

  test("block times go on with the clock, not with the time of the last block", async () => {
    const first = await hold();
    const { registry } = await publish(first.chain);
    first.release();
    await hostGone();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const second = await hold();
    await anchor(second.chain, registry, "96", "3");
    const block = await second.chain.block("latest");
    expect(Math.abs((block?.time ?? 0) - Date.now() / 1000)).toBeLessThan(2);
  });
});

describe("who runs it", () => {
  test("four processes that start at once share one chain", async () => {
    const clients = await Promise.all([1, 2, 3, 4].map(() => startClient()));
    expect(new Set(clients.map(({ url }) => url)).size).toBe(1);
    expect(new Set(clients.map(({ genesis }) => genesis)).size).toBe(1);
  });

  test("a killed process group is noticed: the host writes the state down and ends", async () => {
    const { child, genesis } = await startClient();
    const { host, anvil } = await running();
    process.kill(-(child.pid ?? Number.NaN), "SIGKILL");
    await until(() => !lives(host) && !lives(anvil));
    expect(await readdir(directory)).not.toContain("chain.json");
    expect((await stat(join(directory, "state.gz"))).size).toBeGreaterThan(0);
    expect((await (await hold()).chain.block(0))?.hash).toBe(genesis);
  });

  test("it stays while one of two users is left", async () => {
    const [first, second] = [await hold(), await hold()];
    first.release();
    await new Promise((resolve) => setTimeout(resolve, 3 * GRACE_MS));
    expect(await second.chain.chainId()).toBe(CHAIN);
    expect(lives((await running()).host)).toBe(true);
  });

  test("when the preferred port is taken, another is used", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", () => resolve()));
    const address = other.address();
    const taken = typeof address === "object" && address !== null ? address.port : 0;
    try {
      const chain = await hold(taken);
      expect(new URL(chain.url).port).not.toBe(String(taken));
      expect(await chain.chain.chainId()).toBe(CHAIN);
    } finally {
      other.close();
    }
  });

  test("a host that fails after its anvil has started leaves none behind", async () => {
    const port = await freePort();
    await mkdir(join(directory, "chain.json"));
    await expect(hold(port)).toFailWith("EMBEDDED_CHAIN_FAILED");
    await until(async () => (await instanceAt(`http://127.0.0.1:${port}`)) === undefined, 2_000);
  });

  test("no key of its user reaches it", async () => {
    process.env["COLOPHON_PRIVATE_KEY"] = "canary-key";
    try {
      await hold();
    } finally {
      delete process.env["COLOPHON_PRIVATE_KEY"];
    }
    if (process.platform !== "linux") return;
    const { host, anvil } = await running();
    for (const pid of [host, anvil])
      expect(await readFile(`/proc/${pid}/environ`, "utf8")).not.toContain("canary-key");
  });

  test("a page of another origin drives nothing: no leave to send JSON, and nothing else is taken", async () => {
    const { chain } = await hold();
    const { url } = await running();
    const before = await chain.block("latest");
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "anvil_mine", params: ["0x1"] });
    const ask = (method: string, headers: Record<string, string>) =>
      fetch(url, {
        method,
        headers: { Origin: "https://page.example", ...headers },
        ...(method === "POST" ? { body } : {}),
      });
    const asked = await ask("OPTIONS", {
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "content-type",
    });
    expect(asked.headers.get("access-control-allow-origin")).toBeNull();
    // What a browser sends without asking first (Fetch, "simple" requests).
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
      expect(await (await ask("POST", { "Content-Type": type })).json()).toMatchObject({
        error: { message: "Invalid request" },
      });
    expect(await chain.block("latest")).toEqual(before);
  });

  test("whoever cannot read its file cannot hold it", async () => {
    await hold();
    const run = await running();
    expect((await stat(join(directory, "chain.json"))).mode & 0o077).toBe(0);
    const { joinHost } = await import("../../../../src/adapters/evm/embedded/session.ts");
    expect(await joinHost({ ...run, token: "0".repeat(64) })).toBeUndefined();
  });
});

describe("when it dies under its users", () => {
  test("the next read brings it back as it was persisted", async () => {
    const embedded = await hold();
    const published = await publish(embedded.chain);
    await embedded.persist();
    const before = await whole(embedded.chain, published);
    const { host, anvil } = await running();
    await kill(host, anvil);
    expect(await whole(embedded.chain, published)).toEqual(before);
  });

  test("a transaction goes to the chain that came back", async () => {
    const embedded = await hold();
    const { registry } = await publish(embedded.chain);
    await embedded.persist();
    const action = { kind: "anchor", publication: ID, label: parseLabel("96"), digest: digest("3") } as const;
    const call = registryCodec.encode(action, registry);
    const { raw, hash } = await signer.sign({
      ...call,
      chain: CHAIN,
      nonce: await embedded.chain.transactionCount(signer.address, "latest"),
      gas: 500_000n,
      fees: await embedded.chain.fees(),
    });
    const { host, anvil } = await running();
    await kill(host, anvil);
    await embedded.chain.send(raw);
    await until(async () => (await embedded.chain.receipt(hash)) !== undefined);
    expect(await embedded.chain.receipt(hash)).toMatchObject({ succeeded: true });
  });

  test("when anvil alone dies, its host ends and the next call starts both", async () => {
    const embedded = await hold();
    const { host, anvil } = await running();
    await kill(anvil);
    expect(await embedded.chain.chainId()).toBe(CHAIN);
    expect((await running()).host).not.toBe(host);
  });

  test("a persist that could not happen says so", async () => {
    const embedded = await hold();
    const { host, anvil } = await running();
    await kill(host, anvil);
    await expect(embedded.persist()).toFailWith("EMBEDDED_CHAIN_FAILED");
  });

  test("after it was let go, it is not started again", async () => {
    const embedded = await hold();
    embedded.release();
    await hostGone();
    await expect(embedded.chain.chainId()).toFailWith("EMBEDDED_CHAIN_FAILED");
  });
});
