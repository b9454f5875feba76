import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failure, reasonOf } from "../../core/errors/error.ts";

/** What is kept in memory before a file is made: most exports need none. */
const IN_MEMORY = 4 * 1024 * 1024;

/** Where a value lies. */
export interface Ticket {
  readonly at: number;
  readonly length: number;
}

/**
 * Values of one type on their way from the order in which an export lists them to the order of their dates, as JSON.
 * An export may be larger than memory, so that they wait in a temporary file, which is gone when this is closed.
 *
 * Every method throws SOURCE_UNREADABLE when that file cannot be used.
 */
export class Spool<T> {
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #written = 0;
  #file: { readonly descriptor: number; readonly folder: string } | undefined;

  add(value: T): Ticket {
    const bytes = Buffer.from(JSON.stringify(value));
    const ticket = { at: this.#written + this.#waitingBytes, length: bytes.length };
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= IN_MEMORY) this.#flush();
    return ticket;
  }

  read({ at, length }: Ticket): T {
    const bytes = at < this.#written ? this.#fromFile(at, length) : this.#fromMemory(at, length);
    return JSON.parse(bytes.toString()) as T;
  }

  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file.descriptor);
    rmSync(this.#file.folder, { recursive: true, force: true });
    this.#file = undefined;
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#waiting);
    naming(() => {
      const { descriptor } = (this.#file ??= temporaryFile());
      for (let at = 0; at < bytes.length;)
        at += writeSync(descriptor, bytes, at, bytes.length - at, this.#written + at);
    });
    this.#written += bytes.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #fromFile(at: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    naming(() => {
      const { descriptor } = (this.#file ??= temporaryFile());
      for (let read = 0; read < length;) {
        const count = readSync(descriptor, bytes, read, length - read, at + read);
        if (count === 0) throw new RangeError("it has become shorter");
        read += count;
      }
    });
    return bytes;
  }

  #fromMemory(at: number, length: number): Buffer {
    const [first, ...others] = this.#waiting;
    if (others.length > 0 && first !== undefined) this.#waiting = [Buffer.concat(this.#waiting)];
    const start = at - this.#written;
    return (this.#waiting[0] ?? Buffer.alloc(0)).subarray(start, start + length);
  }
}

/** In a folder that only this user can look into. */
function temporaryFile() {
  const folder = mkdtempSync(join(tmpdir(), "colophon-import-"));
  return { descriptor: openSync(join(folder, "items"), "wx+", 0o600), folder };
}

function naming(work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw failure("SOURCE_UNREADABLE", { path: tmpdir(), problem: reasonOf(cause) }, cause);
  }
}
