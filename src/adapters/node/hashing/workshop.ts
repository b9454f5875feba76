import { setImmediate as breathe } from "node:timers/promises";
import { Crew, type Reply } from "./crew.ts";
import { type Hashed, hashRuns, type Run } from "./runs.ts";

/** Room for two leaves, or for the largest block there may be. */
export const SLAB_BYTES = 2 * 1024 * 1024;

/** Runs that fill one slab, and what whoever made it wants to know again when it is done. */
export interface Job<About> {
  readonly runs: readonly Run[];
  readonly about: About;
}

export interface Done<About> {
  readonly slab: ArrayBuffer;
  readonly hashed: Hashed;
  readonly about: About;
}

/** A job that is out, or done. */
interface Pending<About> {
  readonly reply: Promise<void>;
  done: Done<About> | undefined;
}

export interface WorkshopOptions {
  /** Besides the main thread. */
  readonly workers: number;
  /** How many bytes the main thread hashes alone before it asks for help: what starting a worker costs. */
  readonly hireAfter: number;
}

/** Does jobs on all cores and gives them back in order. */
export class Workshop {
  readonly #crew: Crew;
  readonly #spare: ArrayBuffer[] = [];
  #untilHire: number;

  constructor({ workers, hireAfter }: WorkshopOptions) {
    this.#crew = new Crew(workers);
    this.#untilHire = hireAfter;
  }

  async close(): Promise<void> {
    await this.#crew.dismiss();
    this.#spare.length = 0;
  }

  /**
   * What comes out of the jobs, in their order; a slab is good until the next is asked for. The main thread works too,
   * on jobs further down, for as long as the next one in order is with a worker: on two cores both are busy.
   */
  async *inOrder<About>(jobs: Iterator<Job<About>>): AsyncGenerator<Done<About>> {
    const queue: Pending<About>[] = [];
    try {
      for (;;) {
        this.#handOut(jobs, queue);
        const head = queue[0] ?? this.#own(jobs, queue);
        if (head === undefined) return;
        while (head.done === undefined) {
          const helped = queue.length <= this.#crew.capacity && this.#own(jobs, queue) !== undefined;
          await (helped ? breathe() : head.reply);
          this.#handOut(jobs, queue);
        }
        // Workers are heard only when this thread's loop turns, and who packs without writing never waits for anything.
        if (this.#untilHire <= 0) await breathe();
        yield head.done;
        queue.shift();
        this.#keep(head.done.slab);
      }
    } finally {
      // Whoever asked has gone; the slabs come back all the same.
      for (const pending of queue) void pending.reply.then(() => this.#keep(pending.done?.slab));
    }
  }

  /** Gives workers what they have room for. */
  #handOut<About>(jobs: Iterator<Job<About>>, queue: Pending<About>[]): void {
    if (this.#untilHire <= 0) this.#crew.hire();
    while (this.#crew.hasRoom && queue.length <= this.#crew.capacity) {
      const job = this.#next(jobs);
      if (job === undefined) return;
      const slab = this.#slab();
      const reply = this.#crew.give(slab, job.runs);
      if (reply === undefined) queue.push(this.#byHand(slab, job));
      else queue.push(this.#onTheWay(reply, job));
    }
  }

  /** The next job, done by this thread; undefined when there is none. */
  #own<About>(jobs: Iterator<Job<About>>, queue: Pending<About>[]): Pending<About> | undefined {
    const job = this.#next(jobs);
    if (job === undefined) return undefined;
    const pending = this.#byHand(this.#slab(), job);
    queue.push(pending);
    return pending;
  }

  #onTheWay<About>(reply: Promise<Reply>, job: Job<About>): Pending<About> {
    const pending: Pending<About> = {
      done: undefined,
      reply: reply.then((hashed) => {
        pending.done =
          hashed === undefined
            ? this.#byHand(this.#slab(), job).done
            : { slab: hashed.slab, hashed, about: job.about };
      }),
    };
    return pending;
  }

  #byHand<About>(slab: ArrayBuffer, { runs, about }: Job<About>): Pending<About> {
    return { reply: Promise.resolve(), done: { slab, hashed: hashRuns(slab, runs), about } };
  }

  #next<About>(jobs: Iterator<Job<About>>): Job<About> | undefined {
    const { value, done } = jobs.next();
    if (done === true) return undefined;
    for (const { length } of value.runs) this.#untilHire -= length;
    return value;
  }

  #slab(): ArrayBuffer {
    return this.#spare.pop() ?? new ArrayBuffer(SLAB_BYTES);
  }

  #keep(slab: ArrayBuffer | undefined): void {
    if (slab !== undefined) this.#spare.push(slab);
  }
}
