import { beforeEach, describe, expect, test } from "vitest";
import { auditExit } from "../../src/audit/audit.ts";
import { LATE_AFTER, type Dated, Remarks } from "../../src/audit/remarks.ts";
import type { ClaimedDate } from "../../src/core/date.ts";
import { audited } from "../support/audit.ts";
import { ACCOUNTS, OWNER } from "../support/model-registry.ts";
import { type Scene, scene } from "./planted.ts";

const DAY = 86_400;
const NOON = Date.parse("2019-11-26T12:00:00Z") / 1000;
const dated = (date: string, time = NOON, label = "95"): Dated => ({
  ...{ label, time, entry: 2 },
  date: date as ClaimedDate,
});
const kinds = (...some: readonly Dated[]) => remarksOf(some, LATE_AFTER).map(({ remark }) => remark);

function remarksOf(some: readonly Dated[], lateAfter: number) {
  const remarks = new Remarks(lateAfter);
  for (const one of some) remarks.issue(one);
  return remarks.all();
}

describe("Remarks, of dates", () => {
  test.each(["2019", "2019-11", "2019-11-26", "2019-11-26T11:00:00Z", "2019-11-01", "2019-10"])(
    "says nothing of %s, anchored on 26 November 2019",
    (date) => {
      expect(kinds(dated(date))).toEqual([]);
    },
  );

  test.each(["2018", "2019-09", "2019-10-26", "1998"])("says that %s was anchored late", (date) => {
    expect(kinds(dated(date))).toEqual(["anchored-late"]);
  });

  test("says that it is dated later, but for what is another day elsewhere", () => {
    expect(kinds(dated("2019-11-27"))).toEqual([]);
    expect(kinds(dated("2019-11-28"), dated("2020"))).toEqual(["dated-later"]);
  });

  test("counts thousands, and names a few", () => {
    const many = Array.from({ length: 3000 }, (_, i) => ({ ...dated("1998"), label: `${i}`, entry: i + 2 }));
    const [remark] = remarksOf(many, LATE_AFTER);
    expect(remark).toMatchObject({ remark: "anchored-late", count: 3000 });
    expect(remark?.entries).toHaveLength(20);
    expect(remark?.says).toContain("0, 1, 2, 3, 4 and 2995 more");
  });

  test("takes another threshold", () => {
    const after = dated("2019-11-20");
    expect(remarksOf([after], 7 * DAY)).toEqual([]);
    expect(remarksOf([after], 5 * DAY)).toMatchObject([{ remark: "anchored-late", entries: [2] }]);
  });
});

describe("an audit's remarks", () => {
  let archive: Scene;
  beforeEach(async () => {
    archive = await scene();
  });

  test("are none of a history with nothing to ask about", async () => {
    const [report] = (await audited(archive.model)).publications;
    expect(report?.remarks).toEqual([]);
    expect(report).not.toHaveProperty("timeline");
  });

  test("tell of notices without a reason and of who may speak for the publication, and are no faults", async () => {
    const { model, letter, third } = archive;
    const [, other = OWNER] = ACCOUNTS;
    model.post(letter, third, "correction");
    model.call(letter, { do: "grantPublisher", account: other });
    model.call(letter, { do: "revokePublisher", account: other });
    model.call(letter, { do: "setProfile", profile: model.profile({ title: "The Note" }) });
    model.call(letter, { do: "transferOwnership", account: other });
    model.registry.call(letter, { do: "acceptOwnership" }, other);
    const report = await audited(model);
    expect(auditExit(report)).toBe(0);
    expect(report.publications[0]?.remarks).toMatchObject([
      { remark: "notice-unreasoned", count: 1, entries: [7] },
      { remark: "owner-changed", count: 1, entries: [12] },
      { remark: "profile-changed", count: 1, entries: [10] },
      { remark: "writers-changed", count: 2, entries: [8, 9] },
    ]);
  });

  test("tell what is another in a later profile", async () => {
    const { model, letter } = archive;
    const change = (profile: Parameters<typeof model.profile>[0]) =>
      model.call(letter, { do: "setProfile", profile: model.profile(profile) });
    change({ title: "The Letter", domain: "letter.example" });
    change({ title: "A <b>Letter</b>", domain: "letter.example", language: "en" });
    change({ title: "A <b>Letter</b>" });
    const says = async () => (await audited(model)).publications[0]?.remarks.map((one) => one.says);
    expect(await says()).toEqual([
      "The profile (title, domain) changed 3 times." +
        ' Entry 7: domain "letter.example" is new.' +
        ' Entry 8: title "The Letter" became "A <b>Letter</b>", language "en" is new.' +
        ' Entry 9: domain "letter.example" is gone, language "en" is gone.',
    ]);
    change({ title: "📰".repeat(100) });
    expect((await says())?.[0]).toContain(
      ` Entry 10: title "A <b>Letter</b>" became "${"📰".repeat(80)}...".`,
    );
    for (const store of model.stores) store.blocks.clear();
    expect((await says())?.[0]).toContain("Entry 7: what changed in the profile could not be read.");
  });
});
