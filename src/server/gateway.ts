import type { IncomingMessage, ServerResponse } from "node:http";
import { carHeader, sectionHead } from "../core/car.ts";
import type { Block } from "../core/block.ts";
import { asFailure, isFailure } from "../core/errors/error.ts";
import { type BlockSource, readerOf } from "./gateway/blocks.ts";
import { parseHttpRange } from "./gateway/byte-range.ts";
import { carTag, commonHeaders, disposition, isUnchanged, rawTag } from "./gateway/headers.ts";
import { Refusal, refuse } from "./gateway/refuse.ts";
import { type GatewayRequest, isInline, parseRequest } from "./gateway/request.ts";
import { type Resolved, resolvePath } from "./gateway/resolve.ts";
import { selectBlocks } from "./gateway/select.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse, next?: unknown) => void;

/**
 * A trustless gateway (https://specs.ipfs.tech/http-gateways/trustless-gateway/): `/ipfs/{cid}?format=raw` and
 * `/ipfs/{cid}[/path]?format=car`. Gives blocks, hashed and never rendered, each once in an answer. An answer that
 * cannot be completed is cut off. To be mounted at `/ipfs` in Express, or to be given all requests of a server.
 */
export function gateway(source: BlockSource): Handler {
  return (request, response) => {
    answer(request, response, source).catch((error: unknown) => {
      // Half an answer cannot be mended: cutting it off at least shows that it is not whole.
      if (response.headersSent) response.destroy();
      else refuse(response, error instanceof Refusal ? error : asFailure(error));
    });
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  source: BlockSource,
): Promise<void> {
  if (request.method === "OPTIONS") {
    response.writeHead(204, commonHeaders()).end();
    return;
  }
  if (request.method !== "GET" && request.method !== "HEAD")
    throw new Refusal(405, "blocks can only be read", { Allow: "GET, HEAD, OPTIONS" });
  const asked = parseRequest(request);
  if (isUnchanged(request, tagOf(asked, source))) {
    response.writeHead(304, { ...commonHeaders(), ETag: tagOf(asked, source) }).end();
    return;
  }
  const read = readerOf(source);
  const resolved = await resolved404(asked, read);
  if (asked.format.kind === "car") await sendCar(response, { asked, resolved, source }, read);
  else sendBlock(response, { asked, resolved, source });
}

interface Answer {
  readonly asked: GatewayRequest;
  readonly resolved: Resolved;
  readonly source: BlockSource;
}

function tagOf(asked: GatewayRequest, { sha256 }: BlockSource): string {
  return asked.format.kind === "car" ? carTag(asked, sha256) : rawTag(asked, asked.format.extension);
}

async function resolved404(asked: GatewayRequest, read: ReturnType<typeof readerOf>): Promise<Resolved> {
  try {
    return await resolvePath(asked.root, asked.segments, read);
  } catch (error) {
    if (asked.onlyIfCached && isFailure(error, "BLOCK_MISSING")) throw new Refusal(412, error.message);
    throw error;
  }
}

function sendBlock(response: ServerResponse, { asked, resolved, source }: Answer): void {
  const { format, root } = asked;
  if (format.kind !== "raw") return;
  if (format.codec !== undefined && format.codec !== root.code)
    throw new Refusal(
      406,
      `the block has another codec than ${format.extension}, and blocks are not converted`,
    );
  const { bytes } = resolved.last;
  const tag = tagOf(asked, source);
  const { range, "if-range": condition } = response.req.headers;
  const part = condition === undefined || condition === tag ? parseHttpRange(range, bytes.length) : undefined;
  if (part === "none")
    throw new Refusal(416, "the range is past the block's end", {
      "Content-Range": `bytes */${bytes.length}`,
    });
  const body = part === undefined ? bytes : bytes.subarray(part.first, part.last + 1);
  response.writeHead(part === undefined ? 200 : 206, {
    ...commonHeaders(asked, resolved),
    "Content-Type": format.type,
    "Content-Disposition": disposition(asked, format.codec === undefined ? "bin" : format.extension),
    "Content-Length": String(body.length),
    "Accept-Ranges": "bytes",
    ...(part === undefined ? {} : { "Content-Range": `bytes ${part.first}-${part.last}/${bytes.length}` }),
    ETag: tag,
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

async function sendCar(
  response: ServerResponse,
  { asked, resolved, source }: Answer,
  read: ReturnType<typeof readerOf>,
): Promise<void> {
  response.writeHead(200, {
    ...commonHeaders(asked, resolved),
    "Content-Type": "application/vnd.ipld.car; version=1; order=dfs; dups=n",
    "Content-Disposition": disposition(asked, "car"),
    "Accept-Ranges": "none",
    ETag: tagOf(asked, source),
  });
  if (response.req.method === "HEAD") {
    response.end();
    return;
  }
  response.write(carHeader(resolved.last.cid));
  const given = new Set<string>();
  for (const block of resolved.way) await give(response, block, given);
  for await (const block of selectBlocks(resolved.last, asked, read)) {
    if (response.destroyed) return;
    await give(response, block, given);
  }
  response.end();
}

/** Each block once. Waits while the reader is slower than we are, and stops when it has gone. */
async function give(response: ServerResponse, block: Block, given: Set<string>): Promise<void> {
  const name = block.cid.toString();
  if (isInline(block.cid) || given.has(name)) return;
  given.add(name);
  response.write(sectionHead(block.cid, block.bytes.length));
  if (response.write(block.bytes) || response.destroyed) return;
  await drained(response);
}

async function drained(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}
