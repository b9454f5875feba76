import express from "express";
import { describe, expect, test } from "vitest";
import { listen } from "../../src/server/listen.ts";

const HOST = "127.0.0.1";
const app = () => express().get("/", (_request, response) => void response.send("here"));

describe("listen", () => {
  test("takes the next free port where nobody chose one", async () => {
    const first = await listen(app(), { host: HOST, port: 0, strict: true });
    const taken = Number(new URL(first.url).port);
    const second = await listen(app(), { host: HOST, port: taken, strict: false });
    expect(Number(new URL(second.url).port)).toBeGreaterThan(taken);
    expect(await (await fetch(second.url)).text()).toBe("here");
    await Promise.all([first.stop(), second.stop()]);
  });

  test("error: a port that somebody chose and that is taken is PORT_TAKEN", async () => {
    const first = await listen(app(), { host: HOST, port: 0, strict: true });
    const port = Number(new URL(first.url).port);
    await expect(listen(app(), { host: HOST, port, strict: true })).toFailWith("PORT_TAKEN", { port });
    await first.stop();
  });

  test("stop lets a running answer finish, and takes no new connection", async () => {
    const slow = express().get(
      "/",
      (_request, response) => void setTimeout(() => response.send("late"), 200),
    );
    const server = await listen(slow, { host: HOST, port: 0, strict: true });
    const running = fetch(server.url);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stopped = server.stop();
    expect(await (await running).text()).toBe("late");
    await stopped;
    await expect(fetch(server.url)).rejects.toThrow();
  });
});
