import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import { answered, colophon, type Failed, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { AUDITOR, LIBRARY, openEndorsingRig, OTHER_HEAD } from "../support/endorsing-rig.ts";
import { otherAnswer, withoutLogs } from "../support/lying-chain.ts";

const rig = await openEndorsingRig();
afterAll(() => rig[Symbol.asyncDispose]());
beforeEach(() => {
  rig.proxy.lie = undefined;
});

const { workshop, proxy, own, inArchive, run, read, file } = rig;
const refused = async (args: readonly string[], status: number) =>
  ((await run(args, status)) as Failed).error.code;

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
      endorsements: { outcome: "unmet", agreeing: [], statements: [], others: 2 },
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
    const told = await colophon(inArchive("verify", ...asked), { env: rig.env });
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
    // The record of a node that makes it up: what was endorsed has something else there.
    proxy.lie = otherAnswer("record", (fields) => ({ ...fields, entry: 3n }));
    expect(await verified(3, copy, newer, ...trust)).toMatchObject({
      verdict: "authentic-but",
      endorsements: { outcome: "unknown", problem: "entry 3 of the history anchors something else" },
    });
    proxy.lie = undefined;
    const nowhere = join(await workshop.issue("nowhere", { "poem.txt": "Nobody's words." }), "poem.txt");
    expect(await verified(1, nowhere, newer, ...trust)).toMatchObject({ verdict: "not-anchored" });
  });
});

describe("a proof with endorsements", () => {
  const TRUSTED = ["--trust", LIBRARY.address, AUDITOR.address];
  let plain: string;
  let endorsedProof: string;
  let latest: string;
  let written: { block: { hash: string }; registry: string; endorsements: unknown };
  beforeAll(async () => {
    await run(inArchive("publish", await workshop.issue("issues/97", { "a.txt": "Wind from the west.\n" })));
    latest = workshop.path("latest.json");
    await run(inArchive("endorse", "-o", latest));
    const { entries, head, block } = read(latest);
    const given = [
      latest,
      await file("second.json", { entries, head, block }),
      own,
      await file("x.json", { head }),
    ];
    plain = workshop.path("plain.proof.json");
    await run(inArchive("proof", "97", "-o", plain));
    endorsedProof = workshop.path("97.proof.json");
    written = (await run(
      inArchive("proof", "97", "-o", endorsedProof, "--endorsements", ...given),
    )) as typeof written;
  });
  const elsewhere = async (status: number, proof: string, ...args: readonly string[]) => {
    const of = ["verify", proof, "--registry", written.registry, "--block-hash", written.block.hash];
    return (await answered([...of, ...args], status, { cwd: workshop.folder })) as Endorsed;
  };
  const offline = (status: number, proof: string, ...args: readonly string[]) =>
    elsewhere(status, proof, "--offline", ...args);
  const atNode = async (status: number, proof: string, ...args: readonly string[]) =>
    (await answered(["verify", proof, "--registry", written.registry, ...args], status, {
      ...{ env: { COLOPHON_RPC_URL: proxy.url }, cwd: workshop.folder },
    })) as Endorsed;

  test("holds those that reach its entry, and names those that it leaves out", () => {
    expect(written.endorsements).toMatchObject({
      in: [{ endorser: LIBRARY.address, file: latest }, { endorser: AUDITOR.address }],
      leftOut: [{ file: own }, { file: workshop.path("x.json") }],
    });
  });

  test("is verified with them offline, by keys alone and for whom the reader trusts", async () => {
    expect(await offline(0, endorsedProof, ...TRUSTED)).toMatchObject({
      verdict: "authentic",
      endorsements: { outcome: "met", agreeing: [LIBRARY.address, AUDITOR.address] },
    });
    expect(await offline(3, endorsedProof, "--trust", `0x${"33".repeat(20)}`)).toMatchObject({
      endorsements: { outcome: "unmet" },
    });
    expect((await offline(0, endorsedProof)).endorsements.statements).toMatchObject([
      { covers: true, grade: "agrees" },
      { covers: true },
    ]);
    expect(await offline(3, plain, ...TRUSTED)).toMatchObject({ endorsements: { outcome: "unmet" } });
    const bent = join(await workshop.issue("bent97", { "a.txt": "Wind from the east.\n" }), "a.txt");
    expect(await offline(1, endorsedProof, "--copy", bent, ...TRUSTED)).toMatchObject({ verdict: "altered" });
  });

  test("makes a signature that is not the key's own no forgery, and counts it for nobody", async () => {
    const parts = JSON.parse(readFileSync(endorsedProof, "utf8")) as {
      endorsements: { statements: { signature: string; seen: number }[] };
    };
    for (const one of parts.endorsements.statements) one.seen += 1;
    const bent = workshop.path("bent.proof.json");
    writeFileSync(bent, JSON.stringify(parts));
    expect(await offline(3, bent, ...TRUSTED)).toMatchObject({
      verdict: "authentic",
      endorsements: { outcome: "unknown", statements: [{ grade: "unknown" }, { grade: "unknown" }] },
    });
  });

  test("asks a node about what the reader brings, and accuses nobody without one", async () => {
    const trust = ["--trust", LIBRARY.address];
    const brought = ["--endorsements", latest, ...trust];
    expect(await offline(3, plain, ...brought)).toMatchObject({ endorsements: { outcome: "unknown" } });
    expect(await offline(0, endorsedProof, ...brought)).toMatchObject({ endorsements: { outcome: "met" } });
    expect(await atNode(0, plain, ...brought)).toMatchObject({ endorsements: { outcome: "met" } });
    const { entries } = read(latest);
    const forged = await file("late-fork.json", { entries, head: OTHER_HEAD }, LIBRARY);
    const fork = ["--endorsements", forged, ...trust];
    expect(await offline(0, endorsedProof, ...fork)).toMatchObject({ endorsements: { outcome: "met" } });
    expect(await atNode(3, endorsedProof, ...fork)).toMatchObject({
      verdict: "authentic",
      endorsements: { outcome: "contradicted" },
    });
    proxy.lie = withoutLogs(() => true);
    expect(await atNode(0, endorsedProof, ...brought)).toMatchObject({ endorsements: { outcome: "met" } });
  });

  test("takes no more of them than there is room for in 16 KiB", async () => {
    const { entries, head, block } = read(latest);
    const many = Array.from({ length: 40 }, (_, at) => keySigner(`0x${String(at + 10).repeat(32)}`));
    const files = await Promise.all(
      many.map((signer, at) => file(`many-${at}.json`, { entries, head, block }, signer)),
    );
    const full = workshop.path("full.proof.json");
    const told = await run(inArchive("proof", "97", "-o", full, "--endorsements", ...files));
    const { size, endorsements } = told as {
      size: number;
      endorsements: { in: readonly unknown[]; leftOut: readonly unknown[] };
    };
    expect(size).toBeLessThanOrEqual(16 * 1024);
    expect(size).toBeGreaterThan(15 * 1024);
    expect(endorsements.leftOut.length).toBeGreaterThan(0);
    expect(endorsements.in.length + endorsements.leftOut.length).toBe(files.length);
    await offline(0, full, "--trust", many[0]?.address ?? "");
  });

  test("says that an entry after its block is about the issue, where a node tells", async () => {
    await run(inArchive("notice", "97", "--kind", "concern", "--reason", "a gust"));
    const newer = workshop.path("newest.json");
    await run(inArchive("endorse", "-o", newer));
    const trust = ["--trust", LIBRARY.address];
    const { reach } = (await offline(0, endorsedProof, ...trust)).endorsements;
    expect(await atNode(3, endorsedProof, "--endorsements", latest, ...trust)).toMatchObject({
      endorsements: { outcome: "unmet", later: reach + 1 },
    });
    expect(await atNode(0, endorsedProof, "--endorsements", newer, ...trust)).toMatchObject({
      endorsements: { outcome: "met", reach: reach + 1 },
    });
  });
});
