import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createChain } from "../../src/adapters/evm/chain.ts";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import { decodeEndorsement, encodeEndorsement } from "../../src/core/endorsement/file.ts";
import type { Endorsement, Statement } from "../../src/core/endorsement/endorsement.ts";
import { answered, colophon, type Failed, openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { deployCode, ownedWallet } from "../support/contract-wallet.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";
import { type LyingChain, startLyingChain, withoutLogs } from "../support/lying-chain.ts";

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const LIBRARY = keySigner(DEVELOPMENT_KEY);
const AUDITOR = keySigner(`0x${"42".repeat(32)}`);
const OTHER_HEAD = "77".repeat(32) as Statement["head"];

let anvil: Anvil;
let proxy: LyingChain;
let archive: string;
/** What the archive's own key has signed. */
let own: string;
let endorsed: unknown;

const env = () => ({ COLOPHON_RPC_URL: proxy.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY });
const inArchive = (...args: readonly string[]) => [...args, "--archive", archive];
const run = (args: readonly string[], status = 0) => answered(args, status, { env: env() });
const check = (files: readonly string[], ...rest: readonly string[]) =>
  inArchive("endorsements", "check", ...files, ...rest);
const refused = async (args: readonly string[], status: number) =>
  ((await run(args, status)) as Failed).error.code;

beforeAll(async () => {
  anvil = await startAnvil(0, undefined);
  proxy = await startLyingChain(anvil.url);
  archive = workshop.path("harbour");
  await run(["init", archive, "--title", "The Harbour Letter"]);
  await run(inArchive("publish", await workshop.issue("issues/95", SMALL_ISSUE)));
  own = workshop.path("own.json");
  endorsed = await run(inArchive("endorse", "--holds", "full", "-o", own));
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  anvil.kill();
});
beforeEach(() => {
  proxy.lie = undefined;
});

const read = (path: string): Endorsement => decodeEndorsement(readFileSync(path), path);

/** Somebody else's file: the archive's own statement, changed and signed anew. */
async function file(name: string, change: Partial<Statement> = {}, signer = AUDITOR): Promise<string> {
  const { signature: _, ...statement } = { ...read(own), endorser: signer.address, ...change };
  const path = workshop.path(name);
  writeFileSync(
    path,
    encodeEndorsement({ ...statement, signature: await signer.signEndorsement(statement) }),
  );
  return path;
}

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
    const wallet = await deployCode(ownedWallet(AUDITOR.address), createChain({ url: anvil.url }), LIBRARY);
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
    const { publication } = read(own);
    const foreign = await file("foreign.json", {
      publication: { ...publication, id: "2" as typeof publication.id },
    });
    expect(await refused(check([own, foreign]), 2)).toBe("ENDORSEMENT_FOREIGN");
    expect(await refused(check([`${own}.none`]), 2)).toBe("SOURCE_MISSING");
  });
});

interface Endorsed {
  readonly verdict: string;
  readonly endorsements: {
    readonly outcome: string;
    readonly reach: number;
    readonly statements: readonly { readonly grade: string; readonly covers: boolean }[];
  };
}

describe("colophon verify --endorsements", () => {
  const TRUSTED = ["--trust", LIBRARY.address, AUDITOR.address];
  let copy: string;
  let folder: string;
  beforeAll(async () => {
    copy = join(await workshop.issue("issues/95", SMALL_ISSUE), "index.html");
    folder = await workshop.issue("endorsements", {
      "own.endorsement.json": readFileSync(own, "utf8"),
      "auditor.endorsement.json": readFileSync(await file("auditor.json", { holds: "none" }), "utf8"),
      "notes.txt": "mine",
    });
  });
  const verified = async (status: number, what: string, ...rest: readonly string[]) =>
    (await run(inArchive("verify", what, "--endorsements", ...rest), status)) as Endorsed;

  test("is authentic and endorsed by who reach its entry, and by nobody whom the reader does not trust", async () => {
    const told = await verified(0, copy, folder, ...TRUSTED);
    expect(told).toMatchObject({
      verdict: "authentic",
      endorsements: { outcome: "met", entry: 2, reach: 2, agreeing: [LIBRARY.address, AUDITOR.address] },
    });
    expect(told.endorsements.statements.map(({ covers }) => covers)).toEqual([true, true]);
    expect(await verified(3, copy, folder, ...TRUSTED, "--holds", "full")).toMatchObject({
      verdict: "authentic",
      endorsements: { outcome: "unmet", agreeing: [LIBRARY.address] },
    });
    const stranger = `0x${"33".repeat(20)}`;
    expect(await verified(3, copy, folder, "--trust", stranger)).toMatchObject({
      endorsements: { outcome: "unmet", agreeing: [] },
    });
    expect((await verified(0, copy, folder)).endorsements).not.toHaveProperty("outcome");
  });

  test("needs no logs where the archive has read the history, and vouches for a quotation's issue", async () => {
    proxy.lie = withoutLogs(() => true);
    await verified(0, copy, folder, ...TRUSTED);
    const quoted = ["--label", "95", "--quote", "dries at half past", "--endorsements", folder, ...TRUSTED];
    expect(await run(inArchive("verify", ...quoted))).toMatchObject({
      about: { verdict: "authentic" },
      endorsements: { outcome: "met" },
    });
  });

  test("tells a fork that one who is trusted has signed, with both heads, and calls no copy forged for it", async () => {
    const forged = await file("signed-fork.json", { entries: 1, head: OTHER_HEAD });
    const asked = [copy, "--endorsements", own, forged, ...TRUSTED] as const;
    const told = await colophon(inArchive("verify", ...asked), { env: env() });
    expect(told.status, told.stderr).toBe(3);
    expect(told.stdout).toMatch(new RegExp(`^Fork:[^]*${OTHER_HEAD}[^]*[0-9a-f]{64}[^]*Authentic`));
    expect(await verified(3, copy, own, forged, ...TRUSTED)).toMatchObject({
      verdict: "authentic",
      endorsements: {
        outcome: "contradicted",
        statements: [
          { grade: "agrees" },
          {
            grade: "conflicts",
            head: OTHER_HEAD,
            expected: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          },
        ],
      },
    });
    expect(await verified(0, copy, own, forged, "--trust", LIBRARY.address)).toMatchObject({
      endorsements: { outcome: "met" },
    });
  });

  test("makes nothing of an altered copy, and of what is no endorsement", async () => {
    const bent = join(
      await workshop.issue("bent", { "index.html": `${SMALL_ISSUE["index.html"]} ` }),
      "index.html",
    );
    expect(await verified(1, bent, folder, ...TRUSTED)).toMatchObject({
      verdict: "altered",
      endorsements: { outcome: "met" },
    });
    writeFileSync(join(folder, "junk.endorsement.json"), "{}");
    const { publication } = read(own);
    const id = "2" as typeof publication.id;
    const foreign = await file("elsewhere.json", { publication: { ...publication, id } });
    expect(await verified(0, copy, folder, foreign, ...TRUSTED)).toMatchObject({
      endorsements: {
        outcome: "met",
        setAside: [{ code: "ENDORSEMENT_INVALID" }, { code: "ENDORSEMENT_FOREIGN" }],
      },
    });
    expect(await refused(inArchive("verify", copy, ...TRUSTED), 2)).toBe("USAGE_INVALID");
    expect(await refused(inArchive("verify", copy, "--endorsements", folder, "--policy", "1-of-2"), 2)).toBe(
      "USAGE_INVALID",
    );
    expect(await refused(inArchive("verify", copy, "--endorsements", `${own}.none`), 2)).toBe(
      "SOURCE_MISSING",
    );
  });

  test("asks for who have signed the later notice and the later issue, too", async () => {
    await run(inArchive("notice", "95", "--kind", "correction", "--reason", "a tide"));
    const trust = ["--trust", LIBRARY.address];
    expect(await verified(3, copy, own, ...trust)).toMatchObject({
      verdict: "authentic-but",
      endorsements: {
        outcome: "unmet",
        entry: 2,
        reach: 3,
        statements: [{ grade: "agrees", covers: false }],
      },
    });
    const newer = workshop.path("newer.json");
    await run(inArchive("endorse", "-o", newer));
    expect(await verified(0, copy, own, newer, ...trust)).toMatchObject({
      endorsements: { outcome: "met", entries: 3 },
    });
    const nowhere = join(await workshop.issue("nowhere", { "poem.txt": "Nobody's words." }), "poem.txt");
    expect(await verified(1, nowhere, newer, ...trust)).toMatchObject({ verdict: "not-anchored" });
  });
});
