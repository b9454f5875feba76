import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { writeArchive } from "../../src/cli/config.ts";
import { parseChainId } from "../../src/core/publication.ts";
import {
  answered,
  colophon,
  documentOf,
  openWorkshop,
  type Ran,
  run,
  SMALL_ISSUE,
  TITLE,
} from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";
import { countFault, countFound, injectedHere } from "../support/fault-tally.ts";
import type { ChildTask } from "../support/publish-child.ts";

/*
 * kill -9 at every boundary: a dry run finds out how many there are, then each gets a run that dies there, and the
 * plain command line is run again on what was left. Everything is real: processes, disk and chain.
 */

const CHILD = fileURLToPath(new URL("../support/publish-child.ts", import.meta.url));
const LABEL = "95";
const REASON = "The bar dries at half past seven.";

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const issue = await workshop.issue(`issues/${LABEL}`, SMALL_ISSUE);
const corrected = await workshop.issue(`corrected/${LABEL}`, { ...SMALL_ISSUE, "tides.txt": "07:31 0.4\n" });

const catalogue = await Promise.all(
  ["1", "2", "3"].map((label) => workshop.issue(`catalogue/${label}`, { "letter.txt": `Week ${label}.\n` })),
);

interface Together {
  readonly already: readonly { readonly label: string }[];
  readonly batch?: { readonly issues: readonly { readonly label: string }[] };
}

function child(task: ChildTask): Promise<Ran> {
  return run(process.execPath, [CHILD, JSON.stringify(task)]);
}

/** The names of all boundaries, from a run that comes to its end. */
async function boundariesOf(task: ChildTask): Promise<readonly string[]> {
  const ran = await child(task);
  expect(ran.status, ran.stderr).toBe(0);
  return documentOf(ran) as string[];
}

async function killedAt(task: ChildTask): Promise<void> {
  const ran = await child(task);
  expect(ran.signal, `${ran.stdout}${ran.stderr}`).toBe("SIGKILL");
  countFault("kill");
}

/** What must hold after any crash and one more run, whatever was being done. */
async function expectWhole(archive: string, spent: number) {
  const standing = await standingOf(archive);
  countFound(standing.publications === 0 ? 0 : 1 + standing.spent - spent);
  expect(standing.audit.publications.flatMap((one) => one.faults)).toStrictEqual([]);
  expect(standing.audit.ok).toBe(true);
  expect(standing.unfinished).toStrictEqual([]);
  expect(standing.leftOver).toStrictEqual([]);
  expect(standing.publications).toBe(1);
  expect(standing.spent, "transactions of the account").toBe(spent);
  return standing.entries.map((entry) => entry.kind);
}

let copies = 0;
const copied = (from: string) => workshop.copy(from, `archive-${++copies}`);

const founded = await workshop.archive("founded");
const published = await workshop.archive("published");
await answered(["publish", issue, "--archive", published], 0);
const { digest } = await standing95(published);

async function standing95(archive: string) {
  const { entries } = await standingOf(archive);
  const anchored = entries.find((entry) => entry.kind === "anchored");
  if (anchored === undefined) return expect.unreachable("nothing was anchored");
  return anchored;
}

/** An archive's folder with its settings and nothing else, as `init` leaves it before it deploys. */
async function bareArchive(): Promise<string> {
  const folder = workshop.path(`bare-${++copies}`);
  await mkdir(join(folder, "data"), { recursive: true });
  await writeArchive({
    folder,
    config: {
      type: "colophon/archive/1",
      chain: { type: "embedded", id: parseChainId("eip155:31337") },
      deployedAt: 0,
      publications: [],
      signer: { type: "embedded" },
      targets: [{ type: "embedded", id: "embedded", operator: "self" }],
      policy: { minCopies: 1, minOperators: 1 },
    },
  });
  return folder;
}

const publishing = { command: "publish", what: issue } as const;
const batching = { command: "batch", what: catalogue.join("\n") } as const;
const revising = { command: "revise", what: corrected, reason: REASON } as const;
const noticing = { command: "notice", what: digest, reason: REASON } as const;
const founding = { command: "init", what: TITLE } as const;

const EFFECTS =
  /^after (journal\.(begin|attempt|advance (read-back|final))|store\.put|chain\.(send|receipt))/;

/**
 * Before one effect is, but for work that changes nothing, after the one before it. `publish` dies after every step,
 * the others, which share its road, after every effect; COLOPHON_EVERY_BOUNDARY makes them all die everywhere.
 */
function chosen(boundaries: readonly string[], steps = EFFECTS): readonly string[] {
  if (process.env["COLOPHON_EVERY_BOUNDARY"] !== undefined) return boundaries;
  return boundaries.filter((name, i) => i === 0 || steps.test(name));
}

const [ofPublish, ofBatch, ofRevise, ofNotice, ofInit] = await Promise.all([
  boundariesOf({ ...publishing, archive: await copied(founded) }),
  boundariesOf({ ...batching, archive: await copied(founded) }),
  boundariesOf({ ...revising, archive: await copied(published) }),
  boundariesOf({ ...noticing, archive: await copied(published) }),
  boundariesOf({ ...founding, archive: await bareArchive() }),
]);

describe.concurrent("publish, killed", () => {
  test.each(chosen(ofPublish, /^after /))("%s", async (dieAt) => {
    const archive = await copied(founded);
    await killedAt({ ...publishing, archive, dieAt });
    const again = await answered(["publish", issue, "--archive", archive], 0);
    expect(again).toMatchObject({ issues: [{ label: LABEL, revision: 1, digest }] });
    expect(await expectWhole(archive, 3)).toStrictEqual(["registered", "anchored"]);
  });
});

describe.concurrent("publish --batch, killed", () => {
  test.each(chosen(ofBatch))("%s", async (dieAt) => {
    const archive = await copied(founded);
    await killedAt({ ...batching, archive, dieAt });
    const again = (await answered(["publish", "--batch", ...catalogue, "--archive", archive], 0)) as Together;
    const told = [...again.already, ...(again.batch?.issues ?? [])].map((one) => one.label);
    expect(told).toStrictEqual(["1", "2", "3"]);
    expect(await expectWhole(archive, 3)).toStrictEqual(["registered", "batch-anchored"]);
  });
});

describe.concurrent("revise, killed", () => {
  test.each(chosen(ofRevise))("%s", async (dieAt) => {
    const archive = await copied(published);
    await killedAt({ ...revising, archive, dieAt });
    const again = await answered(["revise", corrected, "--reason", REASON, "--archive", archive], 0);
    expect(again).toMatchObject({ issues: [{ label: LABEL, revision: 2 }] });
    expect(await expectWhole(archive, 4)).toStrictEqual(["registered", "anchored", "revised"]);
  });
});

describe.concurrent("notice, killed", () => {
  test.each(chosen(ofNotice))("%s", async (dieAt) => {
    const archive = await copied(published);
    await killedAt({ ...noticing, archive, dieAt });
    const args = ["notice", LABEL, "--kind", "correction", "--reason", REASON, "--archive", archive];
    expect(await answered(args, 0)).toMatchObject({ digest, kind: "correction" });
    expect(await expectWhole(archive, 4)).toStrictEqual(["registered", "anchored", "notice"]);
  });
});

describe.concurrent("init, killed", () => {
  test.each(chosen(ofInit))("%s", async (dieAt) => {
    const archive = await bareArchive();
    await killedAt({ ...founding, archive, dieAt });
    expect(await answered(["init", archive, "--title", TITLE], 0)).toMatchObject({ id: "1", title: TITLE });
    expect(await expectWhole(archive, 2)).toStrictEqual(["registered"]);
    const { publications } = JSON.parse(readFileSync(join(archive, "colophon.json"), "utf8")) as {
      publications: unknown[];
    };
    expect(publications).toHaveLength(1);
  });
});

describe.concurrent("the program itself, killed at any moment", () => {
  // From before its first line runs to after its last.
  test.each(Array.from({ length: 6 }, (_, i) => 80 + i * 140))("after %i ms", async (killAfterMs) => {
    const archive = await copied(founded);
    const args = ["publish", issue, "--archive", archive];
    const { signal } = await colophon(args, { killAfterMs });
    if (signal === "SIGKILL") countFault("kill");
    expect(await answered(args, 0)).toMatchObject({ issues: [{ label: LABEL, digest }] });
    expect(await expectWhole(archive, 3)).toStrictEqual(["registered", "anchored"]);
  });
});

test("the boundaries are those of every step of the journal", () => {
  const steps = ["packed", "stored", "read-back", "signed", "sent", "mined", "final"];
  for (const boundaries of [ofPublish, ofBatch, ofRevise, ofNotice, ofInit])
    for (const step of steps) expect(boundaries).toContain(`after journal.advance ${step}`);
});

test("at least 50 processes were killed", () => {
  expect(injectedHere()).toBeGreaterThanOrEqual(50);
});
