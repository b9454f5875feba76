import {
  carHeader,
  HEAD_BYTES,
  parseCarHeader,
  parseSectionHead,
  sectionHead,
} from "../../../src/core/car.ts";
import type { CID } from "../../../src/core/cid.ts";
import type { Car } from "../../../src/core/ports.ts";

interface Section {
  readonly cid: CID;
  readonly bytes: Uint8Array;
}

/** A CAR whose bytes lie in memory. */
export function carOf(root: CID, sections: readonly Section[]): Car {
  const parts = [
    carHeader(root),
    ...sections.flatMap(({ cid, bytes }) => [sectionHead(cid, bytes.length), bytes]),
  ];
  return {
    root,
    size: parts.reduce((sum, part) => sum + part.length, 0),
    async *read() {
      yield* parts;
    },
  };
}

/** The blocks of a small CAR, as they stand in it. @throws CAR_MALFORMED */
export async function sectionsOf(car: Car): Promise<readonly Section[]> {
  const parts: Uint8Array[] = [];
  for await (const part of car.read()) parts.push(part);
  const bytes = Buffer.concat(parts);
  const sections: Section[] = [];
  let at = parseCarHeader(bytes, "the CAR").headerBytes;
  while (at < bytes.length) {
    const { cid, headBytes, blockBytes } = parseSectionHead(bytes.subarray(at, at + HEAD_BYTES), "the CAR");
    at += headBytes;
    sections.push({ cid, bytes: bytes.subarray(at, at + blockBytes) });
    at += blockBytes;
  }
  return sections;
}
