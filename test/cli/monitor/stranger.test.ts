import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Anvil, startAnvil } from "../../../src/adapters/evm/embedded/anvil.ts";
import { answered, colophon, openWorkshop, SMALL_ISSUE } from "../../support/archive-fixture.ts";
import { DEVELOPMENT_KEY } from "../../support/development-key.ts";
import { type LyingChain, startLyingChain } from "../../support/lying-chain.ts";

interface State {
  readonly watched: readonly object[];
}

const workshop = await openWorkshop();
let anvil: Anvil;
let node: LyingChain;
let archive: string;
let registry: string;
let outside: { readonly cwd: string };

async function publish(label: string): Promise<void> {
  const env = { COLOPHON_RPC_URL: anvil.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY };
  const issue = await workshop.issue(`issues/${label}`, SMALL_ISSUE);
  await answered(["publish", issue, "--archive", archive], 0, { env });
}

beforeAll(async () => {
  anvil = await startAnvil(0, undefined);
  node = await startLyingChain(anvil.url);
  archive = workshop.path("theirs");
  const env = { COLOPHON_RPC_URL: anvil.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY };
  await answered(["init", archive, "--title", "The Harbour Letter"], 0, { env });
  ({ registry } = JSON.parse(await readFile(`${archive}/colophon.json`, "utf8")) as { registry: string });
  outside = { cwd: workshop.path("outside") };
  await mkdir(outside.cwd);
});
afterAll(async () => {
  await node[Symbol.asyncDispose]();
  anvil.kill();
  await workshop[Symbol.asyncDispose]();
});
beforeEach(() => {
  node.lie = undefined;
});

const follow = (...more: readonly string[]) =>
  colophon(["monitor", "--once", "--rpc-url", node.url, "--registry", registry, ...more], outside);
const one = ["--publication", "1", "--state", "one.json"];

describe("without an archive", () => {
  test("another's publication is followed in a registry and a state file that are named", async () => {
    expect((await follow(...one)).status).toBe(0);
    await publish("95");
    const { status, stdout } = await follow(...one, "--json", "--expect", "none", "--feed", "one.atom");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ kind: "issue-entry", entry: 2, level: "alarm" });
    expect((await follow(...one)).status).toBe(0);
    expect(await readFile(`${outside.cwd}/one.atom`, "utf8")).toContain("Alarm: issue entry, publication 1");
    expect(existsSync(`${outside.cwd}/data`)).toBe(false);
  });

  test("a node that has come to serve another chain says nothing of the publication", async () => {
    expect((await follow(...one)).status).toBe(0);
    const remembered = async () => JSON.parse(await readFile(`${outside.cwd}/one.json`, "utf8")) as State;
    const { watched, ...others } = await remembered();
    node.lie = ({ method }) => (method === "eth_chainId" ? { result: "0x1" } : undefined);
    const { status, stderr } = await follow(...one);
    expect([status, stderr.includes("serves chain eip155:1")]).toEqual([3, true]);
    expect(await remembered()).toEqual({ watched: [{ ...watched[0], silent: 1 }], ...others });
  });

  test("one that cannot be looked at keeps no other from being looked at", async () => {
    const { status, stdout, stderr } = await follow("--publication", "9", "1", "--state", "two.json");
    expect([status, stderr.includes("PUBLICATION_UNKNOWN")]).toEqual([2, true]);
    expect(stdout).toContain(`${registry}:1: `);
  });

  test.each([
    ["no number", ["--state", "x.json"], "USAGE_INVALID"],
    ["no state", ["--publication", "1"], "USAGE_INVALID"],
    ["a sample of no store", [...one, "--sample", "20"], "USAGE_INVALID"],
    ["a name", ["--publication", "almanac", "--state", "x.json"], "PUBLICATION_ID_INVALID"],
    ["nobody's number", ["--publication", "9", "--state", "x.json"], "PUBLICATION_UNKNOWN"],
    [
      "no registry",
      ["--publication", "1", "--state", "x.json", "--registry", `0x${"77".repeat(20)}`],
      "REGISTRY_MISSING",
    ],
  ])("error: %s", async (_, given, code) => {
    const { status, stderr } = await follow(...given);
    expect([status, stderr.includes(code)]).toEqual([2, true]);
    expect(existsSync(`${outside.cwd}/x.json`)).toBe(false);
  });
});
