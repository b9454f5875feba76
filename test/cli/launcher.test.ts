import { spawn, spawnSync } from "node:child_process";
import { chmod, mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { encryptKey } from "../../src/adapters/evm/keystore.ts";
import { addressOfKey, parsePrivateKey } from "../../src/adapters/evm/private-key.ts";
import { openWorkshop, run } from "../support/archive-fixture.ts";
import { hasTerminal, onTerminalBy } from "../support/terminal.ts";

/* On a Node that is too old the program starts another one: nothing of what it was given may be lost on the way. */

const CLI = fileURLToPath(new URL("../../bin/colophon.js", import.meta.url));
const PASS_ON = new URL("../../bin/pass-on.js", import.meta.url).href;
const KEY = parsePrivateKey("0x4c0883a69102937d6231471b5dbb6204fe512961708279f8b5c3e1f6a0b1c2d3");
const PASSPHRASE = "correct horse battery";

/** This Node, saying that it is one that cannot run the sources. */
const POSING = [
  process.execPath,
  "--import",
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.19.0"}})',
];

/** Another one on the machine that is. */
function olderNode(): string | undefined {
  const found = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "node"));
  return found.find((node) => {
    const { stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
    return /^v(18|20|22)\./.test(stdout ?? "");
  });
}

const older = olderNode();
const NODES: readonly (readonly [string, readonly string[]])[] = [
  ["a Node that says it is older", POSING],
  ...(older === undefined ? [] : [["the machine's older Node", [older]] as const]),
];

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const secret = async (name: string, text: string) => {
  await writeFile(workshop.path(name), text, { mode: 0o600 });
  return workshop.path(name);
};
const phrase = await secret("phrase", `${PASSPHRASE}\n`);
const keyFile = await secret("key", `${KEY}\n`);
const keystore = await secret("key.json", await encryptKey(KEY, PASSPHRASE, { n: 2 ** 10, r: 8, p: 1 }));

/** Lets `pass-on.js` run any program, which then says what it was given. */
async function passing(node: readonly string[], program: string) {
  const file = workshop.path("passing.mjs");
  await writeFile(
    file,
    `import { passOn } from ${JSON.stringify(PASS_ON)};
     process.exitCode = await passOn(process.execPath, ["-e", ${JSON.stringify(program)}]);`,
  );
  return [...node, file];
}

describe.each(NODES)("started by %s", (_, node) => {
  const words = (...more: readonly string[]) => [...node, CLI, ...more].map((word) => `'${word}'`).join(" ");
  const shell = (script: string, env: Readonly<Record<string, string>> = {}) =>
    run("bash", ["-c", script], { env });

  test("a passphrase by a descriptor arrives, as option and as setting, from a file and from a pipe", async () => {
    const show = ["key", "show", keystore, "--check", "--json"];
    const fd = { COLOPHON_PASSPHRASE_FD: "3" };
    for (const ran of [
      await shell(`${words(...show, "--passphrase-fd", "3")} 3< ${phrase}`),
      await shell(`${words(...show, "--passphrase-fd=12")} 12< <(cat ${phrase})`),
      await shell(`${words(...show)} 3< ${phrase}`, fd),
    ]) {
      expect(ran.status, ran.stderr).toBe(0);
      expect(JSON.parse(ran.stdout)).toMatchObject({ address: addressOfKey(KEY), checked: true });
    }
  });

  test("key and passphrase by two descriptors arrive", async () => {
    const into = workshop.path(`made-${node.length}.json`);
    const args = words("key", "import", into, "--key-fd", "4", "--passphrase-fd", "3");
    const ran = await shell(`${args} 3< <(cat ${phrase}) 4< ${keyFile}`);
    expect(ran.status, ran.stderr).toBe(0);
  });

  test.each(["3", "7", "13", "17", "18", "19", "21", "99"])(
    "a descriptor %s that nobody opened is refused and not waited for",
    async (number) => {
      const ran = await shell(
        words("key", "show", keystore, "--check", "--json", `--passphrase-fd=${number}`),
      );
      expect(ran.status, ran.stderr).toBe(2);
      expect(ran.stdout).toContain("KEY_FILE_UNREADABLE");
    },
  );

  test("standard input arrives whole", async () => {
    const echo = (await passing(node, "process.stdin.pipe(process.stdout)"))
      .map((word) => `'${word}'`)
      .join(" ");
    const ran = await shell(`seq 1 20000 | ${echo} | sha256sum; seq 1 20000 | sha256sum`);
    const [got, expected] = ran.stdout.trim().split("\n");
    expect(got).toBe(expected);
  });

  test("the exit status is the program's own; 128 and the signal's number when a signal ended it", async () => {
    expect((await shell(words("verify", workshop.path("nowhere")))).status).toBe(2);
    const killed = await passing(node, 'process.kill(process.pid, "SIGKILL")');
    expect((await run(killed[0] ?? "", killed.slice(1))).status).toBe(137);
  });

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "%s reaches the program, which answers it",
    async (signal) => {
      const answers = `process.on("${signal}", () => { console.log("told"); process.exit(7); });
      setTimeout(() => {}, 20000); console.log("ready");`;
      const [program = "", ...args] = await passing(node, answers);
      const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
      let said = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        if (said === "") child.kill(signal);
        said += text;
      });
      const status = await new Promise((resolve) => child.once("close", resolve));
      expect(said).toBe("ready\ntold\n");
      expect(status).toBe(7);
    },
  );

  test.skipIf(!hasTerminal)("Ctrl-C on a terminal is heard once, at a prompt and at work", async () => {
    const prompt = await onTerminalBy(
      [...node, CLI, "key", "show", keystore, "--check"],
      [["Passphrase of", "\u0003"]],
    );
    expect(prompt.status).toBe(3);
    const counts = `let heard = 0; process.on("SIGINT", () => { heard += 1; setTimeout(() => { console.log("heard " + heard); process.exit(5); }, 300); });
      setTimeout(() => {}, 20000); console.log("ready");`;
    const atWork = await onTerminalBy(await passing(node, counts), [["ready", "\u0003"]]);
    expect(atWork.shown).toContain("heard 1");
    expect(atWork.status).toBe(5);
  });
});

describe("a command that works on for long is started with a small heap", () => {
  const SAYS =
    "data:text/javascript,process.on('exit',()=>console.error('FLAGS',process.execArgv.join(' '),process.pid))";
  const nowhere = workshop.path("nowhere");
  const ranAs = async (script: string, env: Readonly<Record<string, string>> = {}) => {
    const ran = await run("bash", ["-c", `echo $$; exec ${script}`], {
      env: { NODE_OPTIONS: `--import="${SAYS}"`, ...env },
    });
    expect(ran.status, ran.stderr).toBe(2);
    const [, flags = "", id] = /FLAGS (.*) ?\b(\d+)/.exec(ran.stderr) ?? [];
    return { flags: flags.trim(), isSame: id === ran.stdout.trim().split("\n")[0] };
  };
  const command = (...args: readonly string[]) =>
    [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(" ");
  const small = expect.stringMatching(
    /^--max-semi-space-size=\d+ --max-old-space-size=\d+ --heap-growing-percent=\d+ --no-memory-pool$/,
  ) as string;

  test("by the same process, and no other command is", async () => {
    const long = [["import", nowhere], ["audit"], ["mirror"], ["monitor", "--once"]];
    for (const args of long)
      expect(await ranAs(command(...args, "--archive", nowhere))).toEqual({ flags: small, isSame: true });
    expect(await ranAs(command("verify", nowhere))).toEqual({ flags: "", isSame: true });
  });

  test("unless it was given a descriptor, which would be lost", async () => {
    const fd = { COLOPHON_PASSPHRASE_FD: "3" };
    for (const ran of [
      await ranAs(`${command("import", nowhere, "--passphrase-fd", "3")} 3< ${phrase}`),
      await ranAs(`${command("import", nowhere)} 3< ${phrase}`, fd),
      await ranAs(command("import", "/dev/fd/99")),
    ])
      expect(ran.flags).toBe("");
  });

  test("unless a heap was chosen", async () => {
    const chosen = `--import="${SAYS}" --max-old-space-size=2000`;
    expect(await ranAs(command("import", nowhere), { NODE_OPTIONS: chosen })).toMatchObject({ flags: "" });
  });
});

test.skipIf(process.platform === "win32")(
  "what was compiled is kept where nobody else can write, or nowhere",
  async () => {
    const home = workshop.path("home");
    const kept = join(home, ".cache/colophon/compiled");
    const { NODE_COMPILE_CACHE: _, XDG_CACHE_HOME: __, ...env } = process.env;
    const version = () =>
      spawnSync(process.execPath, [CLI, "--version"], { env: { ...env, HOME: home } }).status;
    expect(version()).toBe(0);
    expect((await stat(kept)).mode & 0o777).toBe(0o700);
    expect(await readdir(kept)).toHaveLength(1);
    await rm(kept, { recursive: true });
    await mkdir(kept);
    await chmod(kept, 0o777);
    expect(version()).toBe(0);
    expect(await readdir(kept)).toEqual([]);
  },
);
