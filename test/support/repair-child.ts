import { join } from "node:path";
import { createMirrorFolder } from "../../src/adapters/disk/mirror.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { repairCommand } from "../../src/cli/commands/repair.ts";
import { dataPath } from "../../src/cli/config.ts";
import type { Staging, Store } from "../../src/core/ports.ts";
import { counted } from "./boundaries.ts";

/*
 * `colophon repair` as it is, but that the archive's store `mirror` is a folder of CAR files, and that the process kills
 * itself at the boundary it is told. Prints the boundaries that it passed.
 */

export interface RepairTask {
  readonly archive: string;
  readonly dieAt?: string;
}

const task = JSON.parse(process.argv[2] ?? "{}") as RepairTask;
const passed: string[] = [];
const pass = counted((name) => {
  passed.push(name);
  if (name === task.dieAt) process.kill(process.pid, "SIGKILL");
});

async function around<T>(name: string, work: () => Promise<T>): Promise<T> {
  pass(`before ${name}`);
  const result = await work();
  pass(`after ${name}`);
  return result;
}

/** The folder of CAR files of an archive's store `mirror`. */
export function mirrorOf(archive: string) {
  const directory = dataPath(archive, "mirror");
  return createMirrorFolder({
    ...{ directory: join(directory, "index"), cars: join(directory, "cars") },
    ...{ id: "mirror", operator: "other", sha256: nodeSha256 },
  });
}

function watchedStore(given: Store): Store {
  const store: Store = given.id === "mirror" ? mirrorOf(task.archive) : given;
  const { drop } = store;
  return {
    ...store,
    put: (car) => around(`${store.id}.put`, () => store.put(car)),
    ...(drop === undefined ? {} : { drop: (blocks) => around(`${store.id}.drop`, () => drop(blocks)) }),
  };
}

function watchedStaging(staging: Staging): Staging {
  return {
    begin: async () => {
      const writer = await around("staging.begin", () => staging.begin());
      return {
        put: (cid, bytes) => around("staging.write", async () => writer.put(cid, bytes)),
        finish: (root) => around("staging.finish", () => writer.finish(root)),
        discard: () => writer.discard(),
      };
    },
    remove: (root) => around("staging.remove", () => staging.remove(root)),
  };
}

if (process.argv[1] === import.meta.filename) {
  const { archive } = task;
  const options = { archive, json: false, dryRun: false, deadline: "30s", storeDeadline: "1h" };
  const status = await repairCommand(options, { store: watchedStore, staging: watchedStaging });
  process.stderr.write(JSON.stringify(passed));
  process.exitCode = status;
}
