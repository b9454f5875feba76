import { execFile } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Worker } from "node:worker_threads";
import fc from "fast-check";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { listSource } from "../../../../src/adapters/disk/source.ts";
import { createHashingPool, type NodeHashingPool } from "../../../../src/adapters/node/hashing/pool.ts";
import { nodeSha256 } from "../../../../src/adapters/node/sha256.ts";
import { type PackOptions, packContent } from "../../../../src/core/dag/pack.ts";
import type { SourceFile } from "../../../../src/core/ports.ts";
import { keyStream } from "../../../support/chacha20.ts";
import { hashing } from "../../../support/hashing.ts";

const MIB = 1024 * 1024;
const EXITS = fileURLToPath(new URL("exits.ts", import.meta.url));
// From the first byte on, so that small inputs go through the workers too.
const eager = createHashingPool({ workers: 2, hireAfter: 0 });
const alone = createHashingPool({ workers: 0 });
afterAll(() => eager.close());

function folderOf(sizes: readonly number[]): string {
  const folder = mkdtempSync(join(tmpdir(), "colophon-pool-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const next = keyStream("pool");
  for (const [i, size] of sizes.entries()) writeFileSync(join(folder, `${i}.bin`), next(size));
  return folder;
}

async function listed(sizes: readonly number[]): Promise<SourceFile[]> {
  return (await listSource(folderOf(sizes))).files;
}

/** Every block in the order in which it was handed over, and what was found. */
async function packed(
  files: readonly SourceFile[],
  options: Partial<PackOptions> & { pool?: NodeHashingPool },
) {
  const { pool, ...others } = options;
  const blocks: string[] = [];
  const put = async (cid: { toString(): string }, bytes: Uint8Array) =>
    void blocks.push(`${cid.toString()} ${Buffer.from(nodeSha256(bytes)).toString("hex")}`);
  const using = { hashing: { ...hashing, ...(pool && { pool }) }, typeOf: () => "text/plain", ...others };
  const { content, files: entries } = await packContent(files, { put }, using);
  return { content: String(content), entries: JSON.stringify(entries), blocks };
}

describe("the pool", () => {
  test("gives the very blocks that one thread alone gives, in the same order", async () => {
    const size = fc.oneof(
      fc.integer({ min: 0, max: 5000 }),
      fc.constantFrom(0, MIB - 1, MIB, MIB + 1, 2 * MIB, 2 * MIB + 1, 5 * MIB + 7),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(size, { minLength: 1, maxLength: 12 }), async (sizes) => {
        const files = await listed(sizes);
        const serial = await packed(files, {});
        expect(await packed(files, { pool: eager })).toEqual(serial);
        expect(await packed(files, { pool: alone })).toEqual(serial);
      }),
      { numRuns: 25 },
    );
  });

  test("reads the files of many issues ahead, also when some are not asked for or lie elsewhere", async () => {
    const issues: SourceFile[][] = [];
    for (let i = 0; i < 6; i++) issues.push(await listed([i * 1000, 3 * MIB + i, 10]));
    const { file: _, ...elsewhere } = issues[4]?.[1] ?? expect.unreachable();
    issues[4]?.splice(1, 1, elsewhere);
    await using ahead = eager.readAhead(issues.flat());
    for (const [i, files] of issues.entries())
      if (i !== 2) expect(await packed(files, { ahead })).toEqual(await packed(files, {}));
    // Passed over: it comes from the file itself.
    expect(await packed(issues[2] ?? [], { ahead })).toEqual(await packed(issues[2] ?? [], {}));
  });

  test.each([
    ["has grown", (path: string) => appendFileSync(path, "x")],
    ["was replaced", (path: string) => (rmSync(path), writeFileSync(path, Buffer.alloc(3 * MIB)))],
    ["is gone", (path: string) => rmSync(path)],
    ["is a link now", (path: string) => (rmSync(path), symlinkSync("/etc/hostname", path))],
  ])("error: a file %s since it was listed", async (_, change) => {
    const files = await listed([100, 3 * MIB, 100]);
    change(files[1]?.file?.path ?? "");
    for (const pool of [eager, alone])
      await expect(packed(files, { pool })).toFailWith("SOURCE_CHANGED", { path: "1.bin" });
  });

  test("error: a file changes while it is read", async () => {
    // More than is read ahead at any time.
    const path = join(folderOf([0]), "0.bin");
    truncateSync(path, 32 * MIB);
    const { files } = await listSource(path);
    let read = 0;
    const onBytes = (count: number) => {
      if ((read += count) === 3 * MIB) appendFileSync(path, "x");
    };
    await expect(packed(files, { pool: eager, onBytes })).toFailWith("SOURCE_CHANGED", { path: "0.bin" });
  });

  test("has its workers help whoever waits for nothing else", async () => {
    let replies = 0;
    const onWorker = (worker: Worker) => void worker.on("message", () => (replies += 1));
    process.on("worker", onWorker);
    onTestFinished(() => void process.off("worker", onWorker));
    const pool = createHashingPool({ workers: 1, hireAfter: MIB });
    const files = await listed(Array.from({ length: 200 }, () => MIB));
    await packContent(files, { put: () => undefined }, { hashing: { ...hashing, pool }, typeOf: () => "" });
    await pool.close();
    // The first message says only that it is there.
    expect(replies).toBeGreaterThan(1);
  });

  test("goes on when its workers are gone", async () => {
    const pool = createHashingPool({ workers: 2, hireAfter: 0 });
    const files = await listed([MIB, 5 * MIB, 3000, 7 * MIB]);
    let ended: Promise<void> | undefined;
    const onBytes = () => void (ended ??= pool.close());
    expect(await packed(files, { pool, onBytes })).toEqual(await packed(files, {}));
    await ended;
    expect(await packed(files, { pool })).toEqual(await packed(files, {}));
  });

  test("hashes pieces where they lie, and leaves out what is not there", async () => {
    const bytes = keyStream("pool")(3 * MIB);
    const path = join(folderOf([3 * MIB]), "0.bin");
    const pieces = [
      { offset: 7, length: 100 },
      { offset: 110, length: MIB },
      { offset: 2 * MIB, length: MIB },
      { offset: 3 * MIB - 1, length: 2 },
      { offset: 4 * MIB, length: 1 },
    ];
    const expected = pieces.map(({ offset, length }) =>
      offset + length > bytes.length
        ? undefined
        : Buffer.from(nodeSha256(bytes.subarray(offset, offset + length))).toString("hex"),
    );
    for (const pool of [eager, alone]) {
      const found: unknown[] = [];
      for await (const [piece, digest] of pool.digests(path, pieces))
        found.push([piece, digest && Buffer.from(digest).toString("hex")]);
      expect(found).toEqual(pieces.map((piece, i) => [piece, expected[i]]));
    }
    for await (const [, digest] of eager.digests(`${path}.not`, pieces)) expect(digest).toBeUndefined();
  });

  test.each(["0", `${4 * MIB}`, `${1024 * MIB}`])(
    "lets the program end, workers hired after %s bytes",
    async (after) => {
      const folder = folderOf([3 * MIB, 5 * MIB, 10]);
      const run = promisify(execFile)(process.execPath, [EXITS, folder, after], { timeout: 30_000 });
      const { files } = await listSource(folder);
      expect((await run).stdout.trim()).toBe((await packed(files, {})).content);
    },
  );
});
