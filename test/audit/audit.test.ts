import { beforeEach, describe, expect, test } from "vitest";
import { auditExit } from "../../src/audit/audit.ts";
import { FAULTS, UNASKED } from "../../src/audit/report.ts";
import { rawCid } from "../../src/core/cid.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { audited, findings } from "../support/audit.ts";
import { heldFile } from "../support/witness-evidence.ts";
import { plantedIn, scene, type Scene } from "./planted.ts";

let archive: Scene;
beforeEach(async () => {
  archive = await scene();
});

const near = () => archive.model.stores[0] ?? expect.unreachable();
const plant = async (name: string) => {
  const planted = plantedIn(archive)[name] ?? expect.unreachable(name);
  await planted.plant();
  return planted;
};

describe("an audit of an archive with nothing wrong", () => {
  test("finds nothing, and says what it looked at", async () => {
    const report = await audited(archive.model);
    expect(auditExit(report)).toBe(0);
    expect(report).toMatchObject({
      ok: true,
      complete: true,
      publications: [
        {
          id: archive.letter,
          title: "The Letter",
          entries: 6,
          issues: 3,
          revisions: 4,
          notices: 1,
          faults: [],
          head: { match: true },
        },
      ],
      stores: [
        { id: "near", missing: 0, corrupt: 0, faults: [] },
        { id: "far", missing: 0, corrupt: 0, faults: [] },
      ],
    });
    const [one] = report.stores;
    expect(one?.blocks).toBe(one?.verified);
    expect(one?.bytes).toBeGreaterThan(1000);
  });

  test("looks at the final block, not at the tip", async () => {
    archive.model.registry.notFinal = 1;
    const report = await audited(archive.model);
    expect([report.ok, report.publications[0]?.entries]).toEqual([true, 5]);
  });

  test("looks at the publications it is asked about, and refuses those that there are not", async () => {
    const notes = archive.model.register("Notes");
    expect(
      (await audited(archive.model, { publications: [notes] })).publications.map(({ id }) => id),
    ).toEqual([notes]);
    await expect(audited(archive.model, { publications: [parsePublicationId("3")] })).toFailWith(
      "PUBLICATION_UNKNOWN",
      {
        id: "3",
      },
    );
  });

  test("asks the stores for nothing of a stranger's publication", async () => {
    const stranger = archive.model.register("The Stranger");
    await archive.model.anchor(stranger, "1", { "index.html": "elsewhere" });
    for (const store of archive.model.stores)
      store.blocks.delete(String(rawCid(heldFile("elsewhere").sha256)));
    const own = await audited(archive.model, { publications: [archive.letter] });
    expect([own.ok, own.publications.map(({ id }) => id)]).toEqual([true, [archive.letter]]);
    expect((await audited(archive.model, { publications: [stranger] })).ok).toBe(false);
  });

  test("tells of its progress", async () => {
    const told: string[] = [];
    await audited(archive.model, { onProgress: ({ kind }) => told.push(kind) });
    expect(new Set(told)).toEqual(new Set(["publication", "block"]));
  });

  test("error: no node, and one that counts what it does not have", async () => {
    archive.model.registry.faults.publication = () => undefined;
    await expect(audited(archive.model)).toFailWith("CHAIN_ANSWER_INVALID");
    archive.model.registry.down = true;
    await expect(audited(archive.model)).toFailWith("CHAIN_UNREACHABLE");
  });
});

const names = Object.keys(plantedIn(await scene()));

describe("an audit finds", () => {
  test.each(names)("%s", async (name) => {
    const { finds, exit } = await plant(name);
    const found = await findings(archive.model);
    expect(found.faults).toContainEqual(expect.objectContaining(finds));
    expect(found.exit).toBe(exit);
    for (const { says } of found.faults) expect(says).toMatch(/^[A-Z].*[.]$/su);
  });

  test("a history whose numbers have a gap", async () => {
    await plant("a dropped log");
    expect((await findings(archive.model)).faults.map(({ fault }) => fault)).toContain("history-broken");
  });

  test("a store's faults as the store's: the other is clean", async () => {
    near().blocks.clear();
    const report = await audited(archive.model);
    expect(report.publications[0]?.faults).toEqual([]);
    expect(report.stores.map(({ id, faults }) => [id, faults.length > 0])).toEqual([
      ["near", true],
      ["far", false],
    ]);
  });

  test("what comes after garbage too", async () => {
    await plant("a manifest that is no document");
    await archive.model.anchor(archive.letter, "5", { "index.html": "five" });
    near().blocks.delete(String(rawCid(heldFile("five").sha256)));
    expect((await findings(archive.model)).faults).toContainEqual(
      expect.objectContaining({ fault: "block-missing", label: "5" }),
    );
  });

  test("a silent store once, and does not go on asking it", async () => {
    near().patience = 0;
    const report = await audited(archive.model);
    expect(report.complete).toBe(false);
    expect(report.stores[0]?.faults.map(({ fault }) => fault)).toEqual(["store-unreachable"]);
  });

  test("a fault beside a silence: the exit status is the fault's", async () => {
    near().patience = 0;
    await plant("a manifest of another issue");
    expect((await findings(archive.model)).exit).toBe(1);
  });

  test("the gravest first", async () => {
    await plant("a re-dated entry");
    archive.model.registry.faults.current = () => undefined;
    const kinds = (await findings(archive.model)).faults.map(({ fault }) => fault);
    expect(kinds.length).toBeGreaterThan(2);
    expect(kinds).toEqual(kinds.toSorted((a, b) => FAULTS.indexOf(a) - FAULTS.indexOf(b)));
  });

  test("every kind of fault there is, but for those that lies, holdings, care, domain and mirror.test.ts find", async () => {
    const kinds = new Set<string>();
    for (const name of names) {
      archive = await scene();
      await plant(name);
      for (const { fault } of (await findings(archive.model)).faults) kinds.add(fault);
    }
    const copies = ["copy-truncated", "copy-unanswered", "copy-unpinned"];
    const mirrors = ["mirror-mismatch", "logs-mismatch", "logs-unanswered"];
    const asked = ["domain-unanswered", "store-silent"];
    const elsewhere = ["claim-false", "copies-too-few", ...copies, ...mirrors, ...asked];
    expect([...kinds, ...elsewhere].toSorted()).toEqual([...FAULTS].toSorted());
    expect(FAULTS).toEqual(expect.arrayContaining([...UNASKED]));
  });
});
