import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Parser } from "htmlparser2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuditReport, FaultKind } from "../../src/audit/report.ts";
import { parseDigest } from "../../src/core/digest.ts";
import { fail } from "../../src/core/errors/error.ts";
import { parseLabel } from "../../src/core/label.ts";
import { htmlReport } from "../../src/cli/report/html.ts";
import { junitReport } from "../../src/cli/report/junit.ts";
import { markdownReport } from "../../src/cli/report/markdown.ts";
import { reportSchema, reportSchemaText } from "../../src/cli/report/schema.ts";
import { matrixOf } from "../../src/cli/report/told.ts";
import { parseReportFile, writeReports } from "../../src/cli/report/write.ts";
import { audited } from "../support/audit.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { plantedIn, scene } from "../audit/planted.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "colophon-report-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const HOSTILE = `</title><script>alert(1)</script>|"'&]]>`;

/** One issue whose title means harm, and a store that lost a block of it. */
async function hostile(): Promise<AuditReport> {
  const model = new ModelArchive("near", "far");
  const id = model.register(HOSTILE);
  const issue = { label: parseLabel("1"), revision: 1, title: HOSTILE };
  const digest = await model.pack(id, "1", { "index.html": "one" }, { issue });
  model.call(id, { do: "anchor", label: "1", digest });
  const [cid] = [...(model.stores[0]?.blocks.keys() ?? [])].slice(-2);
  model.stores[0]?.blocks.delete(cid ?? "");
  return audited(model, { timeline: true });
}

/** The names of the elements of a document, and how often text stands in a script. */
function elementsOf(text: string, xmlMode: boolean) {
  const names: string[] = [];
  const open: string[] = [];
  const problems: string[] = [];
  const parser = new Parser(
    {
      onopentagname: (name) => void (names.push(name), open.push(name)),
      onclosetag(name) {
        if (xmlMode && open.at(-1) !== name) problems.push(name);
        open.pop();
      },
    },
    { xmlMode },
  );
  parser.end(text);
  return { names, problems };
}

describe("a report", () => {
  test("is written in the form that its name asks for, the same to the byte each time", async () => {
    const names = ["a.html", "a.md", "a.json", "a.xml"];
    const texts = async () => {
      const { model } = await scene();
      const files = names.map((name) => parseReportFile(join(folder, name)));
      await writeReports(files, await audited(model, { timeline: true }));
      return names.map((name) => readFileSync(join(folder, name), "utf8"));
    };
    const first = await texts();
    expect(await texts()).toEqual(first);
    expect(new Set(first.map((text) => text.slice(0, 5)))).toEqual(
      new Set(["<!doc", "# Aud", '{\n  "', "<?xml"]),
    );
  });

  test("is the same whatever words a store failed with", async () => {
    const text = async (word: string) => {
      const { model } = await scene();
      for (const store of model.stores)
        store.block = async () => fail("STORE_UNREACHABLE", { store: store.id, problem: word });
      const report = await audited(model);
      expect(report.stores[0]?.faults[0]).toMatchObject({
        fault: "store-unreachable",
        problem: expect.stringContaining(word),
      });
      const path = join(folder, "words.json");
      await writeReports([parseReportFile(path)], report);
      return readFileSync(path, "utf8");
    };
    expect(await text("connect ECONNREFUSED 127.0.0.1:40001")).toBe(await text("socket hang up"));
  });

  test.each(["a.pdf", "a", "html", ".json/a"])("error: %s asks for no form", async (name) => {
    await expect(() => parseReportFile(name)).toFailWith("USAGE_INVALID");
  });

  test("as JSON is what docs/spec/audit-report.schema.json says, whatever was planted", async () => {
    const guide = new URL("../../docs/spec/audit-report.schema.json", import.meta.url);
    expect(readFileSync(guide, "utf8")).toBe(reportSchemaText());
    for (const name of Object.keys(plantedIn(await scene()))) {
      const archive = await scene();
      await plantedIn(archive)[name]?.plant();
      const report = await audited(archive.model, { timeline: true });
      const path = join(folder, "planted.json");
      await writeReports([parseReportFile(path)], report);
      const { error } = reportSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
      expect([name, error?.message]).toEqual([name, undefined]);
    }
  });
});

test("a report of more than there is room for tells the newest, and counts the others by the year", async () => {
  const report = await audited((await scene()).model, { timeline: true });
  const [one = expect.unreachable()] = report.publications;
  const newest = { timeline: one.timeline?.slice(-2) ?? [], timelineBefore: [{ year: 2018, revisions: 70 }] };
  const long = { ...report, publications: [{ ...one, ...newest, revisions: 72 }] };
  expect(htmlReport(long)).toMatch(/The newest 2 of 72 revisions.+<td>2018<\/td>\s*<td>70<\/td>/s);
  expect(markdownReport(long)).toMatch(/The newest 2 of 72 revisions.+70 in 2018/);
  expect(reportSchema.safeParse({ type: "colophon/audit/1", ...long }).error).toBeUndefined();
  expect(htmlReport(report)).not.toContain("The newest");
  expect(markdownReport(report)).not.toContain("The newest");
});

test("a head whose entries were not to be had is said to be not compared, and not another", async () => {
  const report = await audited((await scene()).model);
  const [one = expect.unreachable()] = report.publications;
  const head = { ...one.head, onChain: parseDigest("ab".repeat(32)), match: false };
  const told = (fault: FaultKind) => {
    const of = { ...report, publications: [{ ...one, head, faults: [{ fault, says: "..." }] }] };
    const says = /[(>](?:not compared|\**another)\b/;
    return [markdownReport(of), htmlReport(of)].map((text) => says.exec(text)?.[0]);
  };
  expect(told("logs-unanswered")).toEqual(["(not compared", ">not compared"]);
  expect(told("logs-mismatch")).toEqual(["(not compared", ">not compared"]);
  expect(told("head-mismatch")).toEqual(["(**another", ">another"]);
});

test("a report for which domains were asked tells what they said, and that no block fixes it", async () => {
  const report = await audited((await scene()).model, { askDomain: async () => ({ standing: "other" }) });
  const [one = expect.unreachable()] = report.publications;
  expect(one.domain).toEqual({ standing: "none" });
  const domain = { name: "tidewater.press", standing: "other" } as const;
  const asked = { ...report, publications: [{ ...one, domain }] };
  for (const form of [htmlReport, markdownReport]) {
    expect(form(asked)).toMatch(/as of no block.+tidewater.+names others/s);
    const { domain: _, ...unasked } = one;
    expect(form({ ...report, publications: [unasked] })).not.toContain("as of no block");
  }
  expect(reportSchema.safeParse({ type: "colophon/audit/1", ...asked }).error).toBeUndefined();
});

test("the matrix has every issue that any store was asked for, and each store's own step", async () => {
  const { stores } = await audited((await scene()).model);
  const [near = expect.unreachable(), far = expect.unreachable()] = stores;
  const [first = expect.unreachable(), ...others] = near.issues;
  const rows = matrixOf([
    { ...near, issues: others },
    { ...far, issues: [{ ...first, step: "claimed" }] },
  ]);
  expect(rows).toHaveLength(near.issues.length);
  expect(rows.at(-1)).toMatchObject({ digest: first.digest, steps: ["none", "claimed"] });
  expect(rows[0]).toMatchObject({ digest: others[0]?.digest, steps: ["fully-served", "none"] });
});

describe("a report of what means harm", () => {
  test("holds no script as HTML, asks for nothing elsewhere, and tells the fault", async () => {
    const text = htmlReport(await hostile());
    const { names } = elementsOf(text, false);
    expect(names).not.toContain("script");
    expect(text).not.toMatch(/(src|href)=/);
    expect(text).toContain("&lt;script&gt;");
    expect(text).toContain("block-missing");
  });

  test("is no markup as Markdown, and breaks no table", async () => {
    const text = markdownReport(await hostile());
    expect(text).not.toContain("<script>");
    const rows = text.split("\n").filter((line) => line.startsWith("| 2 "));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.replaceAll("\\|", "").split("|")).toHaveLength(8);
  });

  test("is well-formed as JUnit, with as many failures as it says", async () => {
    const report = await hostile();
    const [near = expect.unreachable(), ...stores] = report.stores;
    const faults = near.faults.map((fault) => ({ ...fault, says: `${fault.says}${HOSTILE}\u0007\uD800` }));
    const text = junitReport({ ...report, stores: [{ ...near, faults }, ...stores] });
    const { names, problems } = elementsOf(text, true);
    expect(problems).toEqual([]);
    const failures = names.filter((name) => name === "failure").length;
    expect(failures).toBe(1);
    expect(text).toContain(`failures="${failures}"`);
    // eslint-disable-next-line no-control-regex -- controls are what it is about
    expect(text).not.toMatch(/[\u0000-\u0008]/);
  });
});

/** What readers of JUnit XML agree on: each element with where it may stand and the attributes it may bear. */
const JUNIT: Readonly<Record<string, readonly [within: string, attributes: readonly string[]]>> = {
  testsuites: ["", ["name", "tests", "failures", "errors"]],
  testsuite: ["testsuites", ["name", "tests", "failures", "errors"]],
  testcase: ["testsuite", ["classname", "name"]],
  failure: ["testcase", ["type", "message"]],
  error: ["testcase", ["type", "message"]],
};

test("JUnit has no element and no attribute that a reader of it would not know, whatever was planted", async () => {
  for (const name of Object.keys(plantedIn(await scene()))) {
    const archive = await scene();
    await plantedIn(archive)[name]?.plant();
    const open: string[] = [];
    const strange: string[] = [];
    const parser = new Parser(
      {
        onopentag(element, attributes) {
          const [within, known] = JUNIT[element] ?? ["nowhere", []];
          if (within !== (open.at(-1) ?? "")) strange.push(`${element} in ${open.at(-1)}`);
          if (Object.keys(attributes).join() !== known.join()) strange.push(`attributes of ${element}`);
          open.push(element);
        },
        onclosetag: () => void open.pop(),
      },
      { xmlMode: true },
    );
    parser.end(junitReport(await audited(archive.model)));
    expect([name, ...strange]).toEqual([name]);
  }
});

test("what could not be asked is an error of JUnit's, and no failure", async () => {
  const { model } = await scene();
  for (const store of model.stores) store.patience = 0;
  const names = elementsOf(junitReport(await audited(model)), true).names;
  expect(names).toContain("error");
  expect(names).not.toContain("failure");
});

test("JUnit does not pass a head that was not compared", async () => {
  const report = await audited((await scene()).model);
  const [one = expect.unreachable()] = report.publications;
  const says = "The logs of n could not be asked for entries 7 to 8.";
  const apart = {
    ...one,
    head: { ...one.head, match: false },
    faults: [{ fault: "logs-unanswered" as const, says }],
  };
  const text = junitReport({ ...report, publications: [apart] });
  expect(text).toMatch(/name="entries fold to the head">\s*<error type="logs-unanswered"/);
  expect(junitReport(report)).toContain('name="entries fold to the head"/>');
});
