import { beforeEach, describe, expect, test } from "vitest";
import { auditExit } from "../../src/audit/audit.ts";
import { checkMirror } from "../../src/audit/mirror-check.ts";
import { draftMirror, type Mirroring } from "../../src/audit/mirror-draft.ts";
import { openMirror } from "../../src/audit/mirror.ts";
import { type AuditReport, faultsOf } from "../../src/audit/report.ts";
import { documentCid } from "../../src/core/cid.ts";
import { failure } from "../../src/core/errors/error.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import type { MirrorFile } from "../../src/core/mirror/port.ts";
import { MirrorDraft } from "../../src/core/mirror/write.ts";
import type { LoggedEntry } from "../../src/core/ports.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { carOf, collected } from "../core/mirror/mirrors.ts";
import { audited } from "../support/audit.ts";
import { hashing } from "../support/hashing.ts";
import { memoryMirror } from "../support/memory-mirror.ts";
import { batched, refOf } from "../support/model-batch.ts";
import { digestOf } from "../support/witness-evidence.ts";
import { scene, type Scene } from "./planted.ts";

const { sha256 } = hashing;
const TAG = { kind: "tag" } as const;

let archive: Scene;

beforeEach(async () => {
  archive = await scene();
  await batched(archive.model, archive.letter, { "11": { a: "eleven" }, "12": { a: "twelve" } });
});

function mirroring(): Mirroring {
  const { registry, stores } = archive.model;
  return { registry, stores, chain: registry.node(), finality: TAG, sha256 };
}

async function mirrored(former?: MirrorFile): Promise<MirrorFile> {
  const opened = former === undefined ? undefined : await openMirror({ file: former, sha256 });
  const draft = await draftMirror(archive.letter, mirroring(), opened);
  return memoryMirror("m.car", carOf(await collected(draft.blocks())));
}

/** A mirror of entries that nobody has compared with anything. */
async function forged(change: (entries: readonly Entry[]) => readonly Entry[]): Promise<MirrorFile> {
  const { model, letter } = archive;
  const at = (await model.registry.node().block("finalized")) ?? expect.unreachable();
  const genuine = (await model.registry.entries(letter, 0, at)).map(({ entry }) => entry);
  const draft = new MirrorDraft(refOf(model, letter), sha256);
  draft.take(change(genuine));
  return memoryMirror("forged.car", carOf(await collected(draft.blocks(at, async () => undefined))));
}

const redated = (entries: readonly Entry[]) =>
  entries.map((entry) => (entry.number === 3 ? { ...entry, time: entry.time - 86_400 } : entry));

const ELSEWHERE = digestOf("of nobody's issue");

/** Nothing more is published than what the mirror has. */
async function checked(file: MirrorFile) {
  const { registry } = archive.model;
  return checkMirror(file, { registry, chain: registry.node(), finality: TAG, sha256 });
}

const auditedFrom = (file: MirrorFile, witness?: "logs") =>
  audited(archive.model, { mirrorOf: () => openMirror({ file, sha256 }), witness });

const kindsOf = (report: AuditReport) => faultsOf(report).map(({ fault }) => fault);

const publishMore = () => archive.model.anchor(archive.letter, "4", { "index.html": "the fourth" });

const logs = (change: (entries: LoggedEntry[]) => LoggedEntry[]) => {
  archive.model.registry.faults.logs = change;
};
const noLogs = () => {
  archive.model.registry.faults.logs = () => {
    throw failure("CHAIN_ANSWER_INVALID", { node: "http://127.0.0.1:8545", problem: "no eth_getLogs" });
  };
};

describe("draftMirror", () => {
  test("writes the whole history and every document, and the same bytes every time", async () => {
    const draft = await draftMirror(archive.letter, mirroring());
    const blocks = await collected(draft.blocks());
    // Profile, three issues in four revisions, two reasons; a list, its part, and two issues.
    expect(draft.documents()).toEqual({ held: 11, missing: 0 });
    expect(draft).toMatchObject({ entries: 7, added: 7, publication: { id: archive.letter } });
    const again = await mirrored();
    expect(carOf(blocks)).toEqual(await again.at(0, 1e6));
  });

  test("asks for nothing but the newer entries where there is a mirror already", async () => {
    const former = await mirrored();
    await publishMore();
    const asked: number[] = [];
    const { registry } = archive.model;
    const entries: typeof registry.entries = (id, after, until, from) => {
      asked.push(after);
      return registry.entries(id, after, until, from);
    };
    const spied = {
      chain: registry.chain,
      address: registry.address,
      at: registry.at.bind(registry),
      entries,
    };
    const opened = await openMirror({ file: former, sha256 });
    const draft = await draftMirror(archive.letter, { ...mirroring(), registry: spied }, opened);
    expect(asked).toEqual([7]);
    expect(draft).toMatchObject({ entries: 8, added: 1 });
    expect(carOf(await collected(draft.blocks()))).toEqual(await (await mirrored()).at(0, 1e6));
  });

  test("asks for no entry where the mirror has them all, and takes its documents where no store has them", async () => {
    const former = await mirrored();
    noLogs();
    for (const store of archive.model.stores) store.blocks.clear();
    const again = await mirrored(former);
    expect(await again.at(0, 1e6)).toEqual(await former.at(0, 1e6));
  });

  test("leaves out what no store gives, and counts it", async () => {
    for (const store of archive.model.stores) store.blocks.delete(String(documentCid(archive.third)));
    const [first] = archive.model.stores;
    if (first !== undefined) first.patience = 0;
    const draft = await draftMirror(archive.letter, mirroring());
    await collected(draft.blocks());
    expect(draft.documents()).toEqual({ held: 10, missing: 1 });
  });

  test.each<[string, (entries: LoggedEntry[]) => LoggedEntry[]]>([
    ["lack one", (entries) => entries.toSpliced(2, 1)],
    [
      "give one that is re-dated",
      (entries) => entries.map((one) => ({ ...one, entry: redated([one.entry])[0] ?? one.entry })),
    ],
    ["are none", () => []],
    ["come in another order", (entries) => entries.toReversed()],
    ["give one twice", (entries) => [...entries, ...entries.slice(-1)]],
  ])("error: nothing is written from logs that %s, and the node is named", async (_, change) => {
    logs(change);
    const error = await draftMirror(archive.letter, mirroring()).catch((caught: unknown) => caught);
    await expect(error).toFailWith("HISTORY_BROKEN");
    expect(String(error)).toContain("http://127.0.0.1:8545");
  });

  test("error: a former mirror that is not of this history is not extended", async () => {
    const file = await forged(redated);
    await publishMore();
    await expect(mirrored(file)).toFailWith("MIRROR_MISMATCH");
  });

  test("error: a former mirror with more than is final is not false, and is left as it is", async () => {
    const file = await mirrored();
    archive.model.registry.notFinal = 1;
    await expect(mirrored(file)).toFailWith("MIRROR_AHEAD");
    await expect(mirrored(await forged(redated))).toFailWith("MIRROR_MISMATCH");
  });

  test("error: a publication that the registry does not have", async () => {
    await expect(draftMirror(parsePublicationId("9"), mirroring())).toFailWith("PUBLICATION_UNKNOWN");
  });
});

describe("checkMirror", () => {
  test("says whole where its head is the registry's, without asking for logs", async () => {
    const file = await mirrored();
    noLogs();
    await expect(checked(file)).resolves.toMatchObject({ standing: "whole", documents: 11 });
  });

  test("says behind where it was whole as of its block, and ahead of a block at which there was less", async () => {
    const file = await mirrored();
    await publishMore();
    await expect(checked(file)).resolves.toMatchObject({ standing: "behind" });
    const newer = await mirrored();
    archive.model.registry.notFinal = 1;
    await expect(checked(newer)).resolves.toMatchObject({ standing: "ahead" });
    await expect(checked(file)).resolves.toMatchObject({ standing: "whole" });
  });

  test.each<[string, (entries: readonly Entry[]) => readonly Entry[]]>([
    ["a re-dated entry", redated],
    [
      "an entry too many",
      (entries) =>
        [...entries, ...entries.slice(-1).map((one) => ({ ...one, number: 8 }))].map((one) => ({
          ...one,
          time: one.time + 1,
        })),
    ],
    ["an entry too few", (entries) => entries.slice(0, -1)],
  ])("says false of a mirror with %s", async (_, change) => {
    await expect(checked(await forged(change))).resolves.toMatchObject({ standing: "false" });
  });

  test("takes no node's word for what a later block's proof leaves open", async () => {
    const file = await mirrored();
    await publishMore();
    const { registry } = archive.model;
    const at = { registry, chain: registry.node(), finality: TAG, sha256 };
    const { state, block } = await checkMirror(file, at);
    const proven = () => Promise.resolve({ state, block });
    await expect(checkMirror(file, { ...at, proven })).resolves.toMatchObject({ standing: "unconfirmed" });
    await expect(checkMirror(await mirrored(), { ...at, proven })).resolves.toMatchObject({
      standing: "whole",
    });
  });

  test("says unconfirmed where nobody has the state of its block any more", async () => {
    const file = await mirrored();
    await publishMore();
    const { registry } = archive.model;
    const chain = { ...registry.node(), block: async () => registry.node().block("finalized") };
    const checking = { registry, chain, finality: TAG, sha256 };
    await expect(checkMirror(file, checking)).resolves.toMatchObject({ standing: "unconfirmed" });
  });

  test("error: a mirror of another registry", async () => {
    const file = await mirrored();
    const registry = { ...archive.model.registry, address: `0x${"77".repeat(20)}` };
    const checking = { chain: archive.model.registry.node(), finality: TAG, sha256 };
    await expect(checkMirror(file, { ...checking, registry: registry as never })).toFailWith(
      "MIRROR_FOREIGN",
    );
  });
});

describe("an audit from a mirror", () => {
  test("finds nothing wrong where nothing is, with no logs at all", async () => {
    const file = await mirrored();
    const before = await audited(archive.model);
    noLogs();
    const report = await auditedFrom(file);
    expect(report).toEqual(before);
    expect(auditExit(report)).toBe(0);
  });

  test("reads lists, manifests and profile from it where no store gives them", async () => {
    const file = await mirrored();
    for (const store of archive.model.stores) store.blocks.clear();
    const [publication] = (await auditedFrom(file)).publications;
    expect(publication).toMatchObject({ title: "The Letter", issues: 5, faults: [] });
  });

  test("folds on with the entries that are newer", async () => {
    const file = await mirrored();
    await publishMore();
    const report = await auditedFrom(file);
    expect(report.publications).toMatchObject([{ entries: 8, head: { match: true }, faults: [] }]);
  });

  test("stops at the registry's head where the mirror is of a later block", async () => {
    const file = await forged((entries) => entries);
    archive.model.registry.notFinal = 1;
    const report = await auditedFrom(file);
    expect(report.publications).toMatchObject([{ entries: 6, head: { match: true }, faults: [] }]);
  });

  test("names the mirror that is false, and goes on from the logs", async () => {
    for (const more of [false, true]) {
      const file = await forged(redated);
      if (more) await publishMore();
      const report = await auditedFrom(file);
      expect(report.publications).toMatchObject([
        { entries: more ? 8 : 7, head: { match: true }, faults: [{ fault: "mirror-mismatch" }] },
      ]);
      expect(report.publications[0]?.faults[0]?.says).toContain("forged.car");
    }
  });

  test("tells a false mirror, and one that is none, also where no logs can be had", async () => {
    const files = [await forged(redated), memoryMirror("x.car", new Uint8Array(100))];
    noLogs();
    for (const file of files) {
      const report = await auditedFrom(file);
      expect(report.publications).toMatchObject([{ entries: 0, head: { match: false } }]);
      expect(kindsOf(report).slice(0, 2)).toEqual(["mirror-mismatch", "logs-unanswered"]);
      expect(auditExit(report)).toBe(1);
    }
  });

  test("tells a file that is no mirror, and goes on from the logs", async () => {
    const report = await auditedFrom(memoryMirror("x.car", new Uint8Array(100)));
    expect(report.publications).toMatchObject([{ entries: 7, faults: [{ fault: "mirror-mismatch" }] }]);
  });

  test.each<[string, (entries: LoggedEntry[]) => LoggedEntry[]]>([
    ["drop the newer entries", (entries) => entries.slice(0, 7)],
    ["drop older entries as well", (entries) => entries.slice(3, 7)],
    ["alter an entry", (entries) => entries.map((one) => ({ ...one, entry: { ...one.entry, time: 1 } }))],
  ])("names the node whose logs %s, and goes on from the mirror", async (_, change) => {
    const file = await mirrored();
    await publishMore();
    logs(change);
    const report = await auditedFrom(file);
    expect(report.publications).toMatchObject([
      {
        entries: 7,
        head: { match: false },
        faults: [{ fault: "logs-mismatch", node: "http://127.0.0.1:8545" }],
      },
    ]);
    expect(auditExit(report)).toBe(1);
  });

  test("calls nobody false where the newer logs cannot be had", async () => {
    const file = await mirrored();
    await publishMore();
    noLogs();
    const report = await auditedFrom(file);
    expect(kindsOf(report)).toEqual(["logs-unanswered"]);
    expect(auditExit(report)).toBe(3);
    expect(report.complete).toBe(false);
  });

  test("finds nothing in entries of a mirror that is behind and that nobody could confirm", async () => {
    const file = await forged((entries) =>
      entries
        .slice(0, -1)
        .map((entry) => (entry.kind === "anchored" ? { ...entry, digest: ELSEWHERE } : entry)),
    );
    noLogs();
    const node = archive.model.registry.node();
    // It has pruned the state of the mirror's block, and of others.
    const at = (await node.block("finalized")) ?? expect.unreachable();
    const chain = { ...node, block: async (which: never) => (which === "finalized" ? at : undefined) };
    const report = await audited(archive.model, {
      mirrorOf: () => openMirror({ file, sha256 }),
      chain,
    });
    expect([kindsOf(report), auditExit(report)]).toEqual([["logs-unanswered"], 3]);
  });

  test("holds the logs against the whole mirror where it is told to", async () => {
    const file = await mirrored();
    logs((entries) => entries.map((one) => ({ ...one, entry: redated([one.entry])[0] ?? one.entry })));
    expect(kindsOf(await auditedFrom(file))).toEqual([]);
    const report = await auditedFrom(file, "logs");
    expect(report.publications).toMatchObject([
      {
        entries: 7,
        head: { match: true },
        faults: [{ fault: "logs-mismatch", node: "http://127.0.0.1:8545" }],
      },
    ]);
    expect(report.publications[0]?.faults[0]?.says).toContain("entry 3");
    noLogs();
    expect(kindsOf(await auditedFrom(file, "logs"))).toEqual(["logs-unanswered"]);
  });
});

test("an audit without a mirror names the node whose logs do not fold to the head", async () => {
  logs((entries) => entries.toSpliced(2, 1));
  const report = await audited(archive.model);
  const fault = faultsOf(report).find((one) => one.fault === "head-mismatch");
  expect(fault).toMatchObject({ node: "http://127.0.0.1:8545" });
  expect(fault?.says).toContain("missing (3)");
});
