import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { takeLock } from "../../../src/adapters/journal/lock.ts";
import { systemClock } from "../../../src/adapters/node/clock.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const LOCK = new URL("../../../src/adapters/journal/lock.ts", import.meta.url).href;
const CLOCK = new URL("../../../src/adapters/node/clock.ts", import.meta.url).href;

let made = 0;
const newFile = () => join(folder, `lock-${++made}`);
const quick = { clock: systemClock, seconds: 0, onWait: () => {} };

/** Another process that holds the lock until it is killed. */
async function holder(file: string) {
  const code = `
    import { takeLock } from ${JSON.stringify(LOCK)};
    import { systemClock } from ${JSON.stringify(CLOCK)};
    await takeLock(${JSON.stringify(file)}, { clock: systemClock, seconds: 5, onWait() {} });
    console.log("held");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

describe("the publisher's lock", () => {
  test("is refused while another process holds it", async () => {
    const file = newFile();
    const child = await holder(file);
    await expect(takeLock(file, quick)).toFailWith("ARCHIVE_BUSY", { seconds: 0 });
    child.kill("SIGKILL");
    await once(child, "exit");
  });

  test("is free as soon as its holder was killed", async () => {
    const file = newFile();
    const child = await holder(file);
    child.kill("SIGKILL");
    await once(child, "exit");
    const lock = await takeLock(file, quick);
    await expect(takeLock(file, quick)).toFailWith("ARCHIVE_BUSY");
    lock.release();
  });

  test("is waited for, and the waiting is told once", async () => {
    const file = newFile();
    const first = await takeLock(file, quick);
    let told = 0;
    const second = takeLock(file, { clock: systemClock, seconds: 10, onWait: () => (told += 1) });
    setTimeout(() => first.release(), 500);
    (await second).release();
    expect(told).toBe(1);
  });

  test("in a folder that is not there cannot be made", async () => {
    await expect(takeLock(join(folder, "missing", "lock"), quick)).toFailWith("ARCHIVE_DISK");
  });
});
