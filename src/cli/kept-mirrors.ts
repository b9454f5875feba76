import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { openMirrorFile, writeMirrorFile } from "../adapters/disk/mirror-file.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import { draftMirror, type Mirroring } from "../audit/mirror-draft.ts";
import { openMirror, type OpenMirror } from "../audit/mirror.ts";
import type { Digest } from "../core/digest.ts";
import { fail, isFailure } from "../core/errors/error.ts";
import type { MirrorFile } from "../core/mirror/port.ts";
import type { PublicationId, PublicationRef } from "../core/publication.ts";
import type { KeptMirror } from "../server/serving.ts";
import type { Archive } from "../verify/archive.ts";

/** Drafting a mirror holds its entries. */
const MOST_ENTRIES = 200_000;
/** What no store gave, or was not final yet, is asked for again after so long. */
const RETRY_MS = 60_000;
/** In bytes, of all publications together. */
const MOST_BYTES = 2 * 1024 ** 3;
/** Nobody writes at one file for so long without a word. */
const ABANDONED_MS = 60 * 60_000;
/** Someone may still be reading the one before. */
const KEPT = 2;

export interface MirrorKeeping extends Omit<Mirroring, "sha256"> {
  readonly archive: Pick<Archive, "publication">;
  /** Where the mirrors lie; made when it is needed. */
  readonly folder: string;
  /** 200,000 when left out: of more entries, whoever wants the mirror makes it. */
  readonly mostEntries?: number;
  /** In bytes, of all mirrors together: 2 GiB when left out. The oldest are let go of. */
  readonly mostBytes?: number;
}

interface Known extends KeptMirror {
  /** The head at the tip when it was made. */
  readonly tip: Digest;
  /** Up to the tip, and with every document. */
  readonly isWhole: boolean;
  readonly at: number;
}

/**
 * Mirrors for others to fetch: each is made when it is first asked for, and extended when there is more. One is made at a
 * time, whoever asks.
 */
export function keptMirrors({
  mostEntries = MOST_ENTRIES,
  mostBytes = MOST_BYTES,
  ...keeping
}: MirrorKeeping): (id: PublicationId) => Promise<KeptMirror> {
  const known = new Map<PublicationId, Known>();
  let last: Promise<unknown> = Promise.resolve();
  const stateOf = async (id: PublicationId) =>
    (await keeping.archive.publication(id))?.state ?? fail("PUBLICATION_UNKNOWN", { id });
  const good = async (id: PublicationId): Promise<KeptMirror | undefined> => {
    const one = known.get(id);
    const isOfTip = one !== undefined && one.tip === (await stateOf(id)).head;
    const isGood = isOfTip && (one.isWhole || Date.now() - one.at < RETRY_MS) && existsSync(one.path);
    return isGood ? one : undefined;
  };
  const made = async (id: PublicationId): Promise<KeptMirror> => {
    const there = await good(id);
    if (there !== undefined) return there;
    const { entries, head: tip } = await stateOf(id);
    if (entries > mostEntries) fail("MIRROR_NOT_OFFERED", { id, entries, limit: mostEntries });
    const { missing, ...mirror } = await make(id, keeping);
    known.set(id, { ...mirror, isWhole: missing === 0 && mirror.head === tip, tip, at: Date.now() });
    await makeRoom(keeping.folder, mirror.path, mostBytes);
    return mirror;
  };
  return async (id) => {
    // What is there already waits for nothing that is being made.
    const there = await good(id);
    if (there !== undefined) return there;
    const asked = last.then(() => made(id));
    last = asked.catch(() => undefined);
    return asked;
  };
}

/** The registry may hold thousands of publications, and anybody may ask for each: the oldest files go. */
async function makeRoom(folder: string, keep: string, mostBytes: number): Promise<void> {
  const files = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { size, mtimeMs } = await stat(path);
    // Of a run that was killed; this one is done writing.
    if (name.endsWith(".partial") && Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { force: true });
    else if (path !== keep) files.push({ path, size, mtimeMs });
  }
  let total = files.reduce((sum, { size }) => sum + size, (await stat(keep)).size);
  for (const { path, size } of files.toSorted((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (total <= mostBytes) return;
    await rm(path, { force: true });
    total -= size;
  }
}

async function make(
  id: PublicationId,
  keeping: MirrorKeeping,
): Promise<KeptMirror & { readonly missing: number }> {
  const { folder, registry } = keeping;
  await mkdir(folder, { recursive: true });
  const publication: PublicationRef = { chain: registry.chain, registry: registry.address, id };
  const [newest] = await keptOf(id, folder);
  await using file = newest === undefined ? undefined : await openMirrorFile(join(folder, newest));
  const former = file === undefined ? undefined : await formerOf(file, publication);
  const draft = await drafted(id, keeping, former);
  const { head, block } = draft;
  const path = join(folder, `publication-${id}.${block.number}.${head.slice(0, 16)}.mirror.car`);
  const { root } = await writeMirrorFile(path, draft.blocks());
  for (const old of (await keptOf(id, folder)).slice(KEPT)) await rm(join(folder, old), { force: true });
  return { path, head, root, missing: draft.documents().missing };
}

/** The mirrors of a publication that are there, the newest first. */
async function keptOf(id: PublicationId, folder: string): Promise<readonly string[]> {
  const name = new RegExp(`^publication-${id}\\.([0-9]{1,15})\\.[0-9a-f]{16}\\.mirror\\.car$`);
  const blockOf = (file: string) => Number(name.exec(file)?.[1] ?? -1);
  const files = (await readdir(folder)).filter((file) => name.test(file));
  return files.toSorted((a, b) => blockOf(b) - blockOf(a));
}

/** What lies there may have been spoilt: then it is made anew. */
async function formerOf(file: MirrorFile, publication: PublicationRef): Promise<OpenMirror | undefined> {
  try {
    return await openMirror({ file, sha256: nodeSha256, publication });
  } catch (error) {
    if (!isFailure(error)) throw error;
    return undefined;
  }
}

async function drafted(id: PublicationId, keeping: MirrorKeeping, former: OpenMirror | undefined) {
  const mirroring = { ...keeping, sha256: nodeSha256 };
  try {
    return await draftMirror(id, mirroring, former);
  } catch (error) {
    // Of another chain that had its place, on one's own machine.
    if (!isFailure(error, "MIRROR_MISMATCH", "MIRROR_AHEAD")) throw error;
    return draftMirror(id, mirroring);
  }
}
