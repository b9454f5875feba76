import { mkdir, readdir, rm } from "node:fs/promises";
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
/** Someone may still be reading the one before. */
const KEPT = 2;

export interface MirrorKeeping extends Omit<Mirroring, "sha256"> {
  readonly archive: Pick<Archive, "publication">;
  /** Where the mirrors lie; made when it is needed. */
  readonly folder: string;
  /** 200,000 when left out: of more entries, whoever wants the mirror makes it. */
  readonly mostEntries?: number;
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
  ...keeping
}: MirrorKeeping): (id: PublicationId) => Promise<KeptMirror> {
  const known = new Map<PublicationId, Known>();
  let last: Promise<unknown> = Promise.resolve();
  const current = async (id: PublicationId): Promise<KeptMirror> => {
    const state = (await keeping.archive.publication(id))?.state;
    if (state === undefined) return fail("PUBLICATION_UNKNOWN", { id });
    const one = known.get(id);
    if (one?.tip === state.head && (one.isWhole || Date.now() - one.at < RETRY_MS)) return one;
    if (state.entries > mostEntries)
      return fail("MIRROR_NOT_OFFERED", { id, entries: state.entries, limit: mostEntries });
    const { missing, ...mirror } = await make(id, keeping);
    const isWhole = missing === 0 && mirror.head === state.head;
    known.set(id, { ...mirror, isWhole, tip: state.head, at: Date.now() });
    return mirror;
  };
  return (id) => {
    const asked = last.then(() => current(id));
    last = asked.catch(() => undefined);
    return asked;
  };
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
