import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFile, cp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChain } from "../../src/adapters/evm/chain.ts";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import {
  answered,
  colophon,
  openWorkshop,
  run,
  SMALL_ISSUE,
  untilAtRest,
  writeFiles,
} from "../support/archive-fixture.ts";
import { filesIn, standingOf } from "../support/archive-standing.ts";
import { playTable } from "../adapters/evm/node-server.ts";

/* Each bad input gets its code and its exit status, and nothing is half-anchored or lost. */

/** The development chain's first two accounts: everybody knows their keys. */
const OWNER = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const STRANGER = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
const NOBODY_LISTENS = "http://127.0.0.1:1";

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

async function refused(args: readonly string[], status: number, env: Readonly<Record<string, string>> = {}) {
  const told = (await answered(args, status, { env })) as {
    error?: { code: string; message: string; next: string };
  };
  expect(told.error?.message.length).toBeGreaterThan(10);
  expect(told.error?.next.length).toBeGreaterThan(5);
  return told.error?.code;
}

describe("an issue that cannot be archived", () => {
  let archive: string;
  beforeAll(async () => {
    archive = await workshop.archive("inputs");
  });
  const publish = (...args: readonly string[]) => refused(["publish", ...args, "--archive", archive], 2);

  test.each(["Issue 95", "95/2", "é", "a".repeat(65), ""])("wrong label %j", async (label) => {
    const folder = await workshop.issue("fine", SMALL_ISSUE);
    expect(await publish(folder, "--label", label)).toBe("LABEL_INVALID");
  });

  test("a folder whose name is no label", async () => {
    expect(await publish(await workshop.issue("Summer Issue", SMALL_ISSUE))).toBe("LABEL_INVALID");
    const again = ["publish", workshop.path("Summer Issue"), "--archive", archive];
    const { error } = (await answered(again, 2)) as { error: { next: string } };
    expect(error.next).toContain("summer-issue");
  });

  test("a folder of issues, described or begun with a page each, unless it is meant as one", async () => {
    const described = { "1/text.txt": "one", "1/issue.yaml": "title: One\n", "notes.txt": "mine" };
    const begun = { "42/index.html": "<p>42", "43/index.html": "<p>43", "43/map.svg": "<svg/>" };
    for (const [name, files] of Object.entries({ described, begun })) {
      const folder = await workshop.issue(name, files);
      expect(await publish(folder)).toBe("FOLDER_OF_ISSUES");
      expect(await publish(folder, "--dry-run")).toBe("FOLDER_OF_ISSUES");
    }
    const one = ["publish", workshop.path("begun"), "--as-one", "--dry-run", "--archive", archive];
    expect(await answered(one, 0)).toMatchObject({ issues: [{ label: "begun" }] });
  });

  test("an empty folder, also one with hidden files alone", async () => {
    expect(await publish(await workshop.issue("empty", {}))).toBe("SOURCE_EMPTY");
    expect(await publish(await workshop.issue("hidden", { ".DS_Store": "x" }))).toBe("SOURCE_EMPTY");
  });

  test("nothing at all", async () => {
    expect(await publish(workshop.path("missing"))).toBe("SOURCE_MISSING");
  });

  test("a symbolic link, in the folder or as the folder", async () => {
    const folder = await workshop.issue("linked", SMALL_ISSUE);
    await symlink("/etc/hostname", join(folder, "host"));
    expect(await publish(folder)).toBe("SOURCE_SYMLINK");
    await symlink(await workshop.issue("fine", SMALL_ISSUE), workshop.path("a-link"));
    expect(await publish(workshop.path("a-link"))).toBe("SOURCE_SYMLINK");
  });

  test.each([["back\\slash.txt"], ["line\nbreak.txt"], ["a\u202eb.txt"]])("the path %j", async (name) => {
    const folder = await workshop.issue(`path-${name.length}`, { "fine.txt": "x", [name]: "y" });
    expect(await publish(folder, "--label", "paths")).toBe("PATH_INVALID");
  });

  test("a named pipe", async () => {
    const folder = await workshop.issue("piped", SMALL_ISSUE);
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(await publish(folder)).toBe("SOURCE_SPECIAL");
  });

  test.each([
    [{ "Readme.txt": "1", "README.TXT": "2" }],
    [{ "caf\u00e9.txt": "1", "cafe\u0301.txt": "2" }],
    [{ "a/x.txt": "1", "A/y.txt": "2" }],
  ])("two paths that fold together: %j", async (files: Record<string, string>) => {
    const folder = await workshop.issue(`folding-${Object.keys(files).join("").length}`, files);
    expect(await publish(folder)).toBe("PATHS_COLLIDE");
  });

  test("an issue.yaml that says something impossible", async () => {
    const folder = await workshop.issue("yaml", { ...SMALL_ISSUE, "issue.yaml": "date: yesterday\n" });
    expect(await publish(folder)).toBe("METADATA_INVALID");
  });

  test("a file that changes while it is packed", async () => {
    const folder = await workshop.issue("growing", SMALL_ISSUE);
    const large = join(folder, "z-large.bin");
    await writeFile(large, Buffer.alloc(48 * 1024 * 1024, 7));
    const over = new AbortController();
    const writing = (async () => {
      while (!over.signal.aborted) await appendFile(large, "x");
    })();
    const code = await publish(folder);
    over.abort();
    await writing;
    expect(code).toBe("SOURCE_CHANGED");
    expect(filesIn(join(archive, "data", "staging"))).toStrictEqual([]);
  });

  test("nothing of all this was anchored, and nothing lies about", async () => {
    const { entries, leftOver, unfinished, audit } = await standingOf(archive);
    expect(entries.map((entry) => entry.kind)).toStrictEqual(["registered"]);
    expect({ leftOver, unfinished, ok: audit.ok }).toStrictEqual({ leftOver: [], unfinished: [], ok: true });
  });
});

test("an issue already anchored with other content", async () => {
  const archive = await workshop.archive("anchored");
  const first = await workshop.issue("first/95", SMALL_ISSUE);
  await answered(["publish", first, "--archive", archive], 0);
  const other = await workshop.issue("second/95", { ...SMALL_ISSUE, "tides.txt": "other" });
  expect(await refused(["publish", other, "--archive", archive], 2)).toBe("LABEL_ANCHORED");
  const { entries, leftOver, unfinished } = await standingOf(archive);
  expect(entries).toHaveLength(2);
  expect({ leftOver, unfinished }).toStrictEqual({ leftOver: [], unfinished: [] });
});

describe("a node that is not the right one", () => {
  let anvil: Anvil;
  let archive: string;
  let issue: string;
  const env = (more: Readonly<Record<string, string>> = {}) => ({
    COLOPHON_PRIVATE_KEY: OWNER,
    COLOPHON_RPC_URL: anvil.url,
    ...more,
  });
  beforeAll(async () => {
    anvil = await startAnvil(0, undefined);
    archive = workshop.path("on-a-node");
    await answered(["init", archive, "--title", "On a Node", "--deploy"], 0, { env: env() });
    await writeFile(
      join(archive, "colophon.json"),
      (await readFile(join(archive, "colophon.json"), "utf8")).replace(
        '"chain"',
        '"finality": { "kind": "depth", "blocks": 0 }, "chain"',
      ),
    );
    issue = await workshop.issue("node/95", SMALL_ISSUE);
  });
  afterAll(() => anvil.kill());
  const publish = (status: number, more: Readonly<Record<string, string>>) =>
    refused(["publish", issue, "--archive", archive], status, env(more));
  const sent = () => createChain({ url: anvil.url }).block("latest");

  test("a key without the right", async () => {
    const before = await sent();
    expect(await publish(2, { COLOPHON_PRIVATE_KEY: STRANGER })).toBe("NOT_PUBLISHER");
    expect(await sent()).toStrictEqual(before);
    expect(filesIn(join(archive, "data", "staging"))).toStrictEqual([]);
  });

  test("no key, and a key that is none", async () => {
    const rest = { COLOPHON_RPC_URL: anvil.url };
    expect(await refused(["publish", issue, "--archive", archive], 2, rest)).toBe("SIGNER_MISSING");
    expect(await publish(2, { COLOPHON_PRIVATE_KEY: OWNER.slice(0, -1) })).toBe("SIGNER_INVALID");
  });

  test("an account without money", async () => {
    const key = `0x${"22".repeat(32)}`;
    expect(await publish(2, { COLOPHON_PRIVATE_KEY: key })).toBe("NOT_PUBLISHER");
    const other = workshop.path("penniless");
    const args = ["init", other, "--title", "Penniless", "--deploy"];
    expect(await refused(args, 2, env({ COLOPHON_PRIVATE_KEY: key }))).toBe("FUNDS_INSUFFICIENT");
    expect(await answered(args, 0, { env: env() })).toMatchObject({ id: "1" });
  });

  test("a wrong chain", async () => {
    await using other = await playTable({ eth_chainId: () => "0x1" });
    expect(await publish(2, { COLOPHON_RPC_URL: other.url })).toBe("CHAIN_MISMATCH");
    expect(other.asked.map((one) => one.method)).toStrictEqual(["eth_chainId"]);
  });

  test("a registry address with no code, and one of another contract's", async () => {
    const text = await readFile(join(archive, "colophon.json"), "utf8");
    const { registry } = JSON.parse(text) as { registry: string };
    const nowhere = `0x${"77".repeat(20)}`;
    const elsewhere = await workshop.issue("elsewhere", { "colophon.json": text.replace(registry, nowhere) });
    expect(await refused(["publish", issue, "--archive", elsewhere], 2, env())).toBe("REGISTRY_MISSING");
    const init = ["init", workshop.path("adopting"), "--title", "T", "--registry", nowhere];
    expect(await refused(init, 2, env())).toBe("REGISTRY_MISSING");
  });

  test("an unreachable node: publish cannot finish, audit and verify could not check", async () => {
    const gone = { COLOPHON_RPC_URL: NOBODY_LISTENS };
    expect(await publish(3, gone)).toBe("CHAIN_UNREACHABLE");
    expect(await refused(["audit", "--archive", archive], 3, env(gone))).toBe("CHAIN_UNREACHABLE");
    const told = await answered(["verify", issue, "--label", "95", "--archive", archive], 3, {
      env: env(gone),
    });
    expect(told).toMatchObject({ verdict: "could-not-check" });
  });

  test("after all this the right one takes the issue", async () => {
    const told = await answered(["publish", issue, "--archive", archive], 0, { env: env() });
    expect(told).toMatchObject({ issues: [{ label: "95", status: "final" }] });
    expect(await answered(["audit", "--archive", archive], 0, { env: env() })).toMatchObject({ ok: true });
  });
});

describe("a store", () => {
  test("that cannot be reached leaves too few copies; nothing is anchored, and later it goes on", async () => {
    const archive = await workshop.archive("two-stores");
    const file = join(archive, "colophon.json");
    const config = JSON.parse(await readFile(file, "utf8")) as { targets: object[]; policy: object };
    const kubo = { type: "kubo", id: "kubo", url: NOBODY_LISTENS, operator: "self" };
    const text = (minCopies: number) =>
      JSON.stringify({
        ...config,
        targets: [...config.targets, kubo],
        policy: { minCopies, minOperators: 1 },
      });
    await writeFile(file, text(2));
    const issue = await workshop.issue("two/95", SMALL_ISSUE);
    expect(await refused(["publish", issue, "--archive", archive], 3)).toBe("COPIES_TOO_FEW");
    expect((await standingOf(archive)).entries).toHaveLength(1);
    await writeFile(file, text(1));
    await answered(["publish", issue, "--archive", archive], 0);
    const report = await answered(["audit", "--archive", archive], 3);
    expect(report).toMatchObject({ ok: false, complete: false });
  });

  test("with a manifest or a block that was tampered with is found out, and named", async () => {
    const archive = await workshop.archive("tampered");
    const issue = await workshop.issue("tampered/95", SMALL_ISSUE);
    const told = (await answered(["publish", issue, "--archive", archive], 0)) as {
      issues: { cid: string }[];
    };
    const cid = told.issues[0]?.cid ?? "";
    const blocks = join(archive, "data", "store", "blocks");
    const file = join(blocks, (await readdir(blocks)).find((name) => name.includes(cid)) ?? "");
    const whole = await readFile(file);
    for (const needle of ['"label":"95"', "06:31 0.4"]) {
      const bytes = Buffer.from(whole);
      const offset = bytes.indexOf(needle);
      expect(offset).toBeGreaterThan(0);
      bytes[offset + 1] = (bytes[offset + 1] ?? 0) ^ 1;
      await writeFile(file, bytes);
      const report = await answered(["audit", "--archive", archive], 1);
      expect(report).toMatchObject({ ok: false, stores: [{ id: "embedded", corrupt: 1 }] });
      expect(JSON.stringify(report)).toContain("block-corrupt");
    }
    // The manifest is damaged in the store: the file in hand cannot be held against it.
    const bytes = Buffer.from(whole);
    const offset = bytes.indexOf('"label":"95"');
    bytes[offset + 1] = (bytes[offset + 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
    const checked = await colophon(["verify", issue, "--label", "95", "--archive", archive, "--json"]);
    expect([1, 3]).toContain(checked.status);
    expect(checked.stdout).not.toMatch(/"verdict": "authentic/);
  });

  test("without a block says which is missing", async () => {
    const archive = await workshop.archive("forgetful");
    const issue = await workshop.issue("forgetful/95", SMALL_ISSUE);
    const told = (await answered(["publish", issue, "--archive", archive], 0)) as {
      issues: { cid: string }[];
    };
    const cid = told.issues[0]?.cid ?? "";
    const blocks = join(archive, "data", "store", "blocks");
    await rm(join(blocks, (await readdir(blocks)).find((name) => name.includes(cid)) ?? ""));
    const report = await answered(["audit", "--archive", archive], 1);
    expect(report).toMatchObject({
      ok: false,
      stores: [{ faults: [{ fault: "block-missing", label: "95" }] }],
    });
  });
});

describe("a full disk", () => {
  const canMount = process.platform === "linux" && process.getuid?.() === 0;

  test.skipIf(!canMount)(
    "is told by its code; with room again the same command ends with one record",
    async ({ skip }) => {
      const from = await workshop.archive("before-full");
      const disk = await workshop.issue("disk", {});
      try {
        execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], { stdio: "ignore" });
      } catch {
        return skip("needs to mount a small disk, which this machine forbids");
      }
      try {
        const archive = join(disk, "archive");
        await cp(from, archive, { recursive: true });
        const issue = await workshop.issue("full/95", SMALL_ISSUE);
        await writeFile(join(issue, "photo.bin"), randomBytes(2_000_000));
        await writeFile(join(disk, "ballast"), Buffer.alloc(2_000_000));
        const code = await refused(["publish", issue, "--archive", archive], 3);
        expect(["STORE_FULL", "ARCHIVE_DISK", "COPIES_TOO_FEW", "EMBEDDED_CHAIN_FAILED"]).toContain(code);
        await rm(join(disk, "ballast"));
        await answered(["publish", issue, "--archive", archive], 0);
        const { audit, entries } = await standingOf(archive);
        expect(audit.ok).toBe(true);
        expect(entries.map((entry) => entry.kind)).toStrictEqual(["registered", "anchored"]);
        await untilAtRest(archive);
      } finally {
        execFileSync("umount", ["-l", disk], { stdio: "ignore" });
      }
    },
  );

  test.skipIf(process.platform === "win32")(
    "or a limit on file sizes leaves nothing half-anchored",
    async () => {
      const archive = await workshop.archive("limited");
      const issue = await workshop.issue("limited/95", SMALL_ISSUE);
      await writeFile(join(issue, "photo.bin"), randomBytes(3_000_000));
      const program = new URL("../../bin/colophon.js", import.meta.url).pathname;
      const command = `ulimit -f 2048; trap '' XFSZ; exec "$0" "$@"`;
      const args = [process.execPath, program, "publish", issue, "--archive", archive, "--json"];
      const ran = await run("bash", ["-c", command, ...args]);
      expect(ran.status, ran.stderr).toBe(3);
      expect((await standingOf(archive)).entries).toHaveLength(1);
      await answered(["publish", issue, "--archive", archive], 0);
      expect((await standingOf(archive)).audit.ok).toBe(true);
    },
  );
});

describe("an archive", () => {
  test("that is not there, or whose settings are no settings", async () => {
    const empty = await workshop.issue("no-archive", {});
    const issue = await workshop.issue("fine", SMALL_ISSUE);
    expect(await refused(["publish", issue, "--archive", empty], 2)).toBe("ARCHIVE_MISSING");
    const broken = await writeFiles(workshop.path("broken"), {
      "colophon.json": '{"type":"colophon/archive/1"',
    });
    for (const command of [["publish", issue], ["audit"], ["status"], ["verify", issue]])
      expect(await refused([...command, "--archive", broken], 2)).toBe("ARCHIVE_INVALID");
  });

  test("with a publication nobody knows", async () => {
    const archive = await workshop.archive("unknown");
    const issue = await workshop.issue("fine", SMALL_ISSUE);
    const args = ["publish", issue, "--publication", "almanac", "--archive", archive];
    expect(await refused(args, 2)).toBe("PUBLICATION_ABSENT");
    expect(await refused(["notice", "95", "--kind", "concern", "--archive", archive], 2)).toBe(
      "LABEL_UNKNOWN",
    );
    expect(await refused(["revise", issue, "--archive", archive], 2)).toBe("LABEL_UNKNOWN");
  });

  test("with settings that could not be read back is not made", async () => {
    const folder = workshop.path("bad-url");
    const args = ["init", folder, "--title", "T", "--kubo-url", "not a url"];
    expect(await refused(args, 2)).toBe("USAGE_INVALID");
    expect(filesIn(folder)).toStrictEqual([]);
  });
});
