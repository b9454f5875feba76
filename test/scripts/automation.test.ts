import { spawnSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { openWorkshop, run, writeFiles } from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";

/* The examples of docs/automation, as the programs that they are for take them. */

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = join(ROOT, "docs/automation");
const example = (name: string) => readFileSync(join(FOLDER, name), "utf8");

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

describe("the crontab", () => {
  const lines = example("crontab")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const settings = lines.filter((line) => /^[A-Z_]+=/.test(line));
  const entry = lines.find((line) => !/^[A-Z_]+=/.test(line)) ?? "";
  // In a crontab an unescaped percent sign ends the command.
  const [, when = "", command = ""] = /^((?:\S+ ){5})([^%]+)$/.exec(entry) ?? [];

  test("has one entry, every ten minutes", () => {
    expect(lines).toHaveLength(settings.length + 1);
    expect(when).toBe("*/10 * * * * ");
  });

  test("publishes what is there, says nothing, and is silent the second time too; a failure is said with its status", async () => {
    const archive = await workshop.archive("archive");
    const at = workshop.folder;
    await writeFiles(join(at, "export/1"), { "index.html": "<title>One</title><p>One.\n" });
    await writeFiles(join(at, "bin"), {
      colophon: `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, "bin/colophon.js")}" "$@"\n`,
    });
    chmodSync(join(at, "bin/colophon"), 0o755);
    // It has ten seconds to settle where nobody waits for it.
    const there = (text: string) =>
      text.replaceAll("/srv/letter", at).replace("--once", "--once --settle 1s");
    const env = {
      ...Object.fromEntries(settings.map((line) => there(line).split("=", 2) as [string, string])),
      PATH: `${join(at, "bin")}:/usr/bin:/bin`,
    };
    for (const _ of [1, 2]) {
      const ran = await run("/bin/sh", ["-c", there(command)], { env });
      expect(ran).toMatchObject({ status: 0, stdout: "", stderr: "" });
    }
    expect((await standingOf(archive)).spent).toBe(3);
    writeFileSync(join(at, "export/1/index.html"), "<title>Another</title>");
    const told = await run("/bin/sh", ["-c", there(command)], { env });
    expect(told.status).toBe(1);
    expect(told.stdout).toContain("colophon ended with 1");
    expect(told.stdout).toContain("colophon revise");
  });
});

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

describe.skipIf(!hasSystemd)("the units of systemd (skipped where there is no systemd-analyze)", () => {
  const units = readdirSync(FOLDER).filter((name) => /\.(service|timer)$/.test(name));

  test("are all that the page names", () => {
    expect(units.toSorted()).toEqual([
      "colophon-once.service",
      "colophon-once.timer",
      "colophon-watch.service",
    ]);
  });

  test.each(units)("%s is a unit that systemd takes", async (name) => {
    const folder = await writeFiles(
      workshop.path(`units-${name}`),
      Object.fromEntries(
        units.map((unit) => [unit, example(unit).replaceAll("/usr/local/bin/colophon", "/bin/true")]),
      ),
    );
    const ran = spawnSync("systemd-analyze", ["verify", "--man=no", join(folder, name)], {
      encoding: "utf8",
    });
    expect([ran.status, ran.stdout + ran.stderr]).toEqual([0, ""]);
  });

  test("start a command that the program has", async () => {
    for (const unit of units.filter((name) => name.endsWith(".service"))) {
      const [, line = ""] = /^ExecStart=\/usr\/local\/bin\/colophon (.*)$/m.exec(example(unit)) ?? [];
      const args = line.split(" ");
      expect(args[0], unit).toBe("watch");
      const source = args.findIndex((arg) => arg.startsWith("/") || arg.startsWith("http"));
      const known = new Set(["--once", "--kind", "issues"]);
      expect(args.filter((arg, i) => i !== 0 && i !== source && !known.has(arg))).toEqual([]);
    }
  });
});
