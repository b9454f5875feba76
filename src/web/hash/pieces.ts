import { LEAF_BYTES } from "../../core/dag/chunks.ts";

/**
 * The bytes of a file, 1 MiB at a time, the last piece shorter; none of an empty one. A piece is good until the next is
 * asked for: all are read into the same buffer where the browser can, because what is left to its garbage collector
 * grows to hundreds of megabytes before that looks.
 *
 * @throws what reading the file throws
 */
export async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = readerInto(file);
  if (reader === undefined) yield* slicesOf(file);
  else yield* filled(reader);
}

async function* filled(reader: ReadableStreamBYOBReader): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let buffer = new ArrayBuffer(LEAF_BYTES);
  let held = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(buffer, held, LEAF_BYTES - held));
      if (value !== undefined) {
        buffer = value.buffer;
        held += value.byteLength;
      }
      if (held === LEAF_BYTES || (done && held > 0)) {
        yield new Uint8Array(buffer, 0, held);
        held = 0;
      }
      if (done) return;
    }
  } finally {
    await reader.cancel();
  }
}

/** Undefined where files cannot be read into a buffer that is there already. */
function readerInto(file: Blob): ReadableStreamBYOBReader | undefined {
  try {
    return file.stream().getReader({ mode: "byob" });
  } catch {
    return undefined;
  }
}

async function* slicesOf(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < file.size; at += LEAF_BYTES)
    yield new Uint8Array(await file.slice(at, at + LEAF_BYTES).arrayBuffer());
}
