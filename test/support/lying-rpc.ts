import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Question {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What becomes of an honest answer's result; a lie that throws gives no answer at all. */
export type Lie = (question: Question, result: unknown) => unknown;

/** A node for pages of any origin, over a real one: it passes on what it is asked, and answers as its lie has it. */
export interface LyingRpc extends AsyncDisposable {
  readonly url: string;
  /** As verdicts name it. */
  readonly name: string;
  readonly asked: string[];
  lie: Lie;
}

export const honest: Lie = (_question, result) => result;

export async function startLyingRpc(real: string): Promise<LyingRpc> {
  const node = { asked: [] as string[], lie: honest };
  const server = createServer((request, response) => {
    void pass(request, response, { real, node });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const name = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(node, {
    ...{ name, url: `http://${name}/` },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

interface Passing {
  readonly real: string;
  readonly node: Pick<LyingRpc, "asked" | "lie">;
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { real, node }: Passing,
): Promise<void> {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-headers", "content-type");
  if (request.method === "OPTIONS") return void response.end();
  let body = "";
  for await (const part of request) body += String(part);
  try {
    const question = JSON.parse(body) as Question;
    node.asked.push(question.method);
    const answer = await fetch(real, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    const { result, ...rest } = (await answer.json()) as { result?: unknown };
    const lie = result === undefined ? {} : { result: node.lie(question, result) };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ...rest, ...lie }));
  } catch {
    response.writeHead(503).end();
  }
}

/** One lie of each kind that a node can tell. */
export const LIES: Readonly<Record<string, Lie>> = {
  "another chain": ({ method }, result) => (method === "eth_chainId" ? "0x1" : result),
  "a block that is none": ({ method }, result) =>
    method.startsWith("eth_getBlock") ? { ...(result as object), hash: `0x${"ab".repeat(32)}` } : result,
  "a proof of another value": ({ method }, result) =>
    method === "eth_getProof" ? withOtherLeaf(result) : result,
  "a state without the record": ({ method }, result) =>
    method === "eth_getProof" ? withoutSlots(result) : result,
  "an old block": ({ method, params }, result) => {
    if (method === "eth_getBlockByNumber" && params[0] === "latest") return { ...(result as object), ...OLD };
    return method.startsWith("eth_getBlock") ? null : result;
  },
  "no JSON that means anything": () => ["nothing", { of: "the kind" }],
  "an endless answer": () => "0".repeat(5 * 1024 * 1024),
};

/** Of 2019: a node that is only a little behind is not taken for wrong. */
const OLD = { number: "0x1", hash: `0x${"cd".repeat(32)}`, timestamp: "0x5ddc1f00" };

interface ProofResult {
  readonly storageProof: readonly {
    readonly key: string;
    readonly value: string;
    readonly proof: readonly string[];
  }[];
}

/** The last digit of the leaf of each slot that has one. */
function withOtherLeaf(result: unknown): unknown {
  const proof = result as ProofResult;
  const storageProof = proof.storageProof.map((slot) => ({
    ...slot,
    proof: slot.proof.map((node, at) => (at < slot.proof.length - 1 ? node : flipped(node))),
  }));
  return { ...proof, storageProof };
}

function flipped(node: string): string {
  return node.slice(0, -1) + (node.endsWith("0") ? "1" : "0");
}

function withoutSlots(result: unknown): unknown {
  const proof = result as ProofResult;
  return { ...proof, storageProof: proof.storageProof.map((slot) => ({ ...slot, value: "0x0", proof: [] })) };
}
