import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { answered, colophon, openWorkshop, run } from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";
import { countFault, countFound } from "../support/fault-tally.ts";
import type { ImportTask } from "../support/import-child.ts";

/* kill -9 at every boundary of an import of several batches; then the plain command line, on what was left. */

const CHILD = fileURLToPath(new URL("../support/import-child.ts", import.meta.url));
const LABELS = ["a", "b", "c", "d", "e"];
const BATCH_SIZE = "2";

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const source = await workshop.issue(
  "posts",
  Object.fromEntries(
    LABELS.map((label, i) => [`${label}.md`, `---\ntitle: ${label}\ndate: 200${i}\n---\nLetter ${label}.\n`]),
  ),
);
const founded = await workshop.archive("founded");

interface Imported {
  readonly batches: readonly { readonly issues: readonly { readonly label: string }[] }[];
  readonly already: readonly { readonly label: string }[];
}

let copies = 0;
const copied = () => workshop.copy(founded, `archive-${++copies}`);
const child = (task: ImportTask) => run(process.execPath, [CHILD, JSON.stringify(task)]);
const importing = (archive: string) => ["import", source, "--batch-size", BATCH_SIZE, "--archive", archive];

async function boundariesOf(archive: string): Promise<readonly string[]> {
  const passed = workshop.path("passed.json");
  const ran = await child({ archive, source, batchSize: BATCH_SIZE, passed });
  expect(ran.status, ran.stderr).toBe(0);
  return JSON.parse(await readFile(passed, "utf8")) as string[];
}

/** Nothing doubled and nothing lost: the registry and the publication, the batches, each issue once. */
async function expectWhole(archive: string, { batches, already }: Imported, count = 3): Promise<void> {
  const told = [...already, ...batches.flatMap(({ issues }) => issues)].map(({ label }) => label);
  expect(told.toSorted()).toEqual(LABELS);
  const standing = await standingOf(archive);
  countFound(standing.spent - count - 1);
  expect(standing.audit.publications.flatMap(({ faults }) => faults)).toEqual([]);
  expect(standing.audit).toMatchObject({ ok: true, publications: [{ issues: 5, batches: count }] });
  expect([standing.unfinished, standing.leftOver]).toEqual([[], []]);
  expect(standing.spent, "transactions of the account").toBe(2 + count);
}

/** One moment between any two effects; COLOPHON_EVERY_BOUNDARY takes them all. */
const EFFECTS = /^after (journal\.(begin|attempt|advance (mined|final))|store\.put|chain\.send)/;
const all = await boundariesOf(await copied());
const chosen =
  process.env["COLOPHON_EVERY_BOUNDARY"] === undefined ? all.filter((name) => EFFECTS.test(name)) : all;

describe.concurrent("import, killed", () => {
  test("has a boundary before and after each effect of each batch", () => {
    for (const effect of ["store.put", "chain.send", "journal.begin", "journal.attempt"])
      expect(all).toEqual(
        expect.arrayContaining([`before ${effect}`, `after ${effect} 2`, `after ${effect} 3`]),
      );
  });

  test.each(chosen)("%s", async (dieAt) => {
    const archive = await copied();
    const passed = workshop.path("never.json");
    const ran = await child({ archive, source, batchSize: BATCH_SIZE, passed, dieAt });
    expect(ran.signal, `${ran.stdout}${ran.stderr}`).toBe("SIGKILL");
    countFault("kill");
    await expectWhole(archive, (await answered(importing(archive), 0)) as Imported);
  });

  test.each(["after journal.begin", "after store.put"])(
    "%s, and the source has grown since",
    async (dieAt) => {
      const [archive, growing] = [await copied(), workshop.path(`growing-${++copies}`)];
      await cp(source, growing, { recursive: true });
      await rm(join(growing, "e.md"));
      const ran = await child({
        archive,
        source: growing,
        batchSize: "9",
        passed: workshop.path("never.json"),
        dieAt,
      });
      expect(ran.signal, `${ran.stdout}${ran.stderr}`).toBe("SIGKILL");
      countFault("kill");
      await cp(join(source, "e.md"), join(growing, "e.md"));
      const run = (await answered(["import", growing, "--archive", archive], 0)) as Imported;
      await expectWhole(archive, run, 1);
    },
  );

  test.each([300, 900])("the program itself, after %i ms", async (killAfterMs) => {
    const archive = await copied();
    const { signal } = await colophon(importing(archive), { killAfterMs });
    if (signal === "SIGKILL") countFault("kill");
    await expectWhole(archive, (await answered(importing(archive), 0)) as Imported);
  });
});
