import type { ServerResponse } from "node:http";
import { type Asked, playNode } from "../adapters/evm/node-server.ts";
import { countFault } from "./fault-tally.ts";

/** What becomes of one call on its way to a real node and back. */
export type Meddling =
  /** It never arrives. */
  | { readonly kind: "cut" }
  /** It arrives, and the connection is cut before the answer. */
  | { readonly kind: "swallow" }
  /** It arrives, and nothing ever comes back. */
  | { readonly kind: "hang" }
  /** It arrives, and something in front of the node answers with this HTTP status. */
  | { readonly kind: "status"; readonly status: number }
  /** It arrives, and this is answered in the place of what the node says. */
  | { readonly kind: "result"; readonly of: (real: unknown) => unknown }
  | { readonly kind: "error"; readonly code: number; readonly message: string }
  /** So many bytes are answered. */
  | { readonly kind: "flood"; readonly bytes: number };

/** Something else that happens before a call goes on its way. */
export type Meddle = (asked: Asked) => Meddling | undefined | Promise<Meddling | undefined>;

/** A real HTTP server before a real node, that lets everything through but what it is told to meddle with. */
export interface FaultProxy extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** What the node really answered to the last call of a method: its result, or the message of its error. */
  answered(method: string): unknown;
  meddle(with_: Meddle | undefined): void;
}

interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export async function openProxy(nodeUrl: string): Promise<FaultProxy> {
  let meddle: Meddle | undefined;
  const answers = new Map<string, unknown>();
  const forward = async (asked: Asked): Promise<Answer> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(nodeUrl, { method: "POST", headers, body: JSON.stringify(asked) });
    const answer = (await response.json()) as Answer;
    answers.set(asked.method, answer.error?.message ?? answer.result);
    return answer;
  };
  const handle = async (asked: Asked, response: ServerResponse): Promise<void> => {
    const meddling = await meddle?.(asked);
    if (meddling !== undefined) countFault("chain");
    if (meddling?.kind === "cut") return void response.destroy();
    const answer = await forward(asked);
    if (meddling === undefined) send(response, asked, answer);
    else meddled(response, { asked, answer, meddling });
  };
  const node = await playNode((asked, response) => {
    handle(asked, response).catch(() => response.destroy());
  });
  return {
    url: node.url,
    asked: node.asked,
    answered: (method) => answers.get(method),
    meddle: (with_) => (meddle = with_),
    [Symbol.asyncDispose]: () => node[Symbol.asyncDispose](),
  };
}

function send(response: ServerResponse, { id }: Asked, { result, error }: Answer): void {
  if (response.destroyed) return;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ jsonrpc: "2.0", id, ...(error === undefined ? { result } : { error }) }));
}

function meddled(
  response: ServerResponse,
  { asked, answer, meddling }: { asked: Asked; answer: Answer; meddling: Exclude<Meddling, { kind: "cut" }> },
): void {
  switch (meddling.kind) {
    case "swallow":
      response.destroy();
      return;
    case "hang":
      return;
    case "status":
      response.writeHead(meddling.status).end("try again later");
      return;
    case "result":
      send(response, asked, { result: meddling.of(answer.result) });
      return;
    case "error":
      send(response, asked, { error: { message: meddling.message, ...{ code: meddling.code } } });
      return;
    case "flood":
      flood(response, meddling.bytes);
      return;
    default:
      meddling satisfies never;
  }
}

function flood(response: ServerResponse, bytes: number): void {
  const chunk = Buffer.alloc(256 * 1024, "0");
  let left = bytes;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) {
        response.once("drain", more);
        return;
      }
    }
    if (!response.destroyed) response.end();
  };
  more();
}
