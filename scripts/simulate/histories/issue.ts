import { nodeSha256, nodeSha256Stream } from "../../../src/adapters/node/sha256.ts";
import type { CID } from "../../../src/core/cid.ts";
import { documentCid } from "../../../src/core/cid.ts";
import type { Digest } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { parseIssuePath } from "../../../src/core/path.ts";
import type { SourceFile, Staging } from "../../../src/core/ports.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import { AS_NEW } from "../../../src/publish/choice.ts";
import { packInto } from "../../../src/publish/pack.ts";
import { carOf } from "./memory-car.ts";

/** The blocks of one real, small issue, by CID. */
export interface MadeIssue {
  readonly digest: Digest;
  readonly root: CID;
  readonly blocks: ReadonlyMap<string, Uint8Array>;
}

/** The manifest and the directory. */
const NODES = 2;

/** Packs an issue of exactly so many blocks (at least 3): each of its files is one block. */
export async function makeIssue(blocks: number): Promise<MadeIssue> {
  const made = new Map<string, Uint8Array>();
  const writer = { put: async (cid: CID, bytes: Uint8Array) => void made.set(cid.toString(), bytes) };
  const plan = {
    publication: publicationRef("eip155:31337", `0x${"5a".repeat(20)}`, "1"),
    files: Array.from({ length: blocks - NODES }, (_, i) => page(i)),
    description: { label: parseLabel("1"), title: "An issue of a simulation" },
  };
  const tools = {
    hashing: { sha256: nodeSha256, stream: nodeSha256Stream },
    typeOf: () => "text/plain",
  };
  const { encoded } = await packInto(writer, plan, { choice: AS_NEW, tools });
  return { digest: encoded.digest, root: documentCid(encoded.digest), blocks: made };
}

/** Where a repair gathers what it hands over, in memory. */
export function memoryStaging(): Staging {
  return {
    begin: async () => {
      const blocks = new Map<string, { cid: CID; bytes: Uint8Array }>();
      return {
        put: async (cid, bytes) => void blocks.set(cid.toString(), { cid, bytes }),
        finish: async (root) => carOf(root, [...blocks.values()]),
        discard: async () => blocks.clear(),
      };
    },
    remove: async () => undefined,
  };
}

function page(number: number): SourceFile {
  const bytes = new TextEncoder().encode(`Page ${number} of an issue that may be lost.\n`);
  return {
    path: parseIssuePath(`page-${number}.txt`),
    size: bytes.length,
    async *read() {
      yield bytes;
    },
  };
}
