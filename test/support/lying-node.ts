import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createKuboStore } from "../../src/adapters/ipfs/kubo.ts";
import type { Block } from "../../src/core/block.ts";
import type { Store } from "../../src/core/ports.ts";

/** A server that speaks as a Kubo node does, with what it has and with what it says. */
export interface LyingNode extends AsyncDisposable {
  readonly url: string;
  /** By CID, as it gives them: not hashed by anybody. */
  readonly blocks: Map<string, Uint8Array>;
  /** Roots that it says it has pinned. */
  readonly pins: Set<string>;
  /** Takes the question and never answers it. */
  readonly hangs: Set<string>;
  /** Answers with an error of its own. */
  readonly fails: Set<string>;
  /** Never answers anything from now on. */
  silent: boolean;
  /** Over the project's own adapter. */
  store(id?: string, operator?: string): Store;
}

export async function startLyingNode(blocks: Iterable<Pick<Block, "cid" | "bytes">>): Promise<LyingNode> {
  const held = new Map([...blocks].map(({ cid, bytes }) => [cid.toString(), bytes]));
  const node = {
    blocks: held,
    pins: new Set<string>(),
    hangs: new Set<string>(),
    fails: new Set<string>(),
    silent: false,
  };
  const server = createServer((request, response) => answer(request, response, node));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(node, {
    url,
    store: (id = "far", operator = "others") => createKuboStore({ url, id, operator, patience: 20_000 }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

type Says = Omit<LyingNode, "url" | "store" | typeof Symbol.asyncDispose>;

function answer(request: IncomingMessage, response: ServerResponse, node: Says): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://node");
  const cid = searchParams.get("arg") ?? "";
  request.resume();
  if (node.silent || node.hangs.has(cid)) return;
  if (node.fails.has(cid)) refuse(response, "context deadline exceeded");
  else if (pathname === "/api/v0/block/get") {
    const bytes = node.blocks.get(cid);
    if (bytes === undefined)
      refuse(response, `block was not found locally (offline): ipld: could not find ${cid}`);
    else response.end(bytes);
  } else if (pathname === "/api/v0/pin/ls") {
    const root = cid.replace(/^\/ipfs\//, "");
    if (node.pins.has(root)) response.end(`${JSON.stringify({ Cid: root, Type: "recursive" })}\n`);
    else refuse(response, `path '${cid}' is not pinned`);
  } else refuse(response, "not of this node");
}

function refuse(response: ServerResponse, message: string): void {
  response.writeHead(500, { "content-type": "application/json" });
  response.end(JSON.stringify({ Message: message, Code: 0, Type: "error" }));
}
