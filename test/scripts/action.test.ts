import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { colophon, openWorkshop, writeFiles } from "../support/archive-fixture.ts";
import { ACTION, ACTION_TEXT, type Job, readYaml, runStep } from "../support/composite-action.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const workshop = await openWorkshop();
const anvil: Anvil = await startAnvil(0, undefined);
afterAll(async () => {
  anvil.kill();
  await workshop[Symbol.asyncDispose]();
});

const SECRETS = { COLOPHON_RPC_URL: anvil.url, COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY };

/** As a pull request from a fork has them. */
const NO_SECRETS = { COLOPHON_RPC_URL: "", COLOPHON_PRIVATE_KEY: "", GITHUB_EVENT_NAME: "pull_request" };

/** A checkout with an archive on a chain of its own, whose settings are in the repository and whose key is not. */
let made = 0;
async function checkout(files: Readonly<Record<string, string>>): Promise<string> {
  const workspace = join(workshop.path(`job-${++made}`), "checkout");
  await writeFiles(workspace, files);
  const init = ["init", "archive", "--title", `Letter ${made}`];
  const deploy = made === 1 ? ["--deploy"] : [];
  const ran = await colophon([...init, ...deploy], { cwd: workspace, env: SECRETS });
  expect(ran.status, ran.stderr).toBe(0);
  return workspace;
}
const page = (title: string) => `<!doctype html><title>${title}</title><p>${title}, and more.\n`;
const publish = (job: Job) => runStep("publish", { ...job, env: { ...SECRETS, ...job.env } });

describe("action.yml", () => {
  test("hands inputs over by the environment alone, and runs nothing that holds an expression", () => {
    expect(ACTION.runs.using).toBe("composite");
    for (const { run = "", shell, uses } of ACTION.runs.steps) {
      expect(run).not.toContain("${{");
      expect(uses === undefined ? shell : "bash").toBe("bash");
    }
    const handed = ACTION.runs.steps.flatMap(({ env = {} }) => Object.values(env));
    expect(handed.toSorted()).toEqual(
      Object.keys(ACTION.inputs)
        .map((name) => `\${{ inputs.${name} }}`)
        .toSorted(),
    );
  });

  test("pins what it uses to a commit, says of which version, and takes the Node that the lockfile names", () => {
    const uses = ACTION.runs.steps.flatMap((step) => (step.uses === undefined ? [] : [step.uses]));
    expect(uses).not.toEqual([]);
    for (const one of uses) {
      expect(one).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      expect(ACTION_TEXT).toMatch(new RegExp(`${one} # v\\d+\\.\\d+\\.\\d+\\n`));
    }
    const runtime = JSON.parse(readFileSync(join(ROOT, "tools/runtime/package.json"), "utf8")) as {
      optionalDependencies: Readonly<Record<string, string>>;
    };
    const node = ACTION.runs.steps.find(({ uses: used = "" }) => used.startsWith("actions/setup-node@"));
    expect(new Set(Object.values(runtime.optionalDependencies))).toEqual(
      new Set([node?.with?.["node-version"]]),
    );
    const install = ACTION.runs.steps.find(({ run = "" }) => run.includes("npm "))?.run;
    expect(install).toMatch(/^cd "\$GITHUB_ACTION_PATH"\nnpm ci --omit=dev --ignore-scripts\b/);
    expect(existsSync(join(ROOT, "package-lock.json"))).toBe(true);
  });

  test("gives out what its step sets, and nothing else", async () => {
    const workspace = await checkout({ "issues/1/index.html": page("One") });
    const { outputs } = await publish({ workspace, inputs: { source: "issues" } });
    const values = Object.entries(ACTION.outputs).map(([name, { value }]) => [name, value]);
    expect(values).toEqual(
      Object.keys(outputs).map((name) => [name, `\${{ steps.publish.outputs.${name} }}`]),
    );
  });
});

describe("the step", () => {
  test("publishes what is new, twice with the same end, and tells so", async () => {
    const workspace = await checkout({
      "issues/1/index.html": page("One"),
      "issues/2/index.html": page("Two"),
    });
    const first = await publish({ workspace, inputs: { source: "issues" } });
    expect(first.status, first.stderr).toBe(0);
    expect(first.outputs).toMatchObject({ status: "0", published: "2", labels: "1\n2" });
    expect(first.outputs["digests"]).toMatch(/^[0-9a-f]{64}\n[0-9a-f]{64}$/);
    expect(first.outputs["cids"]).toMatch(/^baguqeera\w+\nbaguqeera\w+$/);
    expect(first.outputs["transactions"]).toMatch(/^0x[0-9a-f]{64}$/);
    const lines = (await readFile(first.outputs["json"] ?? "", "utf8")).trim().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
      ...["published", "looked", "done"],
    ]);
    for (const digest of first.outputs["digests"]?.split("\n") ?? [])
      expect(first.summary).toContain(`| \`${digest}\` |`);
    expect(first.masked).toEqual(expect.arrayContaining(Object.values(SECRETS)));
    expect(first.stdout.replaceAll(/::add-mask::.*/g, "") + first.stderr).not.toContain(DEVELOPMENT_KEY);
    const second = await publish({ workspace, inputs: { source: "issues" } });
    expect(second.outputs).toMatchObject({ status: "0", published: "0", labels: "", transactions: "" });
    expect(second.summary).toContain("Nothing new was published.");
    // The next machine has the repository and nothing else: the chain says what stands.
    const elsewhere = join(workshop.path(`job-${++made}`), "checkout");
    await mkdir(join(elsewhere, "archive"), { recursive: true });
    await cp(join(workspace, "issues"), join(elsewhere, "issues"), { recursive: true });
    await cp(join(workspace, "archive/colophon.json"), join(elsewhere, "archive/colophon.json"));
    await cp(join(workspace, "archive/data/store"), join(elsewhere, "archive/data/store"), {
      recursive: true,
    });
    const third = await publish({ workspace: elsewhere, inputs: { source: "issues" } });
    expect(third.outputs, third.stderr).toMatchObject({ status: "0", published: "0" });
  });

  test("fails and says why when something was changed; revises it when told to", async () => {
    const workspace = await checkout({ "issues/1/index.html": page("One") });
    await publish({ workspace, inputs: { source: "issues" } });
    await writeFile(join(workspace, "issues/1/index.html"), page("One, corrected"));
    const told = await publish({ workspace, inputs: { source: "issues" } });
    expect([told.status, told.outputs["status"], told.outputs["published"]]).toEqual([1, "1", "0"]);
    expect(told.summary).toContain("was changed since it was published");
    const inputs = { source: "issues", changed: "revise", reason: "A tide was wrong" };
    const revised = await publish({ workspace, inputs });
    expect(revised.outputs, revised.stderr).toMatchObject({ status: "0", published: "1", labels: "1" });
    expect(revised.summary).toContain("revision 2");
  });

  test("publishes the issues that are named, one on each line", async () => {
    const workspace = await checkout({ "a b/index.html": page("One"), "two/index.html": page("Two") });
    await writeFile(join(workspace, "a b/issue.yaml"), "label: one\n");
    const inputs = { command: "publish", source: "a b\n\n  two  \n" };
    const first = await publish({ workspace, inputs });
    expect(first.outputs, first.stderr).toMatchObject({ status: "0", published: "2", labels: "one\ntwo" });
    expect((await publish({ workspace, inputs })).outputs).toMatchObject({ status: "0", published: "0" });
  });

  test("shows in a pull request what would be published, without any secret", async () => {
    const workspace = await checkout({
      "issues/1/index.html": page("One"),
      "issues/2/index.html": page("Two"),
    });
    const job = { workspace, inputs: { source: "issues" }, env: NO_SECRETS };
    const shown = await runStep("publish", job);
    expect(shown.status, shown.stderr).toBe(0);
    expect(shown.outputs).toMatchObject({ status: "dry-run", labels: "1\n2", transactions: "" });
    expect(shown.summary).toContain("what would be published");
    const alone = { source: "issues/1", kind: "issue" };
    const node = { ...NO_SECRETS, COLOPHON_RPC_URL: anvil.url };
    const one = await runStep("publish", { ...job, inputs: alone, env: node });
    expect(one.outputs, one.stderr).toMatchObject({ labels: "1", transactions: "" });
    const all = await runStep("publish", { ...job, env: node });
    expect(all.outputs, all.stderr).toMatchObject({ status: "dry-run", labels: "1\n2" });
    const pushed = await runStep("publish", { ...job, env: { ...NO_SECRETS, GITHUB_EVENT_NAME: "push" } });
    expect(pushed.outputs["status"]).not.toBe("0");
    expect((await publish({ workspace, inputs: { source: "issues" } })).outputs).toMatchObject({
      published: "2",
    });
  });

  test("takes a keystore and its passphrase from secrets, and leaves neither behind", async () => {
    const workspace = await checkout({ "issues/1/index.html": page("One") });
    const [key, passphrase] = ["key.json", "correct horse battery"];
    await writeFile(join(workspace, "secret"), `${passphrase}\n`, { mode: 0o600 });
    await writeFile(join(workspace, "raw"), `${DEVELOPMENT_KEY}\n`, { mode: 0o600 });
    const imported = await colophon(["key", "import", key, "--key-file", "raw"], {
      ...{ cwd: workspace, env: { COLOPHON_PASSPHRASE_FILE: join(workspace, "secret") } },
    });
    expect(imported.status, imported.stderr).toBe(0);
    const keystore = await readFile(join(workspace, key), "utf8");
    const settings = join(workspace, "archive/colophon.json");
    const config = JSON.parse(await readFile(settings, "utf8")) as object;
    await writeFile(settings, JSON.stringify({ ...config, signer: { type: "keystore", file: "ci.json" } }));
    const env = { COLOPHON_RPC_URL: anvil.url, COLOPHON_KEYSTORE: keystore, COLOPHON_PASSPHRASE: passphrase };
    const done = await runStep("publish", { workspace, inputs: { source: "issues" }, env });
    expect(done.outputs, done.stderr).toMatchObject({ status: "0", published: "1" });
    expect(done.masked).toContain(passphrase);
    expect(await readdir(join(workspace, "archive"))).not.toContain("ci.json");
    for (const name of await readdir(join(workspace, ".."), { recursive: true, withFileTypes: true }))
      if (name.isFile() && name.parentPath.includes("runner-"))
        expect(await readFile(join(name.parentPath, name.name), "utf8")).not.toContain(passphrase);
  });
});

describe("hostile inputs do nothing", async () => {
  const workspace = await checkout({ "issues/1/index.html": page("One") });
  const trap = join(workspace, "trap");
  const hostile = [
    `$(touch ${trap})`,
    `\`touch ${trap}\``,
    `"; touch ${trap}; "`,
    `'; touch ${trap}; '`,
    `x\nmore=1\nEOF\ntouch ${trap}`,
    "--archive=/nowhere",
    "--changed=revise",
    "${{ github.token }}",
  ];
  const inputs = Object.keys(ACTION.inputs);

  // Every value and every input, though not every pair of them.
  const pairs = hostile.flatMap((value, v) =>
    inputs.filter((_, i) => (v + i) % 4 === 0).map((name) => [name, value] as const),
  );

  test.each(pairs)("%s: %j", async (name, value) => {
    const done = await publish({ workspace, inputs: { source: "issues", "dry-run": "true", [name]: value } });
    expect(existsSync(trap)).toBe(false);
    expect(done.obeyed).toEqual([]);
    expect(Object.keys(done.outputs).filter((one) => !(one in ACTION.outputs))).toEqual([]);
    expect(done.outputs["transactions"] ?? "").toBe("");
  });

  test("titles of the source reach neither the runner nor the page as anything but text", async () => {
    const title = "::set-env name=A::b | <img src=x> [a](javascript:b) `c`";
    const source = await checkout({
      "posts/_config.yml": "",
      "posts/_posts/2019-01-01-a.md": `---\ntitle: "${title}"\nslug: "::error::x"\n---\n::warning::hello\n`,
    });
    const done = await publish({ workspace: source, inputs: { source: "posts" } });
    expect([done.status, done.obeyed], done.stderr).toEqual([0, []]);
    await writeFile(
      join(source, "posts/_posts/2019-01-01-a.md"),
      `---\ntitle: "${title}"\nslug: "::error::x"\n---\nNew.\n`,
    );
    const changed = await publish({ workspace: source, inputs: { source: "posts" } });
    expect([changed.status, changed.obeyed]).toEqual([1, []]);
    expect(changed.summary).not.toMatch(/<img|javascript:b\)|\| `c`/);
  });
});

test("the examples of workflows are YAML, and use the action with inputs that it has", () => {
  const folder = join(ROOT, "docs/automation");
  const workflow = readYaml(readFileSync(join(folder, "publish-on-push.yml"), "utf8")) as {
    readonly permissions: unknown;
    readonly concurrency: { readonly group: string; readonly "cancel-in-progress": boolean };
    readonly jobs: Readonly<
      Record<
        string,
        {
          readonly steps: readonly {
            readonly uses?: string;
            readonly with?: object;
            readonly run?: string;
          }[];
        }
      >
    >;
  };
  expect(workflow.permissions).toEqual({ contents: "read" });
  expect(workflow.concurrency["cancel-in-progress"]).toBe(false);
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const own = steps.filter(({ uses = "" }) => /^[\w-]+\/colophon@v\d+$/.test(uses));
  expect(own).toHaveLength(1);
  for (const step of own)
    expect(Object.keys(step.with ?? {}).filter((name) => !(name in ACTION.inputs))).toEqual([]);
  for (const { uses, run = "" } of steps) {
    expect(run).not.toContain("${{");
    if (uses !== undefined && !uses.includes("/colophon@")) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  }
});
