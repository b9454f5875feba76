import { expect } from "vitest";
import { draftMirror } from "../../../src/audit/mirror-draft.ts";
import { openMirror } from "../../../src/audit/mirror.ts";
import { failure } from "../../../src/core/errors/error.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import type { MirrorFile } from "../../../src/core/mirror/port.ts";
import { MirrorDraft } from "../../../src/core/mirror/write.ts";
import type { LoggedEntry } from "../../../src/core/ports.ts";
import { carOf, collected } from "../../core/mirror/mirrors.ts";
import { hashing } from "../../support/hashing.ts";
import { memoryMirror } from "../../support/memory-mirror.ts";
import { refOf } from "../../support/model-batch.ts";
import { scene, type Scene } from "../planted.ts";
import { auditedRow } from "./archives.ts";
import type { Row } from "./row.ts";

const { sha256 } = hashing;

type Change = (entries: readonly Entry[]) => readonly Entry[];

/** A mirror whose entries nobody compared with anything. */
async function forged({ model, letter }: Scene, change: Change): Promise<MirrorFile> {
  const at = (await model.registry.node().block("finalized")) ?? expect.unreachable();
  const genuine = (await model.registry.entries(letter, 0, at)).map(({ entry }) => entry);
  const draft = new MirrorDraft(refOf(model, letter), sha256);
  draft.take(change(genuine));
  return memoryMirror("forged.car", carOf(await collected(draft.blocks(at, async () => undefined))));
}

async function genuine({ model, letter }: Scene): Promise<MirrorFile> {
  const { registry, stores } = model;
  const draft = await draftMirror(letter, {
    ...{ registry, stores, chain: registry.node(), finality: { kind: "tag" }, sha256 },
  });
  return memoryMirror("letter.car", carOf(await collected(draft.blocks())));
}

const redated: Change = (entries) =>
  entries.map((entry) => (entry.number === 3 ? { ...entry, time: entry.time - 86_400 } : entry));

const renumbered: Change = (entries) => entries.map((entry, at) => ({ ...entry, number: at + 1 }));

const FORGERIES: Readonly<Record<string, Change>> = {
  "a mirror with a re-dated entry": redated,
  "a mirror with another digest in an entry": (entries) =>
    entries.map((entry) =>
      entry.kind === "anchored" && entry.number === 6
        ? { ...entry, digest: "ab".repeat(32) as typeof entry.digest }
        : entry,
    ),
  "a mirror that leaves out an entry": (entries) => renumbered(entries.toSpliced(2, 1)),
  "a mirror with two entries swapped": (entries) =>
    renumbered(entries.toSpliced(1, 2, ...entries.slice(1, 3).reverse())),
  "a mirror with an entry too many": (entries) => renumbered(entries.toSpliced(3, 0, ...entries.slice(3, 4))),
};

type Logs = (entries: LoggedEntry[]) => LoggedEntry[];

const FALSE_LOGS: Readonly<Record<string, Logs>> = {
  "logs without older entries, held against a mirror": (entries) => entries.slice(3),
  "logs with a re-dated entry, held against a mirror": (entries) =>
    entries.map((one) => ({ ...one, entry: redated([one.entry])[0] ?? one.entry })),
};

/** Mirrors that lie, and nodes that lie beside one that does not. */
export async function mirrorRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const mirrorOf = (file: MirrorFile) => () => openMirror({ file, sha256 });
  const MIRROR = { finds: { fault: "mirror-mismatch" } };
  for (const [name, change] of Object.entries(FORGERIES)) {
    const archive = await scene();
    const file = await forged(archive, change);
    // The state of its block is gone, as that of most blocks is: what remains to be compared is the head.
    rows.push(await auditedRow(name, archive.model, { ...MIRROR, mirrorOf: mirrorOf(file) }));
  }
  const garbage = await scene();
  const none = mirrorOf(memoryMirror("x.car", new Uint8Array(100)));
  rows.push(await auditedRow("a file that is no mirror", garbage.model, { ...MIRROR, mirrorOf: none }));
  for (const [name, change] of Object.entries(FALSE_LOGS)) {
    const archive = await scene();
    const file = await genuine(archive);
    archive.model.registry.faults.logs = change;
    const finds = { fault: "logs-mismatch" };
    const asked = { finds, mirrorOf: mirrorOf(file), witness: "logs" } as const;
    rows.push(await auditedRow(name, archive.model, asked));
  }
  return [...rows, ...(await behindRows())];
}

const NEWER_LOGS: Readonly<Record<string, { readonly logs: Logs; readonly fault: string }>> = {
  "logs without the entries that are newer than the mirror": {
    logs: (entries) => entries.slice(0, 6),
    fault: "logs-mismatch",
  },
  "a node that keeps no logs, beside a mirror that is behind": {
    logs() {
      throw failure("CHAIN_ANSWER_INVALID", { node: "http://127.0.0.1:8545", problem: "no eth_getLogs" });
    },
    fault: "logs-unanswered",
  },
};

/** One more issue is anchored than the mirror has. */
async function behindRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, { logs, fault }] of Object.entries(NEWER_LOGS)) {
    const archive = await scene();
    const file = await genuine(archive);
    await archive.model.anchor(archive.letter, "4", { "index.html": "the fourth" });
    archive.model.registry.faults.logs = logs;
    const mirrorOf = () => openMirror({ file, sha256 });
    rows.push(await auditedRow(name, archive.model, { finds: { fault }, mirrorOf }));
  }
  return rows;
}
