import { failure } from "../../core/errors/error.ts";

export interface DeadlineOptions {
  /** How long a store may take for one answer, in milliseconds. */
  readonly answer: number;
  /** How long one store may take for all its answers together, in milliseconds. */
  readonly store: number;
}

/**
 * Waits for a store's answers no longer than this. The request itself is left to its own end: what it still brings is
 * thrown away.
 */
export function createDeadline({ answer, store }: DeadlineOptions) {
  return {
    begin: (id: string) => {
      const end = performance.now() + store;
      return <T>(given: Promise<T>): Promise<T> => {
        const left = end - performance.now();
        const most = Math.max(0, Math.min(answer, left));
        const problem =
          left < answer ? `its ${seconds(store)} are over` : `no answer within ${seconds(answer)}`;
        return within(given, most, () => failure("STORE_SILENT", { store: id, problem }));
      };
    },
  };
}

async function within<T>(given: Promise<T>, most: number, late: () => Error): Promise<T> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(late()), most);
  try {
    return await Promise.race([given, over]);
  } finally {
    clearTimeout(timer);
  }
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
