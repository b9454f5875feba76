import { randomUUID } from "node:crypto";
import { lstatSync, rmSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fail, failure } from "../../core/errors/error.ts";
import type { CarWriter } from "../../core/ports.ts";
import type { FolderWriter } from "../../core/ports/folder-writer.ts";
import { DiskCarWriter } from "./car-writer.ts";
import { diskProblem, errnoOf } from "./errno.ts";
import { renameDurably, syncFolder } from "./sync.ts";

/** A folder in which exports appear under their names when they are whole. */
export interface Outbox extends AsyncDisposable {
  /** @throws EXPORT_PLACE_TAKEN | ARCHIVE_DISK */
  folder(name: string): Promise<FolderWriter>;
  /** @throws EXPORT_PLACE_TAKEN | STORE_FULL | ARCHIVE_DISK */
  car(name: string): Promise<CarWriter>;
  /** Removes what is not whole, at once: for a process that ends. */
  abandon(): void;
}

const WORK = ".colophon-export-";

/**
 * What is being written lies in a folder of its own beside the names that it will have, because only within one disk can
 * it be given its name in one step. What a run left that was killed is removed.
 *
 * @throws ARCHIVE_DISK
 */
export async function openOutbox(place: string): Promise<Outbox> {
  const work = join(place, `${WORK}${process.pid}-${randomUUID().slice(0, 8)}`);
  await naming(place, async () => {
    await mkdir(place, { recursive: true });
    for (const name of await readdir(place))
      if (isLeft(name)) await rm(join(place, name), { recursive: true, force: true });
    await mkdir(work);
  });
  return {
    async folder(name) {
      const target = free(join(place, name));
      const partial = join(work, randomUUID());
      await naming(partial, () => mkdir(partial));
      return new DiskFolder(partial, target);
    },
    async car(name) {
      const target = free(join(place, name));
      const places = { partial: join(work, randomUUID()), finished: () => free(target), released: () => {} };
      return DiskCarWriter.create(places);
    },
    abandon: () => rmSync(work, { recursive: true, force: true }),
    [Symbol.asyncDispose]: () => rm(work, { recursive: true, force: true }),
  };
}

/** Of a process of this machine that is no more. */
function isLeft(name: string): boolean {
  const pid = name.startsWith(WORK) ? /^\d+/.exec(name.slice(WORK.length))?.[0] : undefined;
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return errnoOf(error) === "ESRCH";
  }
}

/** A name is not taken from what has it: neither from a file nor from an empty folder. */
function free(path: string): string {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined
    ? path
    : fail("EXPORT_PLACE_TAKEN", { path });
}

class DiskFolder implements FolderWriter {
  readonly #partial: string;
  readonly #target: string;
  readonly #folders: Set<string>;

  constructor(partial: string, target: string) {
    this.#partial = partial;
    this.#target = target;
    this.#folders = new Set([partial]);
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    await naming(path, async () => {
      await using file = await this.#create(path);
      await file.writeFile(bytes);
      await file.datasync();
    });
  }

  async *passing(path: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    await using file = await naming(path, () => this.#create(path));
    for await (const chunk of chunks) {
      await naming(path, () => file.writeFile(chunk));
      yield chunk;
    }
    await naming(path, () => file.datasync());
  }

  async finish(): Promise<void> {
    await naming(this.#target, async () => {
      for (const folder of this.#folders) await syncFolder(folder);
      await renameDurably(this.#partial, free(this.#target));
    });
  }

  async discard(): Promise<void> {
    await rm(this.#partial, { recursive: true, force: true });
  }

  async #create(path: string): Promise<FileHandle> {
    const at = join(this.#partial, path);
    const folder = dirname(at);
    if (!this.#folders.has(folder)) {
      await mkdir(folder, { recursive: true });
      for (let up = folder; !this.#folders.has(up); up = dirname(up)) this.#folders.add(up);
    }
    return open(at, "wx");
  }
}

async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (errnoOf(cause) === undefined) throw cause;
    throw failure("ARCHIVE_DISK", { path, problem: diskProblem(cause) }, cause);
  }
}
