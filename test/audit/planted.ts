import * as dagPb from "@ipld/dag-pb";
import { CID } from "multiformats/cid";
import * as multihash from "multiformats/hashes/digest";
import { expect } from "vitest";
import { documentCid, rawCid } from "../../src/core/cid.ts";
import { type Digest, ZERO_DIGEST } from "../../src/core/digest.ts";
import { encodeDocument } from "../../src/core/document.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { LoggedEntry } from "../../src/core/ports.ts";
import { parseChainId, parsePublicationId, type PublicationId } from "../../src/core/publication.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { ACCOUNTS, OWNER } from "../support/model-registry.ts";
import { digestOf, heldFile } from "../support/witness-evidence.ts";
import { batchesIn } from "./planted-batches.ts";
import { contentsIn } from "./planted-contents.ts";

const [, STRANGER = OWNER] = ACCOUNTS;
const NOBODY = digestOf("nobody's");

/** A small archive with nothing wrong. */
export interface Scene {
  readonly model: ModelArchive;
  readonly letter: PublicationId;
  readonly first: Digest;
  readonly third: Digest;
}

/** Entries: 1 registration, 2 issue 1, 3 issue 2, 4 issue 1 again, 5 a notice on it, 6 issue 3. */
export async function scene(): Promise<Scene> {
  const model = new ModelArchive("near", "far");
  const letter = model.register();
  const map = { "map.svg": "<svg/>" };
  const first = await model.anchor(letter, "1", { "index.html": "the first letter", ...map });
  await model.anchor(letter, "2", { "index.html": "the second letter" });
  const second = await model.revise(
    letter,
    "1",
    { "index.html": "the first letter, mended", ...map },
    "A slip.",
  );
  model.post(letter, second, "concern", "A reader has doubts.");
  const third = await model.anchor(letter, "3", { "index.html": "the third letter" });
  return { model, letter, first, third };
}

export interface Planted {
  readonly plant: () => unknown;
  /** The gravest fault, and what it names. */
  readonly finds: object;
  readonly exit: 1 | 3;
}

/** Everything that can be wrong with an archive, one at a time, by what it is. */
export function plantedIn(archive: Scene): Readonly<Record<string, Planted>> {
  const { model, letter, first, third } = archive;
  const logs = (change: (entries: LoggedEntry[]) => LoggedEntry[]) => () => {
    model.registry.faults.logs = change;
  };
  /** Another word in the entry of that number, in the node's logs alone. */
  const told = (number: number, change: object) =>
    logs((entries) =>
      entries.map((one) =>
        one.entry.number === number ? { ...one, entry: { ...one.entry, ...change } } : one,
      ),
    );
  const anchored = (digest: Digest, label: string) =>
    ({ kind: "anchored", digest, label: parseLabel(label) }) as const;
  const revised = (digest: Digest, label: string, supersedes: Digest) =>
    ({ kind: "revised", digest, label: parseLabel(label), supersedes, reason: ZERO_DIGEST }) as const;
  const keep = (value: unknown): Digest => {
    const { block, digest } = encodeDocument(value, hashing.sha256);
    model.keep(block);
    return digest;
  };
  const near = () => model.stores[0] ?? expect.unreachable();
  const leaf = (text: string) => rawCid(heldFile(text).sha256);

  /** A manifest whose content is a block that is no node, though its bytes are the right ones. */
  async function withGarbageContent(): Promise<Digest> {
    const bytes = utf8("not protobuf");
    const content = CID.createV1(dagPb.code, multihash.create(0x12, hashing.sha256(bytes)));
    model.keep({ cid: content, bytes });
    return model.pack(letter, "4", { "index.html": "four" }, { content });
  }

  const ISSUE_3 = { label: "3", entry: 6 };

  return {
    "a dropped log": {
      plant: logs((entries) => entries.toSpliced(2, 1)),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "a dropped last log": {
      plant: logs((entries) => entries.slice(0, -1)),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "no logs at all": { plant: logs(() => []), finds: { fault: "head-mismatch" }, exit: 1 },
    "a log that comes twice": {
      plant: logs((entries) => [...entries, ...entries.slice(-1)]),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "two logs swapped": {
      plant: logs((entries) => entries.toSpliced(1, 2, ...entries.slice(1, 3).reverse())),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "an extra log": {
      plant: logs((entries) => [
        ...entries,
        ...entries
          .slice(-1)
          .map((one) => ({ ...one, entry: { ...one.entry, ...anchored(NOBODY, "4"), number: 7 } })),
      ]),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "a re-dated entry": { plant: told(6, { time: 1 }), finds: { fault: "head-mismatch" }, exit: 1 },
    "a re-labelled entry": {
      plant: told(6, { label: parseLabel("33") }),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "an entry of another actor": {
      plant: told(6, { actor: STRANGER }),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "an entry of another digest": {
      plant: told(6, { digest: NOBODY }),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "a notice of another kind": {
      plant: told(5, { notice: "correction" }),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "a time that is no time": {
      plant: told(6, { time: Number.NaN }),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "a head of another history": {
      plant: () => (model.registry.faults.publication = (state) => ({ ...state, head: NOBODY })),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },
    "a count of more entries": {
      plant: () =>
        (model.registry.faults.publication = (state) => ({ ...state, entries: state.entries + 1 })),
      finds: { fault: "head-mismatch" },
      exit: 1,
    },

    "a record with another time": {
      plant: () =>
        (model.registry.faults.record = (record, digest) =>
          digest === third && record ? { ...record, time: 1 } : record),
      finds: { fault: "record-mismatch", ...ISSUE_3 },
      exit: 1,
    },
    "a record with another entry": {
      plant: () =>
        (model.registry.faults.record = (record, digest) =>
          digest === third && record ? { ...record, entry: 2 } : record),
      finds: { fault: "record-mismatch", ...ISSUE_3 },
      exit: 1,
    },
    "a record with another revision": {
      plant: () =>
        (model.registry.faults.record = (record, digest) =>
          digest === third && record ? { ...record, revision: 2 } : record),
      finds: { fault: "record-mismatch", ...ISSUE_3 },
      exit: 1,
    },
    "a record without its notice": {
      plant: () =>
        (model.registry.faults.record = (record) =>
          record === undefined ? record : { ...record, notice: "none" }),
      finds: { fault: "record-mismatch", label: "1", entry: 4 },
      exit: 1,
    },
    "a record that is not there": {
      plant: () =>
        (model.registry.faults.record = (record, digest) => (digest === third ? undefined : record)),
      finds: { fault: "record-mismatch", ...ISSUE_3 },
      exit: 1,
    },
    "another digest that stands": {
      plant: () => (model.registry.faults.current = (digest, label) => (label === "1" ? first : digest)),
      finds: { fault: "current-mismatch", label: "1", entry: 4 },
      exit: 1,
    },
    "no digest that stands": {
      plant: () => (model.registry.faults.current = () => undefined),
      finds: { fault: "current-mismatch", label: "1" },
      exit: 1,
    },

    "a label anchored twice": {
      plant: async () =>
        model.registry.plant(letter, anchored(await model.pack(letter, "3", { a: "b" }), "3")),
      finds: { fault: "label-conflict", label: "3", entry: 7 },
      exit: 1,
    },
    "a revision of a digest that did not stand": {
      plant: async () =>
        model.registry.plant(letter, revised(await model.pack(letter, "1", { a: "b" }), "1", first)),
      finds: { fault: "revision-chain", label: "1", entry: 7 },
      exit: 1,
    },
    "an issue anchored by a stranger": {
      plant: async () =>
        model.registry.plant(letter, anchored(await model.pack(letter, "4", { a: "b" }), "4"), STRANGER),
      finds: { fault: "not-allowed", entry: 7 },
      exit: 1,
    },
    "an issue anchored by a publisher whose right was taken away": {
      plant: async () => {
        model.call(letter, { do: "grantPublisher", account: STRANGER });
        model.call(letter, { do: "revokePublisher", account: STRANGER });
        model.registry.plant(letter, anchored(await model.pack(letter, "4", { a: "b" }), "4"), STRANGER);
      },
      finds: { fault: "not-allowed", entry: 9 },
      exit: 1,
    },
    "a right granted by a publisher who is no owner": {
      plant: () => {
        model.call(letter, { do: "grantPublisher", account: STRANGER });
        model.registry.plant(letter, { kind: "publisher-granted", account: ACCOUNTS[2] ?? OWNER }, STRANGER);
      },
      finds: { fault: "not-allowed", entry: 8 },
      exit: 1,
    },
    "a transfer that was offered to nobody": {
      plant: () => model.registry.plant(letter, { kind: "transferred", previousOwner: OWNER }, STRANGER),
      finds: { fault: "not-allowed", entry: 7 },
      exit: 1,
    },
    "a transfer taken by somebody else": {
      plant: () => {
        model.call(letter, { do: "transferOwnership", account: STRANGER });
        model.registry.plant(letter, { kind: "transferred", previousOwner: OWNER }, ACCOUNTS[2]);
      },
      finds: { fault: "not-allowed", entry: 8 },
      exit: 1,
    },
    "an entry after the closing": {
      plant: async () => {
        model.call(letter, { do: "close" });
        model.registry.plant(letter, anchored(await model.pack(letter, "4", { a: "b" }), "4"));
      },
      finds: { fault: "not-allowed", entry: 8 },
      exit: 1,
    },
    "a second registration": {
      plant: () => model.registry.plant(letter, { kind: "registered", profile: keep({ x: 1 }) }),
      finds: { fault: "not-allowed", entry: 7 },
      exit: 1,
    },

    "a manifest of another publication": {
      plant: async () => {
        const publication = {
          chain: model.registry.chain,
          registry: model.registry.address,
          id: parsePublicationId("2"),
        };
        const digest = await model.pack(letter, "4", { a: "b" }, { publication });
        model.call(letter, { do: "anchor", label: "4", digest });
      },
      finds: { fault: "manifest-foreign", label: "4", entry: 7 },
      exit: 1,
    },
    "a manifest of another chain": {
      plant: async () => {
        const publication = { chain: parseChainId("eip155:1"), registry: model.registry.address, id: letter };
        model.call(letter, {
          do: "anchor",
          label: "4",
          digest: await model.pack(letter, "4", { a: "b" }, { publication }),
        });
      },
      finds: { fault: "manifest-foreign", label: "4" },
      exit: 1,
    },
    "a manifest of another issue": {
      plant: async () =>
        model.call(letter, { do: "anchor", label: "4", digest: await model.pack(letter, "5", { a: "b" }) }),
      finds: { fault: "manifest-mismatch", label: "4", entry: 7 },
      exit: 1,
    },
    "a manifest of another revision": {
      plant: async () => {
        const issue = { label: parseLabel("4"), revision: 2, title: "Four" };
        const digest = await model.pack(letter, "4", { a: "b" }, { issue, supersedes: NOBODY });
        model.call(letter, { do: "anchor", label: "4", digest });
      },
      finds: { fault: "manifest-mismatch", label: "4" },
      exit: 1,
    },
    "a manifest that supersedes another": {
      plant: async () => {
        const digest = await model.pack(letter, "3", { a: "b" }, { supersedes: first });
        model.call(letter, { do: "revise", label: "3", digest, supersedes: third, reason: ZERO_DIGEST });
      },
      finds: { fault: "manifest-mismatch", label: "3" },
      exit: 1,
    },
    "a manifest that is garbage": {
      plant: () =>
        model.call(letter, { do: "anchor", label: "4", digest: keep({ type: "colophon/manifest/1" }) }),
      finds: { fault: "manifest-invalid", label: "4", entry: 7 },
      exit: 1,
    },
    "a manifest that is no document": {
      plant: () => {
        const digest = digestOf("{ not JSON");
        model.keep({ cid: documentCid(digest), bytes: utf8("{ not JSON") });
        model.call(letter, { do: "anchor", label: "4", digest });
      },
      finds: { fault: "manifest-invalid", label: "4" },
      exit: 1,
    },
    "a manifest of a later version": {
      plant: () =>
        model.call(letter, { do: "anchor", label: "4", digest: keep({ type: "colophon/manifest/2" }) }),
      finds: { fault: "manifest-newer", label: "4", entry: 7 },
      exit: 3,
    },

    "a block that is no node": {
      plant: async () => model.call(letter, { do: "anchor", label: "4", digest: await withGarbageContent() }),
      finds: { fault: "block-malformed", label: "4", store: "near" },
      exit: 1,
    },
    "a spoilt leaf": {
      plant: () => near().spoil(leaf("the third letter")),
      finds: { fault: "block-corrupt", store: "near", label: "3" },
      exit: 1,
    },
    "a spoilt manifest": {
      plant: () => near().spoil(documentCid(third)),
      finds: { fault: "block-corrupt", store: "near", label: "3" },
      exit: 1,
    },
    "a lost leaf": {
      plant: () => near().blocks.delete(String(leaf("the third letter"))),
      finds: { fault: "block-missing", store: "near", label: "3" },
      exit: 1,
    },
    "a lost manifest": {
      plant: () => near().blocks.delete(String(documentCid(first))),
      finds: { fault: "block-missing", store: "near", label: "1" },
      exit: 1,
    },
    "a lost reason": {
      plant: () => near().blocks.delete(String(documentCid(model.reason("A slip.")))),
      finds: { fault: "block-missing", store: "near" },
      exit: 1,
    },
    "a leaf that every store has lost": {
      plant: () => {
        for (const store of model.stores) store.blocks.delete(String(leaf("the third letter")));
      },
      finds: { fault: "issue-lost", label: "3", digest: third },
      exit: 1,
    },
    "a reason that every store has lost": {
      plant: () => {
        const reason = documentCid(model.reason("A slip."));
        for (const store of model.stores) store.blocks.delete(reason.toString());
      },
      finds: { fault: "document-lost" },
      exit: 1,
    },
    "an empty store beside a whole one": {
      plant: () => near().blocks.clear(),
      finds: { fault: "block-missing", store: "near" },
      exit: 1,
    },
    ...contentsIn(archive),
    ...batchesIn(archive),

    "a store that is silent": {
      plant: () => (near().patience = 0),
      finds: { fault: "store-unreachable", store: "near" },
      exit: 3,
    },
    "a store that falls silent half-way": {
      plant: () => (near().patience = 14),
      finds: { fault: "store-unreachable", store: "near" },
      exit: 3,
    },
  };
}
