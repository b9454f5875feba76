import type { Hashing } from "../../../core/dag/pack.ts";
import { nodeSha256, nodeSha256Stream } from "../sha256.ts";
import { createHashingPool } from "./pool.ts";

/**
 * All that this machine has for hashing, shared by the whole process. Nothing is started before it is used for more
 * than a small issue, and nothing needs to be closed: it does not keep a program from ending.
 */
export const nodeHashing: Hashing & Required<Pick<Hashing, "pool">> = {
  sha256: nodeSha256,
  stream: nodeSha256Stream,
  pool: createHashingPool(),
};
