import { describe, expect, test } from "vitest";
import { systemClock } from "../../../src/adapters/node/clock.ts";

describe("systemClock", () => {
  test("sleeps at least as long as asked", async () => {
    const before = performance.now();
    await systemClock.sleep(30);
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  });

  test("tells milliseconds since 1970", () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
  });
});
