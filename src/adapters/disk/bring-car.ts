import { constants } from "node:fs";
import { copyFile, link, open } from "node:fs/promises";
import { errnoOf } from "./errno.ts";
import { syncFile } from "./sync.ts";
import { malformed } from "../../core/car.ts";
import type { Car } from "../../core/ports.ts";

// Another disk, a file system without links, or too many links already.
const NO_LINK = new Set(["EXDEV", "EPERM", "EMLINK", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

/** Puts the CAR's bytes into a new file, by a link where the disk allows it; synced on return. @throws CAR_MALFORMED */
export async function bringCar(car: Car, to: string): Promise<void> {
  if (car.file === undefined) await write(car, to);
  else await linkOrCopy(car.file, to);
  await syncFile(to);
}

async function linkOrCopy(file: string, to: string): Promise<void> {
  try {
    await link(file, to);
  } catch (cause) {
    if (errnoOf(cause) === "ENOENT") throw malformed(file, "it is no longer there", cause);
    if (!NO_LINK.has(errnoOf(cause) ?? "")) throw cause;
    await copyFile(file, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}

async function write(car: Car, to: string): Promise<void> {
  await using handle = await open(to, "wx");
  let total = 0;
  for await (const chunk of car.read()) {
    total += chunk.length;
    if (total > car.size) break;
    await handle.writeFile(chunk);
  }
  if (total !== car.size)
    throw malformed(car.root.toString(), `it does not have the ${car.size} bytes it should`);
}
