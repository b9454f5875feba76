import { connect } from "node:net";

const MOST_BYTES = 4 * 1024 * 1024;

/**
 * A `fetch` that speaks to a Unix socket (or named pipe) as geth's programs do: one JSON document there, one back,
 * without HTTP around them. The address it is called with counts for nothing.
 */
export function socketFetch(path: string): typeof fetch {
  return (_input, init) => {
    const body = typeof init?.body === "string" ? init.body : "";
    return exchanged(path, body, init?.signal ?? undefined);
  };
}

function exchanged(path: string, body: string, signal: AbortSignal | undefined): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const socket = connect({ path });
  const decoder = new TextDecoder();
  let text = "";
  const stop = () => socket.destroy(signal?.reason instanceof Error ? signal.reason : undefined);
  signal?.addEventListener("abort", stop, { once: true });
  socket.once("connect", () => socket.write(`${body}\n`));
  socket.on("data", (chunk: Buffer) => {
    text += decoder.decode(chunk, { stream: true });
    // The document ends where it can be read; one that is too long is left for the caller to refuse.
    if (isWhole(text) || text.length > MOST_BYTES) finish();
  });
  socket.once("end", () => finish());
  socket.once("error", (error) => reject(error));
  socket.once("close", () => {
    signal?.removeEventListener("abort", stop);
    reject(signal?.reason instanceof Error ? signal.reason : new DOMException("closed", "AbortError"));
  });
  const finish = () => {
    resolve(new Response(text, { headers: { "content-type": "application/json" } }));
    socket.destroy();
  };
  return promise;
}

function isWhole(text: string): boolean {
  if (!/[}\]]\s*$/.test(text.slice(-64))) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
