import { readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { digestFromBytes, digestToBytes32, ZERO_DIGEST } from "../../src/core/digest.ts";
import { portableSha256 as sha256 } from "../../src/core/sha256.ts";
import { RegistryChain } from "./support/chain.ts";

const snapshot = new URL("gas.json", import.meta.url);
const digest = (n: number) => digestToBytes32(digestFromBytes(sha256(Uint8Array.of(n))));
const none = digestToBytes32(ZERO_DIGEST);

// Ceilings for the calls that publishers pay for most; docs/spec/registry.md says what they are made of.
const CEILINGS: Readonly<Record<string, number>> = { anchor: 82_200, revise: 68_200, anchorBatch: 82_000 };

test("each call costs what test/contracts/gas.json says (UPDATE_GAS=1 writes it anew)", async () => {
  const costs = await measure();
  console.log(tableOf(costs));
  if (process.env["UPDATE_GAS"] === "1") await writeFile(snapshot, `${JSON.stringify(costs, null, 2)}\n`);
  expect(costs).toEqual(JSON.parse(await readFile(snapshot, "utf8")));
  const over = Object.entries(CEILINGS).filter(([name, ceiling]) => (costs[name] ?? Infinity) > ceiling);
  expect(over).toEqual([]);
});

test("no call costs more for a history that is longer", async () => {
  const chain = await RegistryChain.start();
  try {
    const owner = chain.account(0);
    await chain.call(owner, "register", [digest(0)]);
    await chain.call(owner, "anchor", [1, "2019-11-00", digest(1)]);
    const costs = new Set<number>();
    for (let n = 10; n < 100; n++) {
      // No zero byte in the digest: calldata costs by its zeros.
      const outcome = await chain.call(owner, "anchor", [1, `2019-11-${n}`, `0x${n.toString().repeat(32)}`]);
      costs.add(outcome.ok ? outcome.gas : 0);
    }
    expect([...costs]).toHaveLength(1);
  } finally {
    await chain.close();
  }
});

test("no batch costs more for holding more", async () => {
  const chain = await RegistryChain.start();
  try {
    const owner = chain.account(0);
    await chain.mustCall(owner, "register", [digest(0)]);
    const costs: number[] = [];
    // No zero byte in the counts and the words: calldata costs by its zeros.
    for (const [n, count] of [0x01010101, 0x7fffffff, 0xffffffff].entries()) {
      const word = (seed: number) => `0x${(seed + n).toString(16).repeat(32)}`;
      const outcome = await chain.call(owner, "anchorBatch", [1, word(0x21), count, word(0x31)]);
      costs.push(outcome.ok ? outcome.gas : 0);
    }
    expect(new Set(costs).size).toBe(1);
    expect(Math.max(...costs)).toBeLessThanOrEqual(82_000);
    expect(Math.min(...costs)).toBeGreaterThan(0);
  } finally {
    await chain.close();
  }
});

/** Transaction gas of each call as a publication in use makes it: labels of 10 characters, slots that are not new. */
async function measure(): Promise<Record<string, number>> {
  const chain = await RegistryChain.start();
  const [owner, publisher] = [chain.account(0), chain.account(1)];
  const costs: Record<string, number> = { deploy: chain.deployGas };
  const call = async (name: string, args: readonly unknown[], as = name, from = owner) => {
    const outcome = await chain.call(from, name, args);
    if (!outcome.ok) throw new Error(`${as}: ${outcome.error}`);
    costs[as] = outcome.gas;
  };
  try {
    await call("register", [digest(0)], "register, the very first");
    await call("register", [digest(0)]);
    await call("anchor", [2, "2019-11-25", digest(1)], "anchor, a publication's first");
    await call("anchor", [2, "2019-11-26", digest(2)]);
    await call("anchor", [2, "x".repeat(64), digest(3)], "anchor, label of 64");
    await call("revise", [2, "2019-11-25", digest(4), digest(1), none]);
    await call("revise", [2, "2019-11-26", digest(5), digest(2), digest(9)], "revise, with a reason");
    await call("post", [2, digest(5), 2, digest(9)]);
    await call("anchorBatch", [2, digest(20), 1000, digest(21)], "anchorBatch, a publication's first");
    await call("anchorBatch", [2, digest(22), 1000, digest(23)]);
    await call("grantPublisher", [2, publisher]);
    await call("anchor", [2, "2019-11-27", digest(6)], "anchor, by a publisher", publisher);
    await call("revokePublisher", [2, publisher]);
    await call("transferOwnership", [2, publisher]);
    await call("acceptOwnership", [2], "acceptOwnership", publisher);
    await call("setProfile", [2, digest(7)], "setProfile", publisher);
    await call("close", [2], "close", publisher);
  } finally {
    await chain.close();
  }
  return costs;
}

function tableOf(costs: Readonly<Record<string, number>>): string {
  const width = Math.max(...Object.keys(costs).map((name) => name.length));
  const rows = Object.entries(costs).map(
    ([name, gas]) => `  ${name.padEnd(width)} ${gas.toLocaleString("en").padStart(10)}`,
  );
  return ["Transaction gas:", ...rows].join("\n");
}
