// Runs where the folder named first is a disk of 3 MiB: stages 8 MiB there, then puts a CAR of 8 MiB there.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { createDiskStore } from "../../../src/adapters/disk/store.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { rawCid } from "../../../src/core/cid.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import { isFailure } from "../../../src/core/errors/error.ts";
import type { Car, Staging } from "../../../src/core/ports.ts";
import { noise } from "./sample-noise.ts";

const [small = "", large = ""] = process.argv.slice(2);
const leaves = Array.from({ length: 8 }, (_, i) => noise(1024 * 1024, i + 1));

async function stage(staging: Staging): Promise<Car> {
  const writer = await staging.begin();
  try {
    const cids = leaves.map((bytes) => rawCid(digestFromBytes(nodeSha256(bytes))));
    for (const [i, cid] of cids.entries()) await writer.put(cid, leaves[i] ?? Buffer.of());
    return await writer.finish(cids[0] ?? rawCid(digestFromBytes(nodeSha256(Buffer.of()))));
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    return isFailure(error) ? error.code : String(error);
  }
}

const staged = await codeOf(stage(createStaging(join(small, "staging"))));
const store = createDiskStore({
  directory: join(small, "store"),
  id: "embedded",
  operator: "self",
  sha256: nodeSha256,
});
const put = await codeOf(store.put(await stage(createStaging(large))));
const left = [...readdirSync(join(small, "staging")), ...readdirSync(join(small, "store", "incoming"))];
const roots = (await store.roots()).length;
store.close();
console.log(JSON.stringify({ staged, put, left, roots }));
