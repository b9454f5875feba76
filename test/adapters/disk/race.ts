// One of several processes that work on one store at once: puts CARs in its own order and reads all blocks back.
import { createDiskStore } from "../../../src/adapters/disk/store.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { verifyBlock } from "../../../src/core/block.ts";
import { parseCid } from "../../../src/core/cid.ts";
import { stagedCar } from "./staged-car.ts";

const [directory = "", staged = "", ...roots] = process.argv.slice(2);
const store = createDiskStore({ directory, id: "embedded", operator: "self", sha256: nodeSha256 });
for (const root of roots) await store.put(stagedCar(staged, parseCid(root)));
for (const root of roots.map(parseCid))
  verifyBlock(root, (await store.block(root)) ?? Buffer.of(), nodeSha256);
store.close();
