import { type CID, parseCid } from "../../core/cid.ts";
import { type Digest, parseDigest } from "../../core/digest.ts";
import { failure, reasonOf } from "../../core/errors/error.ts";
import type { Watching } from "./hashing.ts";
import type { HashKind, HashReply, HashRequest } from "./message.ts";

/** Hashes files beside the page. All throw SOURCE_UNREADABLE, or the signal's reason when it was aborted. */
export interface FileHasher {
  sha256(file: File, watching: Watching): Promise<Digest>;
  /** That of the UnixFS file: for large files several times faster than their SHA-256. */
  cid(file: File, watching: Watching): Promise<CID>;
}

interface Job {
  readonly request: Exclude<HashRequest, { kind: "cancel" }>;
  readonly watching: Watching;
  readonly resolve: (value: string) => void;
  readonly reject: (error: unknown) => void;
}

interface Hand {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
}

/** More would only wait for each other to read. */
const MOST_WORKERS = 4;

/** A few workers for all files, each started when those before it are busy. */
export function workerHasher(start: () => Worker = startWorker): FileHasher {
  const crew = new Crew(start);
  return {
    sha256: async (file, watching) => parseDigest(await crew.hash(file, "sha256", watching)),
    cid: async (file, watching) => parseCid(await crew.hash(file, "cid", watching)),
  };
}

function startWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
}

class Crew {
  readonly #hands: Hand[] = [];
  readonly #start: () => Worker;
  #last = 0;
  /** No worker can be had here: then the page hashes by itself, between two breaths. */
  #alone = false;

  constructor(start: () => Worker) {
    this.#start = start;
  }

  hash(file: File, kind: HashKind, watching: Watching): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const request = { id: ++this.#last, kind, file };
    const job = { request, watching, resolve, reject };
    if (watching.signal.aborted) reject(watching.signal.reason);
    else this.#give(job);
    return promise;
  }

  #give(job: Job): void {
    const hand = this.#alone ? undefined : this.#freest();
    if (hand === undefined) return void hashHere(job);
    const { id } = job.request;
    hand.jobs.set(id, job);
    hand.worker.postMessage(job.request);
    const { signal } = job.watching;
    signal.addEventListener("abort", () => {
      if (!hand.jobs.delete(id)) return;
      hand.worker.postMessage({ id, kind: "cancel" } satisfies HashRequest);
      job.reject(signal.reason);
    });
  }

  #freest(): Hand | undefined {
    const [freest] = this.#hands.toSorted((a, b) => a.jobs.size - b.jobs.size);
    const most = Math.min(MOST_WORKERS, navigator.hardwareConcurrency);
    const isFull = this.#hands.length >= Math.max(1, most);
    if (freest !== undefined && (freest.jobs.size === 0 || isFull)) return freest;
    return this.#started() ?? freest;
  }

  #started(): Hand | undefined {
    try {
      const hand = { worker: this.#start(), jobs: new Map<number, Job>() };
      hand.worker.addEventListener("message", ({ data }: MessageEvent<HashReply>) => settle(data, hand.jobs));
      hand.worker.addEventListener("error", () => this.#lost(hand));
      this.#hands.push(hand);
      return hand;
    } catch {
      this.#alone = true;
      return undefined;
    }
  }

  /** What it was asked is done here, from the beginning. */
  #lost(hand: Hand): void {
    this.#alone = true;
    hand.worker.terminate();
    const jobs = [...hand.jobs.values()];
    hand.jobs.clear();
    for (const job of jobs) void hashHere(job);
  }
}

function settle(reply: HashReply, jobs: Map<number, Job>): void {
  const job = jobs.get(reply.id);
  if (job === undefined) return;
  if (reply.kind === "progress") return job.watching.onProgress(reply.bytes);
  jobs.delete(reply.id);
  if (reply.kind === "done") job.resolve(reply.value);
  else job.reject(unreadable(job, reply.problem));
}

async function hashHere(job: Job): Promise<void> {
  const { request, watching, resolve, reject } = job;
  try {
    const { hashBlob } = await import("./hashing.ts");
    resolve(await hashBlob(request.file, request.kind, watching));
  } catch (error) {
    reject(watching.signal.aborted ? error : unreadable(job, reasonOf(error)));
  }
}

function unreadable({ request: { file } }: Job, problem: string) {
  return failure("SOURCE_UNREADABLE", { path: file instanceof File ? file.name : "the file", problem });
}
