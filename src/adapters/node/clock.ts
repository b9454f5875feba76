import { setTimeout as delay } from "node:timers/promises";
import { fail } from "../../core/errors/error.ts";
import type { Clock } from "../../core/ports.ts";

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    try {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (cause) {
      fail("INTERRUPTED", {}, cause);
    }
  },
};
