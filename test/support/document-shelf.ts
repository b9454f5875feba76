import type { DocumentReading } from "../../src/audit/documents.ts";
import { blockFromAny } from "../../src/core/retrieval.ts";
import { hashing } from "./hashing.ts";
import { batched } from "./model-batch.ts";
import { ModelArchive } from "./model-archive.ts";

/** A publication with a profile, a reason that is given twice, and a batch; and how its documents are read. */
export async function documentShelf() {
  const model = new ModelArchive();
  const letter = model.register("The Letter");
  const why = "The tide table was of another year.";
  const digest = await model.anchor(letter, "95", { "a.txt": "one" });
  model.post(letter, digest, "correction", why);
  model.post(letter, digest, "concern", why);
  model.post(letter, digest, "concern");
  const batch = await batched(model, letter, { "1": { "a.txt": "one" }, "2": { "a.txt": "two" } });
  const located = await model.registry.entries(letter, 0, model.registry.mine());
  const [store] = model.stores;
  if (store === undefined) throw new Error("the model has no store");
  const reading: DocumentReading = {
    block: (cid) => blockFromAny(model.stores, cid, hashing.sha256),
    sha256: hashing.sha256,
  };
  const entries = located.map(({ entry }) => entry);
  return { publication: batch.publication, entries, batch, reason: model.reason(why), reading, store };
}
