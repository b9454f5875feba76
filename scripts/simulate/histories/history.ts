import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import type { auditHoldings } from "../../../src/audit/holdings.ts";
import type { repairHoldings } from "../../../src/audit/repair.ts";
import { type Fault, UNASKED } from "../../../src/audit/report.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { digestFromBytes, digestToBytes32 } from "../../../src/core/digest.ts";
import type { Assumptions } from "../assumptions.ts";
import { randomOf, seedOf, waiting } from "./chance.ts";
import { FakedStore, noPatience } from "./faked-store.ts";
import { type MadeIssue, memoryStaging } from "./issue.ts";

/** The code that is put to the test. */
export interface Care {
  readonly audit: typeof auditHoldings;
  readonly repair: typeof repairHoldings;
}

export interface Living {
  readonly assumptions: Assumptions;
  readonly issue: MadeIssue;
  readonly care: Care;
  readonly seed: number;
  /** Also audits when every store is whole and there, and nothing can be found. The end is the same. */
  readonly everyAudit?: boolean;
}

/** What came of one history. */
export interface Outcome {
  /** In years; undefined when the issue outlived the time assumed. */
  readonly lostAfter: number | undefined;
  readonly audits: number;
  readonly repairs: number;
}

/** An operator with its stores; nobody knows of one that is `gone` before an audit has asked in vain. */
interface Operator {
  standing: "here" | "gone" | "noticed";
  stores: FakedStore[];
}

/**
 * Lives through the years by chance: stores lose copies and blocks, operators end, and what audits and repairs do about
 * it is done by the code that the commands run. Only stores, time and the person who finds a new operator are faked.
 */
export async function live(living: Living): Promise<Outcome> {
  const { assumptions } = living;
  const { years, repairAfter } = assumptions;
  const auditEvery = assumptions.auditEvery ?? Infinity;
  const world = new World(living);
  const done = { audits: 0, repairs: 0 };
  for (let audit = auditEvery, n = 1; audit < years; n++, audit = n * auditEvery) {
    if (!world.pass(audit)) break;
    const needed = living.everyAudit === true || !world.isWell;
    const alarm = needed && (await world.audit(n));
    if (needed) done.audits += 1;
    if (!world.pass(Math.min(audit + repairAfter, years))) break;
    if (!alarm) continue;
    await world.repair(n);
    done.repairs += 1;
  }
  world.pass(years);
  return { lostAfter: world.lostAfter, ...done };
}

class World {
  readonly #living: Living;
  readonly #random: () => number;
  readonly #operators: Operator[];
  readonly #names: readonly string[];
  #made = 0;
  #now = 0;
  lostAfter: number | undefined;

  constructor(living: Living) {
    this.#living = living;
    this.#random = randomOf(living.seed);
    this.#names = [...living.issue.blocks.keys()];
    this.#operators = living.assumptions.shares.map((share) => ({
      standing: "here",
      stores: this.#opened(share),
    }));
  }

  /** Is there nothing that an audit could find? */
  get isWell(): boolean {
    return this.#operators.every(
      ({ standing, stores }) =>
        standing === "noticed" || (standing === "here" && stores.every(({ whole }) => whole)),
    );
  }

  /** Lets time pass, and things happen, until then. False when the issue is lost. */
  pass(until: number): boolean {
    while (this.lostAfter === undefined) {
      const happenings = this.#happenings();
      const rate = happenings.reduce((sum, one) => sum + one.rate, 0);
      this.#now += waiting(rate, this.#random);
      if (this.#now >= until) break;
      let choice = this.#random() * rate;
      happenings.find((one) => (choice -= one.rate) < 0)?.happen();
      if (!this.#isKept()) this.lostAfter = this.#now;
    }
    this.#now = until;
    return this.lostAfter === undefined;
  }

  /** Does the audit find something to repair? Whoever reads its report looks after operators that are gone. */
  async audit(round: number): Promise<boolean> {
    const { care, issue, assumptions, seed } = this.#living;
    const stores = this.#ask(round, 1);
    const { sample } = assumptions;
    const block = digestFromBytes(nodeSha256(Buffer.from(`block ${seed} ${round}`)));
    const report = await care.audit(stores, [this.#holding()], {
      sha256: nodeSha256,
      deadline: noPatience(stores),
      ...(sample === undefined || sample >= issue.blocks.size
        ? {}
        : { sampling: { seed: digestToBytes32(block), size: { kind: "each", blocks: sample } } }),
    });
    const faults: Fault[] = [...report.stores, report.storage].flatMap((part) => part.faults);
    for (const operator of this.#operators)
      if (operator.standing === "gone" && operator.stores.every(({ id }) => isUnanswering(id, faults)))
        operator.standing = "noticed";
    return faults.some(({ fault }) => !UNASKED.has(fault));
  }

  async repair(round: number): Promise<void> {
    const stores = this.#ask(round, 2);
    await this.#living.care.repair(stores, [this.#holding()], {
      sha256: nodeSha256,
      staging: memoryStaging(),
      clock: { sleep: () => Promise.resolve() },
      deadline: noPatience(stores),
    });
  }

  #holding() {
    return { digest: this.#living.issue.digest, label: parseLabel("1") };
  }

  /** The stores that the settings name, each up or not for as long as it is asked. */
  #ask(round: number, occasion: number): readonly FakedStore[] {
    const { seed, assumptions } = this.#living;
    const random = randomOf(seedOf(seed, round, occasion));
    const asked = this.#operators.filter(({ standing }) => standing !== "noticed");
    for (const { standing, stores } of asked)
      for (const store of stores) {
        const [down, hangs] = [random() < assumptions.down, random() < 0.5];
        store.mood = standing === "here" && !down ? "up" : hangs ? "hanging" : "refusing";
      }
    return asked.flatMap(({ stores }) => stores);
  }

  #happenings(): { rate: number; happen: () => void }[] {
    const { rates, replaceAfter } = this.#living.assumptions;
    const all = () => this.#operators.forEach((operator) => (operator.standing = "gone"));
    return [
      { rate: rates.common, happen: all },
      ...this.#operators.flatMap((operator) => {
        if (operator.standing === "gone") return [];
        if (operator.standing === "noticed")
          return [{ rate: 1 / replaceAfter, happen: () => this.#replace(operator) }];
        return [
          { rate: rates.operator, happen: () => void (operator.standing = "gone") },
          ...operator.stores.flatMap((store) => [
            { rate: rates.copy, happen: () => store.loseAll() },
            { rate: rates.block / 2, happen: () => store.lose(this.#anyBlock()) },
            { rate: rates.block / 2, happen: () => store.garble(this.#anyBlock()) },
          ]),
        ];
      }),
    ];
  }

  #replace(operator: Operator): void {
    operator.standing = "here";
    operator.stores = this.#opened(operator.stores.length);
    for (const store of operator.stores) store.loseAll();
  }

  #opened(share: number): FakedStore[] {
    this.#made += 1;
    const operator = `operator ${this.#made}`;
    const open = (_: unknown, i: number) =>
      new FakedStore(`store ${this.#made}.${i + 1}`, operator, this.#living.issue.blocks);
    return Array.from({ length: share }, open);
  }

  #anyBlock(): string {
    return this.#names[Math.floor(this.#random() * this.#names.length)] ?? "";
  }

  /** Is every block intact in some store that is still there? */
  #isKept(): boolean {
    const stores = this.#operators.flatMap(({ standing, stores }) => (standing === "here" ? stores : []));
    return this.#names.every((name) => stores.some((store) => store.holds(name)));
  }
}

function isUnanswering(store: string, faults: readonly Fault[]): boolean {
  return faults.some(
    (one) => one.store === store && (one.fault === "store-unreachable" || one.fault === "store-silent"),
  );
}
