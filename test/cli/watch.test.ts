import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { takeLock } from "../../src/adapters/journal/lock.ts";
import { systemClock } from "../../src/adapters/node/clock.ts";
import { fixture } from "../adapters/back-catalogue/rig.ts";
import { answered, colophon, openWorkshop, run, writeFiles } from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";
import { expectWhole, isPublished, labelsOf, onceOver, tallyIs, watching } from "../support/watching.ts";

/* Folders that are watched: real processes, disk and chain. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

let made = 0;
const archive = () => workshop.archive(`archive-${++made}`);
const folder = async (files: Readonly<Record<string, string>>) =>
  writeFiles(workshop.path(`source-${++made}`), files);
const page = (title: string) => `<!doctype html><title>${title}</title><p>${title}, and more.\n`;

describe("watching a folder of issues", () => {
  test("publishes what is there, then what comes, when it is whole; tells a change once; ends at once", async () => {
    const at = await archive();
    const source = await folder({ "94/index.html": page("94"), "95/index.html": page("95") });
    const args = [source, "--archive", at, "--settle", "1s", "--every", "1s"];
    await using watched = watching(args);
    await watched.line("start", ({ event }) => event === "watching");
    const first = await watched.line("first batch", ({ event }) => event === "published");
    expect(labelsOf([first])).toEqual(["94", "95"]);
    expect(first).toMatchObject({ batches: [{ count: 2 }] });
    await watched.line("round", tallyIs({ published: 2 }));
    // Half of it is there, and its name says so.
    await mkdir(join(source, "96"));
    await writeFile(join(source, "96/index.html"), page("96"));
    await writeFile(join(source, "96/tides.csv.part"), "06:31");
    const waits = await watched.line("wait", ({ event }) => event === "waiting");
    expect(waits).toMatchObject({ at: "96" });
    await rename(join(source, "96/tides.csv.part"), join(source, "96/tides.csv"));
    // What an editor leaves beside it is no part of it, and no reason to look again.
    await writeFile(join(source, "96/.index.html.swp"), "swap");
    await writeFile(join(source, "96/index.html~"), "backup");
    expect(await watched.line("issue 96", isPublished("96"))).toMatchObject({ status: "final" });
    const found = await answered(["verify", join(source, "96/tides.csv"), "--archive", at], 0);
    expect(found).toMatchObject({ verdict: "authentic", issue: { label: "96" } });
    // A change of what stands is for a person.
    await writeFile(join(source, "94/index.html"), page("94, corrected"));
    const changed = await watched.line("change", ({ event }) => event === "changed");
    expect(changed).toMatchObject({ label: "94" });
    await writeFiles(join(source, "97"), { "index.html": page("97") });
    await watched.line("issue 97", isPublished("97"));
    await watched.line("round", tallyIs({ published: 1, refused: 1 }));
    expect(watched.lines.filter(({ event }) => event === "changed")).toHaveLength(1);
    const command = String(changed["command"]).replace("...", "A number was wrong");
    await revisedBy(command, at);
    // One more issue makes it look again: what was revised stands now.
    await writeFiles(join(source, "98"), { "index.html": page("98") });
    await watched.line("round", tallyIs({ published: 1, refused: 0, stand: 4 }));
    const { ended, ms } = await watched.end("SIGTERM");
    expect([ended, watched.lines.at(-1)?.event]).toEqual([0, "stopped"]);
    expect(ms).toBeLessThan(2000);
    await expectWhole(at, ["94", "94", "95", "96", "97", "98"], 5);
    expect(await onceOver(source, at)).toMatchObject({ status: 0, events: ["looked", "done"] });
  });

  test("waits for a folder that goes away, and finds it as it was", async () => {
    const at = await archive();
    const source = await folder({ "1/index.html": page("1") });
    await using watched = watching([source, "--archive", at, "--settle", "1s", "--every", "1s"]);
    await watched.line("issue 1", isPublished("1"));
    await rename(source, `${source}-away`);
    const failed = await watched.line("failure", ({ event }) => event === "failed");
    expect(failed.error).toMatchObject({ code: "SOURCE_MISSING" });
    await writeFiles(join(`${source}-away`, "2"), { "index.html": page("2") });
    await rename(`${source}-away`, source);
    await watched.line("recovery", ({ event }) => event === "recovered");
    await watched.line("issue 2", isPublished("2"));
    await watched.line("round", tallyIs({ published: 1, stand: 1 }));
    expect((await watched.end("SIGINT")).ended).toBe(0);
    await expectWhole(at, ["1", "2"], 2);
  });

  test("two at once publish each issue once", async () => {
    const at = await archive();
    const source = await folder(
      Object.fromEntries(["1", "2", "3"].map((label) => [`${label}/index.html`, page(label)])),
    );
    const args = [source, "--archive", at, "--settle", "1s", "--every", "1s"];
    await using one = watching(args);
    await using two = watching(args);
    for (const watched of [one, two])
      await watched.line("all of them", ({ event, tally = {} }) => {
        const { published = 0, stand = 0 } = tally;
        return event === "looked" && published + stand === 3;
      });
    expect(labelsOf([...one.lines, ...two.lines])).toEqual(["1", "2", "3"]);
    await Promise.all([one.end("SIGTERM"), two.end("SIGTERM")]);
    await expectWhole(at, ["1", "2", "3"], 1);
  });

  test.each(["packed", "stored", "read back", "sent", "mined"])(
    "killed when an issue was %s, and started again, ends with one record of each",
    async (step) => {
      const at = await archive();
      const source = await folder({ "1/index.html": page("1"), "2/index.html": page("2") });
      {
        await using watched = watching([source, "--archive", at, "--settle", "1s", "--every", "1s"]);
        await watched.said(`- ${step}`);
        await watched.end("SIGKILL");
      }
      await writeFiles(join(source, "3"), { "index.html": page("3") });
      const again = await onceOver(source, at);
      expect(again.status, again.stderr).toBe(0);
      expect(await onceOver(source, at)).toMatchObject({ status: 0, events: ["looked", "done"] });
      const { entries } = await standingOf(at);
      await expectWhole(at, ["1", "2", "3"], entries.length - 1);
    },
  );

  test("stopped in the middle of an issue ends at once with 3, and the next start goes on with it", async () => {
    const at = await archive();
    const source = await folder({ "1/index.html": page("1") });
    {
      await using watched = watching([source, "--archive", at, "--settle", "1s"]);
      await watched.said("- packed");
      const { ended, ms } = await watched.end("SIGTERM");
      expect([ended, watched.lines.at(-1)]).toEqual([3, expect.objectContaining({ event: "stopped" })]);
      expect(ms).toBeLessThan(2000);
    }
    expect(await onceOver(source, at)).toMatchObject({ status: 0 });
    const { audit, entries, unfinished } = await standingOf(at);
    expect([audit.ok, entries.length, unfinished]).toEqual([true, 2, []]);
  });

  async function revisedBy(command: string, at: string): Promise<void> {
    const bin = join(import.meta.dirname, "../../bin/colophon.js");
    const text = command.replace(/^colophon/, `"${process.execPath}" "${bin}"`);
    const ran = await run("sh", ["-c", text], { env: { COLOPHON_ARCHIVE: at } });
    expect(ran.status, ran.stderr).toBe(0);
  }
});

describe("one round", () => {
  test("ends with 0 when all is done, 1 when something was refused, 3 when something is to be tried later", async () => {
    const at = await archive();
    const source = await folder({
      "1/index.html": page("1"),
      "2/issue.yaml": "titel: misspelt\n",
      "2/a.txt": "2",
    });
    const first = await onceOver(source, at);
    expect(first).toMatchObject({ status: 1, events: ["published", "left-out", "looked", "done"] });
    await writeFile(join(source, "2/issue.yaml"), "title: Two\n");
    expect(await onceOver(source, at)).toMatchObject({ status: 0, events: ["published", "looked", "done"] });
    await writeFile(join(source, "1/index.html"), page("1, changed"));
    const changed = await onceOver(source, at);
    expect([changed.status, changed.events]).toEqual([1, ["changed", "looked", "done"]]);
    expect(await onceOver(source, at, "--changed", "ignore")).toMatchObject({ status: 0 });
    await writeFile(join(source, "2/b.txt.part"), "half");
    expect(await onceOver(source, at, "--changed", "ignore")).toMatchObject({ status: 3 });
    await rm(join(source, "2/b.txt.part"));
    const reason = ["--changed", "revise", "--reason", "A name was wrong"];
    const revised = await onceOver(source, at, ...reason);
    expect([revised.status, revised.events]).toEqual([0, ["revised", "looked", "done"]]);
    expect(await onceOver(source, at, ...reason)).toMatchObject({ status: 0, events: ["looked", "done"] });
    // Put back as it was it is revision 1 again, which nobody asked for: it is told, and not made revision 3.
    await writeFile(join(source, "1/index.html"), page("1"));
    const back = await onceOver(source, at, ...reason);
    expect([back.status, back.events]).toEqual([0, ["earlier", "looked", "done"]]);
    await expectWhole(at, ["1", "1", "2"], 3);
  });

  test("publishes nothing again that was renamed", async () => {
    const at = await archive();
    const source = await folder({ "1/index.html": page("1"), "2/index.html": page("2") });
    await onceOver(source, at);
    await rename(join(source, "1"), join(source, "one"));
    const renamed = await onceOver(source, at);
    expect([renamed.status, renamed.events]).toEqual([0, ["elsewhere", "looked", "done"]]);
    expect(renamed.lines[0]).toMatchObject({ label: "one", by: "1" });
    await expectWhole(at, ["1", "2"], 1);
  });

  test("publishes posts as importing does, and none before its date", async () => {
    const at = await archive();
    const site = workshop.path(`site-${++made}`);
    await cp(fixture("hugo"), site, { recursive: true });
    const next = join(site, "content/posts/next.md");
    await writeFile(next, "---\ntitle: Next\ndate: 2999-01-01\n---\nNot yet.\n");
    const first = await onceOver(site, at);
    expect(first.status, first.stderr).toBe(0);
    const posts = ["ferry", "old-light", "storm", "the-tide-tables"];
    expect(labelsOf(first.lines)).toEqual(posts);
    expect(first.lines.find(({ event }) => event === "waiting")).toMatchObject({ label: "next" });
    await rm(next);
    const imported = await answered(["import", site, "--archive", at], 0);
    expect(imported).toMatchObject({ batches: [] });
    await expectWhole(at, posts, 1);
  });

  test("never takes an older issue that comes later, and wants the same label, for a correction", async () => {
    const at = await archive();
    const post = (year: string) =>
      `---\ntitle: Of ${year}\ndate: ${year}-01-01\nslug: review\n---\nOf ${year}.\n`;
    const site = await folder({ "_config.yml": "", "_posts/2020-01-01-b.md": post("2020") });
    expect(labelsOf((await onceOver(site, at)).lines)).toEqual(["review"]);
    await writeFile(join(site, "_posts/2019-01-01-a.md"), post("2019"));
    const later = await onceOver(site, at, "--changed", "revise");
    expect(later.status).toBe(1);
    expect(later.lines.slice(0, 2).map(({ event, label, by }) => [event, label, by])).toEqual([
      ["taken", "review", "review"],
      ["elsewhere", "review-2", "review"],
    ]);
    await expectWhole(at, ["review"], 1);
  });

  test("takes a Maildir's messages, and the same ones when they were read", async () => {
    const at = await archive();
    const mail = workshop.path(`maildir-${++made}`);
    for (const name of ["cur", "new", "tmp"]) await mkdir(join(mail, name), { recursive: true });
    await cp(fixture("eml/a.eml"), join(mail, "new/1574771400.M1P1.host"));
    await cp(fixture("eml/b.eml"), join(mail, "tmp/1574771401.M1P1.host"));
    const first = await onceOver(mail, at, "--no-dkim");
    expect(labelsOf(first.lines), first.stderr).toHaveLength(1);
    await rename(join(mail, "new/1574771400.M1P1.host"), join(mail, "cur/1574771400.M1P1.host:2,S"));
    await rename(join(mail, "tmp/1574771401.M1P1.host"), join(mail, "new/1574771401.M1P1.host"));
    const second = await onceOver(mail, at, "--no-dkim");
    expect(labelsOf(second.lines), second.stderr).toHaveLength(1);
    await expectWhole(at, labelsOf([...first.lines, ...second.lines]), 2);
  });

  test("publishes one issue's folder as publish does", async () => {
    const at = await archive();
    const issue = await folder({
      "index.html": page("95"),
      "images/a.txt": "a",
      "issue.yaml": "label: '95'\n",
    });
    expect(labelsOf((await onceOver(issue, at)).lines)).toEqual(["95"]);
    const published = await answered(["publish", issue, "--archive", at], 0);
    expect(published).toMatchObject({ issues: [{ label: "95", status: "already" }] });
    await expectWhole(at, ["95"], 1);
  });

  test("waits while somebody else publishes", async () => {
    const at = await archive();
    const source = await folder({ "1/index.html": page("1") });
    const waiting = { clock: systemClock, seconds: 0, onWait: () => {} };
    const lock = await takeLock(join(at, "data/publisher.lock"), waiting);
    await using watched = watching([source, "--archive", at, "--once", "--settle", "0"]);
    await watched.said("another publisher is at work");
    lock.release();
    await watched.line("end", ({ event, status }) => event === "done" && status === 0);
    await expectWhole(at, ["1"], 1);
  });

  test("refuses a folder that looks like something else than it did before", async () => {
    const at = await archive();
    const source = await folder({ "1/index.html": page("1") });
    expect(await onceOver(source, at)).toMatchObject({ status: 0 });
    await writeFile(join(source, "about.md"), "---\ntitle: About\n---\nUs.\n");
    const other = await onceOver(source, at);
    expect([other.status, other.stderr]).toEqual([2, expect.stringContaining("SOURCE_KIND_CHANGED")]);
    expect(await onceOver(source, at, "--kind", "issues")).toMatchObject({ status: 0 });
    await expectWhole(at, ["1", "about"], 2);
  });
});

describe("watching fails", async () => {
  const at = await archive();
  const one = await folder({ "1/a.txt": "1" });
  const shapeless = await folder({ "notes.bin": "\u0001", "more.bin": "\u0002" });

  test.each<[string, number, readonly string[]]>([
    ["SOURCE_MISSING", 2, [workshop.path("nowhere")]],
    ["USAGE_INVALID", 2, [workshop.folder]],
    ["USAGE_INVALID", 2, [one, "--kind", "blog"]],
    ["USAGE_INVALID", 2, [one, "--every", "often"]],
    ["SOURCE_KIND_UNKNOWN", 2, [shapeless]],
    ["FEED_UNREACHABLE", 3, ["http://127.0.0.1:9/feed.xml"]],
  ])("with %s and exit %i: %j", async (code, status, args) => {
    const failed = await colophon(["watch", ...args, "--archive", at, "--once", "--settle", "0", "--json"]);
    expect(failed.status, failed.stderr).toBe(status);
    expect(JSON.parse(failed.stdout)).toMatchObject({ error: { code } });
  });
});
