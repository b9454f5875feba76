import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fail, failure } from "../../../core/errors/error.ts";
import { createJsonRpc, resultOf } from "../json-rpc.ts";
import { instanceAt, instanceBehind } from "./instance.ts";
import { makeSocketPlace } from "./socket.ts";

/** The embedded chain's number; every development chain has it, which is why it proves nothing to others. */
export const EMBEDDED_CHAIN_NUMBER = 31337;

const START_MS = 20_000;
const POLL_MS = 10;
const PORTS_TO_TRY = 5;
/**
 * States of past blocks kept in memory, for calls pinned to a block while newer ones are mined. Stated, since anvil
 * would otherwise write older ones into the user's home. They do not survive a restart: only the latest state does.
 */
const STATES_KEPT = 128;
/** The state is handed over JSON-RPC as one hexadecimal string. */
const DUMP_LIMIT = 512 * 1024 * 1024;
const DUMP_MS = 60_000;

/** A running anvil, owned by this process. */
export interface Anvil {
  readonly url: string;
  readonly pid: number;
  readonly instance: string;
  /** Resolves when it has ended, by whatever cause. */
  readonly ended: Promise<void>;
  kill(): void;
}

/**
 * Starts anvil on loopback with the state in a file, if there is one: on the preferred port, or on a free one when
 * that is taken. Resolves when it answers. @throws EMBEDDED_CHAIN_FAILED
 */
export async function startAnvil(preferredPort: number, stateFile: string | undefined): Promise<Anvil> {
  for (let tried = 0; tried < PORTS_TO_TRY; tried++) {
    const port = await usablePort(tried === 0 ? preferredPort : 0);
    const started = await launch(port, stateFile);
    if (started !== undefined) return started;
  }
  return fail("EMBEDDED_CHAIN_FAILED", { problem: "anvil ended before it answered" });
}

/** Undefined when it ended at once: somebody took the port in between, or the state cannot be loaded. */
async function launch(port: number, stateFile: string | undefined): Promise<Anvil | undefined> {
  const socket = await makeSocketPlace();
  try {
    return await launchWith(port, stateFile, socket.path);
  } finally {
    await socket.remove();
  }
}

async function launchWith(
  port: number,
  stateFile: string | undefined,
  socketPath: string,
): Promise<Anvil | undefined> {
  const options = [...flags(port, stateFile), "--ipc", socketPath];
  const child = spawn(anvilBinary(), options, { stdio: ["ignore", "inherit", "inherit"] });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const url = `http://127.0.0.1:${port}`;
  const instance = await Promise.race([instanceOnceUp(url, socketPath, child), ended]);
  if (instance === undefined || child.pid === undefined) {
    child.kill("SIGKILL");
    await ended;
    return undefined;
  }
  return { url, pid: child.pid, instance, ended, kill: () => void child.kill("SIGKILL") };
}

function flags(port: number, stateFile: string | undefined): string[] {
  const load = stateFile === undefined ? [] : ["--load-state", stateFile];
  const chain = ["--chain-id", String(EMBEDDED_CHAIN_NUMBER), "--hardfork", "prague", "--order", "fifo"];
  const states = ["--prune-history", String(STATES_KEPT), "--no-request-size-limit"];
  // Without CORS a page of another origin cannot drive the chain. One whose own name is made to lead to this machine
  // (DNS rebinding) still can: anvil answers to any Host. What such a chain holds proves nothing to others anyway.
  return [
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    "--quiet",
    "--no-cors",
    ...chain,
    ...states,
    ...load,
  ];
}

/** The binary of the platform's own package: anvil's npm launcher would be one more process to keep alive. */
function anvilBinary(): string {
  const system = process.platform;
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const name = `@foundry-rs/anvil-${system}-${architecture}`;
  try {
    const launcher = createRequire(import.meta.url).resolve("@foundry-rs/anvil/package.json");
    const found = createRequire(launcher).resolve(`${name}/package.json`);
    return join(dirname(found), "bin", system === "win32" ? "anvil.exe" : "anvil");
  } catch (error) {
    throw failure("EMBEDDED_CHAIN_FAILED", { problem: `the package ${name} is not installed` }, error);
  }
}

/**
 * The child's own name, once it answers at the URL too. Undefined when it ended, or when another anvil answers there:
 * of two that start at once on one port, the one that lost it would otherwise be taken for the one that has it.
 */
async function instanceOnceUp(
  url: string,
  socketPath: string,
  child: ChildProcess,
): Promise<string | undefined> {
  const deadline = Date.now() + START_MS;
  let own: string | undefined;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    own ??= await instanceBehind(socketPath);
    const answering = own === undefined ? undefined : await instanceAt(url);
    if (answering !== undefined) return answering === own ? own : undefined;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return undefined;
}

/**
 * The whole chain as gzipped JSON: blocks, transactions, receipts and the latest state.
 * @throws CHAIN_UNREACHABLE, or EMBEDDED_CHAIN_FAILED when another anvil than the named one has its address by now
 */
export async function dumpState({ url, instance }: Pick<Anvil, "url" | "instance">): Promise<Uint8Array> {
  const method = "anvil_dumpState";
  const rpc = createJsonRpc({ url, timeoutMs: DUMP_MS });
  const answer = await rpc.ask(method, [], { idempotent: false, bodyLimit: DUMP_LIMIT });
  const dump = resultOf(rpc.node, method, answer);
  if (typeof dump !== "string" || !dump.startsWith("0x"))
    return fail("CHAIN_ANSWER_INVALID", { node: rpc.node, problem: `${method}: no hexadecimal string` });
  // Asked afterwards: whoever still has the address has had it all along.
  if ((await instanceAt(url, DUMP_MS)) !== instance)
    fail("EMBEDDED_CHAIN_FAILED", { problem: "its anvil is gone, and its address may be another's" });
  return Buffer.from(dump.slice(2), "hex");
}

/** The port itself when it is free, else a free one. It may be taken before it is used: then the start is repeated. */
async function usablePort(preferred: number): Promise<number> {
  return (await portIfFree(preferred)) ?? (await portIfFree(0)) ?? 0;
}

function portIfFree(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}
