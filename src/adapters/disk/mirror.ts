import type { Car } from "../../core/ports.ts";
import { createDiskStore, type DiskStore, type DiskStoreOptions } from "./store.ts";

export interface MirrorFolderOptions extends DiskStoreOptions {
  /** The folder of the mirror: a `<root>.car` for every issue, to be copied, served or burnt as it is. */
  readonly cars: string;
}

/**
 * A folder of CAR files, such as a disk of another machine: the embedded store in another place, its index apart from
 * it. A CAR is always written anew, never linked, so that damage to one copy is no damage to the other.
 *
 * @throws STORE_UNREACHABLE | STORE_FULL when the folder cannot be used
 */
export function createMirrorFolder(options: MirrorFolderOptions): DiskStore {
  const store = createDiskStore(options);
  return { ...store, put: ({ root, size, read }: Car) => store.put({ root, size, read }) };
}
