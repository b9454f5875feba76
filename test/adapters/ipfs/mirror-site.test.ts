import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openBlockIndex } from "../../../src/adapters/disk/block-index.ts";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { createMirrorSite, type MirrorSite } from "../../../src/adapters/ipfs/mirror-site.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { isWhole, readBack } from "../../../src/core/retrieval.ts";
import { fileServer } from "../../support/file-server.ts";
import { serving } from "../../support/serving.ts";
import { carOf, noise, type Sample, sampleOf, SMALL_FILES, temporaryFolder } from "../disk/sample.ts";

function siteAt(url: string, index: string, token?: string): MirrorSite {
  const blocks = openBlockIndex(index);
  onTestFinished(() => {
    blocks.close();
  });
  const parts = { url, id: "mirror", operator: "o", index: blocks, sha256: nodeSha256, patience: 1000 };
  return createMirrorSite({ ...parts, ...(token === undefined ? {} : { token }) });
}

async function issue() {
  const sample = await sampleOf({ ...SMALL_FILES, "big.bin": noise(2_500_000) });
  return { sample, car: await carOf(sample, createStaging(temporaryFolder())) };
}

const copyIn = async (site: MirrorSite, { root }: Sample) =>
  await readBack(site, root, { sha256: nodeSha256 });

describe.each([
  ["that knows ranges", true],
  ["that knows no ranges", false],
] as const)("a mirror on a web server %s", (_, ranges) => {
  async function mirrored() {
    const folder = temporaryFolder();
    const url = await fileServer({ folder, ranges });
    const { sample, car } = await issue();
    const site = siteAt(url, join(folder, "index.sqlite"));
    expect(await site.claim(sample.root)).toBe("absent");
    await site.put(car);
    return { folder, url, sample, car, site, file: join(folder, `${sample.root.toString()}.car`) };
  }

  test("keeps the CAR byte for byte and gives every block back", async () => {
    const { file, sample, car, site } = await mirrored();
    expect(readFileSync(file).equals(readFileSync(car.file ?? ""))).toBe(true);
    expect(isWhole(await copyIn(site, sample))).toBe(true);
    expect(await site.claim(sample.root)).toBe("pinned");
  });

  test("is read from its files alone where the index is lost", async () => {
    const { folder, url, sample } = await mirrored();
    expect(isWhole(await copyIn(siteAt(url, join(folder, "other.sqlite")), sample))).toBe(true);
  });

  test("has no answer for a block or a root that it never had", async () => {
    const { site } = await mirrored();
    const sample = await sampleOf({ "other.bin": noise(5000, 2) });
    expect(await site.block(sample.blocks[0]?.cid ?? sample.root)).toBeUndefined();
    expect(await site.block(sample.root)).toBeUndefined();
  });

  test("a CAR that was cut short is seen, and put again", async () => {
    const { file, sample, car, site } = await mirrored();
    truncateSync(file, statSync(file).size - 300_000);
    const copy = await copyIn(site, sample);
    expect(copy.missing.length).toBeGreaterThan(0);
    expect(copy).toMatchObject({ corrupt: [] });
    await site.put(car);
    expect(isWhole(await copyIn(site, sample))).toBe(true);
  });

  test("a CAR that was altered is seen, and put again", async () => {
    const { file, sample, car, site } = await mirrored();
    writeFileSync(
      file,
      readFileSync(file).map((byte, i) => (i === 1_500_000 ? byte ^ 1 : byte)),
    );
    expect((await copyIn(site, sample)).corrupt).toHaveLength(1);
    await site.put(car);
    expect(isWhole(await copyIn(site, sample))).toBe(true);
  });

  test("a CAR with its blocks in another order is read all the same", async () => {
    const { folder, file, url, sample } = await mirrored();
    const other = await carOf(
      { ...sample, blocks: sample.blocks.toReversed() },
      createStaging(temporaryFolder()),
    );
    writeFileSync(file, readFileSync(other.file ?? ""));
    expect(isWhole(await copyIn(siteAt(url, join(folder, "index.sqlite")), sample))).toBe(true);
  });

  test("a CAR that is gone is missing", async () => {
    const { file, sample, site } = await mirrored();
    rmSync(file);
    expect((await copyIn(site, sample)).missing).toEqual([sample.root.toString()]);
    expect(await site.claim(sample.root)).toBe("absent");
  });
});

describe("a mirror on a web server", () => {
  test("asks for what it may with its token, and puts nothing that is there already", async () => {
    const folder = temporaryFolder();
    const url = await fileServer({ folder, authorization: "Bearer s3cret" });
    const { sample, car } = await issue();
    const index = join(folder, "index.sqlite");
    await expect(siteAt(url, index).put(car)).toFailWith("STORE_REFUSED");
    const site = siteAt(url, index, "s3cret");
    await site.put(car);
    const file = join(folder, `${sample.root.toString()}.car`);
    const { ino } = statSync(file);
    await site.put(car);
    expect(statSync(file).ino).toBe(ino);
    expect(isWhole(await copyIn(site, sample))).toBe(true);
  });

  test.each([
    ["it takes no PUT", 405, "STORE_UNREACHABLE"],
    ["it does not let us", 403, "STORE_REFUSED"],
    ["it has no room", 507, "STORE_FULL"],
    ["it is away", 503, "STORE_UNREACHABLE"],
    ["it says yes and keeps nothing", 201, "STORE_REFUSED"],
  ] as const)("error: %s", async (_, status, code) => {
    const url = await serving((request, response) => {
      request.resume().once("end", () => response.writeHead(request.method === "PUT" ? status : 404).end());
    });
    await expect(siteAt(url, join(temporaryFolder(), "i")).put((await issue()).car)).toFailWith(code);
  });

  test("error: it keeps half of it", async () => {
    const url = await serving((request, response) => {
      request.resume().once("end", () => {
        if (request.method === "PUT") response.writeHead(201).end();
        else if (request.method === "HEAD") response.writeHead(200, { "Content-Length": "1000" }).end();
        else response.writeHead(404).end();
      });
    });
    await expect(siteAt(url, join(temporaryFolder(), "i")).put((await issue()).car)).toFailWith(
      "STORE_REFUSED",
    );
  });

  test("error: it hangs up or falls silent in the middle of an upload or a download", async () => {
    const { sample, car } = await issue();
    const folder = temporaryFolder();
    const hangsUp = await serving((request, response) => {
      if (request.method === "PUT") request.once("data", () => request.socket.destroy());
      else response.writeHead(404).end();
    });
    await expect(siteAt(hangsUp, join(folder, "1")).put(car)).toFailWith("STORE_UNREACHABLE");
    const silent = await serving((request, response) => {
      if (request.method === "PUT") request.resume();
      else response.writeHead(404).end();
    });
    await expect(siteAt(silent, join(folder, "2")).put(car)).toFailWith("STORE_UNREACHABLE");
    const half = await serving((_, response) => {
      response
        .writeHead(200, { "Content-Length": "5000" })
        .write(readFileSync(car.file ?? "").subarray(0, 100));
    });
    await expect(siteAt(half, join(folder, "3")).block(sample.root)).toFailWith("STORE_UNREACHABLE");
  });

  test("takes and compares a large CAR without holding it in memory", async () => {
    const folder = temporaryFolder();
    const site = siteAt(await fileServer({ folder }), join(folder, "index.sqlite"));
    const sample = await sampleOf({ "large.bin": noise(120 * 1024 * 1024) });
    const car = await carOf(sample, createStaging(temporaryFolder()));
    globalThis.gc?.();
    let highest = 0;
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage.rss());
    }, 10);
    await site.put(car);
    await site.put(car);
    clearInterval(watch);
    expect((highest - before) / 1024 / 1024).toBeLessThan(110);
  });
});
