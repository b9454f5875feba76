import { type CID, cidDigest } from "../core/cid.ts";
import { streamBlocks } from "../core/car-stream.ts";
import { type Digest, digestFromBytes } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import type { MirrorFile } from "../core/mirror/port.ts";
import { PackedDigests } from "../core/packed-digests.ts";
import type { Store } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";

/**
 * A CAR that somebody brings, an export's or a mirror, as a store that is only read from. It is gone through once, and
 * of its intact blocks is kept where they lie; what it gives is hashed again by whoever asks.
 *
 * @throws CAR_MALFORMED | MIRROR_UNREADABLE
 */
export async function carSource(file: MirrorFile, sha256: Sha256): Promise<Store> {
  const { name } = file;
  const places = new Places();
  for await (const { cid, bytes, offset } of streamBlocks(file.chunks(), "any", name)) {
    const digest = cidDigest(cid);
    // A wrong block must not stand in the way of the right one.
    if (digestFromBytes(sha256(bytes)) === digest) places.add(digest, { offset, length: bytes.length });
  }
  return placesAsStore(file, places);
}

/** Blocks of a file by where they lie in it. */
export function placesAsStore(file: MirrorFile, places: Pick<Places, "find">): Store {
  const { name } = file;
  const block = async (cid: CID) => {
    const place = places.find(cidDigest(cid));
    return place === undefined ? undefined : file.at(place.offset, place.length);
  };
  const put = async () => fail("STORE_REFUSED", { store: name, problem: "it is only read from" });
  return { id: name, operator: name, block, put };
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** Where blocks lie, of which there may be a million: numbers in arrays, and no object for each. */
export class Places {
  readonly #digests = new PackedDigests();
  readonly #offsets: number[] = [];
  readonly #lengths: number[] = [];

  add(digest: Digest, { offset, length }: Place): void {
    if (!this.#digests.add(digest)) return;
    this.#offsets.push(offset);
    this.#lengths.push(length);
  }

  find(digest: Digest): Place | undefined {
    const place = this.#digests.placeOf(digest);
    const [offset, length] = place === undefined ? [] : [this.#offsets[place], this.#lengths[place]];
    return offset === undefined || length === undefined ? undefined : { offset, length };
  }
}
