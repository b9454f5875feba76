import type { TextRoot } from "../manifest/manifest.ts";
import { comparePaths, type IssuePath } from "../path.ts";
import type { SourceFile, TextReader } from "../ports.ts";

/** Documents that wait for their reader, beyond one that is larger than this: their bytes are in memory. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

/** What came of the texts of some files. */
export interface FoundTexts {
  readonly texts: ReadonlyMap<IssuePath, TextRoot>;
  /** Files of a type with text whose text could not be taken. */
  readonly refused: readonly IssuePath[];
}

/** The bytes of one document while they pass. */
export interface Passing {
  /** In the order of the file; copied. */
  add(leaf: Uint8Array): void;
  /** When all have passed. Resolves as soon as there is room for another document. */
  end(): Promise<void> | undefined;
}

/** Keeps the bytes of documents while they pass, and has their text read while the next ones do. */
export class Words {
  readonly #reader: TextReader;
  readonly #texts = new Map<IssuePath, TextRoot>();
  readonly #refused: IssuePath[] = [];
  readonly #waiting: { readonly size: number; readonly done: Promise<void> }[] = [];
  #waitingBytes = 0;

  constructor(reader: TextReader) {
    this.#reader = reader;
  }

  /** Undefined for a file that is no document. */
  of({ path, size }: SourceFile, type: string): Passing | undefined {
    const limit = this.#reader.limit(type);
    if (limit === 0) return undefined;
    if (size > limit) {
      this.#refused.push(path);
      return undefined;
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    return {
      add(leaf) {
        // A file that grows is refused when it ends.
        if (at + leaf.length <= size) bytes.set(leaf, at);
        at += leaf.length;
      },
      end: () => this.#read(path, type, bytes),
    };
  }

  /** When all that was given has been read. */
  async found(): Promise<FoundTexts> {
    for (const { done } of this.#waiting.splice(0)) await done;
    return { texts: this.#texts, refused: this.#refused.toSorted(comparePaths) };
  }

  #read(path: IssuePath, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> | undefined {
    const size = bytes.length;
    const done = this.#reader.read(bytes, type).then((taken) => {
      if (taken === "refused") this.#refused.push(path);
      else if (taken !== "wordless") this.#texts.set(path, taken);
    });
    // Whoever packs waits for it at the end; a failure is theirs then, and nobody's before.
    done.catch(() => undefined);
    this.#waiting.push({ size, done });
    this.#waitingBytes += size;
    return this.#waitingBytes > MOST_WAITING_BYTES ? this.#room() : undefined;
  }

  async #room(): Promise<void> {
    while (this.#waitingBytes > MOST_WAITING_BYTES) {
      const first = this.#waiting.shift();
      if (first === undefined) return;
      this.#waitingBytes -= first.size;
      await first.done;
    }
  }
}
