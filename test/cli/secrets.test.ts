import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { answered, colophon, openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { encryptKey } from "../../src/adapters/evm/keystore.ts";
import { parsePrivateKey } from "../../src/adapters/evm/private-key.ts";
import { hasProc, type ProcessWatch, watchProcesses } from "../support/process-watch.ts";
import { answer, type Asked, type PlayedNode, playNode, refuse } from "../adapters/evm/node-server.ts";

/** The keeper of the embedded chain, from the sources or as it was built. */
const HOST = /embedded[/-]host\./;

/* A canary key and a canary token ride along in runs that fail in every way; neither shows up in anything printed. */

const KEY_DIGITS = "c0ffee5ca1ab1e0ddba11decade0fface0b57ac1e5eed5badcafe7ea5e111111";
const TOKEN = "canary-token-1f3d5b79";
const USER = "canary-user-2e4c6a80";
const PASSPHRASE = "canary-passphrase-3d5b7c91";
const SECRETS = [KEY_DIGITS, KEY_DIGITS.slice(0, 20), TOKEN, USER, PASSPHRASE];
const OWNER = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

const workshop = await openWorkshop();
let anvil: Anvil;
/** The same chain at an address of any path and query, as hosted nodes have it. */
let node: PlayedNode;
let archive: string;
let issue: string;
let runs = 0;
/** Command lines with a secret that a person typed into them by mistake: no program of ours has put it there. */
const typed = new Set<string>();
let processes: ProcessWatch | undefined;

beforeAll(async () => {
  if (hasProc)
    processes = watchProcesses({
      words: SECRETS,
      isTyped: (words) => typed.has(words.slice(2).join(" ")),
      isKept: (line) => HOST.test(line) || line.includes("anvil"),
    });
  anvil = await startAnvil(0, undefined);
  node = await playNode((asked, response) => void relay(asked, response));
  archive = workshop.path("canary");
  const env = { COLOPHON_RPC_URL: anvil.url, COLOPHON_PRIVATE_KEY: OWNER };
  await answered(["init", archive, "--title", "Canary", "--deploy"], 0, { env });
  issue = await workshop.issue("canary/95", SMALL_ISSUE);
});
afterAll(async () => {
  processes?.[Symbol.dispose]();
  anvil.kill();
  await node[Symbol.asyncDispose]();
  await workshop[Symbol.asyncDispose]();
});

async function relay(asked: Asked, response: ServerResponse): Promise<void> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ jsonrpc: "2.0", ...asked });
  const relayed = await fetch(anvil.url, { method: "POST", headers, body });
  response.setHeader("content-type", "application/json");
  response.end(await relayed.text());
}

const withToken = (url: string) => {
  const { host } = new URL(url);
  return `http://${USER}:${TOKEN}@${host}/v2/${TOKEN}?apikey=${TOKEN}#${TOKEN}`;
};

const holdsSecret = (text: string) => SECRETS.some((secret) => text.toLowerCase().includes(secret));

/** Runs with canaries in every setting, expects a failure, and returns nothing: what was printed was searched. */
async function expectSilence(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  runs += 1;
  const settings = {
    COLOPHON_RPC_URL: withToken(node.url),
    COLOPHON_KUBO_URL: withToken("http://127.0.0.1:1"),
    COLOPHON_PRIVATE_KEY: `0x${KEY_DIGITS}`,
    COLOPHON_DEBUG: "1",
    ...env,
  };
  const words = [...args, "--archive", archive];
  if (holdsSecret(words.join(" "))) typed.add(words.join(" "));
  const ran = await colophon(words, { env: settings });
  expect(ran.status, ran.stdout).toBeGreaterThan(0);
  const printed = `${ran.stdout}${ran.stderr}`.toLowerCase();
  expect(printed.length).toBeGreaterThan(20);
  for (const secret of SECRETS) expect(printed).not.toContain(secret);
}

/** A file in the workshop that holds a secret on purpose, for its owner alone unless stated. */
async function held(name: string, text: string, mode = 0o600): Promise<string> {
  const path = join(workshop.path("held"), name);
  await mkdir(workshop.path("held"), { recursive: true });
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

const keystore = async (name: string, passphrase: string) =>
  held(name, await encryptKey(parsePrivateKey(`0x${KEY_DIGITS}`), passphrase, { n: 2 ** 10, r: 8, p: 1 }));

/** The archive with another signer for as long as something runs. */
async function withSigner(signer: object, running: () => Promise<void>): Promise<void> {
  const config = join(archive, "colophon.json");
  const before = await readFile(config, "utf8");
  await writeFile(config, JSON.stringify({ ...(JSON.parse(before) as object), signer }));
  try {
    await running();
  } finally {
    await writeFile(config, before);
  }
}

const expectSilentPublish = (env: Readonly<Record<string, string>> = {}, ...more: readonly string[]) =>
  expectSilence(["publish", issue, ...more], env);

describe("no secret is printed", () => {
  test.each([
    ["cut short", `0x${KEY_DIGITS.slice(0, -1)}`],
    ["without 0x", KEY_DIGITS],
    ["with a line break after it", `0x${KEY_DIGITS}\n`],
    ["with a space before it", ` 0x${KEY_DIGITS}`],
    ["in capitals with a wrong digit", `0x${KEY_DIGITS.toUpperCase().replace("C", "G")}`],
    ["twice over", `0x${KEY_DIGITS}${KEY_DIGITS}`],
    ["that is a passphrase", PASSPHRASE],
  ])("of a key %s", async (_, key) => {
    await expectSilentPublish({ COLOPHON_PRIVATE_KEY: key });
    await expectSilentPublish({ COLOPHON_PRIVATE_KEY: key }, "--json");
  });

  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ["that may not publish", {}],
    ["at a node that nobody listens at", { COLOPHON_RPC_URL: withToken("http://127.0.0.1:1") }],
    ["at a node whose name does not resolve", { COLOPHON_RPC_URL: withToken("http://node.invalid") }],
    ["at an address that is none", { COLOPHON_RPC_URL: `${TOKEN}://${TOKEN}` }],
    ["pasted in the place of the address", { COLOPHON_RPC_URL: `0x${KEY_DIGITS}` }],
  ])("of a key %s", async (_, env) => {
    await expectSilentPublish(env);
    await expectSilentPublish(env, "--json");
    await expectSilence(["audit"], { COLOPHON_RPC_URL: withToken("http://127.0.0.1:1"), ...env });
  });

  test("by a node that quotes what it was asked with", async () => {
    await using parrot = await playNode((asked, response, request) => {
      const quoted = `${request.url ?? ""} ${TOKEN} ${request.headers.authorization ?? ""}`;
      refuse(response, asked, { code: -32005, message: `${USER}: ${quoted}` });
    });
    for (const command of [["publish", issue], ["audit"], ["status"]])
      await expectSilence(command, { COLOPHON_RPC_URL: withToken(parrot.url) });
  });

  test("by a node that answers with a page of its own", async () => {
    await using page = await playNode((_, response, request) => {
      response.statusCode = 403;
      response.end(`<h1>403</h1>${request.url ?? ""} is not a valid key: ${TOKEN}`);
    });
    await expectSilentPublish({ COLOPHON_RPC_URL: withToken(page.url) });
  });

  test("of a Kubo node's address that is none", async () => {
    const env = {
      COLOPHON_RPC_URL: anvil.url,
      COLOPHON_PRIVATE_KEY: OWNER,
      COLOPHON_KUBO_URL: `${TOKEN}:${TOKEN}`,
    };
    runs += 1;
    const ran = await colophon(["init", workshop.path("kubo"), "--title", "K", "--deploy"], { env });
    expect(ran.status).toBe(2);
    expect(`${ran.stdout}${ran.stderr}`).not.toContain(TOKEN);
  });

  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ["that fits and may not publish", {}],
    ["that is another one", { COLOPHON_PASSPHRASE_FILE: "wrong" }],
    ["in a file that others can read", { COLOPHON_PASSPHRASE_FILE: "open" }],
    ["pasted in the place of its file's name", { COLOPHON_PASSPHRASE_FILE: PASSPHRASE }],
    ["pasted in the place of a descriptor's number", { COLOPHON_PASSPHRASE_FD: PASSPHRASE }],
    ["from a descriptor that nobody opened", { COLOPHON_PASSPHRASE_FD: "7" }],
    ["that is the key", { COLOPHON_PASSPHRASE_FILE: "key" }],
  ])("of a keystore and a passphrase %s", async (_, env) => {
    await withSigner({ type: "keystore", file: await keystore("key.json", PASSPHRASE) }, async () => {
      const given = { COLOPHON_PASSPHRASE_FILE: await held("phrase", PASSPHRASE) };
      const files = {
        wrong: await held("wrong", `${PASSPHRASE}-wrong`),
        open: await held("open", PASSPHRASE, 0o644),
        key: await held("key", `0x${KEY_DIGITS}`),
      };
      const named = Object.entries(env).map(([name, value]) => [name, { ...files }[value] ?? value] as const);
      const settings = { ...given, ...Object.fromEntries(named) };
      await expectSilentPublish(settings);
      await expectSilentPublish(settings, "--json");
      await expectSilence(["revise", issue], settings);
    });
  });

  test.each([
    [
      "with the key in the place of its fields",
      JSON.stringify({ version: 3, note: KEY_DIGITS, crypto: KEY_DIGITS }),
    ],
    ["that is the bare key", `0x${KEY_DIGITS}`],
    ["that is the passphrase", PASSPHRASE],
  ])("of a keystore %s", async (_, text) => {
    await withSigner({ type: "keystore", file: await held("damaged.json", text) }, async () => {
      await expectSilentPublish({ COLOPHON_PASSPHRASE_FILE: await held("phrase", PASSPHRASE) });
      await expectSilentPublish({}, "--json");
      await expectSilence(["key", "show", "--check"]);
    });
  });

  test.each<readonly [string, (asked: Asked, response: ServerResponse) => void]>([
    [
      "quotes its address",
      (asked, response) => refuse(response, asked, { code: -32000, message: `${USER} ${TOKEN}` }),
    ],
    ["answers with a page", (_, response) => void response.end(`<h1>${TOKEN}</h1>`)],
    ["answers with its key", (asked, response) => answer(response, asked, `0x${KEY_DIGITS}`)],
    ["hangs up", (_, response) => void response.destroy()],
    ["cannot sign", (asked, response) => refuse(response, asked, { code: -32601, message: TOKEN })],
  ])("by a signer that %s", async (_, play) => {
    await using signer = await playNode(play);
    const account = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    await withSigner({ type: "remote", api: "eth", account }, async () => {
      const env = { COLOPHON_SIGNER_URL: withToken(signer.url), COLOPHON_KUBO_URL: "http://127.0.0.1:1" };
      // Nothing is stored at the Kubo node, so that founding another publication is what has to be signed.
      const found = ["init", archive, "--title", "Another"];
      await expectSilence(found, env);
      await expectSilence([...found, "--json"], env);
      await expectSilentPublish(env);
    });
  });

  test("of a key that is imported", async () => {
    const into = workshop.path("never.json");
    const phrase = { COLOPHON_PASSPHRASE_FILE: await held("phrase", PASSPHRASE) };
    const key = await held("import", `0x${KEY_DIGITS}`);
    const short = await held("short", `0x${KEY_DIGITS.slice(0, -1)}`);
    const open = await held("open", KEY_DIGITS, 0o644);
    for (const args of [
      ["--key-file", short],
      ["--key-file", open],
      ["--key-file", PASSPHRASE],
      ["--key-fd", PASSPHRASE],
      ["--key-fd", "7"],
      [`0x${KEY_DIGITS}`],
      ["--key-file", key, "--key-fd", "3"],
    ])
      await expectSilence(["key", "import", into, ...args], phrase);
    const brief = { COLOPHON_PASSPHRASE_FILE: await held("brief", PASSPHRASE.slice(0, 7)) };
    await expectSilence(["key", "import", into, "--key-file", key], brief);
    await expectSilence(["key", "import", await held("taken.json", "{}"), "--key-file", key], phrase);
  });
});

describe("no secret is left anywhere else", () => {
  test("not with what outlives a command: the embedded chain's own processes, its log and its state", async () => {
    const embedded = workshop.path("embedded");
    const env = {
      COLOPHON_PRIVATE_KEY: `0x${KEY_DIGITS}`,
      COLOPHON_KUBO_URL: withToken("http://127.0.0.1:1"),
    };
    runs += 1;
    const ran = await colophon(["init", embedded, "--title", "Embedded"], { env });
    expect([
      ran.status,
      ran.stderr.includes("STORE_UNREACHABLE") || ran.stderr.includes("COPIES_TOO_FEW"),
    ]).toEqual([3, true]);
    for (const secret of SECRETS) expect(`${ran.stdout}${ran.stderr}`).not.toContain(secret);
  });

  test("a key of the environment is warned about once in each run, on a build machine too", async () => {
    const env = { COLOPHON_RPC_URL: anvil.url, COLOPHON_PRIVATE_KEY: OWNER, CI: "true" };
    const ran = await colophon(["publish", issue, "--archive", archive], { env });
    expect(ran.stderr.match(/warning:/g)).toHaveLength(1);
  });

  test.skipIf(!hasProc)(
    "not in the arguments of any process (/proc), nor in the environment of one that stays",
    () => {
      const lines = [...(processes?.seen ?? [])];
      const own = lines.filter((line) => line.includes("bin/colophon.js") && line.includes(workshop.folder));
      expect(own.length).toBeGreaterThanOrEqual(50);
      expect(lines.some((line) => HOST.test(line))).toBe(true);
      expect(processes?.found).toEqual([]);
    },
  );
});

test("the canaries rode along in at least sixty failing runs", () => {
  expect(runs).toBeGreaterThanOrEqual(60);
});

test("no secret is in any file of any archive", async () => {
  const made = workshop.path("written");
  const env = {
    COLOPHON_RPC_URL: withToken(node.url),
    COLOPHON_KUBO_URL: withToken("http://127.0.0.1:1"),
    COLOPHON_PRIVATE_KEY: OWNER,
  };
  const ran = await colophon(["init", made, "--title", "Written", "--deploy"], { env });
  // The Kubo node is not there: the registry is made, the publication is not.
  expect(ran.status).toBe(3);
  for (const secret of [...SECRETS, OWNER.slice(2)])
    expect(`${ran.stdout}${ran.stderr}`).not.toContain(secret);
  // Every archive of this file with its journals and logs, and whatever else was left; but for what was put there to be read.
  const names = (await readdir(workshop.folder, { recursive: true })).filter(
    (name) => !name.startsWith("held"),
  );
  for (const part of ["canary/data/journal.sqlite", "written/colophon.json", "embedded/data/chain/host.log"])
    expect(names).toContain(part);
  for (const name of names) {
    const bytes = await readFile(workshop.path(name)).catch(() => Buffer.alloc(0));
    const text = bytes.toString("latin1").toLowerCase();
    for (const secret of [...SECRETS, OWNER.slice(2)])
      expect(text.includes(secret), `${name} holds ${secret}`).toBe(false);
  }
});
