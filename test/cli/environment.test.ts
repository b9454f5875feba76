import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { answered, colophon, openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { playTable } from "../adapters/evm/node-server.ts";

const workshop = await openWorkshop();
const elsewhere = await mkdtemp(join(tmpdir(), "colophon-elsewhere-"));
afterAll(async () => {
  await workshop[Symbol.asyncDispose]();
  await rm(elsewhere, { recursive: true, force: true });
});

describe("the environment has the last word over an archive on the embedded chain", async () => {
  const archive = await workshop.archive("archive");
  const issue = await workshop.issue("95", SMALL_ISSUE);
  const verify = ["verify", issue, "--archive", archive];
  await answered(["publish", issue, "--archive", archive], 0);

  test("a node that does not answer: the copy could not be checked, and is authentic when it is asked again", async () => {
    const env = { COLOPHON_RPC_URL: "http://127.0.0.1:1" };
    expect(await answered(verify, 3, { env })).toMatchObject({ verdict: "could-not-check" });
    expect(await answered(verify, 0)).toMatchObject({ verdict: "authentic" });
  });

  test("a node of another chain is refused, and the embedded one is not published to in its place", async () => {
    await using other = await playTable({ eth_chainId: () => "0x2105" });
    const told = await answered(["publish", issue, "--archive", archive, "--label", "96"], 2, {
      env: { COLOPHON_RPC_URL: other.url },
    });
    expect(told).toMatchObject({ error: { code: "CHAIN_MISMATCH" } });
    expect(await answered(["status", "--archive", archive], 0)).toMatchObject({
      publications: [{ issues: [{ label: "95", standing: "current" }] }],
    });
  });

  test("a Kubo node that does not answer is a store that gives nothing back; the other one does", async () => {
    const env = { COLOPHON_KUBO_URL: "http://127.0.0.1:1" };
    expect(await answered(verify, 0, { env })).toMatchObject({ verdict: "authentic" });
    expect(await answered(["audit", "--archive", archive], 3, { env })).toMatchObject({
      stores: [{ id: "embedded", missing: 0 }, { id: "kubo" }],
    });
  });
});

describe("the program itself", () => {
  test("finds the archive from any folder by COLOPHON_ARCHIVE, and says so when there is none", async () => {
    expect((await colophon(["status"], { cwd: elsewhere })).stderr).toContain("ARCHIVE_MISSING");
  });

  test.each([["--help"], ["publish", "--help"], ["--version"]])("answers %s %s", async (...words) => {
    const ran = await colophon(words, { cwd: elsewhere });
    expect(ran.status).toBe(0);
    expect(ran.stdout).not.toBe("");
  });

  test("a dry run of a revision shows the revision that would be anchored, and anchors nothing", async () => {
    const archive = await workshop.archive("dry");
    const issue = await workshop.issue("dry/7", SMALL_ISSUE);
    const at = ["--archive", archive];
    await answered(["publish", issue, ...at], 0);
    const corrected = await workshop.issue("dry/corrected", { ...SMALL_ISSUE, "tides.txt": "06:31 0.5\n" });
    const words = [corrected, "--label", "7", "--reason", "A tide was wrong", ...at];
    const dry = (await answered(["revise", ...words, "--dry-run"], 0)) as { issues: { digest: string }[] };
    expect(dry).toMatchObject({ dryRun: true, issues: [{ revision: 2, already: false }] });
    expect(await answered(["status", ...at], 0)).toMatchObject({ publications: [{ entries: 2 }] });
    const real = await answered(["revise", ...words], 0);
    expect(real).toMatchObject({ issues: [{ revision: 2, digest: dry.issues[0]?.digest }] });
    expect(await answered(["revise", ...words, "--dry-run"], 0)).toMatchObject({
      issues: [{ already: true }],
    });
  });

  test("an issue with hidden files is verified with them", async () => {
    const archive = await workshop.archive("hidden");
    const issue = await workshop.issue("hidden/8", { ...SMALL_ISSUE, ".htaccess": "Deny from all\n" });
    const at = ["--archive", archive];
    const told = await answered(["publish", issue, "--hidden", ...at], 0);
    expect(await answered(["verify", issue, ...at], 0)).toMatchObject({ verdict: "authentic" });
    // A file of it, and its manifest, by nothing but what sha256sum prints.
    const [{ digest } = { digest: "" }] = (told as { issues: { digest: string }[] }).issues;
    const tides = createHash("sha256")
      .update(SMALL_ISSUE["tides.txt"] ?? "")
      .digest("hex");
    for (const number of [digest, tides.toUpperCase()])
      expect(await answered(["verify", number, ...at], 0)).toMatchObject({ verdict: "authentic" });
    const stranger = ["verify", "ab".repeat(32), ...at];
    expect(await answered(stranger, 1)).toMatchObject({ verdict: "not-anchored" });
    expect((await colophon(stranger)).stdout).toContain("give the file itself");
  });

  test("an intact file of another issue than the one named is called that, also when the named one has such a file", async () => {
    const archive = await workshop.archive("named");
    const first = await workshop.issue("named/1", SMALL_ISSUE);
    const second = await workshop.issue("named/2", { ...SMALL_ISSUE, "tides.txt": "06:32 0.4\n12:45 5.1\n" });
    await answered(["publish", first, second, "--archive", archive], 0);
    const verify = ["verify", join(first, "tides.txt"), "--label", "2", "--archive", archive];
    const { verdict, checks } = (await answered(verify, 1)) as {
      verdict: string;
      checks: { reason: string }[];
    };
    expect([verdict, checks[0]?.reason]).toEqual(["not-anchored", "another-issue"]);
  });

  test("a file of several leaves is found by its CID", async () => {
    const archive = await workshop.archive("large");
    const issue = await workshop.issue("large/10", { "film.bin": "frame".repeat(300_000) });
    const dry = ["publish", issue, "--archive", archive];
    const { issues } = (await answered([...dry, "--dry-run"], 0)) as {
      issues: { manifest: { files: { cid: { "/": string } }[] } }[];
    };
    const cid = issues[0]?.manifest.files[0]?.cid["/"] ?? "";
    expect(cid).toMatch(/^bafybei/);
    expect(await answered(["verify", cid, "--archive", archive], 1)).toMatchObject({
      verdict: "not-anchored",
    });
    await answered(dry, 0);
    expect(await answered(["verify", cid, "--archive", archive], 0)).toMatchObject({
      verdict: "authentic",
      issue: { label: "10" },
    });
  });

  test("an archive is not made anew with other settings, nor a publication with another name", async () => {
    const archive = await workshop.archive("again");
    const again = async (...flags: string[]) =>
      ((await answered(["init", archive, ...flags], 2)) as { error: { code: string } }).error.code;
    expect(await again("--title", "Other", "--rpc-url", "http://127.0.0.1:1")).toBe("USAGE_INVALID");
    expect(await again("--title", "Other", "--registry", `0x${"11".repeat(20)}`)).toBe("USAGE_INVALID");
    expect(await again("--title", "Other", "--name", "12")).toBe("USAGE_INVALID");
    expect(await again("--title", "Other", "--domain", "http://x y")).toBe("PROFILE_INVALID");
    expect(await again("--title", "The Harbour Letter", "--name", "other")).toBe("USAGE_INVALID");
    expect(await again("--title", "The Harbour Letter", "--language", "en")).toBe("USAGE_INVALID");
    expect(await answered(["init", archive, "--title", "The Harbour Letter"], 0)).toMatchObject({ id: "1" });
  });

  test("files that only describe are left out of a pattern's paths", async () => {
    const archive = await workshop.archive("pattern");
    const issue = await workshop.issue("pattern/9", SMALL_ISSUE);
    const folder = await workshop.issue("pattern", { "publication.yaml": "title: T\n" });
    const words = ["publish", issue, join(folder, "publication.yaml"), "--archive", archive];
    expect(await answered(words, 0)).toMatchObject({ issues: [{ label: "9" }] });
    expect(
      await answered(["publish", join(folder, "publication.yaml"), "--archive", archive], 2),
    ).toMatchObject({
      error: { code: "USAGE_INVALID" },
    });
  });
});
