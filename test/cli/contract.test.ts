import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { answered, colophon, documentOf, openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";

/* The command contract: what outside scripts rely on. Every schema is strict: a field more is a change too. */

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const address = z.string().regex(/^0x[0-9a-f]{40}$/);
const number = z.int().min(0);
const manifestCid = z.string().regex(/^baguqeera[a-z2-7]{52}$/);
const contentCid = z.string().regex(/^bafybei[a-z2-7]{52}$/);

const issue = z.strictObject({
  label: z.string(),
  revision: z.int().min(1),
  digest,
  cid: manifestCid,
  contentCid,
  publication: z.string().regex(/^[1-9][0-9]*$/),
  tx: hash,
  block: number,
  blockHash: hash,
  anchoredAt: z.int().min(1),
  status: z.enum(["final", "mined", "already"]),
  stores: z.array(z.strictObject({ id: z.string(), blocks: number, verified: number })),
  reasonUnsent: z.literal(true).optional(),
});
const published = z.strictObject({ issues: z.array(issue).min(1) });
const posted = z.strictObject({
  publication: z.string(),
  digest,
  kind: z.literal("correction"),
  reason: digest,
  tx: hash,
  block: number,
  status: z.enum(["final", "mined", "already"]),
  label: z.string().optional(),
});
const fault = z.strictObject({
  fault: z.string(),
  says: z.string(),
  label: z.string().optional(),
  digest: digest.optional(),
  entry: number.optional(),
  store: z.string().optional(),
});
const step = z.enum(["none", "claimed", "indexed", "sample-served", "fully-served"]);
const audited = z.strictObject({
  ok: z.boolean(),
  complete: z.boolean(),
  chain: z.string(),
  registry: address,
  block: z.strictObject({ number, hash, time: number }),
  publications: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string().optional(),
      entries: number,
      head: z.strictObject({ computed: digest, onChain: digest, match: z.boolean() }),
      batches: number,
      issues: number,
      revisions: number,
      notices: number,
      faults: z.array(fault),
      remarks: z.array(
        z.strictObject({ remark: z.string(), says: z.string(), count: number, entries: z.array(number) }),
      ),
    }),
  ),
  stores: z.array(
    z.strictObject({
      id: z.string(),
      operator: z.string(),
      blocks: number,
      verified: number,
      missing: number,
      corrupt: number,
      bytes: number,
      issues: z.array(
        z.strictObject({
          label: z.string(),
          digest,
          step,
          claim: z.enum(["pinned", "pending", "failed", "absent"]).optional(),
          indexed: z.boolean().optional(),
          blocks: number,
          verified: number,
        }),
      ),
      lowest: step.optional(),
      faults: z.array(fault),
    }),
  ),
  storage: z.strictObject({ lowest: step.optional(), faults: z.array(fault) }),
});
const VERDICTS = ["authentic", "authentic-but", "altered", "not-anchored", "could-not-check"] as const;
const verdict = z.object({
  verdict: z.enum(VERDICTS),
  checks: z
    .array(z.looseObject({ check: z.string(), status: z.enum(["pass", "fail", "unknown", "skipped"]) }))
    .min(1),
  headline: z.string().min(1),
  explanation: z.string().min(1),
});

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

let archive: string;
let letter: string;
const at = (...args: readonly string[]) => [...args, "--archive", archive];

beforeAll(async () => {
  archive = await workshop.archive("contract");
  letter = await workshop.issue("letters/95", SMALL_ISSUE);
});

describe("publish --json", () => {
  test("prints what was anchored, and the same again without sending anything", async () => {
    const first = published.parse(await answered(at("publish", letter), 0));
    expect(first.issues).toMatchObject([{ label: "95", revision: 1, publication: "1", status: "final" }]);
    expect(first.issues[0]?.stores).toMatchObject([{ id: "embedded" }]);
    expect(first.issues[0]?.stores.every((store) => store.blocks === store.verified)).toBe(true);
    const again = published.parse(await answered(at("publish", letter), 0));
    expect(again.issues[0]).toStrictEqual({ ...first.issues[0], status: "already" });
  });

  test("prints all issues of one run in one document", async () => {
    const paths = await Promise.all(["a1", "a2"].map((name) => workshop.issue(name, { "x.txt": name })));
    const { issues } = published.parse(await answered(at("publish", ...paths), 0));
    expect(issues.map((one) => one.label)).toStrictEqual(["a1", "a2"]);
  });

  test("still tells of the issues that stand when a later one fails", async () => {
    const good = await workshop.issue("b1", { "x.txt": "b1" });
    const other = await workshop.issue("other/95", { "x.txt": "not what stands" });
    const shape = z.strictObject({
      issues: z.array(issue),
      error: z.strictObject({ code: z.string(), message: z.string(), next: z.string() }),
    });
    const told = shape.parse(await answered(at("publish", good, other), 2));
    expect(told).toMatchObject({ issues: [{ label: "b1" }], error: { code: "LABEL_ANCHORED" } });
  });

  test("--dry-run writes nothing and sends nothing", async () => {
    const untried = await workshop.issue("c1", { "x.txt": "c1" });
    const before = await answered(at("status"), 0);
    expect(await answered(at("publish", untried, "--dry-run"), 0)).toMatchObject({
      dryRun: true,
      issues: [{ label: "c1", files: 1, bytes: 2 }],
    });
    expect(await answered(at("status"), 0)).toStrictEqual(before);
  });
});

describe("verify --json", () => {
  test("an original is authentic, as a folder, as a file and by its CID, and exits 0", async () => {
    const { issues } = published.parse(await answered(at("publish", letter), 0));
    for (const what of [letter, join(letter, "tides.txt"), issues[0]?.cid ?? "", issues[0]?.contentCid ?? ""])
      expect(verdict.parse(await answered(at("verify", what), 0))).toMatchObject({ verdict: "authentic" });
  });

  test("one flipped bit is altered, and exits 1", async () => {
    const copy = await workshop.issue("copy", SMALL_ISSUE);
    const bytes = await readFile(join(letter, "tides.txt"));
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    await writeFile(join(copy, "tides.txt"), bytes);
    const file = verdict.parse(await answered(at("verify", join(copy, "tides.txt")), 1));
    expect(file.verdict).toBe("altered");
    expect(verdict.parse(await answered(at("verify", copy, "--label", "95"), 1)).verdict).toBe("altered");
  });

  test("what nobody published is not anchored, and exits 1", async () => {
    const stranger = await workshop.issue("stranger", { "poem.md": "# A poem that stands nowhere\n" });
    const { verdict: found } = verdict.parse(await answered(at("verify", join(stranger, "poem.md")), 1));
    expect(found).toBe("not-anchored");
  });

  test("what has the name of an anchored file, and nothing else of it, is told of that issue", async () => {
    await answered(at("publish", await workshop.issue("h9", { "only-here.txt": "06:31 0.4\n" })), 0);
    const changed = await workshop.issue("changed", { "only-here.txt": "all of it is another\n" });
    const held = join(changed, "only-here.txt");
    const asked = verdict.parse(await answered(at("verify", held), 1));
    expect(asked).toMatchObject({
      verdict: "not-anchored",
      checks: [{ reason: "nothing-alike", evidence: { namesake: "h9" } }, {}, {}, {}, {}, {}, {}],
    });
    const ran = await colophon(at("verify", held));
    expect(ran.stdout).toContain(`colophon verify ${held} --label h9`);
    expect(verdict.parse(await answered(at("verify", held, "--label", "h9"), 1)).verdict).toBe("altered");
  });

  test("a superseded original is authentic, but, and exits 0", async () => {
    const first = await workshop.issue("d1", { "x.txt": "first" });
    await answered(at("publish", first), 0);
    const second = await workshop.issue("later/d1", { "x.txt": "second" });
    const { issues } = published.parse(await answered(at("revise", second, "--reason", "a word"), 0));
    expect(issues).toMatchObject([{ label: "d1", revision: 2 }]);
    const again = published.parse(await answered(at("revise", second, "--reason", "a word"), 0));
    expect(again.issues[0]).not.toHaveProperty("reasonUnsent");
    const other = published.parse(await answered(at("revise", second, "--reason", "another"), 0));
    expect(other.issues[0]).toMatchObject({ status: "already", reasonUnsent: true });
    expect(verdict.parse(await answered(at("verify", first), 0)).verdict).toBe("authentic-but");
  });
});

describe("notice --json", () => {
  test("prints the notice, and says when it stood already", async () => {
    const about = await workshop.issue("e1", { "x.txt": "e1" });
    await answered(at("publish", about), 0);
    const args = at("notice", "e1", "--kind", "correction", "--reason", "a comma");
    const first = posted.parse(await answered(args, 0));
    expect(first).toMatchObject({ status: "final", label: "e1" });
    expect(posted.parse(await answered(args, 0))).toStrictEqual({ ...first, status: "already" });
  });
});

describe("audit --json", () => {
  test("prints a clean report and exits 0", async () => {
    const report = audited.parse(await answered(at("audit"), 0));
    expect(report).toMatchObject({
      ok: true,
      complete: true,
      publications: [{ id: "1", head: { match: true } }],
    });
    expect(report.stores).toMatchObject([{ id: "embedded", missing: 0, corrupt: 0 }]);
    expect(report.stores[0]?.verified).toBe(report.stores[0]?.blocks);
  });
});

describe("without --json", () => {
  test("a revision is begun once, and its unsent reason told", async () => {
    await answered(at("publish", await workshop.issue("j1", { "x.txt": "j1" })), 0);
    const mended = await workshop.issue("mended/j1", { "x.txt": "mended" });
    const ran = await colophon(at("revise", mended, "--reason", "a word"));
    expect(ran.stderr.match(/^issue j1 /gm)).toHaveLength(1);
    const again = await colophon(at("revise", mended, "--reason", "another"));
    expect(again.stderr).toContain("colophon notice j1 --kind correction");
  });

  test("verify names the node that had to be believed, once", async () => {
    const one = await workshop.issue("g1", { "x.txt": "g1" });
    await answered(at("publish", one), 0);
    const ran = await colophon(at("verify", one));
    expect(ran.status).toBe(0);
    expect(ran.stdout.match(/To believe: .*/g)).toStrictEqual([
      expect.stringMatching(/: the node at 127\.0\.0\.1:\d+\.$/),
    ]);
  });

  test("the result is on stdout, the progress on stderr", async () => {
    const one = await workshop.issue("f1", { "x.txt": "f1" });
    const ran = await colophon(at("publish", one));
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/^Issue f1 is anchored/);
    expect(ran.stderr).toMatch(/read back/);
    expect(ran.stdout).not.toMatch(/read back/);
  });
});

describe("wrong usage exits 2 with one document", () => {
  test.each([
    [["publish"]],
    [["publish", "x", "--wait", "never"]],
    [["notice", "95", "--kind", "praise"]],
    [["notice", "95"]],
    [["init"]],
    [["verify"]],
    [["audit", "--nonsense"]],
    [["nonsense"]],
  ])("%s", async (args) => {
    const ran = await colophon([...args, "--json"]);
    expect(ran.status).toBe(2);
    expect(documentOf(ran)).toMatchObject({ error: { code: "USAGE_INVALID" } });
  });

  test("no command at all", async () => {
    expect((await colophon([])).status).toBe(2);
  });

  test.each([[["--help"]], [["--version"]], [["publish", "--help"]]])("%s is no failure", async (args) => {
    const ran = await colophon(args);
    expect(ran).toMatchObject({ status: 0, stderr: "" });
  });
});
