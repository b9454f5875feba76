/*
 * Just enough of a zip for an EPUB in memory, here and in the browser: stored and deflated entries, no ZIP64, no
 * encryption. Fields by APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
 */

const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const MOST_ENTRIES = 20_000;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

export interface Zip {
  /** Unpacked, as the directory says; undefined when there is none of that name. */
  size(name: string): number | undefined;
  /** The bytes of a file, as many as its size says; undefined when there is none, or it cannot be read. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Undefined for what is no zip, or one whose directory is not whole or names a file twice. */
export function openZipBytes(bytes: Uint8Array<ArrayBuffer>): Zip | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const entries = end === undefined ? undefined : entriesOf(bytes, view, end);
  if (entries === undefined) return undefined;
  return {
    size: (name) => entries.get(name)?.size,
    async read(name) {
      const entry = entries.get(name);
      const packed = entry === undefined ? undefined : packedBytes(bytes, view, entry);
      if (entry === undefined || packed === undefined) return undefined;
      if (entry.method === STORED) return packed.length === entry.size ? packed : undefined;
      return entry.method === DEFLATED ? inflated(packed, entry.size) : undefined;
    },
  };
}

/** The last place where the record of the end stands with a comment that fills the rest. */
function endOf(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= first; at--)
    if (
      view.getUint32(at, true) === END &&
      at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength
    )
      return at;
  return undefined;
}

function entriesOf(bytes: Uint8Array, view: DataView, end: number): Map<string, Entry> | undefined {
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) return undefined;
  const entries = new Map<string, Entry>();
  const decoder = new TextDecoder();
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY) return undefined;
    const nameBytes = view.getUint16(at + 28, true);
    const name = decoder.decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes));
    if (entries.has(name)) return undefined;
    const isEncrypted = (view.getUint16(at + 8, true) & ENCRYPTED) !== 0;
    entries.set(name, {
      method: isEncrypted ? -1 : view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function packedBytes(
  bytes: Uint8Array<ArrayBuffer>,
  view: DataView,
  { at, packed }: Entry,
): Uint8Array<ArrayBuffer> | undefined {
  if (at + LOCAL_BYTES > bytes.length || view.getUint32(at, true) !== LOCAL) return undefined;
  const start = at + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  return start + packed > bytes.length ? undefined : bytes.subarray(start, start + packed);
}

/** Exactly as many bytes as the directory says, or undefined: a bomb is stopped at that size. */
async function inflated(
  packed: Uint8Array<ArrayBuffer>,
  size: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const whole = new Uint8Array(size);
  let at = 0;
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const reader = stream.getReader();
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      if (at + step.value.length > size) {
        await reader.cancel();
        return undefined;
      }
      whole.set(step.value, at);
      at += step.value.length;
    }
  } catch {
    return undefined;
  }
  return at === size ? whole : undefined;
}
