import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** A real HTTP server that plays a node, honest or not. */
export interface PlayedNode extends AsyncDisposable {
  readonly url: string;
  readonly asked: Asked[];
}

type Play = (asked: Asked, response: ServerResponse, request: IncomingMessage) => void;

export async function playNode(play: Play): Promise<PlayedNode> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const one = JSON.parse(body) as Asked;
      asked.push(one);
      play(one, response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function answer(response: ServerResponse, { id }: Asked, result: unknown): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
}

export function refuse(response: ServerResponse, { id }: Asked, error: object): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ jsonrpc: "2.0", id, error }));
}

/** A node that gives each method the answer of a table, and refuses what is not in it. */
export function playTable(table: Readonly<Record<string, (asked: Asked) => unknown>>): Promise<PlayedNode> {
  return playNode((asked, response) => {
    const known = table[asked.method];
    if (known === undefined) refuse(response, asked, { code: -32601, message: "method not found" });
    else answer(response, asked, known(asked));
  });
}

export const hash = (digit: string): `0x${string}` => `0x${digit.repeat(64)}`;

export function block(number: number, digit: string): object {
  return { number: `0x${number.toString(16)}`, hash: hash(digit), timestamp: "0x5ddc1f00" };
}
