import { rm } from "node:fs/promises";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createChain } from "../../src/adapters/evm/chain.ts";
import { encodeEndorsement } from "../../src/core/endorsement/file.ts";
import { answered, colophon, type Failed } from "../support/archive-fixture.ts";
import { deployCode, ownedWallet } from "../support/contract-wallet.ts";
import { AUDITOR, LIBRARY, openEndorsingRig, OTHER_HEAD } from "../support/endorsing-rig.ts";
import { withoutLogs } from "../support/lying-chain.ts";

const rig = await openEndorsingRig();
afterAll(() => rig[Symbol.asyncDispose]());
beforeEach(() => {
  rig.proxy.lie = undefined;
});

const { workshop, proxy, archive, own, endorsed, inArchive, run, read, file } = rig;
const check = (files: readonly string[], ...rest: readonly string[]) =>
  inArchive("endorsements", "check", ...files, ...rest);
const refused = async (args: readonly string[], status: number) =>
  ((await run(args, status)) as Failed).error.code;

describe("colophon endorse", () => {
  test("signs the registry's head, with what was read back", async () => {
    expect(endorsed).toMatchObject({ entries: 2, holds: "full", endorser: LIBRARY.address, file: own });
    expect(await run(check([own]))).toMatchObject({
      endorsements: [{ file: own, grade: "agrees", by: "key", onBlock: "same" }],
    });
  });

  test("signs and writes nothing in a dry run, over a file that is there, or where logs are missing", async () => {
    const path = workshop.path("never.json");
    const dry = await run(inArchive("endorse", "1", "--dry-run", "-o", path));
    expect(dry).toMatchObject({ dryRun: true, entries: 2, holds: "none" });
    expect(await refused(inArchive("endorse", "-o", own), 2)).toBe("FILE_EXISTS");
    proxy.lie = withoutLogs(() => true);
    expect(await refused(inArchive("endorse", "-o", path), 3)).toBe("ENDORSEMENT_UNCONFIRMED");
    expect(existsSync(path)).toBe(false);
  });

  test("does not sign for a full copy that its stores have not", async () => {
    const copy = await workshop.copy(archive, "emptied");
    await rm(join(copy, "data", "store"), { recursive: true });
    const path = workshop.path("emptied.json");
    const asked = ["endorse", "--archive", copy, "-o", path];
    expect(await refused([...asked, "--holds", "full"], 1)).toBe("ENDORSEMENT_NOT_HELD");
    expect(await run(asked)).toMatchObject({ holds: "none" });
  });
});

describe("colophon endorsements check", () => {
  test("needs no archive, but a node", async () => {
    const { registry } = JSON.parse(readFileSync(join(archive, "colophon.json"), "utf8")) as {
      registry: string;
    };
    const alone = ["endorsements", "check", own, "--registry", registry, "--rpc-url", proxy.url];
    const ran = await colophon(alone, { cwd: workshop.folder });
    expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining("fold to its head")]);
  });

  test("meets a policy by different endorsers who hold enough, and no more than once each", async () => {
    const second = await file("second.json", { holds: "none" });
    const third = `0x${"33".repeat(20)}`;
    writeFileSync(workshop.path("trusted.txt"), `${LIBRARY.address} # us\n${AUDITOR.address}\n${third}\n`);
    const trust = ["--trust", workshop.path("trusted.txt"), "--policy", "2-of-3"];
    expect(await run(check([own, second], ...trust))).toMatchObject({
      policy: { outcome: "met", entries: 2, agreeing: [LIBRARY.address, AUDITOR.address] },
    });
    expect(await run(check([own, own], ...trust), 3)).toMatchObject({ policy: { outcome: "unmet" } });
    expect(await run(check([own, second], ...trust, "--holds", "full"), 3)).toMatchObject({
      policy: { outcome: "unmet" },
    });
    expect(await refused(check([own], "--policy", "1-of-1"), 2)).toBe("USAGE_INVALID");
    expect(await refused(check([own], "--trust", third, "--policy", "1-of-2"), 2)).toBe("USAGE_INVALID");
  });

  test("keeps the proof of a fork, which needs no node to check", async () => {
    const forged = await file("forged.json", { entries: 1, head: OTHER_HEAD });
    expect(await run(check([own, forged]), 1)).toMatchObject({
      endorsements: [{ grade: "agrees" }, { grade: "conflicts" }],
      forks: [{ earlier: AUDITOR.address, later: LIBRARY.address, entries: [1, 2] }],
    });
    expect(await run(check([own, forged], "--trust", LIBRARY.address))).toMatchObject({
      policy: { outcome: "met" },
    });
    expect(await run(check([own, forged], "--trust", AUDITOR.address), 1)).toMatchObject({
      policy: { outcome: "contradicted" },
    });
    const kept = readdirSync(join(archive, "forks"));
    expect(kept).toHaveLength(1);
    const proof = join(archive, "forks", kept[0] ?? "");
    expect(await answered(["endorsements", "fork", proof], 0)).toMatchObject({
      proved: true,
      endorsers: [AUDITOR.address, LIBRARY.address],
    });
    const text = readFileSync(proof, "utf8");
    writeFileSync(proof, text.replace(`"entries": 1`, `"entries": 2`));
    expect(((await answered(["endorsements", "fork", proof], 1)) as Failed).error.code).toBe("FORK_UNPROVED");
  });

  test("lets strangers fill no folder with their forks", async () => {
    const folder = workshop.path("forks");
    const forged = await file("strange.json", { entries: 1, head: OTHER_HEAD });
    const forks = async (status: number, ...rest: readonly string[]) => {
      const told = await run(check([own, forged], "--forks", folder, ...rest), status);
      return (told as { forks: readonly { left?: string }[] }).forks.map(({ left }) => left);
    };
    expect(await forks(3, "--trust", `0x${"33".repeat(20)}`)).toEqual(["of-strangers"]);
    expect(existsSync(folder)).toBe(false);
    await workshop.issue(
      "forks",
      Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`publication-1.${at}.fork.json`, "{}"])),
    );
    expect(await forks(1)).toEqual(["folder-full"]);
    expect(await forks(0, "--trust", LIBRARY.address)).toEqual(["folder-full"]);
    expect(readdirSync(folder)).toHaveLength(100);
    expect(await forks(1, "--trust", AUDITOR.address)).toEqual([undefined]);
    expect(readdirSync(folder)).toHaveLength(101);
    expect(await forks(1)).toEqual([undefined]);
  });

  test("takes dropped logs for no conflict, and goes on from a mirror", async () => {
    const mirror = workshop.path("letter.mirror.car");
    await run(inArchive("mirror", "-o", mirror));
    const forged = await file("older.json", { entries: 1, head: OTHER_HEAD });
    proxy.lie = withoutLogs(() => true);
    expect(await run(check([forged]), 3)).toMatchObject({ endorsements: [{ grade: "unknown" }] });
    expect(await run(check([forged], "--from", mirror), 1)).toMatchObject({
      endorsements: [{ grade: "conflicts" }],
    });
  });

  test("asks a contract that endorses, and tells what nobody signed", async () => {
    const wallet = await deployCode(
      ownedWallet(AUDITOR.address),
      createChain({ url: rig.chainUrl }),
      LIBRARY,
    );
    const { signature: _, ...statement } = { ...read(own), endorser: wallet };
    const signature = await AUDITOR.signEndorsement(statement);
    const path = workshop.path("wallet.json");
    writeFileSync(path, encodeEndorsement({ ...statement, signature }));
    expect(await run(check([path]))).toMatchObject({ endorsements: [{ grade: "agrees", by: "contract" }] });
    writeFileSync(path, encodeEndorsement({ ...statement, seen: 1, signature }));
    expect(await run(check([path, own]), 1)).toMatchObject({
      endorsements: [{ grade: "not-signed" }, { grade: "agrees" }],
    });
  });

  test("refuses files that are none, or of two publications", async () => {
    const broken = workshop.path("broken.json");
    writeFileSync(broken, readFileSync(own, "utf8").slice(0, 200));
    expect(await refused(check([broken]), 2)).toBe("ENDORSEMENT_INVALID");
    const beside = (await run(check([broken, own]), 3)) as { setAside: unknown; endorsements: unknown };
    expect(beside).toMatchObject({
      endorsements: [{ file: own, grade: "agrees" }],
      setAside: [{ file: broken, code: "ENDORSEMENT_INVALID" }],
    });
    expect(await run(check([broken, own], "--trust", LIBRARY.address))).toMatchObject({
      policy: { outcome: "met" },
    });
    const { publication } = read(own);
    const foreign = await file("foreign.json", {
      publication: { ...publication, id: "2" as typeof publication.id },
    });
    expect(await refused(check([own, foreign]), 2)).toBe("ENDORSEMENT_FOREIGN");
    expect(await refused(check([`${own}.none`]), 2)).toBe("SOURCE_MISSING");
  });
});
