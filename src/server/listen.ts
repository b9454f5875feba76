import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import { fail } from "../core/errors/error.ts";

export interface ListenOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** With a port that somebody chose, a taken one is a failure; else the next free one is taken. */
  readonly strict: boolean;
}

export interface Listening {
  /** Without a slash at its end: `http://127.0.0.1:4180`. */
  readonly url: string;
  /** Takes no new connection, lets running answers finish for some seconds, then closes. */
  stop(): Promise<void>;
}

const PORTS_TRIED = 50;
const GRACE_MS = 5000;

/** Serves the app. @throws PORT_TAKEN */
export async function listen(app: Express, { host, port, strict }: ListenOptions): Promise<Listening> {
  const last = strict || port === 0 ? port : Math.min(port + PORTS_TRIED, 65_535);
  for (let candidate = port; candidate <= last; candidate++) {
    const server = boundedServer(app);
    if (await bound(server, host, candidate)) return listening(server, host);
  }
  return fail("PORT_TAKEN", { port });
}

/** Limits on what one client can hold open (docs/threat-model.md). */
function boundedServer(app: Express): Server {
  const server = createServer(
    { maxHeaderSize: 8 * 1024, headersTimeout: 10_000, requestTimeout: 300_000 },
    app,
  );
  server.maxConnections = 512;
  server.keepAliveTimeout = 5000;
  return server;
}

async function bound(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    });
    server.listen(port, host, () => {
      server.removeAllListeners("error");
      resolve(true);
    });
  });
}

function listening(server: Server, host: string): Listening {
  const { port } = server.address() as AddressInfo;
  const named = host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${named}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        const hard = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        server.close(() => {
          clearTimeout(hard);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
