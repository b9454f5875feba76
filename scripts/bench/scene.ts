import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { writeMirrorFile } from "../../src/adapters/disk/mirror-file.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { MirrorDraft } from "../../src/core/mirror/write.ts";
import { encodeProfile } from "../../src/core/profile.ts";
import { publicationRef, type PublicationRef } from "../../src/core/publication.ts";
import { historyOf } from "./histories.ts";
import { measure } from "./measure.ts";
import type { NodeOrder, SyntheticState } from "./registry-node.ts";

/*
 * Histories that are made up, a mirror of each, and a thread that plays the node which has their heads. As a program it
 * writes the mirrors: `node scripts/bench/scene.ts <folder> <publications> <entries>`.
 */

export const REGISTRY = `0x${"5a".repeat(20)}`;
const SELF = fileURLToPath(import.meta.url);
const BLOCK = { number: 2_000_000, hash: `0x${"b1".repeat(32)}`, time: 9_000_000_000 } as const;

const PROFILE = encodeProfile({ title: "The Letter of the Bench" }, nodeSha256);

export interface SceneSize {
  readonly publications: number;
  /** Of each. */
  readonly entries: number;
}

export interface Scene extends AsyncDisposable {
  /** Of the node. */
  readonly url: string;
  readonly heads: readonly string[];
  /** What the node was asked since this was asked last. */
  counts(): Promise<Readonly<Record<string, number>>>;
  /** One more block, and one more issue for each of the first so many publications. */
  mine(gaining: number): Promise<void>;
}

export function refOf(id: number): PublicationRef {
  return publicationRef("eip155:31337", REGISTRY, String(id));
}

export function mirrorPath(folder: string, id: number): string {
  return join(folder, `${id}.mirror.car`);
}

/** A folder of mirrors, and the node that has their heads. */
export async function startScene(folder: string, { publications, entries }: SceneSize): Promise<Scene> {
  mkdirSync(folder);
  const sizes = [String(publications), String(entries)];
  // In a process of its own: the system counts the memory of a process that starts another as that of the other, too.
  const { stdout } = measure(process.execPath, [SELF, folder, ...sizes], { peak: false });
  const heads = JSON.parse(stdout) as readonly string[];
  const state: SyntheticState = { heads, entries, profile: PROFILE.digest, registry: REGISTRY, block: BLOCK };
  const worker = new Worker(new URL("registry-node.ts", import.meta.url), { workerData: state });
  const told = () => new Promise<unknown>((resolve) => worker.once("message", resolve));
  const url = `http://127.0.0.1:${String(await told())}`;
  const ordered = async (order: NodeOrder) => {
    const answer = told();
    worker.postMessage(order);
    return (await answer) as Readonly<Record<string, number>>;
  };
  return {
    ...{ url, heads },
    counts: () => ordered({ do: "count" }),
    mine: async (gaining) => void (await ordered({ do: "mine", gaining })),
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}

/** Writes the mirrors and gives the heads that their entries fold to. */
async function makeMirrors(folder: string, { publications, entries }: SceneSize): Promise<string[]> {
  const heads: string[] = [];
  const read = async (cid: typeof PROFILE.block.cid) =>
    cid.equals(PROFILE.block.cid) ? PROFILE.block : undefined;
  for (let id = 1; id <= publications; id++) {
    const draft = new MirrorDraft(refOf(id), nodeSha256);
    draft.take(
      historyOf({ name: `publication ${id}`, profile: PROFILE.digest, entries, sha256: nodeSha256 }),
    );
    await writeMirrorFile(mirrorPath(folder, id), draft.blocks(BLOCK, read));
    heads.push(draft.folded.head);
  }
  return heads;
}

if (process.argv[1] === SELF) {
  const [folder = "", publications, entries] = process.argv.slice(2);
  const size = { publications: Number(publications), entries: Number(entries) };
  console.log(JSON.stringify(await makeMirrors(folder, size)));
}
