import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What macOS allows a socket's path, the shortest of the systems that anvil runs on. In bytes. */
const LONGEST_PATH = 103;
const LONGEST_ANSWER = 64 * 1024;
const ANSWER_MS = 2_000;

/** A place for a child's JSON-RPC socket that no other program knows. */
export interface SocketPlace {
  readonly path: string;
  remove(): Promise<void>;
}

/** In a new folder that its owner alone can open; on Windows, a pipe with a random name. */
export async function makeSocketPlace(): Promise<SocketPlace> {
  const random = randomBytes(16).toString("hex");
  if (process.platform === "win32")
    return { path: `\\\\.\\pipe\\colophon-${random}`, remove: async () => {} };
  const fits = Buffer.byteLength(join(tmpdir(), "colophon-123456", "rpc")) <= LONGEST_PATH;
  const folder = await mkdtemp(join(fits ? tmpdir() : "/tmp", "colophon-"));
  return { path: join(folder, "rpc"), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** One JSON-RPC request without parameters: the answer's `result`, undefined when none comes within two seconds. */
export function askSocket(path: string, method: string): Promise<unknown> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let text = "";
    socket.setEncoding("utf8");
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.once("connect", () =>
      socket.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: [] })}\n`),
    );
    socket.on("data", (chunk: string) => {
      text += chunk;
      const answer = wholeObject(text);
      if (answer !== undefined) resolve("result" in answer ? answer.result : undefined);
      if (answer !== undefined || text.length > LONGEST_ANSWER) socket.destroy();
    });
    socket.once("error", () => socket.destroy());
    socket.once("close", () => resolve(undefined));
  });
}

/** anvil ends its answers with no newline: an answer is whole when it parses. */
function wholeObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
