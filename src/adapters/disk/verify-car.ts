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
    const links: Links = new Map([[root.toString(), { cid: root, from: "its header" }]]);
    function* leaves(): Generator<Section> {
      for (const section of sectionsOf(car, root)) {
        const digest = cidDigest(section.cid);
        found.set(digest, { digest, offset: section.offset, length: section.length });
        if (section.cid.code === RAW) yield section;
        else collectLinks(verifiedBlock(car, section, check.sha256), links);
      }
    }
    for await (const [section, digest] of hashed(file, leaves(), check.pool))
      // What other cores cannot read, or find wrong, is read here: it says what is the matter.
      if (digest === undefined || digestFromBytes(digest) !== cidDigest(section.cid))
        verifiedBlock(car, section, check.sha256);
    assertComplete(car, {
      links: links.values(),
      holds: (digest) => found.has(digest) || check.holds(digest),
    });
    return [...found.values()];
  } finally {
    closeSync(descriptor);
  }
}

type Links = Map<string, { cid: CID; from: string }>;

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

function collectLinks(block: Block, links: Links): void {
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
