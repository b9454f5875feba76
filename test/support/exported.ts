import type { FolderWriter } from "../../src/core/ports/folder-writer.ts";
import type { CID } from "../../src/core/cid.ts";
import type { Car, CarWriter, Staging } from "../../src/core/ports.ts";
import { carHeader, sectionHead } from "../../src/core/car.ts";

/** A folder in memory; `finished` once it has its name. */
export class MemoryFolder implements FolderWriter {
  readonly files = new Map<string, Buffer>();
  finished = false;

  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.files.set(path, Buffer.from(bytes));
  }

  async *passing(path: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const kept: Uint8Array[] = [];
    for await (const chunk of chunks) {
      kept.push(Uint8Array.from(chunk));
      yield chunk;
    }
    this.files.set(path, Buffer.concat(kept));
  }

  async finish(): Promise<void> {
    this.finished = true;
  }

  async discard(): Promise<void> {
    this.files.clear();
  }

  contents(): Readonly<Record<string, Uint8Array>> {
    return Object.fromEntries(this.files);
  }
}

/** A CAR in memory; its sections in the order in which they were put. */
export class MemoryCar implements CarWriter {
  readonly cids: string[] = [];
  readonly #sections: Uint8Array[] = [];

  put(cid: CID, bytes: Uint8Array): undefined {
    if (this.cids.includes(cid.toString())) return;
    this.cids.push(cid.toString());
    this.#sections.push(sectionHead(cid, bytes.length), Uint8Array.from(bytes));
  }

  async finish(root: CID): Promise<Car> {
    const bytes = Buffer.concat([carHeader(root), ...this.#sections]);
    const read = async function* () {
      yield bytes;
    };
    return { root, size: bytes.length, read };
  }

  async discard(): Promise<void> {
    this.#sections.length = 0;
  }
}

/** Holds one CAR at a time; `held` are the roots of those that were not let go of. */
export class MemoryStaging implements Staging {
  readonly held: string[] = [];

  async begin(): Promise<CarWriter> {
    const car = new MemoryCar();
    const finish = async (root: CID) => {
      this.held.push(root.toString());
      return car.finish(root);
    };
    return { put: (cid, bytes) => car.put(cid, bytes), finish, discard: () => car.discard() };
  }

  async remove(root: CID): Promise<void> {
    this.held.splice(this.held.indexOf(root.toString()), 1);
  }
}
