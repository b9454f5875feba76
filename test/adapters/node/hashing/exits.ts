/** Packs the folder that it is given, on all cores, and has nothing more to do: the test sees whether it ends. */
import { createHashingPool } from "../../../../src/adapters/node/hashing/pool.ts";
import { nodeSha256, nodeSha256Stream } from "../../../../src/adapters/node/sha256.ts";
import { listSource } from "../../../../src/adapters/disk/source.ts";
import { packContent } from "../../../../src/core/dag/pack.ts";

const [folder = "", hireAfter = "0"] = process.argv.slice(2);
const { files } = await listSource(folder);
const pool = createHashingPool({ workers: 2, hireAfter: Number(hireAfter) });
const hashing = { sha256: nodeSha256, stream: nodeSha256Stream, pool };
const { content } = await packContent(
  files,
  { put: async () => undefined },
  { hashing, typeOf: () => "x/y" },
);
console.log(String(content));
