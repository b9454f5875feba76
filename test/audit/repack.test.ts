import { describe, expect, test } from "vitest";
import { type DecodedIssue, repack } from "../../src/audit/repack.ts";
import { documentCid, pbCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { decodeManifest } from "../../src/core/manifest/codec.ts";
import { MemoryCar } from "../support/exported.ts";
import { hashing, memoryFile, utf8 } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";
import type { Manifest } from "../../src/core/manifest/manifest.ts";

const FILES = { "a.txt": "one", "b/c.txt": "two" };
const sources = Object.entries(FILES).map(([path, text]) => memoryFile(path, text));

async function packed(change: Partial<Manifest> = {}): Promise<DecodedIssue> {
  const model = new ModelArchive();
  const digest = await model.pack(model.register(), "95", FILES, change);
  const bytes = model.stores[0]?.blocks.get(documentCid(digest).toString()) ?? new Uint8Array();
  return { digest, bytes, manifest: decodeManifest(bytes, digest, hashing.sha256) };
}

describe("packing an issue anew", () => {
  test("gives the root of its manifest last, and the document of its identity before it", async () => {
    const identity = utf8('{"type":"some"}');
    const cid = documentCid(digestFromBytes(hashing.sha256(identity)));
    const issue = await packed({ identity: cid });
    const writer = new MemoryCar();
    await repack({ ...issue, identity }, sources, { writer, hashing });
    expect(writer.cids.slice(-2)).toEqual([cid.toString(), documentCid(issue.digest).toString()]);
    const other = { ...issue, identity: utf8("{}") };
    await expect(repack(other, sources, { writer, hashing })).toFailWith("ISSUE_UNLIKE_MANIFEST");
  });

  test("refuses a file too many, one too few, and a folder that is not of these files", async () => {
    const writer = new MemoryCar();
    const issue = await packed();
    const more = [...sources, memoryFile("z.txt", "three")];
    for (const files of [more, sources.slice(1)])
      await expect(repack(issue, files, { writer, hashing })).toFailWith("ISSUE_UNLIKE_MANIFEST", {
        label: "95",
      });
    const elsewhere = await packed({ content: pbCid(issue.digest) });
    await expect(repack(elsewhere, sources, { writer, hashing })).toFailWith("ISSUE_UNLIKE_MANIFEST");
    expect(writer.cids).not.toContain(documentCid(issue.digest).toString());
  });
});
