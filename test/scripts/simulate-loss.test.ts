import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import {
  type Assumptions,
  ASSUMED,
  INFLATED,
  parseDuration,
  spread,
} from "../../scripts/simulate/assumptions.ts";
import { assumptionsOf, CELLS } from "../../scripts/simulate/cells.ts";
import { interval, seedOf } from "../../scripts/simulate/histories/chance.ts";
import { type Care, live } from "../../scripts/simulate/histories/history.ts";
import { makeIssue } from "../../scripts/simulate/histories/issue.ts";
import { liveMany, REAL_CARE } from "../../scripts/simulate/histories/lives.ts";
import { chanceOfLoss } from "../../scripts/simulate/model/chain.ts";
import { coverage, unnoticed } from "../../scripts/simulate/model/overlap.ts";
import { parseOptions } from "../../scripts/simulate/options.ts";
import { readPoints } from "../../scripts/simulate/points.ts";

const NOTHING = { copy: 0, block: 0, operator: 0, common: 0 };

/** Nothing happens but what the test says. */
const still: Assumptions = { ...ASSUMED, rates: NOTHING, down: 0, auditEvery: undefined };

function chance(change: Partial<Assumptions>): number {
  return chanceOfLoss({ ...still, ...change });
}

describe("the model in cases with a closed form", () => {
  const gone = (rate: number, years = 10) => 1 - Math.exp(-rate * years);

  test.for([1, 2, 3, 4])("%i copies that nobody repairs are lost one by one", (stores) => {
    const rates = { ...NOTHING, copy: 0.2 };
    expect(chance({ shares: spread(stores, stores), rates })).toBeCloseTo(gone(0.2) ** stores, 10);
  });

  test.for([1, 2, 3])("%i copies lose single blocks, each with its own chance", (stores) => {
    const [blocks, rate] = [5, 0.3];
    const everywhere = gone(rate / blocks) ** stores;
    const rates = { ...NOTHING, block: rate };
    const expected = 1 - (1 - everywhere) ** blocks;
    expect(chance({ shares: spread(stores, stores), rates, blocks })).toBeCloseTo(expected, 5);
  });

  test("any number of copies ends with their one operator, and all with a common cause", () => {
    const rates = { ...NOTHING, operator: 0.07 };
    expect(chance({ shares: [4], rates })).toBeCloseTo(gone(0.07), 10);
    expect(chance({ shares: [2, 2], rates })).toBeCloseTo(gone(0.07) ** 2, 10);
    expect(chance({ shares: [2, 2], rates: { ...NOTHING, common: 0.07 } })).toBeCloseTo(gone(0.07), 10);
  });

  test("with a repair at every audit, both copies are lost within one interval or not at all", () => {
    const rates = { ...NOTHING, copy: 0.5 };
    const audits = 40;
    const within = gone(0.5, 10 / audits) ** 2;
    const got = chance({ shares: [1, 1], rates, auditEvery: 10 / audits, repairAfter: 0 });
    expect(got).toBeCloseTo(1 - (1 - within) ** audits, 10);
  });

  test("the shorter the interval the smaller the chance, down to none", () => {
    const rates = { ...NOTHING, copy: 0.5 };
    const chances = [1, 0.1, 0.01, 0.001].map((auditEvery) =>
      chance({ shares: [1, 1], rates, auditEvery, repairAfter: 0 }),
    );
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    // In the limit, what is lost in an interval T is (rate T)^2 of 10/T: it falls with T.
    expect(chances.at(-1)).toBeCloseTo(0.5 ** 2 * 0.001 * 10, 4);
  });

  test("an operator that nobody replaces in time is as one that is never replaced", () => {
    const rates = { ...NOTHING, operator: 0.1 };
    const care = { shares: [1, 1, 1], rates, auditEvery: 0.02, repairAfter: 0 };
    expect(chance({ ...care, replaceAfter: 1e9 })).toBeCloseTo(gone(0.1) ** 3, 6);
    expect(chance({ ...care, replaceAfter: 0.01 })).toBeLessThan(1e-3);
  });

  test("every kind of failure, every outage and every delay makes a loss more likely", () => {
    const base = chanceOfLoss(ASSUMED);
    const { rates } = ASSUMED;
    const worse: Partial<Assumptions>[] = [
      { rates: { ...rates, copy: 0.1 } },
      { rates: { ...rates, block: 0.1 } },
      { rates: { ...rates, operator: 0.2 } },
      { rates: { ...rates, common: 0.001 } },
      { down: 0.1 },
      { auditEvery: 0.1 },
      { repairAfter: ASSUMED.repairAfter * 3 },
      { replaceAfter: ASSUMED.replaceAfter * 2 },
      { sample: 2 },
      { shares: [2, 1] },
      { years: 20 },
    ];
    for (const change of worse)
      expect(chanceOfLoss({ ...ASSUMED, ...change }), JSON.stringify(change)).toBeGreaterThan(base);
  });
});

describe("blocks that are lacking at random", () => {
  test("coverage is the share of all ways to lack blocks that leave none lacking everywhere", () => {
    for (const lacking of [[2, 3], [1, 1, 4], [2, 3, 3], [5], [0, 5], []])
      expect(coverage(5, lacking), lacking.join()).toBeCloseTo(counted(5, lacking), 12);
  });

  test("a sample misses what it does not draw", () => {
    expect(unnoticed(10, 1, 3)).toBeCloseTo(0.7, 12);
    expect(unnoticed(10, 2, 3)).toBeCloseTo((7 * 6) / (10 * 9), 12);
    expect([unnoticed(10, 8, 3), unnoticed(10, 1, undefined), unnoticed(10, 0, 3)]).toEqual([0, 0, 1]);
  });

  /** By trying all of them. */
  function counted(blocks: number, lacking: readonly number[]): number {
    let ways = [2 ** blocks - 1];
    for (const count of lacking)
      ways = ways.flatMap((common) =>
        Array.from({ length: 2 ** blocks }, (_, set) => set)
          .filter((set) => set.toString(2).replaceAll("0", "").length === count)
          .map((set) => common & set),
      );
    return ways.filter((common) => common === 0).length / ways.length;
  }
});

describe("the numbers around it", () => {
  test("the interval is Wilson's", () => {
    const { low, high } = interval(10, 100, 0.95);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.0552", "0.1744"]);
    expect([interval(0, 50, 0.95).low, interval(50, 50, 0.95).high]).toEqual([0, 1]);
  });

  test("times and shares are read as people write them", () => {
    expect(["7d", "1y", "12h", "2w", "x", "-1d", "7"].map(parseDuration)).toEqual([
      7 / 365,
      1,
      12 / 24 / 365,
      14 / 365,
      undefined,
      undefined,
      undefined,
    ]);
    expect([spread(5, 3), spread(3, 1), spread(2, 2)]).toEqual([[2, 2, 1], [3], [1, 1]]);
  });
});

describe("histories lived through by the real audit and repair", () => {
  const seed = 95;
  const years = 4;
  const inflated: Assumptions = { ...INFLATED, years, blocks: 4, auditEvery: 1 / 12 };
  const SETTINGS: readonly [string, Assumptions][] = [
    ["two operators", { ...inflated, shares: [1, 1] }],
    ["shared operators", { ...inflated, shares: [2, 1] }],
    ["an audit by sample", { ...inflated, shares: [1, 1], blocks: 8, sample: 2 }],
    ["common causes and long repairs", withCommon({ ...inflated, shares: [1, 1], repairAfter: 1 / 15 })],
  ];

  test.for(SETTINGS)("agree with the model: %s", async ([, assumptions]) => {
    const { lost, histories, repairs } = await liveMany(assumptions, { histories: 150, seed });
    expect(repairs).toBeGreaterThan(histories);
    expectAgreement(assumptions, { lost, histories });
  });

  test("contradict it when a repair repairs nothing, or an audit finds nothing", async () => {
    const assumptions: Assumptions = { ...inflated, shares: [1, 1, 1] };
    const idle: Care = {
      ...REAL_CARE,
      repair: (stores, holdings, repairing) =>
        REAL_CARE.repair(stores, holdings, { ...repairing, dryRun: true }),
    };
    const blind: Care = {
      ...REAL_CARE,
      audit: (_, holdings, auditing) => REAL_CARE.audit([], holdings, auditing),
    };
    for (const care of [idle, blind]) {
      const { lost, histories } = await liveMany(assumptions, { histories: 50, seed, care });
      expect(() => expectAgreement(assumptions, { lost, histories })).toThrow("to be less than");
    }
  });

  test("end the same when the audits that can find nothing are done too", async () => {
    const assumptions: Assumptions = { ...inflated, shares: [1, 1], years: 2 };
    const issue = await makeIssue(assumptions.blocks);
    for (let n = 0; n < 12; n++) {
      const living = { assumptions, issue, care: REAL_CARE, seed: seedOf(seed, n) };
      const [some, every] = [await live(living), await live({ ...living, everyAudit: true })];
      expect([every.lostAfter, every.repairs]).toEqual([some.lostAfter, some.repairs]);
      expect(every.audits).toBeGreaterThanOrEqual(some.audits);
    }
  });

  test("are those of their seed", async () => {
    const assumptions: Assumptions = { ...inflated, shares: [1, 1] };
    const [one, same, other] = [
      await liveMany(assumptions, { histories: 20, seed }),
      await liveMany(assumptions, { histories: 20, seed }),
      await liveMany(assumptions, { histories: 20, seed: seed + 1 }),
    ];
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test("kept beside the plot agree with the model at every point", () => {
    const { points } = readPoints();
    expect(points.map(({ every, stores, operators }) => ({ every, stores, operators }))).toEqual(
      CELLS.map(({ every, stores, operators }) => ({ every, stores, operators })),
    );
    for (const point of points) expectAgreement(assumptionsOf(point), point);
  });

  function withCommon(assumptions: Assumptions): Assumptions {
    return { ...assumptions, rates: { ...assumptions.rates, common: 0.1 } };
  }

  /** At 99.9 %: the seeds are fixed, so that what agrees once agrees always. */
  function expectAgreement(
    assumptions: Assumptions,
    { lost, histories }: { lost: number; histories: number },
  ) {
    const { low, high } = interval(lost, histories, 0.999);
    const expected = chanceOfLoss(assumptions);
    expect(low).toBeLessThan(expected);
    expect(expected).toBeLessThan(high);
  }
});

describe("npm run simulate:loss", () => {
  const SCRIPT = fileURLToPath(new URL("../../scripts/simulate-loss.ts", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "colophon-simulate-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function simulate(...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], { encoding: "utf8" });
    return { status, stdout, stderr };
  }

  test("finds the chart and the tables as it would write them", () => {
    expect(simulate("--check")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("answers in words and as JSON, with what the answer hangs on", () => {
    const args = ["--stores", "3", "--operators", "2", "--rate", "0.05", "--every", "7d", "--years", "10"];
    const told = simulate(...args);
    expect(told.status).toBe(0);
    expect(told.stdout).toContain("if one operator ran all the stores");
    const json = JSON.parse(simulate(...args, "--sample", "60", "--json").stdout) as {
      assumptions: Assumptions;
      chance: number;
    };
    expect(json.assumptions).toMatchObject({ shares: [2, 1], sample: 60, years: 10 });
    expect(json.chance).toBeCloseTo(chanceOfLoss(json.assumptions), 12);
  });

  test("lives through histories when asked, and says whether they agree", () => {
    const often = ["--stores", "2", "--rate", "1", "--every", "1m", "--blocks", "4", "--years", "2"];
    const { status, stdout } = simulate(...often, "--histories", "30", "--seed", "3", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ check: { histories: 30, agrees: true } });
  });

  test("takes stores and operators from an archive's settings", () => {
    const settings = {
      type: "colophon/archive/1",
      chain: { type: "embedded", id: "eip155:31337" },
      signer: { type: "embedded" },
      targets: [
        { type: "embedded", id: "here" },
        { type: "kubo", id: "there", url: "http://127.0.0.1:5001", operator: "somebody" },
        { type: "kubo", id: "beside", url: "http://127.0.0.1:5002" },
      ],
    };
    writeFileSync(join(folder, "colophon.json"), JSON.stringify(settings));
    expect(parseOptions(["--archive", folder])).toMatchObject({
      everyUnsaid: true,
      assumptions: { shares: [2, 1], auditEvery: ASSUMED.auditEvery },
    });
    const policy = { minCopies: 2, minOperators: 2, auditEvery: "4w" };
    writeFileSync(join(folder, "colophon.json"), JSON.stringify({ ...settings, policy }));
    expect(parseOptions(["--archive", folder])).toMatchObject({
      everyUnsaid: false,
      assumptions: { auditEvery: 28 / 365 },
    });
    expect(simulate("--archive", folder).stdout).toContain(
      "Your archive: an issue is lost within 10 years: 1 in ",
    );
    expect(simulate("--archive", join(folder, "none")).status).toBe(2);
  });

  test.for([
    ["--stores", "0"],
    ["--stores", "2", "--operators", "3"],
    ["--rate", "often"],
    ["--every", "7"],
    ["--every", "1d", "--repair", "2d"],
    ["--down", "1"],
    ["--histories", "1.5"],
    ["--unknown"],
  ])("refuses %j", (args) => {
    expect(() => parseOptions(args)).toThrow(
      expect.objectContaining({ name: expect.stringMatching(/^(Range|Type)Error$/) }),
    );
  });

  test("ends with 2 on wrong usage, and says where to look", () => {
    const { status, stdout, stderr } = simulate("--stores", "0");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("--help");
  });

  test("--help names every option and an example", () => {
    const { status, stdout } = simulate("--help");
    expect(status).toBe(0);
    for (const option of [
      "--stores",
      "--operators",
      "--rate",
      "--every",
      "--sample",
      "--years",
      "--seed",
      "--json",
    ])
      expect(stdout).toContain(option);
    expect(stdout).toContain("npm run simulate:loss -- --archive archive");
  });
});
