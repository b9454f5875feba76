import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { fixture } from "../../adapters/back-catalogue/rig.ts";
import { answered, openWorkshop, pause } from "../../support/archive-fixture.ts";
import { expectWhole, isPublished, labelsOf, onceOver, watching } from "../../support/watching.ts";

/* Feeds that are watched: real processes, disk, server and chain. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

let made = 0;
const archive = () => workshop.archive(`archive-${++made}`);

describe("watching a feed", () => {
  test("asks with what the server said before, waits as long as it wants, and survives what it answers", async () => {
    const at = await archive();
    const rss = await readFile(fixture("feeds/rss.xml"), "utf8");
    const item =
      "<item><title>Tide</title><link>https://example.org/tide</link><description>High water.</description></item>";
    const grown = rss.replace("</channel>", `${item}</channel>`);
    type Answer = (request: IncomingMessage, response: ServerResponse) => void;
    const cached =
      (etag: string, body: string): Answer =>
      (request, response) => {
        const same = request.headers["if-none-match"] === etag;
        response.writeHead(same ? 304 : 200, { etag }).end(same ? "" : body);
      };
    let answer = cached('"1"', rss);
    const asked: (string | undefined)[] = [];
    await using server = await serving((request, response) => {
      asked.push(request.headers["if-none-match"]);
      answer(request, response);
    });
    await using watched = watching([server.url, "--archive", at, "--every", "1s"]);
    const first = await watched.line("first items", ({ event }) => event === "published");
    expect(labelsOf([first])).toEqual(["bells", "fog"]);
    await untilAsked(asked, '"1"');
    answer = (_, response) => void response.writeHead(500).end();
    const down = await watched.line("failure", ({ event }) => event === "failed");
    expect(down).toMatchObject({ error: { code: "FEED_UNREACHABLE" }, retryInSeconds: 1 });
    answer = (_, response) => void response.writeHead(503, { "retry-after": "2" }).end();
    const busy = await watched.line("failure", ({ event }) => event === "failed");
    expect(busy).toMatchObject({ retryInSeconds: 2 });
    answer = cached('"2"', rss.slice(0, rss.length / 2));
    const broken = await watched.line("failure", ({ event }) => event === "failed");
    expect(broken.error).toMatchObject({ code: "SOURCE_MALFORMED" });
    answer = cached('"3"', grown);
    await watched.line("recovery", ({ event }) => event === "recovered");
    await untilAsked(asked, '"3"');
    expect((await watched.end("SIGTERM")).ended).toBe(0);
    expect(watched.lines.filter(isPublished("tide"))).toHaveLength(1);
    // Another run asks with what the last one was told, and has nothing to do.
    asked.length = 0;
    expect(await onceOver(server.url, at)).toMatchObject({ status: 0, events: ["done"] });
    expect(asked).toEqual(['"3"']);
    await expectWhole(at, ["bells", "fog", "tide"], 2);
  });

  test("reads again what was not done with, whatever the server said of it", async () => {
    const at = await archive();
    const rss = await readFile(fixture("feeds/rss.xml"), "utf8");
    const asked: (string | undefined)[] = [];
    await using server = await serving((request, response) => {
      asked.push(request.headers["if-none-match"]);
      response.writeHead(200, { etag: '"1"' }).end(rss);
    });
    const rival = await workshop.issue("rival", { "letter.txt": "A rival.\n" });
    await answered(["publish", rival, "--label", "fog", "--archive", at], 0);
    for (const _ of [1, 2]) {
      const ran = await onceOver(server.url, at);
      expect(ran.status, ran.stderr).toBe(1);
      expect(ran.events).toContain("taken");
    }
    expect(asked).toEqual([undefined, undefined]);
    await expectWhole(at, ["bells", "fog"], 2);
  });

  async function serving(listener: (request: IncomingMessage, response: ServerResponse) => void) {
    const server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}/feed.xml`,
      async [Symbol.asyncDispose]() {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      },
    };
  }

  async function untilAsked(asked: readonly (string | undefined)[], etag: string): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (asked.at(-1) !== etag && Date.now() < deadline) await pause(50);
    expect(asked.at(-1)).toBe(etag);
  }
});
