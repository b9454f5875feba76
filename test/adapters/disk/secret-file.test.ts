import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { readSecretFile, writeSecretFile } from "../../../src/adapters/disk/secret-file.ts";

const folder = await mkdtemp(join(tmpdir(), "colophon-secret-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
const MODULE = fileURLToPath(new URL("../../../src/adapters/disk/secret-file.ts", import.meta.url));

describe("writing", () => {
  test("makes the file its owner's alone, and every folder that was not there", async () => {
    const path = join(folder, "a", "b", "key.json");
    await writeSecretFile(path, "secret");
    expect(await readFile(path, "utf8")).toBe("secret");
    expect(await modeOf(path)).toBe("600");
    expect(await modeOf(join(folder, "a", "b"))).toBe("700");
    expect(await modeOf(join(folder, "a"))).toBe("700");
    expect(await readdir(join(folder, "a", "b"))).toEqual(["key.json"]);
  });

  test("leaves a folder that is there as it is", async () => {
    const own = join(folder, "own");
    await mkdir(own);
    await chmod(own, 0o755);
    await writeSecretFile(join(own, "key.json"), "secret");
    expect(await modeOf(own)).toBe("755");
  });

  test("never overwrites: neither a file nor what a link points to, dangling or not", async () => {
    const path = join(folder, "taken.json");
    await writeFile(path, "before");
    await symlink(path, join(folder, "link.json"));
    await symlink(join(folder, "nothing"), join(folder, "dangling.json"));
    for (const name of ["taken.json", "link.json", "dangling.json"])
      await expect(writeSecretFile(join(folder, name), "after")).toFailWith("KEYSTORE_EXISTS");
    expect(await readFile(path, "utf8")).toBe("before");
    expect((await readdir(folder)).filter((name) => name.endsWith(".tmp") || name === "nothing")).toEqual([]);
  });

  test("of two that write at once, one wins and the other is told", async () => {
    const path = join(folder, "race.json");
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => writeSecretFile(path, String(i))),
    );
    const won = all.findIndex(({ status }) => status === "fulfilled");
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readFile(path, "utf8")).toBe(String(won));
  });

  test("killed at any moment, leaves the whole file or none", async () => {
    const text = "x".repeat(60_000);
    const counts = { none: 0, whole: 0 };
    for (let round = 0; round < 40; round += 1) {
      const path = join(folder, "killed", `${round}.json`);
      const code = `import { writeSecretFile } from ${JSON.stringify(MODULE)};
        process.stdout.write("go"); await writeSecretFile(${JSON.stringify(path)}, "x".repeat(60_000));`;
      await killedSoon(code, (round % 20) * 0.4);
      const left = await readFile(path, "utf8").catch(() => undefined);
      if (left !== undefined) expect(left).toBe(text);
      counts[left === undefined ? "none" : "whole"] += 1;
    }
    expect(counts.none + counts.whole).toBe(40);
    for (const name of await readdir(join(folder, "killed")).catch(() => []))
      expect(await modeOf(join(folder, "killed", name))).toBe("600");
  }, 120_000);
});

/** Runs a module in a process of its own and kills it so many milliseconds after it says that it goes. */
function killedSoon(code: string, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.once("data", () => {
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
    child.kill("SIGKILL");
  });
  return new Promise((resolve) => child.once("close", () => resolve()));
}

describe("reading", () => {
  const file = join(folder, "read.json");

  test.each([0o600, 0o400, 0o640, 0o440])("mode %o is read", async (mode) => {
    await writeFile(file, "secret");
    await chmod(file, mode);
    expect(await readSecretFile(file, "The keystore")).toBe("secret");
  });

  test.each([0o644, 0o604, 0o660, 0o620, 0o602, 0o601, 0o666, 0o777])("mode %o is refused", async (mode) => {
    await writeFile(file, "secret");
    await chmod(file, mode);
    await expect(readSecretFile(file, "The keystore")).toFailWith("KEY_FILE_EXPOSED", {
      mode: `0${mode.toString(8)}`,
    });
    await chmod(file, 0o600);
  });

  test("what is not there, a folder, and a file of a megabyte are refused", async () => {
    await writeFile(join(folder, "big"), "x".repeat(1_000_000), { mode: 0o600 });
    await mkdir(join(folder, "folder"), { mode: 0o700 });
    for (const name of ["missing", "folder", "big"])
      await expect(readSecretFile(join(folder, name), "The keystore")).toFailWith("KEY_FILE_UNREADABLE");
  });
});
