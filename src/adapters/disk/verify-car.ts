import { closeSync, fstatSync, openSync } from "node:fs";
import { basename } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { malformed } from "../../core/car.ts";
import { type Block, verifyBlock } from "../../core/block.ts";
import { type CID, cidDigest, RAW } from "../../core/cid.ts";
import { linksOf } from "../../core/dag/walk.ts";
import { type Digest, digestFromBytes } from "../../core/digest.ts";
import type { Digested, HashingPool } from "../../core/ports.ts";
import type { Sha256 } from "../../core/sha256.ts";
import type { IndexedBlock } from "./block-index.ts";
import { bytesAt, type OpenCar, type Section, sectionsOf } from "./car-file.ts";

const BREATH_BYTES = 8 * 1024 * 1024;
const SHA2_256 = 0x12;

export interface CarCheck {
  readonly sha256: Sha256;
  /** Hashes leaves on other cores. */
  readonly pool?: HashingPool | undefined;
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
    // Digests alone: a CAR of many issues has more links than CIDs fit into memory.
    const links = new Set<Digest>([linked(car, root, "its header")]);
    function* leaves(): Generator<Section> {
      for (const section of sectionsOf(car, root)) {
        const digest = cidDigest(section.cid);
        found.set(digest, { digest, offset: section.offset, length: section.length });
        if (section.cid.code === RAW) yield section;
        else
          for (const cid of linksOf(verifiedBlock(car, section, check.sha256)))
            links.add(linked(car, cid, section.cid));
      }
    }
    for await (const [section, digest] of hashed(file, leaves(), check.pool))
      // What other cores cannot read, or find wrong, is read here: it says what is the matter.
      if (digest === undefined || digestFromBytes(digest) !== cidDigest(section.cid))
        verifiedBlock(car, section, check.sha256);
    const lacks = (digest: Digest) => !found.has(digest) && !check.holds(digest);
    for (const digest of links) if (lacks(digest)) throw lacking(car, root, { lacks, sha256: check.sha256 });
    return [...found.values()];
  } finally {
    closeSync(descriptor);
  }
}

async function* hashed(
  file: string,
  leaves: Generator<Section>,
  pool: HashingPool | undefined,
): AsyncGenerator<readonly [Section, Digested]> {
  if (pool !== undefined) {
    yield* pool.digests(file, leaves);
    return;
  }
  let sinceBreath = 0;
  for (const leaf of leaves) {
    yield [leaf, undefined];
    sinceBreath += leaf.length;
    if (sinceBreath <= BREATH_BYTES) continue;
    await breathe();
    sinceBreath = 0;
  }
}

function verifiedBlock(car: OpenCar, section: Section, sha256: Sha256): Block {
  return verifyBlock(section.cid, bytesAt(car, section.offset, section.length), sha256);
}

/** @throws CAR_MALFORMED for a link to what has no SHA-256 */
function linked(car: OpenCar, cid: CID, from: CID | string): Digest {
  if (cid.version !== 1 || cid.multihash.code !== SHA2_256)
    throw malformed(car.name, `${from.toString()} links to ${cid.toString()}, which has no SHA-256`);
  return cidDigest(cid);
}

interface Lacking extends Pick<CarCheck, "sha256"> {
  readonly lacks: (digest: Digest) => boolean;
}

/** Which block is lacking, and which one links to it: the CAR is read again to say so. */
function lacking(car: OpenCar, root: CID, { lacks, sha256 }: Lacking): Error {
  if (lacks(cidDigest(root)))
    return malformed(car.name, `it lacks ${root.toString()}, to which its header links`);
  for (const section of sectionsOf(car, root)) {
    if (section.cid.code === RAW) continue;
    const missing = linksOf(verifiedBlock(car, section, sha256)).find((cid) => lacks(cidDigest(cid)));
    if (missing !== undefined)
      return malformed(car.name, `it lacks ${missing.toString()}, to which ${section.cid.toString()} links`);
  }
  return malformed(car.name, "it lacks a block to which it links");
}
