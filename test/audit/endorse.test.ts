import { beforeEach, describe, expect, test } from "vitest";
import { seeHead } from "../../src/audit/endorse.ts";
import type { Holds } from "../../src/core/endorsement/endorsement.ts";
import { documentCid, rawCid } from "../../src/core/cid.ts";
import { hashing } from "../support/hashing.ts";
import { publicationState } from "../../src/core/registry.ts";
import { heldFile } from "../support/witness-evidence.ts";
import { scene, type Scene } from "./planted.ts";

let archive: Scene;

beforeEach(async () => {
  archive = await scene();
});

function seen(holds: Holds, own = archive.model.stores) {
  const { model, letter } = archive;
  const { registry, stores } = model;
  return seeHead({
    ...{ registry, stores, chain: registry.node(), finality: { kind: "tag" }, sha256: hashing.sha256 },
    ...{ publication: letter, holds, own },
  });
}

const spoil = (store: number, text: string) =>
  archive.model.stores[store]?.spoil(rawCid(heldFile(text).sha256)) ?? undefined;

describe("seeHead", () => {
  test("gives the registry's head at the final block", async () => {
    const { registry } = archive.model;
    const block = (await registry.node().block("finalized")) ?? expect.unreachable();
    const { head, entries } = await publicationState(registry.at(block), archive.letter);
    expect(await seen("full")).toMatchObject({
      ...{ head, entries, holds: "full", faults: [] },
      block: { number: block.number, hash: block.hash },
    });
  });

  test("counts no store as the endorser's that is not, though it gives everything", async () => {
    expect(await seen("none", [])).toMatchObject({ holds: "none" });
    for (const holds of ["manifests", "full"] as const)
      await expect(seen(holds, [])).toFailWith("ENDORSEMENT_NOT_HELD");
  });

  test("refuses where the logs do not fold to it, whatever is held", async () => {
    archive.model.registry.faults.logs = (entries) => entries.slice(1);
    for (const holds of ["none", "full"] as const)
      await expect(seen(holds)).toFailWith("ENDORSEMENT_UNCONFIRMED", { id: archive.letter });
  });

  test("asks no store where nothing is said to be held", async () => {
    await seen("none");
    expect(archive.model.stores.map(({ asked }) => asked)).toEqual([0, 0]);
  });

  test("takes an issue that one store of several holds whole", async () => {
    spoil(0, "the first letter");
    expect(await seen("full")).toMatchObject({ holds: "full" });
  });

  test("refuses a full copy that no store holds whole, and takes the manifests of it", async () => {
    spoil(0, "the third letter");
    spoil(1, "the third letter");
    await expect(seen("full")).toFailWith("ENDORSEMENT_NOT_HELD", { what: "issue 3" });
    expect(await seen("manifests")).toMatchObject({ holds: "manifests" });
  });

  test("refuses manifests that no store gives", async () => {
    for (const store of archive.model.stores) store.blocks.delete(documentCid(archive.third).toString());
    await expect(seen("manifests")).toFailWith("ENDORSEMENT_NOT_HELD", { what: "issue 3" });
  });

  test("does not take silence for a loss", async () => {
    for (const store of archive.model.stores) store.patience = 0;
    await expect(seen("full")).toFailWith("ENDORSEMENT_HOLDING_UNKNOWN");
  });
});
