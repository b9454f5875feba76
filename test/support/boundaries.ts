import type { Chain, Journal, Store } from "../../src/core/ports.ts";
import type { Seams } from "../../src/cli/compose.ts";

/** Told of each moment at which a process could die, before and after everything that has an effect. */
export type AtBoundary = (name: string) => void;

/** Names are made unique by counting: `after store.put`, `after store.put 2`, ... */
export function counted(pass: AtBoundary): AtBoundary {
  const seen = new Map<string, number>();
  return (name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    pass(times === 1 ? name : `${name} ${times}`);
  };
}

/** Decorators that report every boundary of the parts they wrap. */
export function boundarySeams(pass: AtBoundary): Seams {
  return {
    journal: (journal) => watchedJournal(journal, pass),
    chain: (chain) => watchedChain(chain, pass),
    store: (store) => watchedStore(store, pass),
  };
}

function watchedJournal(journal: Journal, pass: AtBoundary): Journal {
  const around = <T>(name: string, work: () => T): T => {
    pass(`before ${name}`);
    const result = work();
    pass(`after ${name}`);
    return result;
  };
  return {
    ...journal,
    begin: (job) => around("journal.begin", () => journal.begin(job)),
    advance: (key, step, transaction) =>
      around(`journal.advance ${step}`, () => journal.advance(key, step, transaction)),
    refuse: (key, reason) => around("journal.refuse", () => journal.refuse(key, reason)),
    attempt: (attempt) => around("journal.attempt", () => journal.attempt(attempt)),
  };
}

function watchedChain(chain: Chain, pass: AtBoundary): Chain {
  return {
    ...chain,
    send: async (raw) => {
      pass("before chain.send");
      await chain.send(raw);
      pass("after chain.send");
    },
    // How often it is asked in vain depends on the moment; that it was found happens in every run.
    receipt: async (transaction) => {
      const receipt = await chain.receipt(transaction);
      if (receipt !== undefined) pass("after chain.receipt");
      return receipt;
    },
  };
}

function watchedStore(store: Store, pass: AtBoundary): Store {
  return {
    ...store,
    id: store.id,
    operator: store.operator,
    block: (cid) => store.block(cid),
    put: async (car) => {
      pass("before store.put");
      await store.put(car);
      pass("after store.put");
    },
  };
}
