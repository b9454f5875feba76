import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import {
  answered,
  colophon,
  type Failed,
  openWorkshop,
  SMALL_ISSUE,
  TITLE,
} from "../support/archive-fixture.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";

/* A library keeps what somebody else publishes: it has no key, and nothing of the publisher's but an address. */

const CLI = fileURLToPath(new URL("../../bin/colophon.js", import.meta.url));

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

let anvil: Anvil;
let server: ChildProcess;
let archive: string;
let issue: string;
/** Where the server offers the mirror. */
let offered: string;

const publisher = () => ({ env: { COLOPHON_RPC_URL: anvil.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY } });
const library = () => ({ env: { COLOPHON_RPC_URL: anvil.url } });
const keep = (args: readonly string[], status = 0, options = library()) =>
  answered(["keep", ...args], status, options);
const refused = async (args: readonly string[], status: number, options = library()) =>
  ((await keep(args, status, options)) as Failed).error.code;
const configOf = (copy: string) =>
  JSON.parse(readFileSync(join(copy, "colophon.json"), "utf8")) as {
    registry: string;
    publications: unknown;
    targets: unknown[];
  };

beforeAll(async () => {
  anvil = await startAnvil(0, undefined);
  archive = workshop.path("harbour");
  await answered(["init", archive, "--title", TITLE], 0, publisher());
  issue = await workshop.issue("issues/95", SMALL_ISSUE);
  await answered(["publish", issue, "--archive", archive], 0, publisher());
  server = spawn(process.execPath, [CLI, "serve", "--port", "0", "--archive", archive], {
    env: { ...process.env, COLOPHON_RPC_URL: anvil.url, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let output = "";
  for await (const chunk of server.stdout ?? []) {
    output += String(chunk);
    if (/open at http:\S+/.test(output)) break;
  }
  offered = `${/open at (http:[^\s]+?)\/?\s/.exec(`${output}\n`)?.[1]}/api/publications/1/mirror`;
});
afterAll(() => {
  server.kill("SIGKILL");
  anvil.kill();
});

test("two commands make a full copy, which then needs nothing of the publisher's", async () => {
  const copy = workshop.path("library");
  const kept = await keep([offered, copy]);
  expect(kept).toMatchObject({ archive: copy, name: "the-harbour-letter", entries: 2, added: 2, unread: [] });
  const { origin: url, host } = new URL(offered);
  expect(configOf(copy)).toMatchObject({
    registry: configOf(archive).registry,
    publications: [{ id: "1", name: "the-harbour-letter", title: TITLE }],
    targets: [
      { type: "embedded", operator: "self" },
      { type: "gateway", url, operator: host },
    ],
  });
  const endorse = (...args: readonly string[]) => ["endorse", "--archive", copy, "--holds", "full", ...args];
  const key = { env: { ...library().env, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY } };
  const early = (await answered(endorse("--dry-run"), 1, key)) as Failed;
  expect(early.error.code).toBe("ENDORSEMENT_NOT_HELD");
  await answered(["repair", "--archive", copy], 0, library());
  expect(await answered(endorse("--dry-run"), 0, key)).toMatchObject({ entries: 2, holds: "full" });
  const alone = await workshop.copy(copy, "alone");
  const { targets, ...config } = configOf(alone);
  await writeFile(join(alone, "colophon.json"), JSON.stringify({ ...config, targets: targets.slice(0, 1) }));
  expect(await answered(["verify", issue, "--archive", alone], 0, library())).toMatchObject({
    verdict: "authentic",
  });
  expect(await answered(["audit", "--archive", alone], 0, library())).toMatchObject({ ok: true });
});

test("run again it goes on, and writes nothing twice", async () => {
  const copy = workshop.path("again");
  await keep([offered, copy]);
  const before = readFileSync(join(copy, "colophon.json"), "utf8");
  expect(await keep([offered, copy])).toMatchObject({ entries: 2, added: 0 });
  expect(readFileSync(join(copy, "colophon.json"), "utf8")).toBe(before);
});

test("what is read already is not named twice, however its address is spelt, and what others wrote stays", async () => {
  const copy = workshop.path("spelt");
  await keep([offered, copy]);
  const path = join(copy, "colophon.json");
  const { targets, ...config } = configOf(copy);
  const [own, gateway] = targets as [object, { url: string }];
  const friend = { type: "gateway", id: new URL(offered).host, url: "https://friend.example", operator: "f" };
  for (const [change, count] of [
    [{ targets: [own, { ...gateway, id: "other", url: `${gateway.url}/` }] }, 2],
    [{ targets: [own, { ...gateway, url: gateway.url.replace("127.0.0.1", "localhost") }] }, 2],
    [{ targets: [own], publicUrl: gateway.url }, 1],
    [{ targets: [own, friend] }, 3],
  ] as const) {
    await writeFile(path, JSON.stringify({ ...config, ...change }));
    await keep([offered, copy]);
    expect(configOf(copy).targets).toHaveLength(count);
    await answered(["status", "--archive", copy], 0, library());
  }
});

test("two at once found one archive with both of their publications", async () => {
  await answered(["init", archive, "--title", "1984"], 0, publisher());
  const second = workshop.path("second.mirror.car");
  await answered(["mirror", "-o", second, "--publication", "2", "--archive", archive], 0, publisher());
  const copy = workshop.path("both");
  await Promise.all([keep([offered, copy]), keep([second, copy])]);
  // What is called by a number alone could be taken for another publication.
  expect(configOf(copy).publications).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: "1", kept: true }),
      expect.objectContaining({ id: "2", name: "publication-1984", kept: true }),
    ]),
  );
  expect(await refused([second, copy, "--name", "other"], 2)).toBe("USAGE_INVALID");
  const own = await answered(["init", copy, "--title", "1984"], 0, publisher());
  expect(own).toMatchObject({ id: "3", name: "publication-1984-2" });
});

test("of a file it takes the history, and says where the issues are to be had", async () => {
  const file = workshop.path("letter.mirror.car");
  await answered(["mirror", "-o", file, "--publication", "1", "--archive", archive], 0, publisher());
  const copy = workshop.path("from-file");
  const ran = await colophon(["keep", file, copy, "--name", "harbour"], library());
  expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining("repair --from")]);
  expect(configOf(copy)).toMatchObject({
    publications: [{ name: "harbour" }],
    targets: [{ type: "embedded" }],
  });
});

test("makes nothing without a node, over another registry, or with another mirror than one", async () => {
  const copy = workshop.path("never");
  const zero = `0x${"77".repeat(20)}`;
  expect(await refused([offered, copy], 2, { env: {} } as never)).toBe("USAGE_INVALID");
  expect(await refused([offered, copy, "--registry", zero], 2)).toBe("MIRROR_FOREIGN");
  expect(await refused([workshop.path("none.car"), copy], 3)).toBe("MIRROR_UNREADABLE");
  expect(await refused([offered, copy, "--name", "7"], 2)).toBe("USAGE_INVALID");
  const twice = ["--rpc-url", anvil.url, "--rpc-url", anvil.url];
  expect(await refused([offered, copy, ...twice], 2)).toMatch(/^(ARCHIVE|USAGE)_INVALID$/);
  expect(existsSync(join(copy, "colophon.json"))).toBe(false);
  const file = workshop.path("a-file");
  await writeFile(file, "");
  expect(await refused([offered, file], 3)).toBe("ARCHIVE_DISK");
  const other = workshop.path("other");
  await answered(["init", other, "--title", "Another"], 0, publisher());
  expect(await refused([offered, other], 2)).toBe("MIRROR_FOREIGN");
});
