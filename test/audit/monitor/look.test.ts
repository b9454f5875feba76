import { beforeEach, describe, expect, test } from "vitest";
import { failure } from "../../../src/core/errors/error.ts";
import { lookAt, type Looking, unasked } from "../../../src/audit/monitor/look.ts";
import type { DomainStanding, Watched } from "../../../src/audit/monitor/state.ts";
import { parsePublicationId, type PublicationId } from "../../../src/core/publication.ts";
import { hashing } from "../../support/hashing.ts";
import { refOf } from "../../support/model-batch.ts";
import { ACCOUNTS, OWNER } from "../../support/model-registry.ts";
import type { ModelArchive } from "../../support/model-archive.ts";
import { scene } from "../planted.ts";

let model: ModelArchive;
let letter: PublicationId;
let domain: DomainStanding | undefined;

beforeEach(async () => {
  ({ model, letter } = await scene());
  domain = "none";
});

async function look(before?: Watched, change: Partial<Looking> = {}) {
  const { registry } = model;
  const chain = registry.node();
  const block = (await chain.block("latest")) ?? expect.unreachable();
  const looking = { chain, registry, sha256: hashing.sha256, expect: "issues", domainOf: async () => domain };
  return lookAt(refOf(model, letter), { block, before }, { ...(looking as Looking), ...change });
}

const kinds = async (before: Watched, change: Partial<Looking> = {}) =>
  (await look(before, change)).alerts.map(({ kind, level }) => `${level} ${kind}`);

describe("lookAt", () => {
  test("remembers at first sight, and tells of nothing", async () => {
    const { after, alerts } = await look();
    expect(alerts).toEqual([]);
    expect(after).toMatchObject({ entries: 6, silent: 0, domain: "none" });
    expect(await kinds(after)).toEqual([]);
  });

  test("asks for nothing but what is newer, and tells of it by what was expected", async () => {
    const { after: before } = await look();
    await model.anchor(letter, "4", { a: "four" });
    model.call(letter, { do: "setProfile", profile: model.reason("not a profile") });
    expect(await kinds(before)).toEqual(["news issue-entry", "alarm profile-changed"]);
    expect(model.registry.searchedFrom).toBe(before.block.number);
    expect(await kinds(before, { expect: "none" })).toEqual(["alarm issue-entry", "alarm profile-changed"]);
    expect(await kinds(before, { expect: "any" })).toEqual(["news issue-entry", "news profile-changed"]);
    const { after, alerts } = await look(before);
    expect(after.entries).toBe(8);
    expect((await look(before)).alerts.map(({ id }) => id)).toEqual(alerts.map(({ id }) => id));
  });

  test("tells who may speak for the publication", async () => {
    const { after: before } = await look();
    const [, other = OWNER] = ACCOUNTS;
    model.call(letter, { do: "grantPublisher", account: other });
    model.call(letter, { do: "transferOwnership", account: other });
    model.registry.call(letter, { do: "acceptOwnership" }, other);
    model.registry.call(letter, { do: "close" }, other);
    expect(await kinds(before)).toEqual([
      ...["alarm writers-changed", "alarm owner-changed", "alarm owner-changed"],
      "alarm publication-closed",
    ]);
  });

  test("a final block that was replaced is an alarm, and what was seen stays remembered", async () => {
    const { after: before } = await look();
    model.registry.reorganise(1);
    await model.anchor(letter, "3", { a: "another third letter" });
    const { after, alerts } = await look(before);
    expect(alerts).toMatchObject([{ level: "alarm", kind: "history-replaced" }]);
    expect(after).toEqual(before);
  });

  test("a node that is behind, or has let go of a block, says nothing against anybody", async () => {
    const { after: before } = await look();
    await model.anchor(letter, "4", { a: "four" });
    const { after } = await look(before);
    const old = before.block;
    const late = { block: old, before: after };
    const { registry } = model;
    const looking = { chain: registry.node(), registry, sha256: hashing.sha256, expect: "any" as const };
    const domainOf = async () => domain;
    await expect(lookAt(refOf(model, letter), late, { ...looking, domainOf })).toFailWith("BLOCK_NOT_FINAL");
    const chain = { node: "a", block: async () => undefined };
    await expect(look(before, { chain })).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("another chain is told of also where the registry is not on it", async () => {
    const { after } = await look();
    const hash = `0x${"ab".repeat(32)}` as const;
    const registry = { at: () => expect.unreachable() } as unknown as Looking["registry"];
    expect(await kinds({ ...after, block: { ...after.block, hash } }, { registry })).toEqual([
      "alarm history-replaced",
    ]);
  });

  test("error: a publication that nobody has registered", async () => {
    const ref = { ...refOf(model, letter), id: parsePublicationId("99") };
    const { registry } = model;
    const chain = registry.node();
    const block = (await chain.block("latest")) ?? expect.unreachable();
    const looking = { chain, registry, sha256: hashing.sha256, expect: "any" as const };
    const seen = { block, before: undefined };
    await expect(lookAt(ref, seen, { ...looking, domainOf: async () => domain })).toFailWith(
      "PUBLICATION_UNKNOWN",
    );
  });

  test.each([
    ["fewer entries", { entries: 7 }],
    ["another head after as many", { head: "ab".repeat(32) as Watched["head"] }],
  ])("%s are an alarm", async (_, change) => {
    const { after } = await look();
    expect(await kinds({ ...after, ...change })).toEqual(["alarm history-replaced"]);
  });

  test("a whole history that does not begin with what was seen is an alarm", async () => {
    const { after } = await look();
    await model.anchor(letter, "4", { a: "four" });
    const other = { ...after, head: "ab".repeat(32) as Watched["head"] };
    expect(await kinds(other)).toEqual(["alarm history-replaced"]);
  });

  test("logs that are short say nothing against anybody", async () => {
    const { after: before } = await look();
    await model.anchor(letter, "4", { a: "four" });
    await model.anchor(letter, "5", { a: "five" });
    model.registry.faults.logs = (entries) => entries.slice(0, -1);
    const { after, alerts } = await look(before);
    expect(alerts).toMatchObject([{ level: "unasked", kind: "head-unproved" }]);
    expect(after).toEqual(before);
    await expect(look()).toFailWith("HISTORY_BROKEN");
  });

  test("a domain that ceases to vouch is an alarm; one that cannot be asked is not", async () => {
    domain = "vouches";
    const { after } = await look();
    domain = undefined;
    expect(await kinds(after)).toEqual([]);
    expect((await look(after)).after.domain).toBe("vouches");
    domain = "does-not";
    expect(await kinds(after)).toEqual(["alarm domain-withdrawn"]);
    domain = "none";
    expect(await kinds(after)).toEqual(["alarm domain-withdrawn"]);
    expect(await kinds({ ...after, domain: "does-not" })).toEqual(["alarm domain-withdrawn"]);
    domain = "vouches";
    expect(await kinds({ ...after, domain: "does-not" })).toEqual(["news domain-vouches"]);
  });

  test("a domain of which nothing is known yet has withdrawn nothing", async () => {
    domain = undefined;
    const { after } = await look();
    expect(after.domain).toBe("unknown");
    for (domain of ["none", "vouches", "does-not"] as const) expect(await kinds(after)).toEqual([]);
    // A domain that the profile names for the first time.
    expect(await kinds({ ...after, domain: "none" })).toEqual(["alarm domain-unproved"]);
  });

  test("what a domain ceased to say has one id, in whichever round it is delivered", async () => {
    domain = "vouches";
    const { after: before } = await look();
    domain = "does-not";
    const first = await look(before);
    model.registry.mine();
    const second = await look(before);
    expect(second.after.block).not.toEqual(first.after.block);
    expect(second.alerts.map(({ id }) => id)).toEqual(first.alerts.map(({ id }) => id));
    const later = await look({ ...second.after, domain: "vouches" });
    expect(later.alerts.map(({ id }) => id)).not.toEqual(first.alerts.map(({ id }) => id));
  });
});

test("silence is told of in the third round in a row, once", async () => {
  let { after } = await look();
  const why = failure("CHAIN_UNREACHABLE", { node: "a", problem: "gone" });
  const told: number[] = [];
  for (let i = 0; i < 5; i++) {
    const looked = unasked(refOf(model, letter), { before: after, after }, why, hashing.sha256);
    told.push(looked.alerts.length);
    after = looked.after;
  }
  expect(told).toEqual([0, 0, 1, 0, 0]);
  expect((await look(after)).after.silent).toBe(0);
});
