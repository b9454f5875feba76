import { readFile } from "node:fs/promises";
import type { FunctionFragment } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registryInterface } from "./support/chain.ts";
import {
  Bench,
  blocksOf,
  dialogueOf,
  explorerLinesOf,
  remarksOf,
  variablesOf,
} from "./support/hand-query.ts";

const page = await readFile(new URL("../../docs/spec/registry.md", import.meta.url), "utf8");
const SETUP = "To follow along";
const all = blocksOf(page);
const setup = all.filter(({ heading }) => heading === SETUP);
const blocks = all.filter(({ heading }) => heading !== SETUP);
const explorer = explorerLinesOf(page);
const [bash, js] = ["bash", "js"].map((language) =>
  setup
    .filter((block) => block.language === language)
    .map(({ code }) => code)
    .join("\n"),
);
const views = registryInterface.fragments.filter(
  (fragment): fragment is FunctionFragment =>
    fragment.type === "function" && "constant" in fragment && fragment.constant === true,
);
/** A script and, right after it, what it prints. */
const scripts = blocks.flatMap(({ heading, language, code }, index) => {
  const next = blocks[index + 1];
  return language === "bash" ? [{ heading, code, printed: next?.language === "text" ? next.code : "" }] : [];
});
/** Publication 3, with an entry of every kind, labels of one word and of two. */
const EVERY_KIND = `
call() { cast send --unlocked --from $1 $REGISTRY "\${@:2}" > sent.txt; }
long=$(printf %064d 7) short=$(printf %032d 7)
root=$(cast keccak $(cast keccak $(cast abi-encode "f(uint256,string,bytes32)" 3 $short $JANUARY)))
call $ALICE "register(bytes32)" $PROFILE
call $ALICE "grantPublisher(uint256,address)" 3 $BOB
call $BOB "anchor(uint256,string,bytes32)" 3 $long $DECEMBER
call $BOB "revise(uint256,string,bytes32,bytes32,bytes32)" 3 $long $CORRECTED $DECEMBER $REASON
call $BOB "anchorBatch(uint256,bytes32,uint32,bytes32)" 3 $root 1 $LIST
call $BOB "postBatched(uint256,(bytes32,string,bytes32,bytes32[]),uint8,bytes32)" 3 "($root,$short,$JANUARY,[])" 4 $REASON
call $ALICE "setProfile(uint256,bytes32)" 3 $OTHER
call $ALICE "revokePublisher(uint256,address)" 3 $BOB
call $ALICE "transferOwnership(uint256,address)" 3 $CAROL
call $CAROL "acceptOwnership(uint256)" 3
call $CAROL "close(uint256)" 3
cast rpc anvil_mine 0x2 > sent.txt
`;
const of = (language: string) => blocks.filter((block) => block.language === language);

describe("the examples of docs/spec/registry.md", () => {
  test("are all of a kind that is run here", () => {
    expect(all.length).toBeGreaterThan(40);
    const known = new Set(["bash", "console", "eip712", "js", "text"]);
    expect(all.filter(({ language }) => !known.has(language))).toEqual([]);
    expect(scripts.map(({ printed }) => printed)).toEqual(of("text").map(({ code }) => code));
    expect(page.match(/^```/gm)).toHaveLength(2 * all.length);
    expect(page.match(/^Explorer:/gm)).toHaveLength(explorer.length);
  });

  test.each(views.map(({ name }) => name))("ask %s in a shell, with ethers and in an explorer", (name) => {
    const about = (heading: string) => heading.endsWith(`\`${name}\``);
    const calls = of("console").filter(({ heading, code }) => about(heading) && code.includes(`"${name}(`));
    expect(calls).toHaveLength(1);
    expect(of("js").filter(({ heading, code }) => about(heading) && code.includes(`.${name}(`))).toHaveLength(
      1,
    );
    expect(explorer.filter(({ heading, view }) => about(heading) && view === name)).toHaveLength(1);
  });
});

describe.skipIf(process.platform === "win32")("run against a registry on a chain", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await Bench.start();
    bench.name(variablesOf(bash ?? ""));
    await bench.bash(bash ?? "");
  }, 120_000);
  afterAll(async () => bench.close());

  test.each(of("console"))("a terminal prints it: $heading", async ({ code }) => {
    const { commands, printed } = dialogueOf(code);
    expect(printed).not.toBe("");
    expect((await bench.bash(commands)).trimEnd()).toBe(printed.trimEnd());
  });

  test.each(of("js"))("ethers answers it: $heading", async ({ code }) => {
    const remarks = remarksOf(code);
    expect(remarks).not.toBe("");
    expect(await bench.node(`${js}\n${code}`)).toBe(remarks);
  });

  test.each(explorer)("an explorer's form asks the same: $view", async ({ heading, view, fields }) => {
    const fragment = registryInterface.getFunction(view);
    expect(fields.map(({ name }) => name)).toEqual(fragment?.inputs.map(({ name }) => name));
    const data = registryInterface.encodeFunctionData(
      view,
      fields.map(({ value }) => typed(bench.named(value))),
    );
    const [asked = ""] =
      of("console")
        .find((block) => block.heading === heading)
        ?.code.split(/^(?=\$ )/m) ?? [];
    const { commands, printed } = dialogueOf(asked);
    const signature = /"(\w+\(.*?)" /.exec(commands)?.[1] ?? "";
    const raw = await bench.bash(`cast call $REGISTRY --data ${data} --block finalized`);
    expect(await bench.bash(`cast abi-decode "${signature}" ${raw}`)).toBe(printed);
  });

  test.each(scripts)("a script prints it: $heading", async ({ code, printed }) => {
    expect(await bench.bash(code)).toBe(printed);
  });

  test("the script for histories folds an entry of every kind", async () => {
    const script = scripts.find(({ heading }) => heading === "Is a history complete?")?.code ?? "";
    await bench.bash(EVERY_KIND);
    const printed = await bench.bash(script.replace("to-uint256 1 ", "to-uint256 3 "));
    const lines = printed
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" "));
    expect(new Set(lines.map(([, kind]) => kind))).toEqual(
      new Set(["01", "02", "03", "04", "05", "06", "07", "08", "09", "0a", "0b", "0c"]),
    );
    const head = await bench.bash(`cast call $REGISTRY "head(uint256)(bytes32)" 3`);
    expect(`0x${lines.at(-1)?.[2]}\n`).toBe(head);
  });
});

/** An explorer takes arrays and tuples as JSON, anything else as it stands. */
function typed(value: string): unknown {
  return value.startsWith("[") ? (JSON.parse(value) as unknown) : value;
}
