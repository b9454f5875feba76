import { statSync } from "node:fs";
import { join } from "node:path";
import { diskCar } from "../../../src/adapters/disk/car-file.ts";
import type { CID } from "../../../src/core/cid.ts";
import type { Car } from "../../../src/core/ports.ts";

/** A CAR that was finished in that staging folder. */
export function stagedCar(folder: string, root: CID): Car {
  const file = join(folder, `${root.toString()}.car`);
  return diskCar(root, file, statSync(file).size);
}
