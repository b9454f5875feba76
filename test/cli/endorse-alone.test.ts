import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answered, type Failed } from "../support/archive-fixture.ts";
import { AUDITOR, openEndorsingRig } from "../support/endorsing-rig.ts";

const rig = await openEndorsingRig();
afterAll(() => rig[Symbol.asyncDispose]());

const KEY = `0x${"42".repeat(32)}`;
let folder: string;
let mirror: string;
let where: readonly string[];

beforeAll(async () => {
  const { archive, workshop, run, inArchive, chainUrl } = rig;
  folder = workshop.path("library");
  mkdirSync(folder);
  mirror = join(folder, "letter.mirror.car");
  await run(inArchive("mirror", "-o", mirror));
  const { registry } = JSON.parse(readFileSync(join(archive, "colophon.json"), "utf8")) as {
    registry: string;
  };
  where = ["--rpc-url", chainUrl, "--registry", registry];
});

const alone = (args: readonly string[], status = 0) =>
  answered(["endorse", ...args], status, { cwd: folder, env: { COLOPHON_PRIVATE_KEY: KEY } });
const refused = async (args: readonly string[]) => ((await alone(args, 2)) as Failed).error.code;

describe("colophon endorse without an archive", () => {
  test("signs from a mirror and a node, with a key of one's own", async () => {
    const signed = await alone(["--from", mirror, ...where]);
    expect(signed).toMatchObject({ entries: 2, holds: "none", endorser: AUDITOR.address });
    const { file } = signed as { file: string };
    expect(await rig.run(rig.inArchive("endorsements", "check", join(folder, file)))).toMatchObject({
      endorsements: [{ grade: "agrees", by: "key" }],
    });
  });

  test("shows what it would sign", async () => {
    const dry = await alone(["1", "--from", mirror, "--dry-run", ...where]);
    expect(dry).toMatchObject({ dryRun: true, entries: 2, endorser: AUDITOR.address });
  });

  test("wrong usage: no mirror, another publication, and copies that nobody has", async () => {
    expect(await refused(where)).toBe("USAGE_INVALID");
    expect(await refused(["2", "--from", mirror, ...where])).toBe("USAGE_INVALID");
    expect(await refused(["--from", mirror, "--holds", "full", ...where])).toBe("USAGE_INVALID");
  });
});
