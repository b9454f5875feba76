import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./sample.ts";

/** Runs a command where a new disk of 3 MiB is mounted on the folder, seen by that command alone. */
function onSmallDisk(folder: string, command: readonly string[]) {
  const script = 'mount -t tmpfs -o size=3m none "$0" && exec "$@"';
  return spawnSync(
    "unshare",
    ["--user", "--map-root-user", "--mount", "sh", "-c", script, folder, ...command],
    {
      encoding: "utf8",
    },
  );
}

const canMount =
  spawnSync("unshare", ["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"])
    .status === 0;

describe.skipIf(!canMount)("a full disk (skipped where a process may not mount one for itself)", () => {
  test("error: STORE_FULL when staging and when putting, and nothing is left behind", () => {
    const [small, large] = [temporaryFolder(), temporaryFolder()];
    const ran = onSmallDisk(small, [process.execPath, join(import.meta.dirname, "fill.ts"), small, large]);
    expect(ran.stderr).toBe("");
    expect(JSON.parse(ran.stdout)).toEqual({ staged: "STORE_FULL", put: "STORE_FULL", left: [], roots: 0 });
  });
});
