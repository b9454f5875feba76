import { beforeEach, describe, expect, test } from "vitest";
import { documentCid, parseCid, rawCid } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { parseLabel } from "../../src/core/label.ts";
import { parsePublicationId, type PublicationId } from "../../src/core/publication.ts";
import type { Archive } from "../../src/verify/archive.ts";
import { gatherFile } from "../../src/verify/gather.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { judgedIn, openModel } from "../support/opened-archive.ts";
import { digestOf, heldFile } from "../support/witness-evidence.ts";

const { sha256 } = hashing;

let model: ModelArchive;
let letter: PublicationId;
let first: Digest;
let archive: Archive;

const opened = (own = () => model.registry.publications()): Archive => openModel(model, own);

async function verdictOn(text: string) {
  const file = { ...heldFile(text), bytes: async () => utf8(text) };
  return judgedIn(model, await gatherFile(file, { witness: archive, sha256 }));
}

beforeEach(async () => {
  model = new ModelArchive("near", "far");
  letter = model.register("The Letter");
  first = await model.anchor(letter, "1", { "index.html": "the first letter" });
  archive = opened();
  await archive.refresh();
});

describe("refresh", () => {
  test("takes in what is new, and asks nothing twice while the tip has not moved", async () => {
    await archive.refresh();
    expect(model.registry.readings).toBe(1);
    await model.anchor(letter, "2", { "index.html": "the second letter" });
    await archive.refresh();
    expect(model.registry.readings).toBe(2);
    expect((await verdictOn("the second letter")).verdict).toBe("authentic");
  });

  test("two at once are one", async () => {
    await model.anchor(letter, "2", { "index.html": "the second letter" });
    await Promise.all([archive.refresh(), archive.refresh(), archive.refresh()]);
    expect(model.registry.readings).toBe(2);
    expect((await archive.issues(letter)).length).toBe(2);
  });

  test("a failed one is told to everybody who waited, and the next one starts afresh", async () => {
    model.registry.down = true;
    const failed = await Promise.allSettled([archive.refresh(), archive.refresh()]);
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    model.registry.down = false;
    await archive.refresh();
  });

  test("a reorganisation is seen by the tip's hash, even at the same height", async () => {
    await model.anchor(letter, "2", { "index.html": "the second letter" });
    await archive.refresh();
    model.registry.reorganise(1);
    await model.anchor(letter, "2", { "index.html": "another second letter" });
    await archive.refresh();
    expect((await verdictOn("another second letter")).verdict).toBe("authentic");
    expect((await verdictOn("the second letter")).verdict).not.toBe("authentic");
  });
});

describe("an archive that is behind its chain", () => {
  test.each([
    ["cannot be reached", () => (model.registry.down = true)],
    ["drops its logs", () => (model.registry.faults.logs = () => [])],
    ["counts what it does not have", () => (model.registry.faults.publication = () => undefined)],
  ])("when the node %s: it says of no file that it is nowhere", async (_, break_) => {
    await model.anchor(letter, "2", { "index.html": "the second letter" });
    break_();
    await expect(archive.refresh()).rejects.toThrow();
    await expect(archive.files(heldFile("the second letter").sha256)).rejects.toThrow();
    expect((await verdictOn("the second letter")).verdict).toBe("could-not-check");
    expect((await verdictOn("nobody's")).verdict).toBe("could-not-check");
  });

  test("a fresh archive whose node drops its logs calls nothing false", async () => {
    model.registry.faults.logs = (entries) => entries.slice(1);
    archive = opened();
    await expect(archive.refresh()).toFailWith("HISTORY_BROKEN");
    expect((await verdictOn("the first letter")).verdict).toBe("could-not-check");
  });

  test("what it knows it still says, and what it has caught up with again", async () => {
    await model.anchor(letter, "2", { "index.html": "the second letter" });
    model.registry.faults.logs = () => [];
    await expect(archive.refresh()).toFailWith("HISTORY_BROKEN");
    expect((await verdictOn("the first letter")).verdict).toBe("authentic");
    model.registry.faults.logs = (entries) => entries;
    await archive.refresh();
    expect((await verdictOn("the second letter")).verdict).toBe("authentic");
    expect((await verdictOn("nobody's")).verdict).toBe("not-anchored");
  });

  test("a question that comes while a history is read anew waits for it", async () => {
    await model.anchor(letter, "2", { "index.html": "the second letter" });
    const running = archive.refresh();
    expect((await archive.files(heldFile("the second letter").sha256)).length).toBe(1);
    await running;
  });
});

describe("the evidence on an issue", () => {
  test("is the registry's at the final block and at the tip, with title and transaction", async () => {
    model.registry.notFinal = 1;
    model.registry.mine();
    const issue = await archive.issue(first);
    expect(issue).toMatchObject({
      digest: first,
      publicationTitle: "The Letter",
      final: { known: true, value: { record: { entry: 2, revision: 1, notice: "none" }, current: first } },
      tip: { known: true, value: { record: { entry: 2 } } },
      copies: [
        { store: "near", status: "served" },
        { store: "far", status: "served" },
      ],
    });
    expect(issue.transaction).toMatch(/^0x/);
  });

  test("tells what is not yet final from what is not there", async () => {
    model.registry.notFinal = 1;
    const second = await model.anchor(letter, "2", { "index.html": "the second letter" });
    await archive.refresh();
    expect(await archive.issue(second)).toMatchObject({
      final: { known: true, value: { record: undefined } },
      tip: { known: true, value: { record: { entry: 3 } } },
    });
    expect((await verdictOn("the second letter")).verdict).toBe("could-not-check");
  });

  test("a node behind the block in which it was seen does not say that it is not there", async () => {
    await model.anchor(letter, "2", { "index.html": "the second letter" });
    await archive.refresh();
    model.registry.lag = 1;
    await archive.refresh();
    expect((await verdictOn("the second letter")).verdict).toBe("could-not-check");
    model.registry.lag = 0;
    expect((await verdictOn("the second letter")).verdict).toBe("authentic");
  });

  test("has the notices with their reasons, and every revision", async () => {
    model.post(letter, first, "concern", "A reader has doubts.");
    const second = await model.revise(letter, "1", { "index.html": "the first letter, mended" }, "A slip.");
    await archive.refresh();
    const issue = await archive.issue(first);
    expect(issue.notices).toMatchObject([{ kind: "concern", entry: 3, reason: "A reader has doubts." }]);
    expect(issue.revisions.map(({ manifest, revision }) => [manifest, revision])).toEqual([
      [first, 1],
      [second, 2],
    ]);
    expect((await verdictOn("the first letter")).standing).toBe("concern");
  });

  test("a notice on the revision that stands is told of those before it", async () => {
    const second = await model.revise(letter, "1", { "index.html": "the first letter, mended" });
    model.post(letter, second, "retraction", "It was made up.");
    await archive.refresh();
    const { onCurrent } = await archive.issue(first);
    expect(onCurrent).toMatchObject({ digest: second, revision: 2, notices: [{ kind: "retraction" }] });
    expect((await archive.issue(second)).onCurrent).toBeUndefined();
    const { checks } = await verdictOn("the first letter");
    expect(checks.find(({ check }) => check === "standing")?.evidence).toMatchObject({
      ...{ standing: "superseded", currentStanding: "retraction", reason: "It was made up." },
    });
  });

  test("a file that was asked about is read back from the stores", async () => {
    const entry = rawCid(digestOf("the first letter"));
    const availableIn = async () =>
      (await verdictOn("the first letter")).checks.find(({ check }) => check === "available");
    expect((await availableIn())?.evidence).toMatchObject({ served: ["near", "far"], read: 1, of: 1 });
    model.stores[0]?.spoil(entry);
    expect((await availableIn())?.evidence).toMatchObject({ served: ["far"], corrupt: ["near"] });
    model.stores[1]?.spoil(entry);
    expect(await availableIn()).toMatchObject({ status: "fail", reason: "not-served" });
  });

  test("a notice that is taken in while it is gathered makes no contradiction", async () => {
    // Another process: it posts the notice and takes it in as soon as the tip has been asked.
    const { registry } = model;
    const at = registry.at.bind(registry);
    let asked = 0;
    registry.at = (block) => {
      const view = at(block);
      return {
        ...view,
        record: async (id, digest) => {
          const record = await view.record(id, digest);
          asked += 1;
          if (asked === 2) {
            model.post(letter, first, "concern");
            await archive.refresh();
          }
          return record;
        },
      };
    };
    expect((await verdictOn("the first letter")).verdict).toBe("authentic");
    expect(asked).toBe(2);
    expect((await verdictOn("the first letter")).standing).toBe("concern");
  });

  test("a reason that no store has is left out", async () => {
    model.post(letter, first, "retraction", "It was made up.");
    const reason = String(documentCid(model.reason("It was made up.")));
    for (const store of model.stores) store.blocks.delete(reason);
    await archive.refresh();
    expect((await archive.issue(first)).notices).toEqual([
      expect.not.objectContaining({ reason: expect.anything() as unknown }),
    ]);
  });

  test.each<[string, () => void, readonly string[], boolean]>([
    ["served by one of two", () => model.stores[0]?.blocks.clear(), ["missing", "served"], true],
    ["spoilt in one", () => model.stores[0]?.spoil(documentCid(first)), ["corrupt", "served"], true],
    ["in none", () => model.stores.forEach((store) => store.blocks.clear()), ["missing", "missing"], true],
    [
      "nowhere to be asked",
      () => model.stores.forEach((store) => (store.patience = 0)),
      ["unreachable", "unreachable"],
      false,
    ],
  ])("says of each store what it gave: %s", async (...[, break_, statuses, known]) => {
    break_();
    const issue = await archive.issue(first);
    expect(issue.copies.map(({ status }) => status)).toEqual(statuses);
    expect(issue.manifest.known).toBe(known);
  });

  test("a manifest that was read counts, though the content's root could not be", async () => {
    const content = parseCid((await archive.catalogued(first))?.content ?? "");
    model.stores.forEach((store) => store.spoil(content));
    const issue = await archive.issue(first);
    expect(issue.copies.map(({ status }) => status)).toEqual(["corrupt", "corrupt"]);
    expect((await verdictOn("the first letter")).verdict).toBe("authentic");
  });

  test("never fails: without node and stores it says what could not be asked", async () => {
    model.registry.down = true;
    model.stores.forEach((store) => (store.patience = 0));
    const issue = await archive.issue(first);
    expect([issue.manifest.known, issue.final.known, issue.tip.known]).toEqual([false, false, false]);
  });

  test("of a digest that nobody knows is no evidence of absence", async () => {
    const issue = await archive.issue(digestOf("unknown"));
    expect(issue).toMatchObject({ manifest: { known: true }, final: { known: false } });
  });

  test("the registry is asked about the publication that the manifest names", async () => {
    const thief = model.register("The Thief");
    const digest = await model.pack(letter, "2", { "index.html": "the second letter" });
    model.call(thief, { do: "anchor", label: "2", digest });
    await archive.refresh();
    const issue = await archive.issue(digest);
    expect(issue.final).toMatchObject({ known: true, value: { publication: letter, record: undefined } });
  });
});

describe("looking things up", () => {
  test("by label, content and manifest", async () => {
    const content = (await archive.catalogued(first))?.content ?? "";
    expect(await archive.labelled(parseLabel("1"))).toEqual([first]);
    expect(await archive.labelled(parseLabel("2"))).toEqual([]);
    expect(await archive.byCid(parseCid(content))).toBe(first);
    expect(await archive.byCid(documentCid(first))).toBe(first);
    expect(await archive.byCid(rawCid(digestOf("x")))).toBeUndefined();
    expect((await archive.similar("index.html", 3)).map(({ manifest }) => manifest)).toEqual([first]);
  });

  test("of the archive's own publications alone, also of one founded meanwhile", async () => {
    const stranger = model.register("The Stranger");
    const theirs = await model.anchor(stranger, "1", { "index.html": "theirs" });
    const own = [letter];
    archive = opened(() => own);
    await archive.refresh();
    expect(await archive.labelled(parseLabel("1"))).toEqual([first]);
    expect((await archive.publications()).map(({ id }) => id)).toEqual([letter]);
    expect([await archive.catalogued(theirs), (await verdictOn("theirs")).verdict]).toEqual([
      undefined,
      "not-anchored",
    ]);
    own.push(stranger);
    await archive.refresh();
    expect((await verdictOn("theirs")).verdict).toBe("authentic");
  });

  test("publications after one whose history is broken", async () => {
    const notes = model.register("Notes");
    const maps = model.register("Maps");
    model.registry.faults.logs = (entries, id) => (id === notes ? [] : entries);
    await expect(archive.refresh()).toFailWith("HISTORY_BROKEN", { id: notes });
    expect((await archive.publications()).map(({ id }) => id)).toEqual([letter, maps]);
  });

  test("publications with their titles, also when the profile is lost", async () => {
    const notes = model.register("Notes");
    await archive.refresh();
    expect((await archive.publications()).map(({ id, title, issues }) => [id, title, issues])).toEqual([
      [letter, "The Letter", 1],
      [notes, "Notes", 0],
    ]);
    model.stores.forEach((store) => store.blocks.clear());
    expect((await archive.publication(notes))?.title).toBe("Notes");
    const later = opened();
    await later.refresh();
    expect((await later.publication(notes))?.title).toBe("Publication 2");
    expect(await archive.publication(parsePublicationId("3"))).toBeUndefined();
  });

  test("entries and revisions in order", async () => {
    await model.revise(letter, "1", { "index.html": "mended" });
    await archive.refresh();
    expect((await archive.entries(letter)).map(({ entry }) => entry.kind)).toEqual([
      "registered",
      "anchored",
      "revised",
    ]);
    expect((await archive.revisions(letter, parseLabel("1"))).map(({ revision }) => revision)).toEqual([
      1, 2,
    ]);
    expect((await archive.finalBlock()).number).toBe(3);
  });
});
