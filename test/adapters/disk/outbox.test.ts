import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { openOutbox } from "../../../src/adapters/disk/outbox.ts";
import { rawCid } from "../../../src/core/cid.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import { hashing, memoryFile, utf8 } from "../../support/hashing.ts";

let place = "";
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "colophon-outbox-"));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
});

async function drained(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}

describe("the folder that exports appear in", () => {
  test("has nothing under a name before it is whole, and nothing besides afterwards", async () => {
    const at = join(place, "new", "deposit");
    {
      await using outbox = await openOutbox(at);
      const folder = await outbox.folder("95.r1");
      await folder.write("bagit.txt", utf8("it is a bag"));
      expect(await drained(folder.passing("data/a/b.txt", memoryFile("b.txt", "the text").read()))).toBe(
        "the text",
      );
      expect(existsSync(join(at, "95.r1"))).toBe(false);
      await folder.finish();
      const car = await outbox.car("95.r1.car");
      const bytes = utf8("a block");
      const cid = rawCid(digestFromBytes(hashing.sha256(bytes)));
      await car.put(cid, bytes);
      expect(existsSync(join(at, "95.r1.car"))).toBe(false);
      expect(await car.finish(cid)).toMatchObject({ file: join(at, "95.r1.car") });
    }
    expect(readdirSync(at).toSorted()).toEqual(["95.r1", "95.r1.car"]);
    expect(readFileSync(join(at, "95.r1", "data", "a", "b.txt"), "utf8")).toBe("the text");
  });

  test("loses what was let go of, what failed, and what an ended run has left", async () => {
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    mkdirSync(join(place, `.colophon-export-${dead}-0`));
    mkdirSync(join(place, `.colophon-export-${process.ppid}-0`));
    const outbox = await openOutbox(place);
    expect(readdirSync(place)).not.toContain(`.colophon-export-${dead}-0`);
    const folder = await outbox.folder("95.r1");
    await folder.write("a.txt", utf8("a"));
    await folder.discard();
    const left = await outbox.folder("96.r1");
    await left.write("a.txt", utf8("a"));
    outbox.abandon();
    // That of a run that is still at work is its own.
    expect(readdirSync(place)).toEqual([`.colophon-export-${process.ppid}-0`]);
  });

  test("gives no name that is taken: by a file, by an empty folder, or meanwhile", async () => {
    writeFileSync(join(place, "file"), "mine");
    mkdirSync(join(place, "folder"));
    await using outbox = await openOutbox(place);
    for (const name of ["file", "folder"]) {
      await expect(outbox.folder(name)).toFailWith("EXPORT_PLACE_TAKEN", { path: join(place, name) });
      await expect(outbox.car(name)).toFailWith("EXPORT_PLACE_TAKEN");
    }
    const folder = await outbox.folder("95.r1");
    mkdirSync(join(place, "95.r1"));
    await expect(folder.finish()).toFailWith("EXPORT_PLACE_TAKEN");
    expect(readdirSync(join(place, "95.r1"))).toEqual([]);
  });

  test("writes no file twice, and says which cannot be written", async () => {
    await using outbox = await openOutbox(place);
    const folder = await outbox.folder("95.r1");
    await folder.write("a.txt", utf8("a"));
    await expect(folder.write("a.txt", utf8("b"))).toFailWith("ARCHIVE_DISK", { path: "a.txt" });
    writeFileSync(join(place, "file"), "");
    await expect(openOutbox(join(place, "file", "below"))).toFailWith("ARCHIVE_DISK");
  });
});
