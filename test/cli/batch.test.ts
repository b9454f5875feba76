import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Digest, parseDigest } from "../../src/core/digest.ts";
import { openPublishing, openReading } from "../../src/cli/compose.ts";
import { readArchive } from "../../src/cli/config.ts";
import { parseCid } from "../../src/core/cid.ts";
import { parseLabel } from "../../src/core/label.ts";
import { anchor } from "../../src/publish/anchor.ts";
import { answered, colophon, openWorkshop } from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";
import { damage } from "../support/store-damage.ts";

/* A back catalogue: the real program, disk and chain. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const LABELS = ["1", "2", "3", "4", "5"] as const;
const textOf = (label: string) => `The letter of week ${label}.\n`;
const folders = await Promise.all(
  LABELS.map((label) => workshop.issue(`catalogue/${label}`, { "letter.txt": textOf(label) })),
);
const folderOf = (label: string) =>
  folders[LABELS.indexOf(label as (typeof LABELS)[number])] ?? expect.unreachable();

interface Batch {
  readonly count: number;
  readonly root: string;
  readonly list: string;
  readonly listCid: string;
  readonly tx: string;
  readonly issues: readonly { readonly label: string; readonly digest: string; readonly cid: string }[];
}
interface Together {
  readonly already: readonly { readonly label: string; readonly status: string }[];
  readonly batch?: Batch;
}

const blank = await workshop.archive("blank");
const published = await workshop.copy(blank, "published");
const together = (await answered(["publish", "--batch", ...folders, "--archive", published], 0)) as Together;
const batch = together.batch ?? expect.unreachable();
const digestOf = (label: string): Digest =>
  parseDigest(batch.issues.find((issue) => issue.label === label)?.digest ?? "");

let copies = 0;
const copied = (from = published) => workshop.copy(from, `copy-${++copies}`);
const documentIn = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
const at = (archive: string, ...args: readonly string[]) => [...args, "--archive", archive];
const kindsIn = async (archive: string) => (await standingOf(archive)).entries.map(({ kind }) => kind);

/** A transaction that our own commands refuse to make. */
async function anchorRaw(archive: string, label: string, digest: Digest): Promise<void> {
  await using reading = await openReading(readArchive(archive));
  await using publishing = await openPublishing(reading, { onProgress: () => {}, until: "final" });
  const { publications } = reading.place.config;
  const { id } = publications[0] ?? expect.unreachable();
  const action = { kind: "anchor", publication: id, label: parseLabel(label), digest } as const;
  await anchor({ key: `raw:${digest}`, what: "a test", action, cars: [] }, publishing.publisher);
}

/** A block as the archive's own store gives it. */
async function blockIn(archive: string, cid: string): Promise<Uint8Array> {
  await using reading = await openReading(readArchive(archive));
  const [store] = reading.stores;
  return (await store?.block(parseCid(cid))) ?? expect.unreachable(`the store has no ${cid}`);
}

describe("publish --batch", () => {
  test("anchors them all with one transaction; each verifies with the batch's entry", async () => {
    expect(together.already).toEqual([]);
    expect(batch).toMatchObject({ count: 5, status: "final", stores: [{ id: "embedded" }] });
    const standing = await standingOf(published);
    // The registry, the publication, the batch.
    expect(standing.spent).toBe(3);
    expect(standing.entries.map(({ kind }) => kind)).toEqual(["registered", "batch-anchored"]);
    for (const folder of folders)
      expect(await answered(at(published, "verify", folder), 0)).toMatchObject({
        verdict: "authentic",
        issue: { entry: 2, revision: 1, transaction: batch.tx },
      });
  });

  test("lists what sha256sum prints for each manifest", async () => {
    const list = documentIn(await blockIn(published, batch.listCid)) as {
      parts: { cid: { "/": string } }[];
    };
    const part = documentIn(await blockIn(published, list.parts[0]?.cid["/"] ?? "")) as {
      issues: { label: string; manifest: { "/": string } }[];
    };
    expect(part.issues.map(({ label, manifest }) => [label, manifest["/"]])).toEqual(
      batch.issues.map(({ label, cid }) => [label, cid]),
    );
    for (const { digest, cid } of batch.issues) {
      const manifest = await blockIn(published, cid);
      expect(createHash("sha256").update(manifest).digest("hex")).toBe(digest);
    }
  });

  test("sends nothing the second time, and only what is new the third", async () => {
    const archive = await copied();
    const again = (await answered(at(archive, "publish", "--batch", ...folders), 0)) as Together;
    expect(again.batch).toBeUndefined();
    expect(again.already.map(({ label, status }) => [label, status])).toEqual(
      LABELS.map((label) => [label, "already"]),
    );
    const sixth = await workshop.issue("catalogue/6", { "letter.txt": textOf("6") });
    const more = (await answered(at(archive, "publish", "--batch", ...folders, sixth), 0)) as Together;
    expect(more.batch?.issues.map(({ label }) => label)).toEqual(["6"]);
    expect((await standingOf(archive)).spent).toBe(4);
    expect(await answered(at(archive, "audit"), 0)).toMatchObject({
      publications: [{ batches: 2, issues: 6, revisions: 6, entries: 3 }],
    });
  });

  test("leaves out what was published singly, and publish alone knows what a batch holds", async () => {
    const archive = await copied(blank);
    await answered(at(archive, "publish", folderOf("3")), 0);
    const run = (await answered(at(archive, "publish", "--batch", ...folders), 0)) as Together;
    expect(run.already).toMatchObject([{ label: "3", status: "already" }]);
    expect(run.batch?.issues.map(({ label }) => label)).toEqual(["1", "2", "4", "5"]);
    expect(await answered(at(archive, "publish", folderOf("1")), 0)).toMatchObject({
      issues: [{ label: "1", status: "already", tx: run.batch?.tx }],
    });
    expect((await standingOf(archive)).spent).toBe(4);
    const files = ["a.html", "b.html", "a.json"].map((name) => workshop.path(name));
    const reports = files.flatMap((file) => ["--report", file]);
    const report = await answered(at(archive, "audit", ...reports.slice(0, 2)), 0);
    expect(report).toMatchObject({ ok: true });
    const { number } = (report as { block: { number: number } }).block;
    const again = at(archive, "audit", "--at-block", String(number), ...reports.slice(2));
    expect(await answered(again, 0)).toEqual(report);
    const [first, second, json] = await Promise.all(files.map((file) => readFile(file, "utf8")));
    expect(second).toBe(first);
    expect(JSON.parse(json ?? "")).toMatchObject({ type: "colophon/audit/1", ok: true });
    expect(first).not.toContain(workshop.path(""));
    const later = at(archive, "audit", "--at-block", String(number + 1000));
    expect(await answered(later, 2)).toMatchObject({ error: { code: "BLOCK_NOT_FINAL" } });
  });

  test("in words: one line for the batch, and for what stood", async () => {
    const archive = await copied(blank);
    const first = await colophon(at(archive, "publish", "--batch", ...folders));
    expect(first.stdout).toMatch(/^A batch of 5 issues is anchored, .*\n {2}root {5}0x/u);
    const second = await colophon(at(archive, "publish", "--batch", ...folders));
    expect(second.stdout).toBe("5 issues stood before; nothing was sent for them\n");
    const status = await colophon(at(archive, "status"));
    expect(status.stdout.match(/ current /gu)).toHaveLength(5);
  });

  test("--dry-run shows the batch and the gas of its one transaction, and sends nothing", async () => {
    const archive = await copied(blank);
    const dry = (await answered(at(archive, "publish", "--batch", "--dry-run", ...folders), 0)) as {
      batch: Batch & { cost: { gas: string | number } };
    };
    expect(dry).toMatchObject({ dryRun: true, issues: LABELS.map((label) => ({ label, already: false })) });
    expect(dry.batch).toMatchObject({ count: 5 });
    expect(Number(dry.batch.cost.gas)).toBeGreaterThan(21_000);
    expect(Number(dry.batch.cost.gas)).toBeLessThan(120_000);
    expect((await standingOf(archive)).spent).toBe(2);
    const real = (await answered(at(archive, "publish", "--batch", ...folders), 0)) as Together;
    const { root, list, listCid } = real.batch ?? expect.unreachable();
    expect(dry.batch).toMatchObject({ root, list, listCid });
    const again = await answered(at(archive, "publish", "--batch", "--dry-run", ...folders), 0);
    expect(again).toMatchObject({ issues: LABELS.map((label) => ({ label, already: true })) });
    expect(again).not.toHaveProperty("batch");
    const single = await answered(at(archive, "publish", "--dry-run", folderOf("1")), 0);
    expect(single).toMatchObject({ issues: [{ already: true }] });
  });
});

describe("publish --batch refuses", () => {
  test("a label that stands with other content: the whole run, before anything is stored or sent", async () => {
    const archive = await copied();
    const rival = await workshop.issue("rival/2", { "letter.txt": "A rival.\n" });
    const sixth = await workshop.issue("new/6", { "notes.md": "Something else.\n" });
    for (const more of [[], ["--dry-run"]])
      expect(await answered(at(archive, "publish", "--batch", sixth, rival, ...more), 2)).toMatchObject({
        error: { code: "LABEL_ANCHORED" },
      });
    const standing = await standingOf(archive);
    expect([standing.spent, standing.leftOver, standing.unfinished]).toEqual([3, [], []]);
    expect(await answered(at(archive, "verify", sixth), 1)).toMatchObject({ verdict: "not-anchored" });
  });

  test("two paths with one label", async () => {
    const archive = await copied(blank);
    const twin = await workshop.issue("twin/1", { "letter.txt": "Another one.\n" });
    for (const more of [[], ["--dry-run"]])
      expect(
        await answered(at(archive, "publish", "--batch", folderOf("1"), twin, ...more), 2),
      ).toMatchObject({
        error: { code: "LABELS_COLLIDE" },
      });
    expect((await standingOf(archive)).spent).toBe(2);
  });

  test("to guess while the list of an earlier batch is lost", async () => {
    const archive = await copied();
    await damage(archive, batch.listCid, "lose");
    const sixth = await workshop.issue("later/6", { "letter.txt": textOf("6") });
    for (const how of [["publish", "--batch"], ["publish"]])
      expect(await answered(at(archive, ...how, sixth), 3)).toMatchObject({
        error: { code: "LIST_UNREADABLE", next: expect.stringContaining("--despite-batch 2") as string },
      });
    expect((await standingOf(archive)).spent).toBe(3);
  });

  test("no longer when that batch is done without by name, and says what that means", async () => {
    const archive = await copied();
    await damage(archive, batch.listCid, "lose");
    const sixth = await workshop.issue("later/6", { "letter.txt": textOf("6") });
    for (const wrong of ["1", "9", "two"])
      expect(await answered(at(archive, "publish", "--despite-batch", wrong, sixth), 2)).toMatchObject({
        error: { code: "USAGE_INVALID" },
      });
    const ran = await colophon(at(archive, "publish", "--despite-batch", "2", sixth));
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.stderr).toContain("the batch of entry 2 is left out");
    const despite = ["--despite-batch", "2"];
    const noted = await answered(at(archive, "notice", ...despite, "6", "--kind", "concern"), 0);
    expect(noted).toMatchObject({ status: "final" });
    const signed = at(archive, "sign", "publish", ...despite, "--dry-run", sixth);
    expect(await answered(signed, 0)).toMatchObject({ status: "already" });
    expect(await kindsIn(archive)).toEqual(["registered", "batch-anchored", "anchored", "notice"]);
  });
});

describe("an issue of a batch", () => {
  test("is corrected with its path: two entries, and every page of its history verifies", async () => {
    const archive = await copied();
    const mended = await workshop.issue("mended/2", { "letter.txt": "The letter of week two.\n" });
    expect(await answered(at(archive, "revise", mended, "--dry-run"), 0)).toMatchObject({
      issues: [{ label: "2", revision: 2, already: false }],
    });
    const revised = await answered(at(archive, "revise", mended, "--reason", "a word"), 0);
    expect(revised).toMatchObject({ issues: [{ label: "2", revision: 2, status: "final" }] });
    expect((await kindsIn(archive)).slice(2)).toEqual(["extracted", "revised"]);
    expect(await answered(at(archive, "verify", mended), 0)).toMatchObject({ verdict: "authentic" });
    const old = await answered(at(archive, "verify", folderOf("2")), 0);
    expect(old).toMatchObject({ verdict: "authentic-but", standing: "superseded", issue: { entry: 2 } });
    expect(await answered(at(archive, "audit"), 0)).toMatchObject({
      ok: true,
      publications: [{ revisions: 6 }],
    });
  });

  test.each(["label", "digest"])(
    "gets a notice by its %s: two entries, and the next one entry",
    async (how) => {
      const archive = await copied();
      const named = how === "label" ? "4" : digestOf("4");
      const notice = (kind: string) => at(archive, "notice", named, "--kind", kind, "--reason", "a doubt");
      expect(await answered(notice("concern"), 0)).toMatchObject({ digest: digestOf("4"), status: "final" });
      expect((await kindsIn(archive)).slice(2)).toEqual(["extracted", "notice"]);
      expect(await answered(notice("concern"), 0)).toMatchObject({ status: "already" });
      await answered(notice("retraction"), 0);
      expect((await kindsIn(archive)).slice(2)).toEqual(["extracted", "notice", "notice"]);
      const told = await answered(at(archive, "verify", folderOf("4")), 0);
      expect(told).toMatchObject({ verdict: "authentic-but", standing: "retraction" });
      expect(await answered(at(archive, "verify", folderOf("5")), 0)).toMatchObject({ verdict: "authentic" });
      expect(await answered(at(archive, "audit"), 0)).toMatchObject({ ok: true });
    },
  );

  test('cannot be checked while its list cannot be had: never "not anchored", never "altered"', async () => {
    const archive = await copied();
    await damage(archive, batch.listCid, "lose");
    const altered = await workshop.issue("altered/2", { "letter.txt": "The letter of weak 2.\n" });
    for (const folder of [folderOf("2"), altered])
      expect(await answered(at(archive, "verify", folder), 3)).toMatchObject({ verdict: "could-not-check" });
    // A catalogue made without the list knows nothing of the batch.
    for (const name of await readdir(join(archive, "data")))
      if (name.startsWith("catalogue")) await rm(join(archive, "data", name));
    for (const folder of [folderOf("2"), altered])
      expect(await answered(at(archive, "verify", folder), 3)).toMatchObject({ verdict: "could-not-check" });
  });
});

describe("an audit of batches finds", () => {
  const faultsIn = async (archive: string) => {
    const report = (await answered(at(archive, "audit"), 1)) as {
      publications: { faults: { fault: string; label?: string; digest?: string }[] }[];
      stores: { faults: { fault: string; label?: string }[] }[];
    };
    return [...report.publications, ...report.stores].flatMap(({ faults }) => faults);
  };

  test("a list that the store has lost", async () => {
    const archive = await copied();
    await damage(archive, batch.listCid, "lose");
    const faults = await faultsIn(archive);
    expect(faults).toMatchObject([{ fault: "list-missing", entry: 2 }, { fault: "claim-false" }]);
  });

  test("a list whose bytes are spoilt", async () => {
    const archive = await copied();
    await damage(archive, batch.listCid, "spoil");
    const faults = (await faultsIn(archive)).map(({ fault }) => fault);
    expect(faults).toEqual(["list-missing", "block-corrupt"]);
  });

  test("a lost manifest", async () => {
    const archive = await copied();
    const { cid } = batch.issues[2] ?? expect.unreachable();
    await damage(archive, cid, "lose");
    expect(await faultsIn(archive)).toMatchObject([{ fault: "claim-false", label: "3" }]);
  });

  test("a second issue under a label of a batch; the first stands, and the second is none", async () => {
    const archive = await copied();
    const rival = await workshop.issue("later-rival/2", { "letter.txt": "A later rival.\n" });
    const elsewhere = await copied(blank);
    const made = (await answered(at(elsewhere, "publish", rival), 0)) as {
      issues: { digest: string; cid: string }[];
    };
    const [issue = expect.unreachable()] = made.issues;
    // The second archive has the same publication in a registry at the same address, so that the manifest fits here.
    const raw = parseDigest(issue.digest);
    await anchorRaw(archive, "2", raw);
    expect(await faultsIn(archive)).toContainEqual(
      expect.objectContaining({ fault: "label-conflict", label: "2", digest: raw, entry: 3 }),
    );
    expect(await answered(at(archive, "verify", folderOf("2")), 0)).toMatchObject({
      verdict: "authentic",
      issue: { entry: 2 },
    });
    expect((await answered(at(archive, "verify", rival), 3)) as object).toMatchObject({
      verdict: "could-not-check",
    });
    expect(await answered(at(archive, "publish", rival), 0)).toMatchObject({
      issues: [{ status: "already" }],
    });
    const verdict = await answered(at(archive, "verify", rival), 1);
    expect(verdict).toMatchObject({ verdict: "not-anchored", issue: { label: "2" } });
    expect((verdict as { checks: { reason: string }[] }).checks.map(({ reason }) => reason)).toContain(
      "label-taken",
    );
    const status = (await answered(at(archive, "status"), 0)) as {
      publications: { issues: { digest: string; standing: string }[] }[];
    };
    const listed = status.publications[0]?.issues.filter(({ digest }) =>
      [raw, digestOf("2")].includes(parseDigest(digest)),
    );
    expect(listed?.map(({ standing }) => standing)).toEqual(["current", "label-taken"]);
    const corrected = await workshop.issue("corrected-first/2", {
      "letter.txt": "The letter of week 2, mended.\n",
    });
    await answered(at(archive, "revise", corrected), 0);
    expect(await answered(at(archive, "verify", folderOf("2")), 0)).toMatchObject({ standing: "superseded" });
    expect(await answered(at(archive, "verify", rival), 1)).toMatchObject({ verdict: "not-anchored" });
  });
});
