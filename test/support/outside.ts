import { failure } from "../../src/core/errors/error.ts";
import type { CarWriter, Chain, Clock, Journal, Signer, Staging, Store } from "../../src/core/ports.ts";

/** Everything outside a publisher that it calls. */
export interface Outside {
  readonly chain: Chain;
  readonly store: Store;
  readonly journal: Journal;
  readonly staging: Staging;
  readonly signer: Signer;
  readonly clock: Clock;
}

/** Stands between a publisher and the outside: told of each call by its name (`chain.send`), it makes it or does not. */
export interface Between {
  soon(name: string, real: () => Promise<unknown>): Promise<unknown>;
  atOnce(name: string, real: () => unknown): unknown;
}

type Method = (...values: unknown[]) => unknown;

/** The same parts with every single method going through `between`: none is left out, also none that is yet to come. */
export function watched(parts: Outside, between: Between): Outside {
  return {
    chain: watchedPart(parts.chain, "chain", between),
    store: watchedPart(parts.store, "store", between),
    journal: watchedJournal(parts.journal, between),
    staging: watchedStaging(parts.staging, between),
    signer: watchedPart(parts.signer, "signer", between),
    clock: {
      now: () => Number(between.atOnce("clock.now", () => parts.clock.now())),
      sleep: (milliseconds) => parts.clock.sleep(milliseconds),
    },
  };
}

export function watchedPart<T extends object>(part: T, name: string, between: Between): T {
  return through(part, (method, real) => between.soon(`${name}.${method}`, async () => real()));
}

export function watchedJournal(journal: Journal, between: Between): Journal {
  return through(journal, (method, real) => between.atOnce(`journal.${method}`, real));
}

/** With the writers that it gives out. */
function watchedStaging(staging: Staging, between: Between): Staging {
  const { begin, remove } = watchedPart(staging, "staging", between);
  return { remove, begin: async () => watchedPart<CarWriter>(await begin(), "writer", between) };
}

function through<T extends object>(part: T, call: (method: string, real: () => unknown) => unknown): T {
  return new Proxy(part, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function" || typeof key !== "string") return value;
      return (...values: unknown[]) => call(key, () => (value as Method).apply(target, values));
    },
  });
}

/** How a call of each part fails when what it stands for cannot be reached or written. */
export function failureOf(name: string): Error {
  const problem = `${name}: cut off by the test`;
  const [part = ""] = name.split(".");
  if (part === "chain") return failure("CHAIN_UNREACHABLE", { node: "test", problem });
  if (part === "store") return failure("STORE_UNREACHABLE", { store: "disk", problem });
  if (part === "signer") return failure("SIGNER_UNREACHABLE", { signer: "test", problem });
  return failure("ARCHIVE_DISK", { path: part, problem });
}
