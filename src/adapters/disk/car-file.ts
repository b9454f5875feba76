import { readSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { HEAD_BYTES, malformed, parseCarHeader, parseSectionHead } from "../../core/car.ts";
import type { CID } from "../../core/cid.ts";
import type { Car } from "../../core/ports.ts";
import { diskProblem, errnoOf } from "./errno.ts";

const CHUNK_BYTES = 1024 * 1024;

/** Where a block's bytes lie in a CAR file. */
export interface Section {
  readonly cid: CID;
  readonly offset: number;
  readonly length: number;
}

/** An open CAR file; whoever opened it closes it. */
export interface OpenCar {
  readonly descriptor: number;
  readonly size: number;
  readonly name: string;
}

/** A CAR that lies on this disk. */
export function diskCar(root: CID, file: string, size: number): Car {
  return { root, size, file, read: () => chunksOf(file, size) };
}

async function* chunksOf(file: string, size: number): AsyncGenerator<Uint8Array> {
  const name = basename(file);
  let total = 0;
  try {
    await using handle = await open(file, "r");
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(CHUNK_BYTES), 0, CHUNK_BYTES);
      if (bytesRead === 0) break;
      total += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (cause) {
    throw errnoOf(cause) === undefined ? cause : malformed(name, diskProblem(cause), cause);
  }
  if (total !== size) throw malformed(name, `it has ${total} bytes, not the ${size} it had`);
}

/**
 * Where every block lies, in order, by reading only what stands before the blocks: tells a CAR that is cut short or
 * garbled from a whole one, but not a changed block from the original. `root` is the root that its header must name.
 *
 * @throws CAR_MALFORMED after the sections before the fault have been given
 */
export function* sectionsOf(car: OpenCar, root: CID): Generator<Section> {
  const header = parseCarHeader(bytesAt(car, 0, HEAD_BYTES), car.name);
  const named = header.root.toString();
  if (named !== root.toString()) throw malformed(car.name, `its root is ${named}, not ${root.toString()}`);
  let at = header.headerBytes;
  while (at < car.size) {
    const { cid, headBytes, blockBytes } = parseSectionHead(bytesAt(car, at, HEAD_BYTES), car.name);
    const offset = at + headBytes;
    at = offset + blockBytes;
    if (at > car.size) throw malformed(car.name, `it is cut short within the block ${cid.toString()}`);
    yield { cid, offset, length: blockBytes };
  }
}

/** The bytes there, fewer where the file ends. */
export function bytesAt(car: OpenCar, offset: number, length: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(car.descriptor, bytes, filled, length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
