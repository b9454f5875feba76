import { expect } from "vitest";
import { createDeadline } from "../../../src/adapters/node/deadline.ts";
import { documentCid, parseCid, rawCid } from "../../../src/core/cid.ts";
import { type LyingNode, startLyingNode } from "../../support/lying-node.ts";
import type { MemoryStore } from "../../support/model-archive.ts";
import { heldFile } from "../../support/witness-evidence.ts";
import { scene, type Scene } from "../planted.ts";
import { auditedRow } from "./archives.ts";
import type { Row } from "./row.ts";

/** The issue that a store lies about: the names of its blocks. */
interface Target {
  readonly root: string;
  readonly leaf: string;
  readonly all: readonly string[];
}

type Lie = (node: LyingNode, target: Target) => void;

const LIES: Readonly<Record<string, { readonly lie: Lie; readonly finds: object }>> = {
  "a store that says pinned, and gives nothing": {
    lie(node, { root, all }) {
      for (const name of all) node.blocks.delete(name);
      node.pins.add(root);
    },
    finds: { fault: "claim-false", label: "4", store: "far" },
  },
  "a store that holds nothing of an issue": {
    lie(node, { root, all }) {
      for (const name of all) node.blocks.delete(name);
      node.pins.delete(root);
    },
    finds: { fault: "copy-missing", label: "4", store: "far" },
  },
  "a store that gives other bytes": {
    lie: (node, { leaf }) => void node.blocks.set(leaf, new Uint8Array([1, 2, 3])),
    finds: { fault: "block-corrupt", label: "4", store: "far" },
  },
  "a store that gives the right bytes cut short": {
    lie: (node, { leaf }) =>
      void node.blocks.set(leaf, node.blocks.get(leaf)?.subarray(0, 3) ?? expect.unreachable()),
    finds: { fault: "block-corrupt", label: "4", store: "far" },
  },
  "a store that drops one leaf": {
    lie: (node, { leaf }) => void node.blocks.delete(leaf),
    finds: { fault: "block-missing", label: "4", store: "far" },
  },
  "a store that gives an issue, and has unpinned it": {
    lie: (node, { root }) => void node.pins.delete(root),
    finds: { fault: "copy-unpinned", label: "4", store: "far" },
  },
  "a store that answers for all issues but one": {
    lie(node, { all }) {
      for (const name of all) node.fails.add(name);
    },
    finds: { fault: "copy-unanswered", label: "4", store: "far" },
  },
  "a store that takes questions, and never answers": {
    lie(node) {
      node.silent = true;
    },
    finds: { fault: "store-silent", store: "far" },
  },
};

async function anchored({ model, letter }: Scene, near: MemoryStore): Promise<Target> {
  const before = new Set(near.blocks.keys());
  const digest = await model.anchor(letter, "4", { "index.html": "the fourth letter" });
  const all = [...near.blocks.keys()].filter((name) => !before.has(name));
  const leaf = String(rawCid(heldFile("the fourth letter").sha256));
  return { root: documentCid(digest).toString(), leaf, all };
}

/** The project's own adapter asks a server that lies; an honest store is beside it. */
export async function storeRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, { lie, finds }] of Object.entries(LIES)) {
    const archive = await scene();
    const near = archive.model.stores[0] ?? expect.unreachable();
    const target = await anchored(archive, near);
    const blocks = [...near.blocks].map(([cid, bytes]) => ({ cid: parseCid(cid), bytes }));
    await using node = await startLyingNode(blocks);
    for (const { cid } of blocks) node.pins.add(cid.toString());
    lie(node, target);
    const deadline = createDeadline({ answer: 300, store: 60_000 });
    rows.push(await auditedRow(name, archive.model, { finds, deadline, stores: [node.store("far"), near] }));
  }
  return rows;
}
