import { documentCid } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { encodeDocument } from "../../src/core/document.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { LoggedEntry } from "../../src/core/ports.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { expect } from "vitest";
import { hashing } from "../support/hashing.ts";
import { anchorList, batched, listOf, refOf } from "../support/model-batch.ts";
import { ACCOUNTS, OWNER } from "../support/model-registry.ts";
import { digestOf } from "../support/witness-evidence.ts";
import type { Planted, Scene } from "./planted.ts";

const [, STRANGER = OWNER] = ACCOUNTS;
const NOBODY = digestOf("nobody's");

/** A batch that most plants begin with. */
const BACK = { "11": { a: "the eleventh letter" }, "12": { a: "the twelfth letter" } };

/** Everything that can be wrong with a batch: its entry is the seventh. */
export function batchesIn({ model, letter }: Scene): Readonly<Record<string, Planted>> {
  const near = () => model.stores[0] ?? expect.unreachable();
  const logs = (change: (entries: LoggedEntry[]) => LoggedEntry[]) => () => {
    model.registry.faults.logs = change;
  };
  const keep = (value: unknown): Digest => {
    const { block, digest } = encodeDocument(value, hashing.sha256);
    model.keep(block);
    return digest;
  };
  /** A batch of two issues, its list in the stores; nothing is anchored. */
  async function packedBatch(of = refOf(model, letter)) {
    const issues = [];
    for (const [label, texts] of Object.entries(BACK))
      issues.push({ label: parseLabel(label), digest: await model.pack(letter, label, texts) });
    return listOf(model, of, issues);
  }

  return {
    "a lost list": {
      plant: async () => {
        const { list } = await batched(model, letter, BACK);
        for (const store of model.stores) store.blocks.delete(String(documentCid(list)));
      },
      finds: { fault: "list-missing", entry: 7 },
      exit: 1,
    },
    "a list that one store has lost": {
      plant: async () => {
        const { list } = await batched(model, letter, BACK);
        near().blocks.delete(String(documentCid(list)));
      },
      finds: { fault: "block-missing", store: "near" },
      exit: 1,
    },
    "a list that only a store has which is silent": {
      plant: async () => {
        const { list } = await batched(model, letter, BACK);
        for (const store of model.stores)
          if (store !== near()) store.blocks.delete(String(documentCid(list)));
        near().patience = 0;
      },
      finds: { fault: "list-unanswered", entry: 7 },
      exit: 1,
    },
    "a spoilt list": {
      plant: async () => {
        const { list } = await batched(model, letter, BACK);
        for (const store of model.stores) store.spoil(documentCid(list));
      },
      finds: { fault: "list-missing", entry: 7 },
      exit: 1,
    },
    "a part of a list that is lost": {
      plant: async () => {
        const { written } = await batched(model, letter, BACK);
        for (const store of model.stores) store.blocks.delete(String(written.list.parts[0]?.cid));
      },
      finds: { fault: "list-missing", entry: 7 },
      exit: 1,
    },
    "a list of a later version": {
      plant: async () =>
        anchorList(model, { ...(await packedBatch()), list: keep({ type: "colophon/batch/2" }) }),
      finds: { fault: "list-newer", entry: 7 },
      exit: 3,
    },
    "a list that is garbage": {
      plant: async () =>
        anchorList(model, { ...(await packedBatch()), list: keep({ type: "colophon/batch/1" }) }),
      finds: { fault: "list-invalid", entry: 7 },
      exit: 1,
    },
    "a list of another root": {
      plant: async () => anchorList(model, { ...(await packedBatch()), root: `0x${"0b".repeat(32)}` }),
      finds: { fault: "list-invalid", entry: 7 },
      exit: 1,
    },
    "a list of another count": {
      plant: async () => anchorList(model, { ...(await packedBatch()), count: 3 }),
      finds: { fault: "list-invalid", entry: 7 },
      exit: 1,
    },
    "a list of another publication": {
      plant: async () => {
        const other = await packedBatch({ ...refOf(model, letter), id: parsePublicationId("2") });
        anchorList(model, { ...other, publication: refOf(model, letter) });
      },
      finds: { fault: "list-invalid", entry: 7 },
      exit: 1,
    },
    "a lost manifest of a batch": {
      plant: async () => {
        const { of } = await batched(model, letter, BACK);
        near().blocks.delete(String(documentCid(of("12"))));
      },
      finds: { fault: "block-missing", store: "near", label: "12" },
      exit: 1,
    },
    "a manifest of another issue in a batch": {
      plant: async () => {
        const digest = await model.pack(letter, "13", { a: "b" });
        anchorList(model, await listOf(model, refOf(model, letter), [{ label: parseLabel("12"), digest }]));
      },
      finds: { fault: "manifest-mismatch", label: "12", entry: 7 },
      exit: 1,
    },
    "a manifest of another publication in a batch": {
      plant: async () => {
        const publication = { ...refOf(model, letter), id: parsePublicationId("2") };
        const digest = await model.pack(letter, "12", { a: "b" }, { publication });
        anchorList(model, await listOf(model, refOf(model, letter), [{ label: parseLabel("12"), digest }]));
      },
      finds: { fault: "manifest-foreign", label: "12", entry: 7 },
      exit: 1,
    },
    "a label in two batches": {
      plant: async () => {
        await batched(model, letter, BACK);
        await batched(model, letter, { "12": { a: "a rival" }, "14": { a: "another" } });
      },
      finds: { fault: "label-conflict", label: "12", entry: 8 },
      exit: 1,
    },
    "a label in a batch and then alone": {
      plant: async () => {
        await batched(model, letter, BACK);
        const digest = await model.pack(letter, "12", { a: "a rival" });
        model.call(letter, { do: "anchor", label: "12", digest });
      },
      finds: { fault: "label-conflict", label: "12", entry: 8 },
      exit: 1,
    },
    "a label alone and then in a batch": {
      plant: async () => {
        const label = parseLabel("3");
        // In another publication nothing stands under the label yet, so that it is packed as a first revision.
        const change = { publication: refOf(model, letter) };
        const digest = await model.pack(model.register("Notes"), "3", { a: "a rival" }, change);
        anchorList(model, await listOf(model, refOf(model, letter), [{ label, digest }]));
      },
      finds: { fault: "label-conflict", label: "3", entry: 7 },
      exit: 1,
    },
    "an issue extracted from a batch that there is not": {
      plant: () =>
        model.registry.plant(letter, {
          ...{ kind: "extracted", label: parseLabel("12"), digest: NOBODY, root: `0x${"0b".repeat(32)}` },
        }),
      finds: { fault: "revision-chain", label: "12", entry: 7 },
      exit: 1,
    },
    "a batch anchored by a stranger": {
      plant: async () => {
        const { root, count, list } = await packedBatch();
        model.registry.plant(letter, { kind: "batch-anchored", root, count, list }, STRANGER);
      },
      finds: { fault: "not-allowed", entry: 7 },
      exit: 1,
    },
    "a batch of another count in the logs": {
      plant: async () => {
        await batched(model, letter, BACK);
        const changed = (one: LoggedEntry) => ({ ...one, entry: { ...one.entry, count: 1 } }) as LoggedEntry;
        logs((entries) => entries.map((one) => (one.entry.number === 7 ? changed(one) : one)))();
      },
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "a batch that the logs leave out": {
      plant: async () => {
        await batched(model, letter, BACK);
        logs((entries) => entries.slice(0, -1))();
      },
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
  };
}
