import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Interface } from "ethers";
import hre from "hardhat";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestToBytes32 } from "../../src/core/digest.ts";
import { type Entry, KINDS, NOTICE_KINDS } from "../../src/core/history/entry.ts";
import { vectors } from "../core/history/vectors.ts";
import { BatchTree, pathLengths } from "./support/batch-tree.ts";
import { argumentsOf, type Call } from "./support/calls.ts";
import { RegistryChain } from "./support/chain.ts";
import { entryOfLog } from "./support/entry-of-log.ts";

const ID = Number(vectors.publication.id);
const issues = vectors.batches.flatMap(({ root, issues: listed }) =>
  listed.map((issue) => ({ ...issue, root })),
);

describe("the contract's libraries and the vectors (test/contracts/support/HistoryHarness.sol)", () => {
  let chain: RegistryChain;
  let harness: Interface;
  beforeAll(async () => {
    chain = await RegistryChain.start();
    const { abi, deployedBytecode } = await hre.artifacts.readArtifact("HistoryHarness");
    harness = new Interface(abi);
    // The genesis holds the address at which it is worked out.
    await chain.request("hardhat_setCode", [vectors.publication.registry, deployedBytecode]);
  });
  afterAll(async () => chain.close());

  const ask = async (name: string, args: readonly unknown[]) => {
    const call = { to: vectors.publication.registry, data: harness.encodeFunctionData(name, args) };
    const answer = (await chain.request("eth_call", [call, "latest"])) as string;
    return harness.decodeFunctionResult(name, answer).toArray() as unknown[];
  };

  test("start from the vector's genesis", async () => {
    expect(await ask("genesis", [ID])).toEqual([`0x${vectors.genesis}`]);
  });

  test("fold the vector's bytes to its heads", async () => {
    let head: string = vectors.genesis;
    for (const { entry, bytes, head: next } of vectors.steps) {
      expect(await ask("fold", [`0x${head}`, `0x${bytes}`]), `entry ${entry.number}`).toEqual([`0x${next}`]);
      head = next;
    }
  });

  test("read the vector's labels as its words", async () => {
    const labelled = vectors.steps.filter(({ entry }) => "label" in entry);
    for (const { entry, bytes } of labelled) {
      const words = [bytes.slice(74, 138), bytes.slice(138, 202)].map((word) => `0x${word}`);
      expect(await ask("words", ["label" in entry ? entry.label : ""])).toEqual(words);
    }
    expect(labelled.length).toBeGreaterThan(5);
  });

  test("hash the vector's issues to its leaves, and follow its paths to its roots", async () => {
    for (const { root, label, digest, leaf, path } of issues)
      expect(await ask("leaf", [ID, [root, label, digestToBytes32(digest), path]])).toEqual([leaf, true]);
  });
});

describe("the batches of the vectors", () => {
  test("are the trees of OpenZeppelin's own package", () => {
    for (const { root, count, issues: listed } of vectors.batches) {
      const tree = new BatchTree(vectors.publication.id, listed);
      expect(tree.root).toBe(root);
      expect(count).toBe(listed.length);
      expect(tree.issues().map(({ path }) => path)).toEqual(listed.map(({ path }) => path));
    }
  });

  test("hold paths of both lengths that a tree has", () => {
    const lengths = vectors.batches[0]?.issues.map(({ path }) => path.length) ?? [];
    expect({ shortest: Math.min(...lengths), longest: Math.max(...lengths) }).toEqual(pathLengths(5));
    expect(Math.min(...lengths)).toBeLessThan(Math.max(...lengths));
  });
});

describe("a registry that gets the calls of the vectors", () => {
  let chain: RegistryChain;
  beforeAll(async () => {
    chain = await RegistryChain.start();
    for (let id = 1; id < ID; id++)
      await chain.mustCall(chain.account(0), "register", [`0x${"11".repeat(32)}`]);
  });
  afterAll(async () => chain.close());

  test("has the vector's entries and heads after each", async () => {
    expect(chain.address).toBe(vectors.publication.registry);
    expect(await chain.view("genesis", [ID])).toBe(`0x${vectors.genesis}`);
    for (const [index, { entry, head }] of vectors.steps.entries()) {
      if (entry.kind === "extracted") continue;
      const before = vectors.steps[index - 1]?.entry;
      const extracted = before?.kind === "extracted" ? before : undefined;
      await chain.nextTime(entry.time);
      const outcome = await chain.call(entry.actor, ...callOf(entry, extracted));
      if (!outcome.ok) throw new Error(`entry ${entry.number}: ${outcome.error}`);
      expect(outcome.logs.map(entryOfLog)).toEqual(extracted === undefined ? [entry] : [extracted, entry]);
      expect(await chain.head(ID), `head after entry ${entry.number}`).toBe(head);
    }
  });

  test.skipIf(process.platform === "win32")(
    "has events that sha256sum in a shell folds to its head",
    async () => {
      const entries = (await chain.logs())
        .filter(({ args }) => Number(args["publicationId"]) === ID)
        .map(entryOfLog);
      expect(entries).toHaveLength(vectors.steps.length);
      const printed = execFileSync("bash", ["-euo", "pipefail", "-c", script(chain, entries)], {
        encoding: "utf8",
      });
      expect(printed).toBe(`${await chain.head(ID)}\n`);
    },
  );
});

/** The shell's own fold, with the functions that docs/spec/history.md prints and nothing else of ours. */
function script(chain: RegistryChain, entries: readonly Entry[]): string {
  const spec = readFileSync(new URL("../../docs/spec/history.md", import.meta.url), "utf8");
  const functions = /^```bash\n(.*?)^registry=/ms.exec(spec)?.[1] ?? "";
  const hex = (value: string) => value.replace("0x", "");
  const genesis = `$(ascii colophon/history/1)$(uint 32 31337)${hex(chain.address)}$(uint 32 ${ID})`;
  const lines = entries.map((entry) => {
    const stamp = `$(uint 8 ${entry.number})$(uint 1 ${KINDS[entry.kind]})$(uint 8 ${entry.time})`;
    return `head=$(sha "$head${stamp}${hex(entry.actor)}$(left 160 "${shellWords(entry).join("")}")")`;
  });
  return [functions, `head=$(sha "${genesis}")`, ...lines, 'echo "$head"'].join("\n");
}

function shellWords(entry: Entry): string[] {
  const name = (label: string) => `$(left 64 "$(ascii ${label})")`;
  const word = (value: string) => `$(right ${value.replace("0x", "")})`;
  switch (entry.kind) {
    case "registered":
    case "profile-set":
      return [entry.profile];
    case "anchored":
      return [name(entry.label), entry.digest];
    case "revised":
      return [name(entry.label), entry.digest, entry.supersedes, entry.reason];
    case "batch-anchored":
      return [word(entry.root), entry.list, `$(uint 32 ${entry.count})`];
    case "extracted":
      return [name(entry.label), entry.digest, word(entry.root)];
    case "notice":
      return [entry.digest, `$(uint 32 ${NOTICE_KINDS[entry.notice]})`, entry.reason];
    case "publisher-granted":
    case "publisher-revoked":
      return [word(entry.account)];
    case "transfer-started":
      return [word(entry.pendingOwner)];
    case "transferred":
      return [word(entry.previousOwner)];
    case "closed":
      break;
  }
  return [];
}

type Extracted = Extract<Entry, { kind: "extracted" }>;

/** The call on the publication that makes an entry, and before it the extraction that the call needs. */
function callOf(entry: Entry, extracted: Extracted | undefined): [name: string, args: readonly unknown[]] {
  if (entry.kind === "registered") return ["register", [digestToBytes32(entry.profile)]];
  const call = extracted === undefined ? plainCall(entry) : batchedCall(entry, extracted);
  return [call.do, [ID, ...argumentsOf(call)]];
}

function batchedCall(entry: Entry, { digest }: Extracted): Call {
  const issue = issues.find((one) => one.digest === digest);
  if (issue === undefined) throw new RangeError(`no issue ${digest}`);
  if (entry.kind === "notice") return { ...entry, do: "postBatched", issue };
  if (entry.kind === "revised") return { ...entry, do: "reviseBatched", issue };
  throw new RangeError(`no call extracts an issue and adds an entry ${entry.kind}`);
}

function plainCall(entry: Entry): Call {
  switch (entry.kind) {
    case "profile-set":
      return { ...entry, do: "setProfile" };
    case "anchored":
      return { ...entry, do: "anchor" };
    case "revised":
      return { ...entry, do: "revise" };
    case "batch-anchored":
      return { ...entry, do: "anchorBatch" };
    case "notice":
      return { ...entry, do: "post" };
    case "publisher-granted":
      return { ...entry, do: "grantPublisher" };
    case "publisher-revoked":
      return { ...entry, do: "revokePublisher" };
    case "transfer-started":
      return { do: "transferOwnership", account: entry.pendingOwner };
    case "transferred":
      return { do: "acceptOwnership" };
    case "registered":
    case "extracted":
    case "closed":
      break;
  }
  return { do: "close" };
}
