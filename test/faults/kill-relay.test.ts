import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import {
  answered,
  colophon,
  documentOf,
  openWorkshop,
  type Ran,
  run,
  SMALL_ISSUE,
} from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";
import { countFault, countFound } from "../support/fault-tally.ts";
import type { RelayTask } from "../support/relay-child.ts";

/* kill -9 after every effect of relaying, as kill.test.ts has it for publishing; then the plain command line again. */

const CHILD = fileURLToPath(new URL("../support/relay-child.ts", import.meta.url));
const SPENT = 3;

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const child = (task: RelayTask): Promise<Ran> => run(process.execPath, [CHILD, JSON.stringify(task)]);
let copies = 0;
const copied = (from: string) => workshop.copy(from, `archive-${++copies}`);

const signedAt = await workshop.archive("signed");
const issue = await workshop.issue("issues/95", SMALL_ISSUE);
const file = workshop.path("95.signed.json");
await answered(["sign", "publish", issue, "--archive", signedAt, "-o", file], 0);
const boundaries = documentOf(await child({ archive: await copied(signedAt), file })) as string[];

async function expectOneRecord(archive: string): Promise<void> {
  const again = await answered(["relay", file, "--archive", archive], 0);
  expect(["final", "already"]).toContain((again as { status: string }).status);
  const { audit, entries, leftOver, spent, unfinished } = await standingOf(archive);
  countFound(entries.filter(({ kind }) => kind === "anchored").length);
  expect(entries.map(({ kind }) => kind)).toStrictEqual(["registered", "anchored"]);
  expect({ ok: audit.ok, leftOver, spent, unfinished }).toStrictEqual({
    ...{ ok: true, leftOver: [], unfinished: [] },
    spent: SPENT,
  });
}

/** Before one effect is, but for work that changes nothing, after the one before it; see kill.test.ts. */
const chosen =
  process.env["COLOPHON_EVERY_BOUNDARY"] === undefined
    ? boundaries.filter((name, i) => i === 0 || name.startsWith("after "))
    : boundaries;

describe.concurrent("relay, killed", () => {
  test.each(chosen)("%s", async (dieAt) => {
    const archive = await copied(signedAt);
    const ran = await child({ archive, file, dieAt });
    expect(ran.signal, `${ran.stdout}${ran.stderr}`).toBe("SIGKILL");
    countFault("kill");
    await expectOneRecord(archive);
  });

  test.each([150, 350, 550])("the program itself, after %i ms", async (killAfterMs) => {
    const archive = await copied(signedAt);
    const { signal } = await colophon(["relay", file, "--archive", archive], { killAfterMs });
    if (signal === "SIGKILL") countFault("kill");
    await expectOneRecord(archive);
  });
});

test("the boundaries are those of sending", () => {
  for (const step of ["signed", "sent", "mined", "final"])
    expect(boundaries).toContain(`after journal.advance ${step}`);
  expect(boundaries).toContain("after chain.send");
});
