import { connect, type Socket } from "node:net";
import { failure } from "../../../core/errors/error.ts";
import { type Message, onMessage, say } from "./lines.ts";
import type { RunFile } from "./run-file.ts";

const JOIN_MS = 3_000;

/** One process's hold on a running host. */
export interface Session {
  readonly url: string;
  /** False once the host is gone, or `release` was called. */
  alive(): boolean;
  /** @throws EMBEDDED_CHAIN_FAILED when the host is gone or could not write */
  persist(): Promise<void>;
  release(): void;
}

/**
 * Joins the host that a run file names; undefined when it is not there any more. The connection does not keep this
 * process alive, except while it waits for an answer.
 */
export async function joinHost(run: RunFile): Promise<Session | undefined> {
  const socket = connect({ port: run.control, host: "127.0.0.1" });
  const answers = answersOf(socket);
  const late = setTimeout(() => socket.destroy(), JOIN_MS);
  say(socket, { ask: "join", token: run.token });
  const welcome = await answers.next();
  clearTimeout(late);
  const url = welcome?.["url"];
  if (typeof url !== "string") {
    socket.destroy();
    return undefined;
  }
  socket.unref();
  return {
    url,
    alive: () => !socket.destroyed,
    persist: () => persist(socket, answers),
    release: () => socket.end(),
  };
}

async function persist(socket: Socket, answers: Answers): Promise<void> {
  socket.ref();
  try {
    say(socket, { ask: "persist" });
    const answer = await answers.next();
    if (answer?.["ok"] === true) return;
    const problem =
      answer === undefined ? "its host is gone" : `the state was not kept: ${String(answer["problem"])}`;
    throw failure("EMBEDDED_CHAIN_FAILED", { problem });
  } finally {
    socket.unref();
  }
}

interface Answers {
  /** The next answer, in the order in which the questions were sent; undefined when the connection is closed. */
  next(): Promise<Message | undefined>;
}

function answersOf(socket: Socket): Answers {
  const waiting: ((message: Message | undefined) => void)[] = [];
  onMessage(socket, (message) => waiting.shift()?.(message));
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    for (const resolve of waiting.splice(0)) resolve(undefined);
  });
  return {
    next: () =>
      new Promise((resolve) => {
        if (socket.destroyed) resolve(undefined);
        else waiting.push(resolve);
      }),
  };
}
