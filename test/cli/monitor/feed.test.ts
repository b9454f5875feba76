import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Alert, ALERTS } from "../../../src/audit/monitor/alert.ts";
import { type MonitorFeed, tellIn } from "../../../src/audit/monitor/feed.ts";
import { writeFeed } from "../../../src/cli/monitor/feed.ts";
import { atomFaults } from "../../support/atom.ts";

const NOW = 1_574_756_100;
const EMPTY: MonitorFeed = { id: "0b4e6a3c-2f5d-4c1b-9a7e-8d6f5e4c3b2a", begun: NOW, told: [], dropped: [] };
const HOSTILE = `</content></entry><script>alert(1)</script>]]>&amp;&#0;<!--"'\u0000\u001b[31m\uFFFE\uD800`;
const alertOf = (kind: Alert["kind"], i: number): Alert => ({
  ...{ id: String(i).padStart(64, "0"), kind, level: kind === "issue-entry" ? "news" : "alarm" },
  ...{ publication: `eip155:1:0x01:${HOSTILE}`, says: HOSTILE },
  block: { number: i, hash: `0x${"cd".repeat(32)}`, time: NOW + i },
});
const FULL = tellIn(EMPTY, ALERTS.map(alertOf), NOW);

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "colophon-monitor-feed-"));
  path = join(folder, "alerts.atom");
});
afterAll(() => rm(folder, { recursive: true }));

const PARSE = `
import json, sys, xml.etree.ElementTree as tree
A = "{http://www.w3.org/2005/Atom}"
feed = tree.parse(sys.argv[1]).getroot()
json.dump({"root": feed.tag, "updated": feed.findtext(A + "updated"), "entries": [
  {"id": e.findtext(A + "id"), "title": e.findtext(A + "title"), "updated": e.findtext(A + "updated"),
   "content": e.findtext(A + "content"), "terms": [c.get("term") for c in e.findall(A + "category")]}
  for e in feed.findall(A + "entry")]}, sys.stdout)
`;

interface Parsed {
  readonly root: string;
  readonly updated: string;
  readonly entries: readonly Readonly<Record<string, string>>[];
}

/** Read by a parser that refuses whatever is not well-formed. */
function parsed(): Parsed {
  const { stdout, stderr } = spawnSync("python3", ["-c", PARSE, path], { encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Parsed;
}

const missing = spawnSync("python3", ["--version"]).status !== 0;

describe("the feed of alerts", () => {
  test.each([
    ["nothing", EMPTY],
    ["alerts of every kind that mean harm", FULL],
  ])("has no fault by the rules of RFC 4287 with %s", async (_, feed) => {
    await writeFeed(path, feed);
    // It is kept in a file, and does not know its address.
    expect(atomFaults(await readFile(path, "utf8"))).toEqual(["no self link"]);
  });

  test.skipIf(missing)(
    "is well-formed, the newest first, and tells alarms from news (needs python3)",
    async () => {
      await writeFeed(path, FULL);
      const { root, updated, entries } = parsed();
      expect(root).toBe("{http://www.w3.org/2005/Atom}feed");
      expect(entries).toHaveLength(ALERTS.length);
      expect(updated).toBe(entries[0]?.["updated"]);
      const times = entries.map((one) => one["updated"] ?? "");
      expect(times).toEqual(times.toSorted().toReversed());
      const [news, ...more] = entries.filter(({ title }) => title?.startsWith("News: "));
      expect(news).toMatchObject({ terms: ["news", "issue-entry"] });
      expect(more).toEqual([]);
      const alarms = entries.filter(({ title }) => title?.startsWith("Alarm: "));
      expect(alarms).toHaveLength(ALERTS.length - 1);
      expect(alarms[0]?.["content"]).toContain(
        `</content></entry><script>alert(1)</script>]]>&amp;&#0;<!--"'[31m`,
      );
    },
  );

  test("stays as it is where nothing has changed, and is itself again where somebody changed it", async () => {
    await writeFeed(path, FULL);
    const before = await stat(path);
    const text = await readFile(path, "utf8");
    await writeFeed(path, FULL);
    expect(await stat(path)).toEqual(before);
    for (const other of [
      "",
      "<feed",
      text.replace("Alarm", "Calm!"),
      `${text}\n`,
      "\u0000".repeat(text.length),
    ]) {
      await writeFile(path, other);
      await writeFeed(path, FULL);
      expect(await readFile(path, "utf8")).toBe(text);
    }
    // More than a memory could hold.
    await truncate(path, 2 ** 36);
    await writeFeed(path, FULL);
    expect(await readFile(path, "utf8")).toBe(text);
  });
});
