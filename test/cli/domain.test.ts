import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Check } from "../../src/core/verdict.ts";
import { answered, openWorkshop, SMALL_ISSUE, TITLE } from "../support/archive-fixture.ts";
import { startDns } from "../support/dns-server.ts";

/* A publication whose domain answers on a name server of this test, says nothing for a while, and is sold. */

const DOMAIN = "harbour-letter.press";
const records: Record<string, string> = {};
const workshop = await openWorkshop();
const dns = await startDns(records);
afterAll(async () => {
  await dns[Symbol.asyncDispose]();
  await workshop[Symbol.asyncDispose]();
});
const { env } = dns;
const archive = workshop.path("harbour");
await answered(["init", archive, "--title", TITLE, "--domain", DOMAIN], 0);
const small = await workshop.issue("41", SMALL_ISSUE);
const [copy, out] = [join(small, "index.html"), workshop.path("colophon.json")];

interface Verdict {
  readonly verdict: string;
  readonly checks: readonly (Check & { readonly says: string })[];
}

interface Told {
  readonly publication: string;
  readonly record: string;
  readonly check: Check & { readonly says: string };
}

const domain = (status: number, ...more: readonly string[]) =>
  answered(["domain", "--archive", archive, ...more], status, { env }) as Promise<Told>;
const publish = async () =>
  (await answered(["publish", small, "--archive", archive], 0, { env })) as {
    readonly issues: readonly { readonly digest: string; readonly status: string }[];
  };
async function identity() {
  const verdict = (await answered(["verify", copy, "--archive", archive], 0, { env })) as Verdict;
  expect(verdict.verdict).toBe("authentic");
  return verdict.checks.find(({ check }) => check === "identity") ?? expect.unreachable();
}

describe("a publication's domain", () => {
  test("is told what to say, and the file for its web server is written", async () => {
    const told = await domain(3, "--out", out);
    expect(told.record).toBe(`colophon-publication=${told.publication}`);
    expect(JSON.parse(await readFile(out, "utf8"))).toMatchObject({ publications: [told.publication] });
    records[DOMAIN] = told.record;
    expect((await domain(0)).check).toMatchObject({ reason: "vouched", evidence: { by: ["dns"] } });
  });

  test("vouches for a copy, and what it said is archived with the issue", async () => {
    const first = await publish();
    expect(await identity()).toMatchObject({
      status: "pass",
      reason: "vouched",
      evidence: { archived: ["dns"] },
    });
    const audit = (...more: readonly string[]) =>
      answered(["audit", "--archive", archive, ...more], 0, { env });
    expect(JSON.stringify(await audit())).not.toContain("standing");
    const asked = { name: DOMAIN, standing: "vouches" };
    expect(await audit("--domains")).toMatchObject({ publications: [{ domain: asked, remarks: [] }] });
    expect(first.issues[0]?.status).toBe("final");
  });

  test("may say something else later: the issue stands, and what was said then is told beside", async () => {
    const [before] = (await publish()).issues;
    records[DOMAIN] = "colophon-publication=eip155:1:0x52908400098527886e0f7030069857d2e4169ee7:9";
    const [after] = (await publish()).issues;
    expect(after).toMatchObject({ status: "already", digest: before?.digest });
    const { evidence, status } = await identity();
    expect(status).not.toBe("pass");
    expect(evidence["archived"]).toEqual(["dns"]);
  });

  test("beside it the archive tells what a label names, or that it names nothing, and on what that rests", async () => {
    const find = (label: string, status: number) =>
      answered(["find", label, "--archive", archive], status, { env });
    expect(await find("41", 0)).toMatchObject({ kind: "stands", current: { revision: 1 } });
    expect(await find("57", 1)).toMatchObject({ kind: "none", grounds: { entries: 2, batches: 0 } });
  });

  test("that cannot be asked says nothing against a copy", async () => {
    dns.answers = false;
    expect(await identity()).toMatchObject({
      status: "unknown",
      reason: "unreachable",
      evidence: { archived: ["dns"] },
    });
    expect(await answered(["audit", "--domains", "--archive", archive], 3, { env })).toMatchObject({
      publications: [{ domain: { standing: "unanswered" }, faults: [{ fault: "domain-unanswered" }] }],
    });
    dns.answers = true;
  });

  test("is not needed to bring back what every store has lost", async () => {
    const [before] = (await publish()).issues;
    await rm(join(archive, "data", "store", "blocks"), { recursive: true });
    expect((await publish()).issues[0]).toMatchObject({ digest: before?.digest });
    expect(await identity()).toMatchObject({ evidence: { archived: ["dns"], archivedDomain: DOMAIN } });
  });
});
