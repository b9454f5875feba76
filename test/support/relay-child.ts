import { openRelaying } from "../../src/cli/compose.ts";
import { readArchive } from "../../src/cli/config.ts";
import { readSignedCall } from "../../src/cli/signed-file.ts";
import { settle } from "../../src/publish/publisher.ts";
import { relay } from "../../src/publish/relay.ts";
import { boundarySeams, counted } from "./boundaries.ts";

/*
 * A relayer that is composed as the command composes it, and that kills itself at the boundary it is told. Prints the
 * boundaries it passed when it came to its end.
 */

export interface RelayTask {
  readonly archive: string;
  readonly file: string;
  /** The name of the boundary to die at; none to come to the end. */
  readonly dieAt?: string;
}

const task = JSON.parse(process.argv[2] ?? "{}") as RelayTask;
const passed: string[] = [];
const seams = boundarySeams(
  counted((name) => {
    passed.push(name);
    if (name === task.dieAt) process.kill(process.pid, "SIGKILL");
  }),
);

const signed = await readSignedCall(task.file);
const options = {
  ...{ onProgress: () => {}, mostGas: 1_000_000n, isNamed: true, seams },
  until: "final",
} as const;
{
  await using relaying = await openRelaying(signed.publication, readArchive(task.archive), options);
  await settle(relaying.relayer);
  await relay(signed, relaying.relayer);
}
process.stdout.write(JSON.stringify(passed));
