import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmbeddedChain, ensureEmbeddedChain } from "../../../../src/adapters/evm/embedded/embedded.ts";
import { createKeeper } from "../../../../src/adapters/evm/embedded/keeper.ts";
import { readRunFile } from "../../../../src/adapters/evm/embedded/run-file.ts";
import { embeddedSigner } from "../../../../src/adapters/evm/signer.ts";
import { transact } from "../transact.ts";
import { freePort } from "./free-port.ts";

const ARCHIVES = 6;
const ROUNDS = 3;
const signer = embeddedSigner();

let directories: string[] = [];
const held: EmbeddedChain[] = [];

beforeEach(async () => {
  const made = Array.from({ length: ARCHIVES }, () => mkdtemp(join(tmpdir(), "side-by-side-")));
  directories = await Promise.all(made);
});

afterEach(async () => {
  await releaseAll();
  for (const directory of directories) await rm(directory, { recursive: true });
});

async function releaseAll(): Promise<void> {
  for (const chain of held.splice(0)) chain.release();
  await Promise.all(directories.map(ended));
}

/** Its host takes its run file away when everything is written down. */
async function ended(directory: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while ((await readRunFile(directory)) !== undefined) {
    if (Date.now() > deadline) throw new TypeError("a host does not end");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function startAll(preferredPort: number): Promise<readonly EmbeddedChain[]> {
  const start = async (directory: string): Promise<EmbeddedChain> => {
    const chain = await ensureEmbeddedChain({ directory, preferredPort, graceMs: 50 });
    held.push(chain);
    return chain;
  };
  return await Promise.all(directories.map(start));
}

test("archives that start at once on one port each have a chain and a state of their own", async () => {
  const sent = directories.map((): `0x${string}`[] => []);
  for (let round = 1; round <= ROUNDS; round++) {
    const chains = await startAll(await freePort());
    expect(new Set(chains.map(({ url }) => url)).size).toBe(ARCHIVES);
    for (const [index, { chain }] of chains.entries()) {
      const data = `0x0${index}0${round}` as const;
      const receipt = await transact(chain, signer, { to: signer.address, data });
      sent[index]?.push(receipt.transaction);
      const own = await Promise.all((sent[index] ?? []).map((hash) => chain.receipt(hash)));
      expect(own.map((one) => one?.block.number)).toEqual(own.map((_, place) => place + 1));
      expect((await chain.block("latest"))?.number).toBe(round);
    }
    await releaseAll();
  }
});

test("an address that another chain has by now is never written down as one's own", async () => {
  const [mine = "", foreign = ""] = directories;
  held.push(await ensureEmbeddedChain({ directory: foreign, preferredPort: 0, graceMs: 50 }));
  const run = await readRunFile(foreign);
  const keeper = createKeeper(mine, { url: run?.url ?? "", instance: `0x${"1".repeat(64)}` });
  await expect(keeper.persist()).toFailWith("EMBEDDED_CHAIN_FAILED");
  expect(await readdir(mine)).toEqual([]);
});
