import { describe, expect, test } from "vitest";
import type { DecodedIssue } from "../../src/audit/repack.ts";
import { restoreIssue } from "../../src/audit/restore.ts";
import { documentCid } from "../../src/core/cid.ts";
import { decodeManifest } from "../../src/core/manifest/codec.ts";
import type { Store } from "../../src/core/ports.ts";
import { MemoryStaging } from "../support/exported.ts";
import { hashing, memoryFile } from "../support/hashing.ts";
import { shelf, THREE_FILES } from "../support/shelf.ts";
import { TakingStore } from "../support/taking-store.ts";

const FILES = Object.entries(THREE_FILES).map(([path, text]) => memoryFile(path, text));

async function kept() {
  const [shelved] = await shelf(THREE_FILES);
  if (shelved === undefined) throw new Error("nothing was packed");
  const { digest, blocks } = shelved;
  const bytes =
    blocks.find(({ cid }) => cid.toString() === documentCid(digest).toString())?.bytes ?? new Uint8Array();
  const issue: DecodedIssue = { digest, bytes, manifest: decodeManifest(bytes, digest, hashing.sha256) };
  const staging = new MemoryStaging();
  const failures = new Map<string, number>();
  const restore = (stores: readonly Store[], files = FILES, dryRun = false) =>
    restoreIssue(issue, files, { staging, stores, hashing, dryRun, failures });
  return { issue, blocks, staging, restore };
}

describe("an issue that was kept elsewhere", () => {
  test("comes back block for block into what has lost it, and what is whole is left alone", async () => {
    const { blocks, staging, restore } = await kept();
    const [whole, empty, damaged] = [
      new TakingStore("whole"),
      new TakingStore("empty"),
      new TakingStore("damaged"),
    ];
    for (const { cid, bytes } of blocks)
      for (const store of [whole, damaged]) store.blocks.set(cid.toString(), bytes);
    damaged.spoil(blocks[0]?.cid);
    expect(await restore([whole, empty, damaged])).toEqual([
      { store: "whole", outcome: "whole-before", verified: blocks.length },
      { store: "empty", outcome: "restored", verified: blocks.length },
      { store: "damaged", outcome: "restored", verified: blocks.length },
    ]);
    expect(whole.puts).toBe(0);
    expect([...empty.blocks]).toEqual(blocks.map(({ cid, bytes }) => [cid.toString(), bytes]));
    expect(staging.held).toEqual([]);
  });

  test("is put nowhere by a dry run", async () => {
    const { restore } = await kept();
    const empty = new TakingStore("empty");
    expect(await restore([empty], FILES, true)).toMatchObject([{ outcome: "would-restore" }]);
    expect([empty.puts, empty.blocks.size]).toEqual([0, 0]);
  });

  test("is told not to be back where the store does not answer, or gives less than it took", async () => {
    const { restore } = await kept();
    const [silent, forgetful] = [new TakingStore("silent"), new TakingStore("forgetful")];
    silent.patience = 0;
    forgetful.takes = 2;
    expect(await restore([silent, forgetful])).toMatchObject([
      { store: "silent", outcome: "not-restored" },
      { store: "forgetful", outcome: "not-restored" },
    ]);
    expect(silent.puts).toBe(0);
  });

  test("is not offered again and again to a store that fails", async () => {
    const { restore } = await kept();
    const silent = new TakingStore("silent");
    silent.patience = 0;
    for (let i = 0; i < 3; i++) await restore([silent]);
    const { asked } = silent;
    expect(await restore([silent])).toMatchObject([{ outcome: "not-restored" }]);
    expect([asked, silent.asked]).toEqual([3, 3]);
  });

  test("touches no store when a file is not the one that its manifest lists", async () => {
    const { issue, staging, restore } = await kept();
    const empty = new TakingStore("empty");
    const [first, ...others] = FILES;
    const altered = [memoryFile("a.txt", "another"), ...others];
    await expect(restore([empty], altered)).toFailWith("ISSUE_UNLIKE_MANIFEST", {
      label: issue.manifest.issue.label,
    });
    await expect(restore([empty], others)).toFailWith("ISSUE_UNLIKE_MANIFEST");
    expect(first?.path).toBe("a.txt");
    expect([empty.puts, staging.held]).toEqual([0, []]);
  });
});
