import { LIMITS } from "../limits.ts";

/** A message of an mbox and where it lies, or that it is too large to be read. */
export type MboxMessage = { readonly at: number; readonly end: number } & (
  { readonly bytes: Uint8Array } | { readonly tooLarge: true }
);

const SEPARATOR = Buffer.from("\nFrom ");
const FROM_LINE = /^From \S.*\d{1,2}:\d{2}/;
const LONGEST_FROM_LINE = 1000;
const LF = 0x0a;
const CR = 0x0d;

/**
 * The messages of an mbox (RFC 4155) as they pass by; at most one message is in memory. A message starts after a line
 * `From ...` with a time in it, at the beginning or after an empty line. `>From ` at the start of a line loses one `>`,
 * as mboxrd has it. Line ends stay as they are.
 */
export async function* mboxMessages(
  chunks: AsyncIterable<Uint8Array>,
  limit: number = LIMITS.message,
): AsyncGenerator<MboxMessage> {
  const splitter = new Splitter(limit);
  for await (const chunk of chunks) yield* splitter.take(chunk);
  yield* splitter.end();
}

class Splitter {
  #buffer: Buffer = Buffer.alloc(0);
  /** Where the buffer begins in the file. */
  #offset = 0;
  /** How far the buffer has been searched. */
  #searched = 0;
  /** Where the message begins in the file, once it is too large to be kept. */
  #dropping: number | undefined;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  *take(chunk: Uint8Array): Generator<MboxMessage> {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (let next = this.#separator(); next !== undefined; next = this.#separator()) yield* this.#cut(next);
    if (this.#buffer.length <= this.#limit + LONGEST_FROM_LINE) return;
    this.#dropping ??= this.#offset;
    this.#drop(this.#buffer.length - LONGEST_FROM_LINE);
    this.#searched = 0;
  }

  *end(): Generator<MboxMessage> {
    yield* this.#cut(this.#buffer.length);
  }

  /** Where the next message's `From ` line begins; undefined when that cannot be told before more has come. */
  #separator(): number | undefined {
    for (;;) {
      const at = this.#buffer.indexOf(SEPARATOR, this.#searched);
      if (at === -1) {
        this.#searched = Math.max(0, this.#buffer.length - SEPARATOR.length);
        return undefined;
      }
      const lineEnd = this.#buffer.indexOf(LF, at + 1);
      if (lineEnd === -1 && this.#buffer.length - at < LONGEST_FROM_LINE) {
        this.#searched = at;
        return undefined;
      }
      this.#searched = at + 1;
      const line = this.#buffer.toString("latin1", at + 1, lineEnd === -1 ? at + LONGEST_FROM_LINE : lineEnd);
      if (this.#followsEmptyLine(at) && FROM_LINE.test(line)) return at + 1;
    }
  }

  #followsEmptyLine(at: number): boolean {
    const before = this.#buffer[at - 1];
    return before === LF || (before === CR && this.#buffer[at - 2] === LF);
  }

  *#cut(end: number): Generator<MboxMessage> {
    const at = this.#dropping ?? this.#offset;
    const piece = this.#buffer.subarray(0, end);
    const dropped = this.#dropping !== undefined;
    this.#drop(end);
    this.#dropping = undefined;
    this.#searched = 0;
    const bytes = messageIn(piece);
    const place = { at, end: this.#offset };
    if (dropped || bytes.length > this.#limit) yield { ...place, tooLarge: true };
    else if (bytes.length > 0) yield { ...place, bytes };
  }

  #drop(length: number): void {
    this.#offset += length;
    this.#buffer = this.#buffer.subarray(length);
  }
}

/** Without the `From ` line, and without the empty line that stands before the next one. */
function messageIn(piece: Buffer): Uint8Array {
  const isMarked = piece.subarray(0, 5).toString("latin1") === "From ";
  const lineEnd = piece.indexOf(LF);
  const start = !isMarked ? 0 : lineEnd === -1 ? piece.length : lineEnd + 1;
  const message = piece.subarray(start, withoutEmptyLine(piece, start));
  if (!message.includes(">From ")) return Uint8Array.from(message);
  return Buffer.from(message.toString("latin1").replace(/^>(>*From )/gm, "$1"), "latin1");
}

function withoutEmptyLine(piece: Buffer, start: number): number {
  let end = piece.length;
  if (piece[end - 1] !== LF) return end;
  const lineStart = piece[end - 2] === CR ? end - 2 : end - 1;
  if (lineStart > start && piece[lineStart - 1] === LF) end = lineStart;
  return end;
}
