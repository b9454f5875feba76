import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import { limited } from "../../adapters/back-catalogue/material.ts";
import { LIMITS } from "../../adapters/back-catalogue/limits.ts";
import { listSource } from "../../adapters/disk/source.ts";
import { failure } from "../../core/errors/error.ts";
import { askSource } from "../import-fetch.ts";
import type { Memory } from "./memory.ts";
import { issuesOf, type Reader } from "./read.ts";
import type { Look, Offer, Tools, Watched, WatchedIssue } from "./source.ts";

const LEAST_EVERY = 60_000;
const MOST_RETRY_AFTER = 24 * 3600_000;

interface FeedOptions {
  readonly reader: Omit<Reader, "kind">;
  readonly memory: Memory;
  /** In milliseconds; another machine is asked once a minute at most. */
  readonly every: number;
}

/** RSS, Atom or JSON Feed at an address, asked with what it said of itself when nothing of it was left to do. */
export class WatchedFeed implements Watched {
  readonly name: string;
  readonly every: number;
  readonly #options: FeedOptions;
  #validators: Validators;

  constructor(options: FeedOptions) {
    this.name = options.reader.source;
    this.every = isOwnMachine(this.name) ? options.every : Math.max(options.every, LEAST_EVERY);
    this.#options = options;
    const { etag, lastModified } = options.memory.recall();
    this.#validators = { etag, lastModified };
  }

  async look(): Promise<Look> {
    const { status, headers, body } = await askSource(this.name, conditions(this.#validators));
    if (status === 304) return { unsettled: [] };
    if (status !== 200) {
      const error = failure("FEED_UNREACHABLE", { path: this.name, problem: `the answer is ${status}` });
      return { unsettled: [], failed: { error, ...retryIn(headers, Date.now()) } };
    }
    const bytes = await wholeOf(limited(body, { path: this.name, limit: LIMITS.feed, kind: "a feed" }));
    return { unsettled: [], offer: this.#offer(bytes, headers) };
  }

  /** Servers tell nobody. */
  onChange(): () => void {
    return () => {};
  }

  #offer(bytes: Uint8Array, { etag, "last-modified": lastModified }: IncomingHttpHeaders): Offer {
    const stamp = createHash("sha256").update(bytes).digest("hex");
    return {
      stamp,
      issues: (tools) => this.#issues(bytes, tools),
      done: async () => {
        const known = this.#validators;
        if (known.etag === etag && known.lastModified === lastModified) return;
        this.#validators = { etag, lastModified };
        await this.#options.memory.remember({
          ...(etag === undefined ? {} : { etag }),
          ...(lastModified === undefined ? {} : { lastModified }),
        });
      },
    };
  }

  async *#issues(bytes: Uint8Array, tools: Tools): AsyncGenerator<WatchedIssue> {
    const { reader } = this.#options;
    const fetch = () => Promise.resolve(once(bytes));
    const about = ({ origin: { item = "" } }: { origin: { item?: string } }) => ({
      stamp: createHash("sha256").update(item).update(bytes).digest("hex"),
      isEmbargoed: true,
    });
    yield* issuesOf({ ...reader, kind: "feed" }, { list: listSource, fetch }, { ...tools, about });
  }
}

interface Validators {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

function conditions({ etag, lastModified }: Validators): Readonly<Record<string, string>> {
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}

/** Seconds or a date (RFC 9110, section 10.2.3), as milliseconds from now; at most a day. */
export function retryIn(headers: IncomingHttpHeaders, now: number): { readonly retryIn?: number } {
  const said = headers["retry-after"];
  if (said === undefined) return {};
  const wait = /^\d{1,9}$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now;
  return wait > 0 ? { retryIn: Math.min(wait, MOST_RETRY_AFTER) } : {};
}

/** A feed is small, and read in one go: the connection is not to wait for what is done with its items. */
async function wholeOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function isOwnMachine(address: string): boolean {
  const { hostname } = new URL(address);
  return (
    hostname === "localhost" || hostname === "[::1]" || (isIP(hostname) === 4 && hostname.startsWith("127."))
  );
}
