import { type FileHandle, open, rm } from "node:fs/promises";
import { carHeader, sectionHead } from "../../core/car.ts";
import { type CID, documentCid } from "../../core/cid.ts";
import { ZERO_DIGEST } from "../../core/digest.ts";
import { failure } from "../../core/errors/error.ts";
import type { Car, CarWriter } from "../../core/ports.ts";
import { diskCar } from "./car-file.ts";
import { diskProblem, errnoOf, isDiskFull } from "./errno.ts";
import { renameDurably } from "./sync.ts";

const BUFFER_BYTES = 2 * 1024 * 1024;
// What is written goes to the disk while the rest is still being hashed, so that little is left to wait for at the end.
const SYNC_BYTES = 16 * 1024 * 1024;
// Room for the header, whose root is known only at the end: nearly always the CID of a document.
const RESERVED_BYTES = carHeader(documentCid(ZERO_DIGEST)).length;

export interface Places {
  /** Where the CAR grows. */
  readonly partial: string;
  /** Where it ends up when its root is known. */
  readonly finished: (root: CID) => string;
  /** Called when the partial file is gone, renamed or removed. */
  readonly released: () => void;
}

/** Appends blocks through two buffers: one is filled while the other is written. */
export class DiskCarWriter implements CarWriter {
  readonly #places: Places;
  readonly #file: FileHandle;
  readonly #written = new Set<string>();
  #filling = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #spare = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #filled = RESERVED_BYTES;
  #position = 0;
  #writing: Promise<void> = Promise.resolve();
  #synced = 0;
  #syncing: Promise<void> | undefined;
  #open = true;

  private constructor(places: Places, file: FileHandle) {
    this.#places = places;
    this.#file = file;
    this.#filling.fill(0, 0, RESERVED_BYTES);
  }

  /** @throws STORE_FULL | ARCHIVE_DISK */
  static async create(places: Places): Promise<DiskCarWriter> {
    return await naming(
      places.partial,
      async () => new DiskCarWriter(places, await open(places.partial, "wx+")),
    );
  }

  put(cid: CID, bytes: Uint8Array): Promise<void> | undefined {
    const key = Buffer.from(cid.bytes).toString("latin1");
    if (this.#written.has(key)) return undefined;
    this.#written.add(key);
    const head = sectionHead(cid, bytes.length);
    if (this.#filled + head.length + bytes.length > BUFFER_BYTES)
      return naming(this.#places.partial, async () => {
        await this.#append(head);
        await this.#append(bytes);
      });
    this.#fill(head);
    this.#fill(bytes);
    return undefined;
  }

  async finish(root: CID): Promise<Car> {
    const file = this.#places.finished(root);
    return await naming(this.#places.partial, async () => {
      await this.#flush();
      await this.#writing;
      const size = await this.#complete(root);
      await renameDurably(this.#places.partial, file);
      this.#places.released();
      return diskCar(root, file, size);
    });
  }

  async discard(): Promise<void> {
    await Promise.allSettled([this.#writing, this.#syncing]);
    await this.#close();
    await rm(this.#places.partial, { force: true });
    this.#places.released();
  }

  /** Copies, because the caller may use its bytes again as soon as `put` returns. */
  async #append(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      if (this.#filled === BUFFER_BYTES) await this.#flush();
      const part = bytes.subarray(at, at + BUFFER_BYTES - this.#filled);
      this.#fill(part);
      at += part.length;
    }
  }

  #fill(bytes: Uint8Array): void {
    this.#filling.set(bytes, this.#filled);
    this.#filled += bytes.length;
  }

  async #flush(): Promise<void> {
    await this.#writing;
    const full = this.#filling.subarray(0, this.#filled);
    this.#writing = this.#write(full, this.#position);
    // Seen by whoever waits next; until then it must not count as unhandled.
    this.#writing.catch(() => undefined);
    this.#position += full.length;
    this.#syncAhead();
    [this.#filling, this.#spare] = [this.#spare, this.#filling];
    this.#filled = 0;
  }

  /** One at a time. The system tells of a failed write once only: `finish` waits for this one and fails with it. */
  #syncAhead(): void {
    if (this.#syncing !== undefined || this.#position - this.#synced < SYNC_BYTES) return;
    this.#synced = this.#position;
    this.#syncing = this.#file.datasync().then(() => {
      this.#syncing = undefined;
    });
    this.#syncing.catch(() => undefined);
  }

  async #write(bytes: Uint8Array, position: number): Promise<void> {
    for (let at = 0; at < bytes.length;)
      at += (await this.#file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
  }

  /** Puts the header in and syncs; returns the length. */
  async #complete(root: CID): Promise<number> {
    const header = carHeader(root);
    const size = this.#position - (await this.#moveUp(RESERVED_BYTES - header.length));
    await this.#write(header, 0);
    await this.#file.truncate(size);
    await this.#syncing;
    await this.#file.datasync();
    await this.#close();
    return size;
  }

  /** A root that is no document has a shorter CID: everything after the header moves towards the start. */
  async #moveUp(distance: number): Promise<number> {
    if (distance === 0) return 0;
    for (let at = RESERVED_BYTES; at < this.#position;) {
      const { bytesRead } = await this.#file.read(this.#spare, 0, BUFFER_BYTES, at);
      await this.#write(this.#spare.subarray(0, bytesRead), at - distance);
      at += bytesRead;
    }
    return distance;
  }

  async #close(): Promise<void> {
    if (this.#open) await this.#file.close();
    this.#open = false;
  }
}

async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (errnoOf(cause) === undefined) throw cause;
    if (isDiskFull(cause)) throw failure("STORE_FULL", { store: path, problem: diskProblem(cause) }, cause);
    throw failure("ARCHIVE_DISK", { path, problem: diskProblem(cause) }, cause);
  }
}
