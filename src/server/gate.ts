import { fail, failure } from "../core/errors/error.ts";

const MOST_WAITING = 10;

/** Runs a task when there is a place for it. Who left by then has it run for nothing: it is not begun. */
export type Gate = <T>(task: () => Promise<T>, left?: AbortSignal) => Promise<T>;

/**
 * Lets at most `limit` tasks run at once; up to `mostWaiting` others wait their turn, in order.
 * @throws SERVER_BUSY when as many wait already; INTERRUPTED, which nobody hears, when who asked has left
 */
export function gate(limit: number, mostWaiting = MOST_WAITING): Gate {
  const waiting = new Set<() => void>();
  let running = 0;
  const turn = (left: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      const go = () => {
        left?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.delete(go);
        reject(failure("INTERRUPTED", {}));
      };
      waiting.add(go);
      left?.addEventListener("abort", leave, { once: true });
    });
  return async (task, left) => {
    if (left?.aborted === true) fail("INTERRUPTED", {});
    if (running >= limit) {
      if (waiting.size >= mostWaiting) fail("SERVER_BUSY", {});
      await turn(left);
    } else running++;
    try {
      return await task();
    } finally {
      // The place is handed on, not freed, so that nobody slips in between.
      const [next] = waiting;
      if (next === undefined) running--;
      else {
        waiting.delete(next);
        next();
      }
    }
  };
}
