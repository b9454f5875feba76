import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { takeLock } from "../../src/adapters/journal/lock.ts";
import { systemClock } from "../../src/adapters/node/clock.ts";
import { colophon, documentOf, openWorkshop, type Ran, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";

/* Several publishers at once, as processes of their own. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const failuresOf = (runs: readonly Ran[]) => runs.filter((ran) => ran.status !== 0).map((ran) => ran.stderr);

describe("two publishers on one archive", () => {
  test("with the same issue end with one record and one transaction", async () => {
    const archive = await workshop.archive("same");
    const issue = await workshop.issue("same/95", SMALL_ISSUE);
    const args = ["publish", issue, "--archive", archive, "--json"];
    const runs = await Promise.all([colophon(args), colophon(args), colophon(args)]);
    expect(failuresOf(runs)).toStrictEqual([]);
    const statuses = runs.map(
      (ran) => (documentOf(ran) as { issues: { status: string }[] }).issues[0]?.status,
    );
    expect(statuses.map(String).toSorted()).toStrictEqual(["already", "already", "final"]);
    const { audit, entries, leftOver, spent, unfinished } = await standingOf(archive);
    expect(entries.map((entry) => entry.kind)).toStrictEqual(["registered", "anchored"]);
    expect({ ok: audit.ok, leftOver, spent, unfinished }).toStrictEqual({
      ...{ ok: true, leftOver: [], unfinished: [] },
      spent: 3,
    });
  });

  test("eight of them, again and again, with the same issue: one record", async () => {
    const archive = await workshop.archive("eight");
    const rounds = 2;
    for (let round = 1; round <= rounds; round++) {
      const issue = await workshop.issue(`eight/${round}`, { "x.txt": `round ${round}` });
      const args = ["publish", issue, "--archive", archive];
      const runs = await Promise.all(Array.from({ length: 8 }, () => colophon(args)));
      expect(failuresOf(runs)).toStrictEqual([]);
    }
    const { audit, entries, leftOver, spent, unfinished } = await standingOf(archive);
    expect(entries).toHaveLength(1 + rounds);
    expect({ ok: audit.ok, leftOver, spent, unfinished }).toStrictEqual({
      ...{ ok: true, leftOver: [], unfinished: [] },
      spent: 2 + rounds,
    });
  });

  test("with different issues end with a record of each", async () => {
    const archive = await workshop.archive("different");
    const labels = ["1", "2", "3"];
    const issues = await Promise.all(
      labels.map((name) => workshop.issue(`different/${name}`, { "x.txt": name })),
    );
    const runs = await Promise.all(issues.map((issue) => colophon(["publish", issue, "--archive", archive])));
    expect(failuresOf(runs)).toStrictEqual([]);
    const { audit, entries, spent } = await standingOf(archive);
    expect(entries).toHaveLength(1 + labels.length);
    expect({ ok: audit.ok, spent }).toStrictEqual({ ok: true, spent: 2 + labels.length });
  });

  test("with one label and different content: one is anchored, the other is told which stands", async () => {
    const archive = await workshop.archive("rivals");
    const issues = await Promise.all(
      ["a", "b"].map((name) => workshop.issue(`${name}/95`, { "x.txt": name })),
    );
    const runs = await Promise.all(
      issues.map((issue) => colophon(["publish", issue, "--archive", archive, "--json"])),
    );
    expect(runs.map((ran) => String(ran.status)).toSorted()).toStrictEqual(["0", "2"]);
    const loser = runs.find((ran) => ran.status === 2);
    expect(loser && documentOf(loser)).toMatchObject({ error: { code: "LABEL_ANCHORED" } });
    const { audit, entries, leftOver, spent } = await standingOf(archive);
    expect(entries).toHaveLength(2);
    expect({ ok: audit.ok, leftOver, spent }).toStrictEqual({ ok: true, leftOver: [], spent: 3 });
  });

  test("and reading, meanwhile, is not held up", async () => {
    const archive = await workshop.archive("reading");
    const lock = await takeLock(join(archive, "data", "publisher.lock"), {
      ...{ clock: systemClock, seconds: 0 },
      onWait: () => {},
    });
    for (const command of ["status", "audit"]) {
      const ran = await colophon([command, "--archive", archive, "--json"]);
      expect(ran.status, ran.stderr).toBe(0);
    }
    lock.release();
  });
});

test("two inits of one archive register two publications and lose neither", async () => {
  const archive = workshop.path("two-inits");
  const titles = ["The Harbour Letter", "The Harbour Almanac"];
  const runs = await Promise.all(titles.map((title) => colophon(["init", archive, "--title", title])));
  expect(failuresOf(runs)).toStrictEqual([]);
  const config = JSON.parse(await readFile(join(archive, "colophon.json"), "utf8")) as {
    publications: { id: string; title: string }[];
  };
  expect(config.publications.map((one) => one.title).toSorted()).toStrictEqual(titles.toSorted());
  expect(config.publications.map((one) => one.id).toSorted()).toStrictEqual(["1", "2"]);
  const { audit, publications, spent } = await standingOf(archive);
  expect({ ok: audit.ok, publications, spent }).toStrictEqual({ ok: true, publications: 2, spent: 3 });
});
