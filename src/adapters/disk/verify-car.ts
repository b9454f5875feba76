import { closeSync, fstatSync, openSync } from "node:fs";
import { basename } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { malformed } from "../../core/car.ts";
import { type Block, verifyBlock } from "../../core/block.ts";
import { type CID, cidDigest, RAW } from "../../core/cid.ts";
import { linksOf } from "../../core/dag/walk.ts";
import type { Digest } from "../../core/digest.ts";
import type { Sha256 } from "../../core/sha256.ts";
import type { IndexedBlock } from "./block-index.ts";
import { bytesAt, type OpenCar, type Section, sectionsOf } from "./car-file.ts";

const BREATH_BYTES = 8 * 1024 * 1024;

export interface CarCheck {
  readonly sha256: Sha256;
  /** True for a block that need not be in the CAR because it is at hand already. */
  readonly holds: (digest: Digest) => boolean;
}

/**
 * Hashes every block of a CAR file and follows every link: none may lead out of the CAR to a block that is not at
 * hand, since a file cut off between two blocks looks whole otherwise. Returns where the blocks lie.
 *
 * @throws CAR_MALFORMED | BLOCK_MISMATCH | BLOCK_MALFORMED
 */
export async function verifyCar(file: string, root: CID, check: CarCheck): Promise<IndexedBlock[]> {
  const descriptor = openSync(file, "r");
  try {
    const car = { descriptor, size: fstatSync(descriptor).size, name: basename(file) };
    const found = new Map<Digest, IndexedBlock>();
    const links = new Map<string, { cid: CID; from: string }>([
      [root.toString(), { cid: root, from: "its header" }],
    ]);
    let sinceBreath = 0;
    for (const section of sectionsOf(car, root)) {
      const block = verifiedBlock(car, section, check.sha256);
      const digest = cidDigest(section.cid);
      found.set(digest, { digest, offset: section.offset, length: section.length });
      if (section.cid.code !== RAW) collectLinks(block, links);
      sinceBreath += section.length;
      if (sinceBreath > BREATH_BYTES) {
        await breathe();
        sinceBreath = 0;
      }
    }
    assertComplete(car, {
      links: links.values(),
      holds: (digest) => found.has(digest) || check.holds(digest),
    });
    return [...found.values()];
  } finally {
    closeSync(descriptor);
  }
}

function verifiedBlock(car: OpenCar, section: Section, sha256: Sha256): Block {
  return verifyBlock(section.cid, bytesAt(car, section.offset, section.length), sha256);
}

function collectLinks(block: Block, links: Map<string, { cid: CID; from: string }>): void {
  for (const cid of linksOf(block)) {
    const key = cid.toString();
    if (!links.has(key)) links.set(key, { cid, from: block.cid.toString() });
  }
}

interface Completeness {
  readonly links: Iterable<{ cid: CID; from: string }>;
  readonly holds: (digest: Digest) => boolean;
}

function assertComplete(car: OpenCar, { links, holds }: Completeness): void {
  for (const { cid, from } of links) {
    if (cid.version !== 1 || cid.multihash.code !== 0x12)
      throw malformed(car.name, `${from} links to ${cid.toString()}, which has no SHA-256`);
    if (!holds(cidDigest(cid)))
      throw malformed(car.name, `it lacks ${cid.toString()}, to which ${from} links`);
  }
}
