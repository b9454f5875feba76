import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createChain } from "../../src/adapters/evm/chain.ts";
import { openPublishing, openReading } from "../../src/cli/compose.ts";
import { readArchive, writeArchive } from "../../src/cli/config.ts";
import { choosePublication } from "../../src/cli/publications.ts";
import { planIssue } from "../../src/cli/source.ts";
import type { Chain } from "../../src/core/ports.ts";
import { publishIssue } from "../../src/publish/issue.ts";
import { openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

interface Run {
  readonly url: string;
  readonly host: number;
  readonly anvil: number;
}

test("the archive's own limit on fees is the publisher's", async () => {
  const archive = await workshop.archive("limit");
  const place = readArchive(archive);
  const limitOf = async () => {
    await using reading = await openReading(readArchive(archive));
    await using publishing = await openPublishing(reading, { onProgress: () => {}, until: "final" });
    return publishing.publisher.transacting.patience.maxFeePerGas;
  };
  expect(await limitOf()).toBe(500_000_000_000n);
  const policy = { ...place.config.policy, maxFeeGwei: 7 };
  await writeArchive({ ...place, config: { ...place.config, policy } });
  expect(await limitOf()).toBe(7_000_000_000n);
});

test("a block that an earlier run left in the embedded chain's memory is on disk before it is called final", async () => {
  const archive = await workshop.archive("memory");
  const issue = await workshop.issue("memory/95", SMALL_ISSUE);
  await mkdir(join(archive, "data"), { recursive: true });
  const runOf = async () =>
    JSON.parse(await readFile(join(archive, "data", "chain", "chain.json"), "utf8")) as Run;
  // Sending past the archive's own chain is what a run does that is killed between the node's answer and the disk.
  const past = (chain: Chain): Chain => ({
    ...chain,
    send: async (raw) => createChain({ url: (await runOf()).url }).send(raw),
  });
  let run: Run;
  {
    await using reading = await openReading(readArchive(archive), { seams: { chain: past } });
    const options = { onProgress: () => {}, until: "final" } as const;
    await using publishing = await openPublishing(reading, options);
    const { plan } = await planIssue(issue, choosePublication(reading.place, undefined), { hidden: false });
    expect(await publishIssue(plan, publishing.publisher)).toMatchObject({ status: "final" });
    run = await runOf();
    process.kill(run.host, "SIGKILL");
    process.kill(run.anvil, "SIGKILL");
  }
  const { audit, entries } = await standingOf(archive);
  expect(entries.map((entry) => entry.kind)).toStrictEqual(["registered", "anchored"]);
  expect(audit.ok).toBe(true);
});
