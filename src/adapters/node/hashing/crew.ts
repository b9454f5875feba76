import { Worker } from "node:worker_threads";
import type { Hashed, Run } from "./runs.ts";

/** A slab as it came back, with what was found in it; undefined when the worker that had it is gone, and the slab too. */
export type Reply = (Hashed & { readonly slab: ArrayBuffer }) | undefined;

/** How many orders one worker is given at a time: one to work on, and the next so that it never waits. */
const ORDERS = 2;
const ENTRY = new URL("worker.ts", import.meta.url);
// They hold slabs, which are not in their heaps, and little else.
const LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 };

interface Member {
  readonly worker: Worker;
  readonly waiting: ((reply: Reply) => void)[];
  isReady: boolean;
}

/**
 * Worker threads that take orders in turn. They keep the process alive only while there is an order out, so that a
 * program ends when it has nothing more to do, whether or not anybody dismissed them.
 */
export class Crew {
  readonly #size: number;
  readonly #members: Member[] = [];
  #isHired = false;

  constructor(size: number) {
    this.#size = size;
  }

  /** How many orders they can have out at once; 0 before they are hired, and when there are none. */
  get capacity(): number {
    return this.#members.length * ORDERS;
  }

  get hasRoom(): boolean {
    return this.#leastBusy() !== undefined;
  }

  hire(): void {
    if (this.#isHired) return;
    this.#isHired = true;
    for (let i = 0; i < this.#size; i++) this.#members.push(this.#started());
  }

  /** Undefined when all have enough to do, or are not there yet: then the slab is still the caller's. */
  give(slab: ArrayBuffer, runs: readonly Run[]): Promise<Reply> | undefined {
    const member = this.#leastBusy();
    if (member === undefined) return undefined;
    const reply = new Promise<Reply>((resolve) => member.waiting.push(resolve));
    member.worker.ref();
    member.worker.postMessage({ slab, runs }, [slab]);
    return reply;
  }

  async dismiss(): Promise<void> {
    this.#isHired = true;
    await Promise.all(this.#members.splice(0).map(({ worker }) => worker.terminate()));
  }

  #leastBusy(): Member | undefined {
    let best: Member | undefined;
    for (const member of this.#members)
      if (member.isReady && member.waiting.length < (best?.waiting.length ?? ORDERS)) best = member;
    return best;
  }

  #started(): Member {
    const worker = new Worker(ENTRY, { execArgv: [], resourceLimits: LIMITS });
    const member: Member = { worker, waiting: [], isReady: false };
    worker.unref();
    worker.on("message", (message: "ready" | NonNullable<Reply>) => {
      const resolve = message === "ready" ? undefined : member.waiting.shift();
      // Also of a worker that has just come up: until then Node holds on to it by itself.
      if (member.waiting.length === 0) worker.unref();
      if (message === "ready") member.isReady = true;
      else resolve?.(message);
    });
    // Whatever ended it: what it was asked is done by others, and the program goes on with fewer hands.
    const gone = () => {
      const at = this.#members.indexOf(member);
      if (at >= 0) this.#members.splice(at, 1);
      for (const resolve of member.waiting.splice(0)) resolve(undefined);
    };
    worker.on("error", gone);
    worker.on("exit", gone);
    return member;
  }
}
