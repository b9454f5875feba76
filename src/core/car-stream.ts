import { type SectionHead, HEAD_BYTES, malformed, parseCarHeader, parseSectionHead } from "./car.ts";
import type { CID } from "./cid.ts";

/** A block of a CAR as it comes by; nobody has hashed it. */
export interface StreamedBlock {
  readonly cid: CID;
  readonly bytes: Uint8Array;
  /** Where the block's bytes begin in the CAR. */
  readonly offset: number;
}

/**
 * The blocks of a CAR in their order, from chunks of any size, of which no more is held than one block and one chunk.
 * `root` is the root that its header must name; `first` takes whichever it names, if the CAR begins with that block, and
 * `any` whichever it names.
 *
 * @throws CAR_MALFORMED after the blocks before the fault have been given, and whatever reading the chunks throws
 */
export async function* streamBlocks(
  chunks: AsyncIterable<Uint8Array>,
  root: CID | "first" | "any",
  name: string,
): AsyncGenerator<StreamedBlock> {
  const source = new Window(chunks[Symbol.asyncIterator]());
  try {
    const header = parseCarHeader(await source.atMost(HEAD_BYTES), name);
    const named = header.root.toString();
    if (typeof root !== "string" && named !== root.toString())
      throw malformed(name, `its root is ${named}, not ${root.toString()}`);
    source.skip(header.headerBytes);
    for (let isFirst = root === "first"; ; isFirst = false) {
      const start = await source.atMost(HEAD_BYTES);
      if (start.length === 0) return;
      const head = parseSectionHead(start, name);
      if (isFirst && head.cid.toString() !== named) throw malformed(name, "it does not begin with its root");
      yield await nextBlock(source, head, name);
    }
  } finally {
    await source.close();
  }
}

async function nextBlock(source: Window, head: SectionHead, name: string): Promise<StreamedBlock> {
  const { cid, headBytes, blockBytes } = head;
  const section = await source.atMost(headBytes + blockBytes);
  if (section.length < headBytes + blockBytes)
    throw malformed(name, `it is cut short within the block ${cid.toString()}`);
  const offset = source.at + headBytes;
  source.skip(section.length);
  return { cid, bytes: section.subarray(headBytes), offset };
}

/** What has come and was not taken yet. */
class Window {
  /** How many bytes were skipped: where in the whole the window begins. */
  at = 0;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array();
  #ended = false;

  constructor(chunks: AsyncIterator<Uint8Array>) {
    this.#chunks = chunks;
  }

  /** The next bytes, fewer where the source ends. */
  async atMost(length: number): Promise<Uint8Array> {
    const parts = [this.#held];
    let held = this.#held.length;
    while (held < length && !this.#ended) {
      const { done = false, value } = await this.#chunks.next();
      this.#ended = done;
      if (done) break;
      parts.push(value);
      held += value.length;
    }
    if (parts.length > 1) this.#held = joined(parts, held);
    return this.#held.subarray(0, length);
  }

  /** No more than `atMost` has given. */
  skip(length: number): void {
    this.#held = this.#held.subarray(length);
    this.at += length;
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
