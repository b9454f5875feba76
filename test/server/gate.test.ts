import { describe, expect, test } from "vitest";
import { failure } from "../../src/core/errors/error.ts";
import { gate } from "../../src/server/gate.ts";

describe("gate", () => {
  test("lets no more than its limit run at once, and everybody in the end", async () => {
    const enter = gate(3);
    let [running, most] = [0, 0];
    const task = async (n: number) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return n;
    };
    const numbers = Array.from({ length: 13 }, (_, n) => n);
    expect(await Promise.all(numbers.map((n) => enter(() => task(n))))).toEqual(numbers);
    expect(most).toBe(3);
  });

  test("a task that fails leaves its place to the next", async () => {
    const enter = gate(1);
    const failing = enter(() => Promise.reject(failure("INTERRUPTED", {})));
    const following = enter(async () => "ran");
    await expect(failing).toFailWith("INTERRUPTED");
    expect(await following).toBe("ran");
  });

  test("error: refuses who comes when ten wait already, and takes on others once they ran", async () => {
    const enter = gate(1);
    const held = Promise.withResolvers<string>();
    const inside = Array.from({ length: 11 }, () => enter(() => held.promise));
    await expect(enter(async () => "twelfth")).toFailWith("SERVER_BUSY");
    held.resolve("ran");
    expect(await Promise.all(inside)).toEqual(Array.from({ length: 11 }, () => "ran"));
    expect(await enter(async () => "later")).toBe("later");
  });

  test("does not begin what nobody waits for any more, and takes on another in its place", async () => {
    const enter = gate(1, 1);
    const held = Promise.withResolvers<string>();
    const running = enter(() => held.promise);
    const leaving = new AbortController();
    let begun = false;
    const waiting = enter(async () => (begun = true), leaving.signal);
    leaving.abort();
    await expect(waiting).toFailWith("INTERRUPTED");
    await expect(enter(async () => (begun = true), leaving.signal)).toFailWith("INTERRUPTED");
    const next = enter(async () => "next");
    held.resolve("ran");
    expect(await Promise.all([running, next])).toEqual(["ran", "next"]);
    expect(begun).toBe(false);
  });
});
