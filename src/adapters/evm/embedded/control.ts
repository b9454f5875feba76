import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { reasonOf } from "../../../core/errors/error.ts";
import { type Message, onMessage, say } from "./lines.ts";

const HELLO_MS = 2_000;

/** What the control connection offers to those who know the token. */
export interface ControlSettings {
  /** Told to everyone who joins. */
  readonly url: string;
  /** Durable on return. */
  readonly persist: () => Promise<void>;
  /** How long to wait, in milliseconds, after the last connection has closed; `firstMs` for the first to come. */
  readonly graceMs: number;
  readonly firstMs: number;
  /** Called once; from then on no connection is taken any more. */
  readonly onUnused: () => void;
}

export interface Control {
  readonly port: number;
  readonly token: string;
  close(): void;
}

/**
 * Listens on loopback for the processes that use the chain. Each holds one connection open: the kernel closes it with
 * the process, so that the host always knows whether anybody is left.
 */
export async function startControl(settings: ControlSettings): Promise<Control> {
  const token = randomBytes(32).toString("hex");
  const open = new Set<Socket>();
  const server = createServer();
  let waiting: NodeJS.Timeout | undefined;
  const close = (): void => {
    clearTimeout(waiting);
    server.close();
    for (const socket of open) socket.destroy();
  };
  const waitForClients = (milliseconds: number): void => {
    waiting = setTimeout(() => {
      close();
      settings.onUnused();
    }, milliseconds);
  };
  server.on("connection", (socket) => {
    clearTimeout(waiting);
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      open.delete(socket);
      if (open.size === 0 && server.listening) waitForClients(settings.graceMs);
    });
    serve(socket, token, settings);
  });
  const port = await listen(server);
  waitForClients(settings.firstMs);
  return { port, token, close };
}

/** Whoever does not know the token within two seconds is hung up on. */
function serve(socket: Socket, token: string, settings: ControlSettings): void {
  let joined = false;
  const stranger = setTimeout(() => socket.destroy(), HELLO_MS);
  socket.on("close", () => clearTimeout(stranger));
  onMessage(socket, (message) => {
    if (joined && message["ask"] === "persist") {
      void answerPersist(socket, settings);
    } else if (isJoin(message, token)) {
      joined = true;
      clearTimeout(stranger);
      say(socket, { ok: true, url: settings.url });
    } else {
      socket.destroy();
    }
  });
}

async function answerPersist(socket: Socket, settings: ControlSettings): Promise<void> {
  try {
    await settings.persist();
    say(socket, { ok: true });
  } catch (error) {
    say(socket, { ok: false, problem: reasonOf(error) });
  }
}

function isJoin(message: Message, token: string): boolean {
  const given = message["token"];
  if (message["ask"] !== "join" || typeof given !== "string" || given.length !== token.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(token));
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}
