import { type Endpoint, unreachable } from "./endpoint.ts";
import { isPage } from "./page.ts";

/** Which bytes of a file are meant. */
export interface Part {
  readonly offset: number;
  readonly length: number;
}

export interface SiteFile {
  readonly endpoint: Endpoint;
  /** Below the endpoint. */
  readonly path: string;
  /** How long nothing may come, in milliseconds. */
  readonly patience: number;
}

const ABSENT = new Set([404, 410]);
const SLOWEST_BYTES_PER_MS = 16;

/** All of a file, chunk by chunk; undefined where there is none. @throws STORE_UNREACHABLE, also half way */
export async function openFile(file: SiteFile): Promise<AsyncIterable<Uint8Array> | undefined> {
  return (await request(file, {})).body;
}

/**
 * A part of a file, from a server that knows ranges or from one that sends all of it; fewer bytes where the file ends;
 * undefined where there is no file. @throws STORE_UNREACHABLE
 */
export async function readPart(file: SiteFile, { offset, length }: Part): Promise<Uint8Array | undefined> {
  const { body, status } = await request(file, { Range: `bytes=${offset}-${offset + length - 1}` });
  if (status === 416) return new Uint8Array();
  return body === undefined ? undefined : await partOf(body, { offset: status === 206 ? 0 : offset, length });
}

async function partOf(body: AsyncIterable<Uint8Array>, { offset, length }: Part): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let at = 0;
  for await (const chunk of body) {
    const wanted = chunk.subarray(Math.max(0, offset - at), Math.max(0, offset + length - at));
    if (wanted.length > 0) parts.push(wanted);
    at += chunk.length;
    if (at >= offset + length) break;
  }
  return Buffer.concat(parts);
}

async function request({ endpoint, path, patience }: SiteFile, headers: Readonly<Record<string, string>>) {
  const { url, authorization, store } = endpoint;
  const idle = new AbortController();
  const timer = setTimeout(() => {
    idle.abort(new RangeError(`nothing came for ${patience / 1000} s`));
  }, patience);
  try {
    const response = await fetch(new URL(path, url), {
      // A redirect could lead into the network that this machine is in.
      redirect: "error",
      signal: idle.signal,
      headers: {
        ...headers,
        // Compressed, neither lengths nor ranges would be those of the file.
        "Accept-Encoding": "identity",
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
    });
    const { status, body } = response;
    if (isPage(response.headers.get("Content-Type")) && (status === 200 || status === 206)) {
      await body?.cancel();
      throw new RangeError("it answers with a page and not with a file");
    }
    if (status === 200 || status === 206) return { status, body: chunksOf(body, { store, timer, patience }) };
    await body?.cancel();
    clearTimeout(timer);
    if (status !== 416 && !ABSENT.has(status)) throw new RangeError(`HTTP ${status}`);
    return { status, body: undefined };
  } catch (error) {
    clearTimeout(timer);
    throw unreachable(store, error);
  }
}

async function* chunksOf(
  body: ReadableStream<Uint8Array> | null,
  { store, timer, patience }: { store: string; timer: NodeJS.Timeout; patience: number },
): AsyncGenerator<Uint8Array> {
  const began = performance.now();
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      timer.refresh();
      length += chunk.length;
      // One that drips would else be waited for for ever: something always comes.
      if (performance.now() - began > patience + length / SLOWEST_BYTES_PER_MS)
        throw new RangeError(`it gave ${length} bytes in ${patience / 1000} s and more`);
      yield chunk;
    }
  } catch (error) {
    throw unreachable(store, error);
  } finally {
    clearTimeout(timer);
  }
}
