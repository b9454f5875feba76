import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encryptKey } from "../../src/adapters/evm/keystore.ts";
import { addressOfKey, parsePrivateKey } from "../../src/adapters/evm/private-key.ts";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { type Asked, playNode, playTable } from "../adapters/evm/node-server.ts";
import { answered, colophon, openWorkshop, run, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";
import { hasTerminal, onTerminal } from "../support/terminal.ts";

const KEY = parsePrivateKey("0x4c0883a69102937d6231471b5dbb6204fe512961708279f8b5c3e1f6a0b1c2d3");
const ADDRESS = addressOfKey(KEY);
const PASSPHRASE = "correct horse battery";
const LIGHT = { n: 2 ** 10, r: 8, p: 1 };

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const secretFile = async (name: string, text: string) => {
  await writeFile(workshop.path(name), text, { mode: 0o600 });
  return workshop.path(name);
};
const phrase = await secretFile("phrase", `${PASSPHRASE}\n`);
const light = await secretFile("light.json", await encryptKey(KEY, PASSPHRASE, LIGHT));
const withFile = { COLOPHON_PASSPHRASE_FILE: phrase };
const refused = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  ((await answered(args, 2, { env })) as { error: { code: string } }).error.code;

describe("colophon key", () => {
  test("new: a keystore for its owner alone, where keys are kept; two are two", async () => {
    const env = { ...withFile, XDG_CONFIG_HOME: workshop.path("config") };
    const made = (await answered(["key", "new"], 0, { env })) as { address: string; keystore: string };
    expect(made.keystore).toBe(workshop.path(`config/colophon/keys/${made.address}.json`));
    expect((await stat(made.keystore)).mode & 0o777).toBe(0o600);
    expect((await stat(workshop.path("config/colophon/keys"))).mode & 0o777).toBe(0o700);
    await answered(["key", "new"], 0, { env });
    expect(await readdir(workshop.path("config/colophon/keys"))).toHaveLength(2);
    const shown = await answered(["key", "show", made.keystore, "--check"], 0, { env });
    expect(shown).toMatchObject({ address: made.address, checked: true });
  });

  test.each([
    ["0x and 64 digits", KEY],
    ["64 digits", KEY.slice(2)],
    ["a line break after it", `${KEY}\r\n`],
  ])("import: %s, from a file", async (_, text) => {
    const into = workshop.path(`imported-${text.length}.json`);
    const from = await secretFile(`plain-${text.length}`, text);
    const made = await answered(["key", "import", into, "--key-file", from], 0, { env: withFile });
    expect(made).toEqual({ address: ADDRESS, keystore: into });
    expect(await refused(["key", "import", into, "--key-file", from], withFile)).toBe("KEYSTORE_EXISTS");
  });

  test("import: key and passphrase from two descriptors, files or pipes", async () => {
    const key = await secretFile("fd-key", `${KEY}\n`);
    const args = (into: string) =>
      `"$0" bin/colophon.js key import ${workshop.path(into)} --key-fd 4 --passphrase-fd 3`;
    const files = await run("bash", ["-c", `${args("fd.json")} 3< ${phrase} 4< ${key}`, process.execPath]);
    expect(files.status, files.stderr).toBe(0);
    const pipes = `${args("pipe.json")} 3< <(cat ${phrase}) 4< <(cat ${key})`;
    const piped = await run("bash", ["-c", pipes, process.execPath]);
    expect(piped.status, piped.stderr).toBe(0);
    for (const name of ["fd.json", "pipe.json"])
      expect(
        await answered(["key", "show", workshop.path(name), "--check"], 0, { env: withFile }),
      ).toMatchObject({ address: ADDRESS });
  });

  test.each(["3", "5", "7", "13", "18", "99", "-1", "x", ""])(
    "a descriptor that nobody opened is refused and not waited for: %j",
    async (number) => {
      const env = { COLOPHON_PASSPHRASE_FD: number };
      expect(await refused(["key", "show", light, "--check"], env)).toBe("KEY_FILE_UNREADABLE");
    },
  );

  test("show: the address needs no passphrase; --check does, and the right one", async () => {
    expect(await answered(["key", "show", light], 0)).toEqual({
      address: ADDRESS,
      where: light,
      checked: false,
    });
    expect(await refused(["key", "show", light, "--check"])).toBe("PASSPHRASE_MISSING");
    const wrong = { COLOPHON_PASSPHRASE_FILE: await secretFile("wrong", "another passphrase") };
    expect(await refused(["key", "show", light, "--check"], wrong)).toBe("KEYSTORE_LOCKED");
  });

  test("show: the archive's own key, of each kind", async () => {
    const archive = await workshop.archive("shown");
    expect(await answered(["key", "show", "--archive", archive], 0)).toMatchObject({
      address: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
    });
    const config = join(archive, "colophon.json");
    const before = JSON.parse(await readFile(config, "utf8")) as object;
    const set = (signer: object) => writeFile(config, JSON.stringify({ ...before, signer }));
    await set({ type: "environment" });
    const env = { COLOPHON_PRIVATE_KEY: KEY };
    expect(await answered(["key", "show", "--archive", archive], 0, { env })).toMatchObject({
      address: ADDRESS,
    });
    await set({ type: "keystore", file: light });
    expect(await answered(["key", "show", "--archive", archive], 0)).toMatchObject({ address: ADDRESS });
    await set({ type: "remote", api: "eth", account: ADDRESS, url: "http://127.0.0.1:1" });
    expect(await answered(["key", "show", "--archive", archive], 0)).toMatchObject({ address: ADDRESS });
    await set({ type: "remote", api: "eth", account: ADDRESS });
    expect(await refused(["key", "show", "--archive", archive])).toBe("SIGNER_MISSING");
    await set({ type: "remote", api: "eth", account: ADDRESS, url: "ftp://x" });
    expect(await refused(["key", "show", "--archive", archive])).toBe("ARCHIVE_INVALID");
  });

  test.each<[string, readonly string[]]>([
    ["as the key to import", ["key", "import", KEY]],
    ["without 0x", ["key", "import", KEY.slice(2)]],
    ["as a command", ["key", KEY]],
    ["as a file", ["key", "show", KEY]],
    ["as an option's value", ["key", "import", `--key-file=${KEY}`]],
    ["as a keystore", ["init", "--title", "T", "--keystore", KEY]],
    ["as an account", ["init", "--title", "T", "--signer-account", KEY]],
    ["as a relayer's keystore", ["relay", "95.signed.json", "--keystore", KEY]],
    ["as a relayer's signer", ["relay", "95.signed.json", `--signer=${KEY.slice(2)}`]],
  ])("a key on the command line is refused and not shown: %s", async (_, args) => {
    const ran = await colophon([...args, "--json"]);
    expect(ran.status).toBe(2);
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: "KEY_IN_ARGUMENTS" } });
    expect(ran.stdout + ran.stderr).not.toContain(KEY.slice(2, 20));
  });

  test("files that others can get at are refused: keystore, passphrase and key", async () => {
    const open = async (name: string, text: string) => {
      await writeFile(workshop.path(name), text);
      await chmod(workshop.path(name), 0o644);
      return workshop.path(name);
    };
    const exposed = await open("open.json", await encryptKey(KEY, PASSPHRASE, LIGHT));
    expect(await refused(["key", "show", exposed])).toBe("KEY_FILE_EXPOSED");
    const env = { COLOPHON_PASSPHRASE_FILE: await open("open-phrase", PASSPHRASE) };
    expect(await refused(["key", "show", light, "--check"], env)).toBe("KEY_FILE_EXPOSED");
    const key = await open("open-key", KEY);
    const into = workshop.path("exposed.json");
    expect(await refused(["key", "import", into, "--key-file", key], withFile)).toBe("KEY_FILE_EXPOSED");
  });

  test("a passphrase that is short or empty makes no keystore", async () => {
    for (const short of ["", "seven77", "\nsecond line is not the first"]) {
      const env = { COLOPHON_PASSPHRASE_FILE: await secretFile("short", short) };
      expect(await refused(["key", "new", workshop.path("short.json")], env)).toBe("PASSPHRASE_INVALID");
    }
    await expect(stat(workshop.path("short.json"))).rejects.toThrow("ENOENT");
  });
});

describe.skipIf(!hasTerminal)("on a terminal (python3)", () => {
  const opens = "Passphrase of";
  const fresh = "new keystore: ";
  const again = "once more: ";

  test("a passphrase is asked for, taken with what was wiped out, and never shown", async () => {
    const typed = `wrong\u0015${PASSPHRASE}xy\u007f\u007f\r`;
    const ran = await onTerminal(["key", "show", light, "--check"], [[opens, typed]]);
    expect(ran.status, ran.shown).toBe(0);
    expect(ran.shown).toContain("It can be used.");
    for (const part of ["wrong", "correct", "horse", "battery"]) expect(ran.shown).not.toContain(part);
  });

  test("a mistyped one is asked for again, three times in all", async () => {
    const wrong = [opens, "mistyped it\r"] as const;
    const right = [opens, `${PASSPHRASE}\r`] as const;
    const show = ["key", "show", light, "--check"];
    expect((await onTerminal(show, [wrong, wrong, right])).status).toBe(0);
    const never = await onTerminal(show, [wrong, wrong, wrong, right]);
    expect(never.status).toBe(2);
    expect(never.shown).toContain("KEYSTORE_LOCKED");
  });

  test("a new one is asked for twice, until it is long enough and both are the same", async () => {
    const file = workshop.path("typed.json");
    const steps = [
      [fresh, "short\r"],
      [fresh, "first passphrase\r"],
      [again, "other passphrase\r"],
      [fresh, `${PASSPHRASE}\r`],
      [again, `${PASSPHRASE}\r`],
    ] as const;
    const ran = await onTerminal(["key", "new", file], steps);
    expect(ran.status, ran.shown).toBe(0);
    expect(ran.shown).toContain("not the same");
    for (const part of ["first", "other", "horse"]) expect(ran.shown).not.toContain(part);
    await answered(["key", "show", file, "--check"], 0, { env: withFile });
  });

  test("an imported key is not shown either, and everything may be pasted at once", async () => {
    const file = workshop.path("pasted.json");
    const paste = `${KEY}\r${PASSPHRASE}\r${PASSPHRASE}\r`;
    const ran = await onTerminal(["key", "import", file], [["not shown", paste]]);
    expect(ran.status, ran.shown).toBe(0);
    expect(ran.shown).toContain(ADDRESS);
    for (const part of [KEY.slice(2, 16), "horse"]) expect(ran.shown).not.toContain(part);
    await answered(["key", "show", file, "--check"], 0, { env: withFile });
  });

  test("Ctrl-C makes nothing", async () => {
    const file = workshop.path("interrupted.json");
    const ran = await onTerminal(["key", "new", file], [[fresh, "half a passph\u0003"]]);
    expect(ran.shown).toContain("INTERRUPTED");
    expect(ran.status).toBeGreaterThan(0);
    await expect(stat(file)).rejects.toThrow("ENOENT");
  });

  test("a key from the environment is warned about once, here with what to do instead", async () => {
    const archive = await workshop.archive("warned");
    const config = join(archive, "colophon.json");
    const before = JSON.parse(await readFile(config, "utf8")) as object;
    await writeFile(config, JSON.stringify({ ...before, signer: { type: "environment" } }));
    const env = { COLOPHON_PRIVATE_KEY: KEY };
    const ran = await onTerminal(["key", "show", "--archive", archive], [], env);
    expect(ran.shown.match(/warning:/g)).toHaveLength(1);
    expect(ran.shown).toContain("colophon key import");
  });
});

describe("an archive on a chain", () => {
  let anvil: Anvil;
  let issue: string;
  beforeAll(async () => {
    anvil = await startAnvil(0, undefined);
    issue = await workshop.issue("95", SMALL_ISSUE);
  });
  afterAll(() => anvil.kill());

  test("init on a public chain makes a key where none is named, keeps it out of the archive, and says whose it is", async () => {
    await using node = await playTable({ eth_chainId: () => "0x2105", eth_getCode: () => "0x" });
    const home = workshop.path("public-config");
    const env = { ...withFile, COLOPHON_RPC_URL: node.url, XDG_CONFIG_HOME: home };
    const archive = workshop.path("public");
    const ran = await colophon(["init", archive, "--title", "Public"], { env });
    const [file] = await readdir(join(home, "colophon", "keys"));
    expect(ran.stderr).toContain(file?.slice(0, 42));
    expect(JSON.parse(await readFile(join(archive, "colophon.json"), "utf8"))).toMatchObject({
      signer: { type: "keystore", file: join(home, "colophon", "keys", file ?? "") },
    });
    await colophon(["init", archive, "--title", "Public"], { env });
    expect(await readdir(join(home, "colophon", "keys"))).toHaveLength(1);
  });

  test("init makes no key where nobody can give a passphrase, where one is named, and on one's own chain", async () => {
    await using node = await playTable({ eth_chainId: () => "0x2105", eth_getCode: () => "0x" });
    const home = workshop.path("no-config");
    const common = { XDG_CONFIG_HOME: home };
    const publicly = { ...common, COLOPHON_RPC_URL: node.url };
    const init = (name: string, env: Readonly<Record<string, string>>) =>
      colophon(["init", workshop.path(name), "--title", "T"], { env });
    await init("none-1", publicly);
    await init("none-2", { ...publicly, ...withFile, COLOPHON_PRIVATE_KEY: KEY });
    await init("none-3", { ...common, ...withFile, COLOPHON_RPC_URL: anvil.url });
    await init("none-4", { ...common, ...withFile });
    await expect(stat(home)).rejects.toThrow("ENOENT");
  });

  test("with a keystore: founded and published with one passphrase for each run", async () => {
    const keystore = workshop.path("owner.json");
    const key = parsePrivateKey(DEVELOPMENT_KEY);
    await writeFile(keystore, await encryptKey(key, PASSPHRASE, LIGHT), { mode: 0o600 });
    const archive = workshop.path("with-keystore");
    const env = { ...withFile, COLOPHON_RPC_URL: anvil.url };
    await answered(["init", archive, "--title", "K", "--keystore", keystore], 0, { env });
    expect(await answered(["publish", issue, "--archive", archive], 0, { env })).toMatchObject({
      issues: [{ status: "final" }],
    });
  });

  test("a dry run opens no key: of a keystore it takes the address, and of one that has none nothing", async () => {
    const key = parsePrivateKey(DEVELOPMENT_KEY);
    const closed = await encryptKey(key, PASSPHRASE, LIGHT);
    const { address: _, ...unnamed } = JSON.parse(closed) as { address: string };
    const archive = workshop.path("dry");
    const withKey = { COLOPHON_RPC_URL: anvil.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY };
    await answered(["init", archive, "--title", "Dry"], 0, { env: withKey });
    const signed = workshop.path("dry.signed.json");
    const other = await workshop.issue("dry/96", { "index.html": "<p>Ninety-six\n" });
    await answered(["sign", "publish", other, "--archive", archive, "-o", signed], 0, { env: withKey });
    const config = join(archive, "colophon.json");
    const before = JSON.parse(await readFile(config, "utf8")) as object;
    const env = { COLOPHON_RPC_URL: anvil.url };
    const state = ["--rpc-url", anvil.url, "--state", workshop.path("dry-state")];
    for (const text of [closed, JSON.stringify(unnamed)]) {
      const file = await secretFile("dry.json", text);
      await writeFile(config, JSON.stringify({ ...before, signer: { type: "keystore", file } }));
      const dry = (...args: readonly string[]) => answered([...args, "--dry-run"], 0, { env });
      const inArchive = (...args: readonly string[]) => dry(...args, "--archive", archive);
      const shown = await inArchive("publish", issue);
      expect(shown).toMatchObject({ dryRun: true, issues: [{ cost: { gas: expect.anything() } }] });
      expect(await inArchive("publish", issue, "--batch")).toMatchObject({ batch: { count: 1 } });
      const account = text === closed ? [] : ["--publisher", keySigner(key).address];
      expect(await inArchive("sign", "publish", issue, ...account)).toMatchObject({ status: "unsigned" });
      expect(await inArchive("relay", signed)).toMatchObject({ status: "ready" });
      const registry = (before as { registry: string }).registry;
      const outside = [signed, "--keystore", file, ...state, "--registry", registry];
      expect(await dry("relay", ...outside)).toMatchObject({ status: "ready" });
    }
    expect(await refused(["sign", "publish", issue, "--archive", archive, "--dry-run"], env)).toBe(
      "USAGE_INVALID",
    );
  });

  test("relaying without an archive, another program signs and pays; an archive's own key is not put aside", async () => {
    const archive = workshop.path("to-relay");
    const env = { COLOPHON_RPC_URL: anvil.url };
    const owner = keySigner(DEVELOPMENT_KEY).address;
    await answered(["init", archive, "--title", "R", "--signer", anvil.url, "--signer-account", owner], 0, {
      env,
    });
    const next = await workshop.issue("97", { "index.html": "<p>Ninety-seven\n" });
    const file = workshop.path("97.signed.json");
    await answered(["sign", "publish", next, "--archive", archive, "-o", file], 0, { env });
    const payer = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    const { registry } = JSON.parse(await readFile(join(archive, "colophon.json"), "utf8")) as {
      registry: string;
    };
    const by = ["--signer", anvil.url, "--signer-account", payer];
    expect(await refused(["relay", file, "--archive", archive, ...by], env)).toBe("USAGE_INVALID");
    const state = ["--state", workshop.path("relay-state"), "--rpc-url", anvil.url, "--registry", registry];
    expect(await refused(["relay", file, ...state, ...by, "--keystore", light])).toBe("USAGE_INVALID");
    expect(await answered(["relay", file, ...state, ...by], 0)).toMatchObject({
      status: "final",
      relayer: payer,
      actor: owner,
    });
    const named = { COLOPHON_SIGNER_URL: anvil.url };
    const again = ["relay", file, ...state, "--signer-account", payer];
    expect(await answered(again, 0, { env: named })).toMatchObject({ status: "already", relayer: payer });
  });

  test("with a signer that is another program: founded, published and signed for others; the URL's password stays out", async () => {
    const archive = workshop.path("with-signer");
    const signer = anvil.url.replace("http://", "http://user:canary-password@");
    const env = { COLOPHON_RPC_URL: anvil.url, COLOPHON_SIGNER_URL: signer };
    const owner = keySigner(DEVELOPMENT_KEY).address;
    await answered(["init", archive, "--title", "S", "--signer-account", owner], 0, { env });
    const config = await readFile(join(archive, "colophon.json"), "utf8");
    expect(JSON.parse(config)).toMatchObject({ signer: { type: "remote", api: "eth", account: owner } });
    expect(config).not.toContain("canary-password");
    expect(await answered(["publish", issue, "--archive", archive], 0, { env })).toMatchObject({
      issues: [{ status: "final" }],
    });
    const next = await workshop.issue("96", { "index.html": "<p>Ninety-six\n" });
    const out = workshop.path("96.signed.json");
    await answered(["sign", "publish", next, "--archive", archive, "-o", out], 0, { env });
    expect(await answered(["relay", out, "--archive", archive], 0, { env })).toMatchObject({
      status: "final",
    });
  });

  test("with a signer that lies or is down: nothing is sent, and the same command goes on when it is honest again", async () => {
    const archive = workshop.path("with-liar");
    const owner = keySigner(DEVELOPMENT_KEY).address;
    const honestly = { COLOPHON_RPC_URL: anvil.url, COLOPHON_SIGNER_URL: anvil.url };
    await answered(["init", archive, "--title", "L", "--signer-account", owner], 0, { env: honestly });
    await using liar = await playNode((asked, response) => void lie(asked, response));
    async function lie(asked: Asked, response: ServerResponse): Promise<void> {
      const [fields] = asked.params as [object];
      const params = asked.method === "eth_signTransaction" ? [{ ...fields, to: owner }] : asked.params;
      const body = JSON.stringify({ jsonrpc: "2.0", ...asked, params });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(anvil.url, { method: "POST", headers, body });
      response.setHeader("content-type", "application/json");
      response.end(await answer.text());
    }
    const publish = ["publish", issue, "--archive", archive];
    const lied = await answered(publish, 1, { env: { ...honestly, COLOPHON_SIGNER_URL: liar.url } });
    expect(lied).toMatchObject({ error: { code: "SIGNED_OTHERWISE" } });
    const down = await answered(publish, 3, {
      env: { ...honestly, COLOPHON_SIGNER_URL: "http://127.0.0.1:1" },
    });
    expect(down).toMatchObject({ error: { code: "SIGNER_UNREACHABLE" } });
    expect(await answered(publish, 0, { env: honestly })).toMatchObject({
      issues: [{ status: "final" }],
    });
  });

  test("init asks for one of several accounts, for one that the signer has, and for one key only", async () => {
    const env = { COLOPHON_RPC_URL: anvil.url };
    const init = (...more: readonly string[]) =>
      refused(["init", workshop.path("unmade"), "--title", "U", "--signer", anvil.url, ...more], env);
    expect(await init()).toBe("USAGE_INVALID");
    expect(await init("--signer-account", ADDRESS)).toBe("USAGE_INVALID");
    expect(await init("--signer-account", "somebody")).toBe("USAGE_INVALID");
    expect(await init("--keystore", light)).toBe("USAGE_INVALID");
    await expect(stat(workshop.path("unmade"))).rejects.toThrow("ENOENT");
  });
});
