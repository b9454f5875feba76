import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { bagFoldersIn, listBag } from "../../../src/adapters/back-catalogue/bag-folder.ts";
import { openBags } from "../../../src/adapters/back-catalogue/sources/bags.ts";
import { listSource } from "../../../src/adapters/disk/source.ts";
import { nodeHashNamed } from "../../../src/adapters/node/named-hash.ts";
import { bagOf } from "../../support/bags.ts";

let top = "";
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), "colophon-bags-"));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
});

const list = (path: string) => listSource(path, { hidden: true });

function write(name: string, files: ReturnType<typeof bagOf>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(top, name, path)), { recursive: true });
    writeFileSync(join(top, name, path), content);
  }
  return join(top, name);
}

describe("the folder of a bag", () => {
  test("is the one that is named, or each one right in it", async () => {
    const [b, a] = ["b", "a"].map((name) => write(name, bagOf({ "x.txt": name })));
    write("no-bag", { "x.txt": "x" });
    expect(bagFoldersIn(top)).toEqual([a, b]);
    expect(bagFoldersIn(a ?? "")).toEqual([a]);
    await expect(() => bagFoldersIn(join(top, "no-bag"))).toFailWith("BAG_MALFORMED");
    await expect(() => bagFoldersIn(join(top, "nowhere"))).toFailWith("SOURCE_MISSING");
  });

  test("is listed with hidden files, and a payload whose paths are as long as those of issues may be", async () => {
    const long = `${"a".repeat(250)}/${"b".repeat(250)}/${"c".repeat(250)}/${"d".repeat(250)}/${"e".repeat(20)}`;
    const bag = write("b", bagOf({ [long]: "x", ".hidden": "x" }, { "notes/of-ours.txt": "x" }));
    mkdirSync(join(bag, "nothing"));
    const { payload, tags } = await listBag(bag, list);
    expect(payload.map(({ path }) => path)).toEqual([".hidden", long]);
    const names = ["bagit.txt", "manifest-sha256.txt", "notes/of-ours.txt", "tagmanifest-sha256.txt"];
    expect(tags.map(({ path }) => path)).toEqual(names);
  });

  test("without a payload, or with a link for one or for a file beside it, is refused", async () => {
    const bag = write("b", bagOf({ "x.txt": "x" }));
    symlinkSync("bagit.txt", join(bag, "linked.txt"));
    await expect(listBag(bag, list)).toFailWith("SOURCE_SYMLINK");
    rmSync(join(bag, "linked.txt"));
    rmSync(join(bag, "data"), { recursive: true });
    await expect(listBag(bag, list)).toFailWith("BAG_MALFORMED");
    symlinkSync(top, join(bag, "data"));
    await expect(listBag(bag, list)).toFailWith("SOURCE_SYMLINK");
  });
});

describe("bags that anybody made", () => {
  const opened = async (label?: string) => {
    const issues = [];
    const options = { list, hashNamed: nodeHashNamed, ...(label === undefined ? {} : { label }) };
    for await (const one of openBags(top, options)) issues.push(one);
    return issues;
  };

  test("are described by what their bag-info.txt says, and by their folders' names where it says nothing", async () => {
    const said = [
      ...["External-Identifier: Gazette 12", "DC-Title: The Gazette", "External-Description: Four pages"],
      ...["DC-Creator: A. Reed", "Bagging-Date: 2026-01-01", "License: CC0-1.0", "Language: en"],
    ];
    write("a", bagOf({ "1.txt": "one" }, { "bag-info.txt": `${said.join("\n")}\n` }));
    write("Low Water", bagOf({ "1.txt": "one" }));
    const [low, gazette] = await opened();
    expect(gazette).toMatchObject({
      ...{ label: "gazette-12", title: "The Gazette", description: "Four pages", creators: ["A. Reed"] },
      ...{ license: "CC0-1.0", language: "en" },
    });
    // The day on which somebody packed it is not the day that the issue bears.
    expect(gazette?.date).toBeUndefined();
    expect(low).toMatchObject({ label: "low-water", title: "low-water" });
  });

  test("are read no further than the first that is not whole", async () => {
    write("a", bagOf({ "1.txt": "one" }, { "data/1.txt": "two" }));
    await expect(opened()).toFailWith("BAG_FILE_ALTERED", { file: "data/1.txt" });
    rmSync(join(top, "a"), { recursive: true });
    write("b", bagOf({ "1.txt": "one" }));
    expect((await opened("12")).map(({ label }) => label)).toEqual(["12"]);
  });
});
