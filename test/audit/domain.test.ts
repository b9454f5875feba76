import { expect, test } from "vitest";
import { auditExit } from "../../src/audit/audit.ts";
import type { AskDomain } from "../../src/audit/domain.ts";
import { askingDomains } from "../../src/cli/audit-domains.ts";
import { fail } from "../../src/core/errors/error.ts";
import { txtRecord, wellKnownFile } from "../../src/core/identity/claim.ts";
import type { Domains } from "../../src/core/ports.ts";
import { parsePublicationId, type PublicationRef } from "../../src/core/publication.ts";
import { audited } from "../support/audit.ts";
import { ModelArchive } from "../support/model-archive.ts";

const DOMAIN = "tidewater.press";

/** An archive whose profile names a domain, and what an audit says of the publication. */
async function heard(askDomain: AskDomain, domain = DOMAIN, lost = false) {
  const model = new ModelArchive("near");
  const letter = model.register();
  const title = "The Letter";
  if (domain !== "") model.call(letter, { do: "setProfile", profile: model.profile({ title, domain }) });
  if (lost) for (const store of model.stores) store.blocks.clear();
  const report = await audited(model, { askDomain });
  const [one = expect.unreachable()] = report.publications;
  const told = one.remarks.filter(({ remark }) => remark.startsWith("domain"));
  return { report, one, told, exit: auditExit(report) };
}

/** What a domain says, by what its two places have; undefined where one does not answer. */
function saying(
  txt: (ref: PublicationRef) => readonly string[] | undefined,
  file: (ref: PublicationRef) => string | undefined,
): AskDomain {
  return (ref, domain) => {
    const unreachable = () => fail("DOMAIN_UNREACHABLE", { source: "The DNS", domain, problem: "ETIMEOUT" });
    const domains: Domains = {
      txt: async () => txt(ref) ?? unreachable(),
      wellKnown: async () => (file(ref) === SILENT ? undefined : (file(ref) ?? unreachable())),
    };
    return askingDomains(domains)(ref, domain);
  };
}

const other = (ref: PublicationRef) => ({ ...ref, id: parsePublicationId("77") });
const never = () => expect.unreachable();
const SILENT = "";
const silent = () => SILENT;

test("an audit asks no domain unless it is to", async () => {
  const model = new ModelArchive("near");
  model.register();
  expect((await audited(model)).publications[0]).not.toHaveProperty("domain");
});

test("a domain that names the publication vouches for it, in either place", async () => {
  for (const ask of [
    saying((ref) => [txtRecord(ref)], silent),
    saying(
      () => undefined,
      (ref) => wellKnownFile([ref]),
    ),
  ]) {
    const { one, told, exit } = await heard(ask);
    expect([one.domain, told, exit]).toEqual([{ name: DOMAIN, standing: "vouches" }, [], 0]);
  }
});

test.each([
  ["unnamed", "domain-unconfirmed", saying(() => ["v=spf1 -all"], silent)],
  ["other", "domain-other", saying((ref) => [txtRecord(other(ref))], silent)],
  [
    "disagrees",
    "domain-other",
    saying(
      (ref) => [txtRecord(ref)],
      (ref) => wellKnownFile([other(ref)]),
    ),
  ],
] as const)("of one that is %s it remarks %s, and finds no fault", async (standing, remark, ask) => {
  const { one, told, exit } = await heard(ask);
  expect(one.domain).toEqual({ name: DOMAIN, standing });
  expect(told).toMatchObject([{ remark, count: 1, says: expect.stringContaining(DOMAIN) }]);
  expect(exit).toBe(0);
  if (standing === "other") expect(told[0]?.says).toContain(":77 ");
});

test("one that nobody can own is not asked, and confirms nothing", async () => {
  const asked = saying(never, never);
  const { told } = await heard(asked, "tidewater.example");
  expect(told).toMatchObject([{ remark: "domain-unconfirmed" }]);
});

test("one that does not answer is no finding, and neither is a profile that cannot be read", async () => {
  const mute = saying(
    () => undefined,
    () => undefined,
  );
  const { one, told, exit, report } = await heard(mute);
  expect([one.domain?.standing, told, exit, report.complete]).toEqual(["unanswered", [], 3, false]);
  expect(one.faults).toMatchObject([{ fault: "domain-unanswered", problem: expect.any(String) }]);
  expect(one.faults[0]?.says).not.toContain("ETIMEOUT");
  const lost = await heard(mute, DOMAIN, true);
  expect(lost.one.faults).toMatchObject([{ fault: "domain-unanswered" }]);
});

test("a profile without a domain has none to ask", async () => {
  const { one, told, exit } = await heard(async () => never(), "");
  expect([one.domain, told, exit]).toEqual([{ standing: "none" }, [], 0]);
});
