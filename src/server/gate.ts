import { fail } from "../core/errors/error.ts";

const MOST_WAITING = 10;

/**
 * Lets at most `limit` tasks run at once; up to ten others wait their turn, in order.
 * @throws SERVER_BUSY when as many wait already
 */
export function gate(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= limit) {
      if (waiting.length >= MOST_WAITING) fail("SERVER_BUSY", {});
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await task();
    } finally {
      // The place is handed on, not freed, so that nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
