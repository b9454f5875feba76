import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { serving } from "./serving.ts";

export interface FileServerOptions {
  readonly folder: string;
  /** Without them every GET gives the whole file. */
  readonly ranges?: boolean;
  /** `Authorization` that is asked for. */
  readonly authorization?: string;
}

/** A folder behind HTTP as plain servers have it: GET, HEAD, ranges, and PUT that replaces a file when all has come. */
export async function fileServer(options: FileServerOptions): Promise<string> {
  return await serving((request, response) => {
    answer(request, response, options).catch(() => response.destroy());
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { folder, ranges = true, authorization }: FileServerOptions,
): Promise<void> {
  const file = join(folder, basename(request.url ?? ""));
  if (authorization !== undefined && request.headers.authorization !== authorization)
    response.writeHead(401).end();
  else if (request.method === "PUT") await take(request, response, file);
  else if (!existsSync(file)) response.writeHead(404).end("there is no such file");
  else give(request, response, { file, ranges });
}

async function take(request: IncomingMessage, response: ServerResponse, file: string): Promise<void> {
  const existed = existsSync(file);
  try {
    await pipeline(request, createWriteStream(`${file}.part`));
    renameSync(`${file}.part`, file);
    response.writeHead(existed ? 204 : 201).end();
  } finally {
    rmSync(`${file}.part`, { force: true });
  }
}

function give(
  request: IncomingMessage,
  response: ServerResponse,
  { file, ranges }: { file: string; ranges: boolean },
): void {
  const { size } = statSync(file);
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
  const start = ranges ? Number(from ?? 0) : 0;
  const end = ranges && to !== undefined ? Math.min(Number(to), size - 1) : size - 1;
  if (start >= size && size > 0) {
    response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
    return;
  }
  const isPart = ranges && from !== undefined;
  response.writeHead(isPart ? 206 : 200, {
    "Content-Length": String(end - start + 1),
    ...(isPart ? { "Content-Range": `bytes ${start}-${end}/${size}` } : {}),
  });
  if (request.method === "HEAD") response.end();
  else createReadStream(file, { start, end }).pipe(response);
}
