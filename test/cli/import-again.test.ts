import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fixture } from "../adapters/back-catalogue/rig.ts";
import { answered, colophon, openWorkshop } from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";
import { startDns } from "../support/dns-server.ts";
import { damage } from "../support/store-damage.ts";

/* An import that is run again, for what waited or was lost: the real program, disk, chain and name server. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

interface Imported {
  readonly batches: readonly {
    readonly issues: readonly { readonly label: string; readonly cid: string }[];
  }[];
  readonly already: readonly { readonly label: string }[];
  readonly leftOut: readonly { readonly reason: string; readonly origin: { readonly at: string } }[];
  readonly error?: { readonly code: string };
}

const labelsOf = ({ batches }: Imported) => batches.flatMap(({ issues }) => issues.map(({ label }) => label));
const stood = ({ already }: Imported) => already.map(({ label }) => label).toSorted();

const UNSIGNED =
  "From: Ada <ada@example.org>\nSubject: Tide\nDate: Wed, 4 Dec 2019 07:30:00 +0000\n\nNoon.\n";

test("a message whose signature nobody can check yet waits, the others go on, and the next run takes it", async () => {
  const keys = JSON.parse(await readFile(fixture("dkim/keys.json"), "utf8")) as Record<string, string>;
  await using dns = await startDns(keys);
  const [at, mail] = [await workshop.archive("letters"), workshop.path("mail")];
  await mkdir(mail);
  await writeFile(join(mail, "unsigned.eml"), UNSIGNED);
  await copyFile(fixture("dkim/rfc8463.eml"), join(mail, "signed.eml"));
  const run = async (status: number) =>
    (await answered(["import", mail, "--archive", at], status, { env: dns.env })) as Imported;

  dns.answers = false;
  const first = await run(3);
  expect(first.error?.code).toBe("DKIM_UNANSWERED");
  expect(labelsOf(first)).toEqual(["2019-12-04-tide"]);
  expect(first.leftOut).toMatchObject([{ reason: "no answer", origin: { at: "signed.eml" } }]);
  expect(new Set(dns.asked)).toEqual(new Set(Object.keys(keys)));

  dns.answers = true;
  const second = await run(0);
  expect([labelsOf(second), stood(second)]).toEqual([["2003-07-11-is-dinner-ready"], ["2019-12-04-tide"]]);
  for (const { cid } of [...first.batches, ...second.batches].flatMap(({ issues }) => issues))
    expect(await answered(["verify", cid, "--archive", at], 0)).toMatchObject({ verdict: "authentic" });

  // What it was signed with is archived: whether anybody answers no longer matters.
  dns.answers = false;
  const third = await run(0);
  expect([third.batches, stood(third)]).toEqual([[], ["2003-07-11-is-dinner-ready", "2019-12-04-tide"]]);
  expect((await standingOf(at)).spent).toBe(4);
  expect(await answered(["audit", "--archive", at], 0)).toMatchObject({ ok: true });
});

test("--check puts back what a store has lost; without it nothing is read back", async () => {
  const at = await workshop.archive("posts");
  const run = async (...more: readonly string[]) =>
    (await answered(["import", fixture("jekyll"), "--archive", at, ...more], 0)) as Imported;
  const [issue = expect.unreachable()] = (await run()).batches.flatMap(({ issues }) => issues);
  await damage(at, issue.cid, "lose");
  const audited = async () => (await colophon(["audit", "--archive", at])).status;
  expect(await audited()).toBe(1);
  expect((await run()).batches).toEqual([]);
  expect(await audited()).toBe(1);
  const checked = await run("--check");
  expect([checked.batches, stood(checked)]).toEqual([[], ["of-eels", "reed-cutting"]]);
  expect(await audited()).toBe(0);
  const { spent, leftOver, unfinished } = await standingOf(at);
  expect([spent, leftOver, unfinished]).toEqual([3, [], []]);
});
