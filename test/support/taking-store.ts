import { streamBlocks } from "../../src/core/car-stream.ts";
import type { Car } from "../../src/core/ports.ts";
import { MemoryStore } from "./model-archive.ts";

/** A store in memory that takes CARs, all blocks of them or the first few. */
export class TakingStore extends MemoryStore {
  takes = Infinity;
  puts = 0;

  // The base takes nothing, and so no argument either.
  override async put(car?: Car): Promise<void> {
    this.puts += 1;
    if (car === undefined) return;
    let taken = 0;
    for await (const { cid, bytes } of streamBlocks(car.read(), car.root, "the CAR"))
      if (taken++ < this.takes) this.blocks.set(cid.toString(), Uint8Array.from(bytes));
  }
}
