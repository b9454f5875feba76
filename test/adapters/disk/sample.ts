import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { nodeSha256, nodeSha256Stream } from "../../../src/adapters/node/sha256.ts";
import type { CID } from "../../../src/core/cid.ts";
import { packContent } from "../../../src/core/dag/pack.ts";
import { encodeDocument } from "../../../src/core/document.ts";
import { parseIssuePath } from "../../../src/core/path.ts";
import type { Car, SourceFile, Staging } from "../../../src/core/ports.ts";

export { noise } from "./sample-noise.ts";
export { stagedCar } from "./staged-car.ts";

export interface SampleBlock {
  readonly cid: CID;
  readonly bytes: Uint8Array;
}

/** A document that links to a UnixFS directory, as a manifest does, with all blocks below it. */
export interface Sample {
  readonly root: CID;
  readonly content: CID;
  readonly blocks: readonly SampleBlock[];
  readonly files: Readonly<Record<string, Uint8Array>>;
}

export const SMALL_FILES = {
  "index.html": Buffer.from("<h1>Issue 95</h1>"),
  "art/map.svg": Buffer.from("<svg/>"),
  "notes.txt": Buffer.from("one, two, three"),
};

export async function sampleOf(
  files: Readonly<Record<string, Uint8Array>>,
  title = "Issue",
): Promise<Sample> {
  const blocks: SampleBlock[] = [];
  const writer = {
    put: async (cid: CID, bytes: Uint8Array): Promise<void> => {
      blocks.push({ cid, bytes });
      await Promise.resolve();
    },
  };
  const packed = await packContent(sourcesOf(files), writer, {
    hashing: { sha256: nodeSha256, stream: nodeSha256Stream },
    typeOf: () => "application/octet-stream",
  });
  const { block } = encodeDocument(
    { content: packed.content, files: packed.files.map(({ cid, path }) => ({ cid, path })), title },
    nodeSha256,
  );
  return { root: block.cid, content: packed.content, blocks: [...blocks, block], files };
}

export async function carOf(sample: Sample, staging: Staging): Promise<Car> {
  const writer = await staging.begin();
  for (const { cid, bytes } of sample.blocks) await writer.put(cid, bytes);
  return await writer.finish(sample.root);
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

/** A CAR that lies nowhere on this disk. */
export function looseCar(root: CID, bytes: Uint8Array): Car {
  return {
    root,
    size: bytes.length,
    async *read() {
      for (let at = 0; at < bytes.length; at += 100_000) {
        await Promise.resolve();
        yield bytes.subarray(at, at + 100_000);
      }
    },
  };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "colophon-test-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function sourcesOf(files: Readonly<Record<string, Uint8Array>>): SourceFile[] {
  return Object.entries(files).map(([path, bytes]) => ({
    path: parseIssuePath(path),
    size: bytes.length,
    async *read() {
      await Promise.resolve();
      for (let at = 0; at < bytes.length; at += 1024 * 1024) yield bytes.subarray(at, at + 1024 * 1024);
    },
  }));
}
