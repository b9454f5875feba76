import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const ISSUE_41 = /api\/issues\/([0-9a-f]{64})\/manifest/.exec(README)?.[1] ?? "";

const work = mkdtempSync(join(tmpdir(), "colophon-readme-"));
let started: ChildProcess;
let page = "";
let node = "";

/** What `npm start` runs, on an archive of its own and a free port. */
beforeAll(async () => {
  const env = { ...process.env, COLOPHON_ARCHIVE: join(work, "archive"), NO_COLOR: "1" };
  const args = [join(ROOT, "scripts/start.ts"), "--port", "0"];
  started = spawn(process.execPath, args, { cwd: ROOT, env, stdio: "pipe" });
  let output = "";
  for await (const chunk of started.stdout ?? []) {
    output += String(chunk);
    if (output.includes("Stop it with Ctrl-C")) break;
  }
  page = /open at (http:\S+)/.exec(output)?.[1] ?? "";
  const run = JSON.parse(readFileSync(join(work, "archive/data/chain/chain.json"), "utf8")) as Record<
    string,
    string
  >;
  node = run["url"] ?? "";
  if (page === "" || node === "") throw new RangeError(`npm start did not come up: ${output}`);
});

afterAll(async () => {
  if (started.exitCode === null) started.kill("SIGKILL");
  rmSync(work, { recursive: true, force: true });
});

/** Runs a block of the README as it stands, but for the ports of this run. */
function run(block: string): string {
  const script = block
    .replaceAll("http://127.0.0.1:8080", page)
    .replaceAll("http://127.0.0.1:8545", node)
    .replaceAll(/\bmanifest\.json/g, join(work, "manifest.json"));
  return execFileSync("bash", ["-euo", "pipefail", "-c", script], { cwd: ROOT, encoding: "utf8" });
}

test("npm start takes no flag that it does not know", () => {
  const args = [join(ROOT, "scripts/start.ts"), "--prot", "0"];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  expect([status, stderr]).toEqual([2, expect.stringContaining("USAGE_INVALID")]);
});

describe("the README's check with no software of ours", () => {
  const blocks = [...README.matchAll(/```sh check\n([\s\S]*?)```/g)].map(([, block = ""]) => block);

  test("prints one number three times: the manifest's sha256sum, the registry's answer, and the file's", () => {
    expect(blocks).toHaveLength(3);
    const [manifest, registry, file] = blocks.map(run);
    expect(manifest?.slice(0, 64)).toBe(ISSUE_41);
    expect(JSON.parse(registry ?? "")).toMatchObject({ result: `0x${ISSUE_41}` });
    const [summed, listed] = (file ?? "").split("\n");
    expect(listed).toContain(summed?.slice(0, 64));
  });
});

describe("the README's way to publish", () => {
  test("works as written, in an archive of one's own", () => {
    const [, block = ""] = /```sh publish\n([\s\S]*?)```/.exec(README) ?? [];
    const folder = join(work, "publisher");
    mkdirSync(folder);
    const script = block.replaceAll(
      "npx colophon",
      `"${process.execPath}" "${join(ROOT, "bin/colophon.js")}"`,
    );
    const env = { ...process.env, NO_COLOR: "1" };
    const printed = execFileSync("bash", ["-euo", "pipefail", "-c", script], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
    expect(printed).toMatch(/Issue 95 is anchored/);
  });
});

describe("npm start", () => {
  test("serves the page, the API and the gateway over the examples", async () => {
    const { publications } = (await (await fetch(`${page}/api/publications`)).json()) as {
      publications: unknown[];
    };
    expect(publications).toHaveLength(3);
    expect((await fetch(`${page}/`)).headers.get("content-type")).toContain("text/html");
    expect(await (await fetch(`${page}/healthz`)).json()).toMatchObject({ ok: true });
  });

  test("is found by the commands it names, from another process", () => {
    const env = { ...process.env, COLOPHON_ARCHIVE: join(work, "archive"), NO_COLOR: "1" };
    const colophon = (...args: string[]) =>
      execFileSync(process.execPath, [join(ROOT, "bin/colophon.js"), ...args, "--json"], {
        cwd: ROOT,
        env,
        encoding: "utf8",
      });
    expect(JSON.parse(colophon("verify", "examples/tidewater/41/index.html"))).toMatchObject({
      verdict: "authentic",
    });
    expect(JSON.parse(colophon("audit"))).toMatchObject({ ok: true });
  });

  test("ends well when it is told to stop", async () => {
    const ended = new Promise((resolve) => started.once("exit", resolve));
    started.kill("SIGTERM");
    expect(await ended).toBe(0);
  });
});
