import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readArchive } from "../../src/cli/config.ts";
import { answered, colophon, openWorkshop } from "../support/archive-fixture.ts";

/* A Kubo node that wants a token: read from the environment, sent to that node, and written nowhere. */

const TOKEN = "canary-token-5b7d9f31";

const workshop = await openWorkshop();
let node: Server;
let archive: string;
let sent: (string | undefined)[];

beforeAll(async () => {
  node = createServer((request, response) => {
    sent.push(request.headers.authorization);
    request.resume();
    response.writeHead(403).end("403 - Forbidden");
  });
  node.listen(0, "127.0.0.1");
  await new Promise((resolve) => node.once("listening", resolve));
  archive = await workshop.archive("token");
  await withTokenEnv("COLOPHON_KUBO_TOKEN");
});
beforeEach(() => {
  sent = [];
});
afterAll(async () => {
  node.close();
  await workshop[Symbol.asyncDispose]();
});

async function withTokenEnv(tokenEnv: string): Promise<void> {
  const file = join(archive, "colophon.json");
  const config = JSON.parse(await readFile(file, "utf8")) as { targets: { type: string }[] };
  const url = `http://127.0.0.1:${(node.address() as AddressInfo).port}`;
  const targets = config.targets.filter(({ type }) => type !== "kubo");
  const kubo = { type: "kubo", id: "kubo", url, tokenEnv };
  await writeFile(file, JSON.stringify({ ...config, targets: [...targets, kubo] }));
}

describe("the token of a Kubo node", () => {
  test("is sent to it, and stands in no file and no output", async () => {
    const ran = await colophon(["audit", "--archive", archive], { env: { COLOPHON_KUBO_TOKEN: TOKEN } });
    expect(sent.length, ran.stderr).toBeGreaterThan(0);
    expect(new Set(sent)).toEqual(new Set([`Bearer ${TOKEN}`]));
    expect(ran.stdout + ran.stderr).not.toContain(TOKEN);
    for (const name of await readdir(archive, { recursive: true })) {
      const bytes = await readFile(join(archive, name)).catch(() => Buffer.alloc(0));
      expect(bytes.includes(TOKEN), name).toBe(false);
    }
  });

  test("error: where it is not set the node is not asked, and the message names the variable", async () => {
    const report = await answered(["audit", "--archive", archive], 3);
    expect(sent).toEqual([]);
    expect(JSON.stringify(report)).toContain("COLOPHON_KUBO_TOKEN");
  });

  test("error: no other variable can be sent to a node", async () => {
    for (const name of ["COLOPHON_PRIVATE_KEY", "HOME", "COLOPHON_KUBO_TOKENS", ""]) {
      await withTokenEnv(name);
      await expect(() => readArchive(archive)).toFailWith("ARCHIVE_INVALID");
    }
    await withTokenEnv("COLOPHON_KUBO_TOKEN_FRIEND");
    expect(readArchive(archive).config.targets).toHaveLength(2);
  });
});
