import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { appendFile, cp, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { openIssue, writeFolder } from "../../src/audit/export.ts";
import type { CID } from "../../src/core/cid.ts";
import { parseLabel } from "../../src/core/label.ts";
import { blockFromAny } from "../../src/core/retrieval.ts";
import {
  answered,
  colophon,
  type Failed,
  openWorkshop,
  pause,
  writeFiles,
} from "../support/archive-fixture.ts";
import { bagOf } from "../support/bags.ts";
import { MemoryFolder } from "../support/exported.ts";
import { hashing } from "../support/hashing.ts";
import { kuboProgram, startKubo, WHY_SKIPPED } from "../support/kubo-node.ts";
import { ModelArchive } from "../support/model-archive.ts";

const CLI = fileURLToPath(new URL("../../bin/colophon.js", import.meta.url));
const hasBagit = spawnSync("python3", ["-c", "import bagit"]).status === 0;

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const FILES = {
  "index.html": "<!doctype html><title>Low water</title><p>The bar dries at half past six.\n",
  "img/café.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
  "empty.txt": "",
  "tides.txt": "06:31 0.4\n".repeat(150_000),
} as const;
const MANY = Array.from({ length: 30 }, (_, i) => String(i + 1));

const archive = await workshop.archive("kept");
const issue = await workshop.issue("issues/95", FILES);
const titled = ["--title", "Low water", "--creator", "Ines Calloway", "--date", "2026-10-09"];
await answered(["publish", issue, ...titled, "--archive", archive], 0);
const batch = await Promise.all(
  MANY.map((label) => workshop.issue(`catalogue/${label}`, { "letter.txt": `Week ${label}\n` })),
);
await answered(["publish", "--batch", ...batch, "--archive", archive], 0);

interface Exported {
  readonly path: string;
  readonly digest: string;
  readonly cid: string;
  readonly proof: { readonly number: number } | null;
}

interface ExportedAll {
  readonly written: readonly Exported[];
  readonly already: readonly Exported[];
  readonly failed: readonly (Exported & Failed)[];
}

const exported = async (name: string, ...args: readonly string[]) =>
  (await answered(["export", ...args, "-o", workshop.path(name), "--archive", archive], 0)) as Exported;
const refused = async (args: readonly string[], status: number) =>
  ((await answered(args, status)) as Failed).error.code;
const shell = (folder: string, ...command: readonly string[]) =>
  execFileSync(command[0] ?? "", command.slice(1), { cwd: folder, encoding: "utf8", stdio: "pipe" });

function filesIn(folder: string): readonly string[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  return all
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted();
}

describe("an issue that is exported", () => {
  test("as a bag is checked by sha256sum alone, and holds the number on the chain and its proof", async () => {
    const { digest, proof } = await exported("bag", "95");
    const bag = workshop.path("bag");
    for (const sums of ["manifest-sha256.txt", "tagmanifest-sha256.txt", "SHA256SUMS"])
      expect(shell(bag, "sha256sum", "--strict", "-c", sums)).not.toContain("FAILED");
    expect(shell(bag, "sha256sum", "manifest.json")).toBe(`${digest}  manifest.json\n`);
    for (const [path, text] of Object.entries(FILES))
      expect(readFileSync(join(bag, "data", path), "utf8")).toBe(text);
    expect(proof?.number).toBeGreaterThan(0);
    const verified = await answered(["verify", join(bag, "proof.json"), "--archive", archive], 0);
    expect(verified).toMatchObject({ verdict: "authentic" });
    expect(readFileSync(join(bag, "bag-info.txt"), "utf8")).toMatch(
      /^Source-Organization: The Harbour Letter\n/,
    );
  });

  test.skipIf(!hasBagit)(
    "as a bag is valid for the library of the Library of Congress (needs Python's bagit)",
    async () => {
      await exported("for-python", "95");
      expect(spawnSync("python3", ["-m", "bagit", "--validate", workshop.path("for-python")]).status).toBe(0);
    },
  );

  test("as a folder holds plain files; as a CAR it is the very one that its store has", async () => {
    const { digest } = await exported("plain", "95", "--as", "folder");
    const plain = workshop.path("plain");
    const others = ["README.txt", "SHA256SUMS", "manifest.json", "proof.json"];
    expect(filesIn(plain)).toEqual(
      [...Object.keys(FILES).map((path) => `files/${path}`), ...others].toSorted(),
    );
    expect(shell(plain, "sha256sum", "--strict", "-c", "SHA256SUMS")).not.toContain("FAILED");
    expect(shell(plain, "sha256sum", "manifest.json")).toContain(digest);
    const { cid, proof } = await exported("95.car", "95", "--as", "car");
    expect(proof).toBeNull();
    const kept = join(archive, "data", "store", "blocks", `${cid}.car`);
    expect(readFileSync(workshop.path("95.car")).equals(readFileSync(kept))).toBe(true);
  });

  test("takes no place that something has, and names what it does not find", async () => {
    await exported("taken", "1");
    const before = filesIn(workshop.path("taken"));
    const again = ["export", "1", "-o", workshop.path("taken"), "--archive", archive];
    expect(await refused(again, 2)).toBe("EXPORT_PLACE_TAKEN");
    expect(filesIn(workshop.path("taken"))).toEqual(before);
    expect(await refused(["export", "nothing", "--archive", archive], 2)).toBe("LABEL_UNKNOWN");
    expect(await refused(["export", "0".repeat(64), "--archive", archive], 2)).toBe("DIGEST_UNKNOWN");
    for (const wrong of [[], ["95", "--all"], ["--all"]])
      expect(await refused(["export", ...wrong, "--archive", archive], 2)).toBe("USAGE_INVALID");
  });

  test("needs the chain for its proof alone", async () => {
    const cut = await workshop.copy(archive, "cut-off");
    const file = join(cut, "colophon.json");
    const config = JSON.parse(await readFile(file, "utf8")) as object;
    const chain = { type: "rpc", id: "eip155:31337", url: "http://127.0.0.1:9" };
    await writeFile(file, JSON.stringify({ ...config, chain }));
    const asked = ["export", "95", "-o", workshop.path("unproven"), "--archive", cut];
    expect(await refused(asked, 3)).toBe("CHAIN_UNREACHABLE");
    expect(existsSync(workshop.path("unproven"))).toBe(false);
    expect(await answered([...asked, "--no-proof"], 0)).toMatchObject({ proof: null });
    expect(filesIn(workshop.path("unproven"))).not.toContain("proof.json");
  });

  test.skipIf(kuboProgram() === undefined)(
    `as a CAR is taken and pinned by Kubo (${WHY_SKIPPED})`,
    async () => {
      const { cid } = await exported("for-kubo.car", "95", "--as", "car");
      const node = await startKubo(kuboProgram() ?? "");
      try {
        expect(node.run("dag", "import", workshop.path("for-kubo.car")).toString()).toContain(cid);
        expect(node.run("pin", "ls", "--type=recursive", cid).toString()).toContain("recursive");
        const manifest = node.run("block", "get", cid);
        expect(node.run("cat", `${cid}/content/tides.txt`).toString()).toBe(FILES["tides.txt"]);
        expect(JSON.parse(manifest.toString())).toMatchObject({ issue: { label: "95" } });
      } finally {
        await node.stop();
      }
    },
  );
});

describe("a whole publication", () => {
  const place = workshop.path("deposit");
  const all = ["export", "--all", "-o", place, "--archive", archive];

  test("that is interrupted leaves only what is whole, and goes on when it is asked again", async () => {
    const child = spawn(process.execPath, [CLI, ...all], { stdio: "ignore" });
    const ended = once(child, "exit");
    while (child.exitCode === null && !existsSync(join(place, "95.r1", "bagit.txt"))) await pause(2);
    child.kill("SIGINT");
    expect((await ended)[0]).toBe(3);
    const left = readdirSync(place);
    expect(left.length).toBeLessThan(MANY.length + 1);
    expect(left.filter((name) => !/^\d+\.r1$/.test(name))).toEqual([]);
    for (const name of left)
      expect(shell(join(place, name), "sha256sum", "--strict", "-c", "tagmanifest-sha256.txt")).not.toContain(
        "FAILED",
      );
    const { written, already } = (await answered(all, 0)) as ExportedAll;
    expect([written.length + already.length, already.length]).toEqual([MANY.length + 1, left.length]);
    expect(readdirSync(place).toSorted()).toEqual(
      [...["95", ...MANY].map((label) => `${label}.r1`), "documents.e3"].toSorted(),
    );
  });

  test("is left as it is by a second run, which tells what has a name that it needs", async () => {
    rmSync(join(place, "7.r1"), { recursive: true });
    writeFileSync(join(place, "7.r1"), "mine");
    rmSync(join(place, "8.r1"), { recursive: true });
    const ran = (await answered(all, 3)) as ExportedAll & Failed;
    expect(ran.error.code).toBe("EXPORT_INCOMPLETE");
    expect(ran.failed.map(({ error }) => error.code)).toEqual(["EXPORT_PLACE_TAKEN"]);
    expect(ran.written.map(({ path }) => basename(path))).toEqual(["8.r1"]);
    expect(readFileSync(join(place, "7.r1"), "utf8")).toBe("mine");
    rmSync(join(place, "7.r1"));
    expect(await answered(all, 0)).toMatchObject({ failed: [] });
  });

  test("comes back into an archive that lost its blocks, byte for byte, and nothing is anchored", async () => {
    const lost = await workshop.copy(archive, "lost");
    rmSync(join(lost, "data", "store"), { recursive: true });
    rmSync(join(lost, "data", "catalogue.sqlite"));
    const bags = ["import", "--bagit", place, "--archive", lost];
    const foretold = (await answered([...bags, "--dry-run"], 0)) as Restored;
    expect(outcomes(foretold)).toEqual(["would-restore"]);
    const restored = (await answered(bags, 0)) as Restored;
    expect([restored.restored.length, restored.failed]).toEqual([MANY.length + 1, []]);
    expect(outcomes(restored)).toEqual(["restored"]);
    expect(outcomes((await answered(bags, 0)) as Restored)).toEqual(["whole-before"]);
    for (const label of ["95", "30"]) {
      const again = workshop.path(`again-${label}`);
      await answered(["export", label, "--no-proof", "-o", again, "--archive", lost], 0);
      const [payload, manifest] = ["manifest-sha256.txt", "manifest.json"].map((name) =>
        readFileSync(join(again, name)),
      );
      expect(payload).toEqual(readFileSync(join(place, `${label}.r1`, "manifest-sha256.txt")));
      expect(manifest).toEqual(readFileSync(join(place, `${label}.r1`, "manifest.json")));
    }
    const { cid } = await exported("compared.car", "95", "--as", "car");
    const kept = readFileSync(join(lost, "data", "store", "blocks", `${cid}.car`));
    expect(kept.equals(readFileSync(workshop.path("compared.car")))).toBe(true);
    // Of an archive whose history has grown, or with a fault left, an audit would say so.
    const report = (await answered(["audit", "--archive", lost], 0)) as {
      readonly publications: readonly object[];
    };
    expect(report.publications).toMatchObject([{ entries: 3 }]);
  });
});

interface Restored {
  readonly restored: readonly { readonly stores: readonly { readonly outcome: string }[] }[];
  readonly failed: readonly (Failed & { readonly bag: string })[];
}

function outcomes({ restored }: Restored): readonly string[] {
  return [...new Set(restored.flatMap(({ stores }) => stores.map(({ outcome }) => outcome)))];
}

describe("a bag that is not what it says", () => {
  const damage: readonly (readonly [string, (bag: string) => void, string])[] = [
    [
      "another byte in a file",
      (bag) => writeFileSync(join(bag, "data", "empty.txt"), "x"),
      "BAG_FILE_ALTERED",
    ],
    ["a link in the place of a file", linked, "SOURCE_SYMLINK"],
    ["files elsewhere", (bag) => writeFileSync(join(bag, "fetch.txt"), "https://x 1 data/y\n"), "BAG_FETCH"],
    ["another manifest", (bag) => rmSync(join(bag, "manifest.json")), "BAG_FILE_MISSING"],
  ];

  function linked(bag: string): void {
    rmSync(join(bag, "data", "empty.txt"));
    symlinkSync("/dev/null", join(bag, "data", "empty.txt"));
  }

  test("is refused, with a code and the name of the file, and no store is touched", async () => {
    await exported("sound", "95");
    const empty = await workshop.copy(archive, "emptied");
    rmSync(join(empty, "data", "store"), { recursive: true });
    const codes: string[] = [];
    for (const [what, change] of damage) {
      const bag = workshop.path(what.replaceAll(" ", "-"));
      await cp(workshop.path("sound"), bag, { recursive: true });
      change(bag);
      const ran = await colophon(["import", "--bagit", bag, "--archive", empty, "--json"]);
      codes.push((JSON.parse(ran.stdout) as Failed).error.code);
      expect(ran.status, what).not.toBe(0);
    }
    expect(codes).toEqual(damage.map(([, , code]) => code));
    expect(
      existsSync(join(empty, "data", "store", "blocks"))
        ? readdirSync(join(empty, "data", "store", "blocks"))
        : [],
    ).toEqual([]);
  });

  test("or holds an issue of another registry, or one that was never anchored, is put nowhere", async () => {
    const model = new ModelArchive();
    const digest = await model.anchor(model.register(), "95", { "a.txt": "theirs" });
    const exporting = { hashing, block: (cid: CID) => blockFromAny(model.stores, cid, hashing.sha256) };
    const of = { label: parseLabel("95"), digest, revision: 1, anchoredAt: 1, profile: undefined };
    const folder = new MemoryFolder();
    await writeFolder(await openIssue(of, exporting), { as: "bag", writer: folder }, exporting);
    const theirs = workshop.path("theirs");
    for (const [path, bytes] of folder.files) await writeFiles(theirs, { [path]: bytes.toString() });
    expect(await refused(["import", "--bagit", theirs, "--archive", archive], 2)).toBe("BAG_ELSEWHERE");
    const later = await workshop.copy(archive, "later");
    await answered(
      ["publish", await workshop.issue("issues/96", { "a.txt": "later\n" }), "--archive", later],
      0,
    );
    await answered(["export", "96", "-o", workshop.path("96"), "--archive", later], 0);
    expect(await refused(["import", "--bagit", workshop.path("96"), "--archive", archive], 1)).toBe(
      "BAG_UNANCHORED",
    );
  });

  test("is told of among others, which come back all the same", async () => {
    const mixed = workshop.path("mixed");
    await cp(workshop.path("sound"), join(mixed, "a"), { recursive: true });
    await cp(workshop.path("sound"), join(mixed, "b"), { recursive: true });
    await appendFile(join(mixed, "b", "data", "index.html"), "x");
    const ran = (await answered(["import", "--bagit", mixed, "--archive", archive], 3)) as Restored & Failed;
    expect(ran.error.code).toBe("RESTORE_INCOMPLETE");
    expect([ran.restored.length, ran.failed.map(({ error }) => error.code)]).toEqual([
      1,
      ["BAG_FILE_ALTERED"],
    ]);
    await writeFiles(join(mixed, "c"), texts(bagOf({ "a.txt": "any" })));
    expect(await refused(["import", "--bagit", mixed, "--archive", archive], 2)).toBe("BAGS_MIXED");
  });
});

const texts = (files: ReturnType<typeof bagOf>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, String(text)]));

describe("a bag that anybody made", () => {
  const info = (more: string) => ({ "bag-info.txt": `External-Identifier: Gazette No. 12\n${more}` });

  test("is published as one issue, described by its bag-info.txt, every file of its payload in it", async () => {
    const own = await workshop.archive("of-others");
    const said =
      "Title: The Gazette\nDate: 1891-04\nCreator: A. Reed\nCreator: B. Moss\nBagging-Date: 2026-01-01\n";
    const bag = await writeFiles(
      workshop.path("gazette"),
      texts(bagOf({ "page-1.txt": "one\n", "plates/.order": "1\n" }, info(said))),
    );
    const asked = ["import", "--bagit", bag, "--archive", own];
    expect(await answered([...asked, "--dry-run"], 0)).toMatchObject({
      issues: [{ label: "gazette-no.-12", title: "The Gazette", date: "1891-04", files: 2 }],
    });
    await answered([...asked, "--label", "12"], 0);
    const { digest } = (await answered(
      ["export", "12", "-o", workshop.path("12"), "--archive", own],
      0,
    )) as Exported;
    const manifest = JSON.parse(readFileSync(workshop.path("12/manifest.json"), "utf8")) as object;
    expect(manifest).toMatchObject({
      issue: { creators: ["A. Reed", "B. Moss"], date: "1891-04", label: "12", title: "The Gazette" },
      files: [{ path: "page-1.txt" }, { path: "plates/.order" }],
    });
    const again = (await answered([...asked, "--label", "12"], 0)) as {
      already: readonly { digest: string }[];
    };
    expect(again.already.map((one) => one.digest)).toEqual([digest]);
  });

  test("is not published when it is not whole, is no bag, or is named for many", async () => {
    const bags = workshop.path("many");
    await writeFiles(join(bags, "a"), texts(bagOf({ "a.txt": "a" })));
    await writeFiles(join(bags, "b"), texts(bagOf({ "b.txt": "b" }, { "data/b.txt": "c" })));
    const many = ["import", "--bagit", bags, "--archive", archive];
    expect(await refused(many, 1)).toBe("BAG_FILE_ALTERED");
    expect(await refused([...many, "--label", "x"], 2)).toBe("USAGE_INVALID");
    expect(await refused(["import", "--bagit", issue, "--archive", archive], 2)).toBe("BAG_MALFORMED");
    expect(await refused(["import", issue, "--label", "x", "--archive", archive], 2)).toBe("USAGE_INVALID");
    expect(await refused(["import", "--bagit", workshop.path("nowhere"), "--archive", archive], 2)).toBe(
      "SOURCE_MISSING",
    );
  });
});
