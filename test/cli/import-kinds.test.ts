import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, relative } from "node:path";
import { writeFile } from "node:fs/promises";
import { afterAll, describe, expect, test } from "vitest";
import { fixture } from "../adapters/back-catalogue/rig.ts";
import { zipped } from "../adapters/back-catalogue/zipped.ts";
import { answered, openWorkshop } from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";

/* Every kind of source through the command: anchored with one transaction, held by the audit, and then found again. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

interface Imported {
  readonly batches: readonly {
    readonly issues: readonly { readonly label: string; readonly cid: string; readonly bytes: number }[];
  }[];
  readonly already: readonly { readonly label: string }[];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());
}

async function zipOf(name: string): Promise<string> {
  const folder = fixture(name);
  const files = filesBelow(folder).map((path) => ({
    name: relative(folder, path),
    bytes: readFileSync(path),
  }));
  const zip = workshop.path(`${name}.zip`);
  await writeFile(zip, zipped(files));
  return zip;
}

let archives = 0;

/** Imports, verifies the last issue, audits them all, and imports again: nothing more is sent. */
async function importedWhole(source: string): Promise<readonly string[]> {
  const at = await workshop.archive(`archive-${++archives}`);
  const run = async () => (await answered(["import", source, "--no-dkim", "--archive", at], 0)) as Imported;
  const issues = (await run()).batches.flatMap((batch) => batch.issues);
  for (const { bytes } of issues) expect(bytes).toBeGreaterThan(0);
  const { label, cid } = issues.at(-1) ?? expect.unreachable();
  expect(await answered(["verify", cid, "--archive", at], 0)).toMatchObject({
    verdict: "authentic",
    issue: { label },
  });
  expect(await answered(["audit", "--archive", at], 0)).toMatchObject({
    ok: true,
    publications: [{ issues: issues.length }],
  });
  const labels = issues.map(({ label }) => label);
  const again = await run();
  expect([again.batches, again.already.map(({ label }) => label).toSorted()]).toEqual([[], labels]);
  expect((await standingOf(at)).spent).toBe(3);
  return labels;
}

describe.concurrent("import, of each kind", () => {
  test("an mbox", async () => {
    expect((await importedWhole(fixture("mail/letters.mbox"))).length).toBeGreaterThan(1);
  });

  test("a Ghost export", async () => {
    expect((await importedWhole(fixture("ghost/harbour.ghost.json"))).length).toBeGreaterThan(0);
  });

  test("a Jekyll site", async () => {
    expect(await importedWhole(fixture("jekyll"))).toEqual(["of-eels", "reed-cutting"]);
  });

  test("a Pelican site", async () => {
    expect((await importedWhole(fixture("pelican"))).length).toBeGreaterThan(0);
  });

  test("the zip of a Substack export", async () => {
    expect(await importedWhole(await zipOf("substack"))).toContain("hello-harbour");
  });

  test("the zip of a Jekyll site", async () => {
    expect(await importedWhole(await zipOf("jekyll"))).toEqual(["of-eels", "reed-cutting"]);
  });

  test.each(["rss.xml", "atom.xml", "feed.json"])("%s by its address", async (name) => {
    const bytes = readFileSync(fixture(`feeds/${name}`));
    const server = createServer((_, response) => void response.end(bytes)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    try {
      const labels = await importedWhole(`http://127.0.0.1:${port}/${name}`);
      expect(labels.length).toBeGreaterThan(0);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
