/**
 * `npm run bench:batch`: builds the tree of a batch of 1,000,000 issues, writes its list and reads it back, with the
 * Keccak-256 of this Node and with the portable one, and compares with `@openzeppelin/merkle-tree` on 10,000 issues in
 * the same run. Each row is a process of its own. Fails when the tree takes 15 s of processor time or more than 300 MiB.
 * `-- <issues>` for another size.
 */
import { getHashes, hash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { nodeSha256 } from "../src/adapters/node/sha256.ts";
import { type Keccak256, portableKeccak256 } from "../src/core/batch/keccak256.ts";
import { readList } from "../src/core/batch/read.ts";
import { batchTree } from "../src/core/batch/tree.ts";
import { writeList } from "../src/core/batch/write.ts";
import type { Digest } from "../src/core/digest.ts";
import type { ListedIssue } from "../src/core/history/issues.ts";
import type { Label } from "../src/core/label.ts";
import { publicationRef } from "../src/core/publication.ts";
import { measure } from "./bench/measure.ts";

const MIB = 1024 * 1024;
const SMALL = 10_000;
const LIMIT = { seconds: 15, bytes: 300 * MIB };
const PUBLICATION = publicationRef("eip155:8453", `0x${"52".repeat(20)}`, "12");
const SELF = fileURLToPath(import.meta.url);

/** Keccak-256 came to Node with OpenSSL 3.2. */
const HAS_OWN = getHashes().includes("keccak-256");
const nodeKeccak256: Keccak256 = (data) => hash("keccak-256", data, "buffer");

/** Made one by one, so that the memory measured is the tree's and not theirs. */
function* issues(count: number): Generator<ListedIssue> {
  for (let i = 0; i < count; i++) {
    const label = String(i).padStart(8, "0") as Label;
    yield { label, digest: i.toString(16).padStart(64, "5") as Digest };
  }
}

type Run = (count: number, keccak: Keccak256) => string | Promise<string>;

const RUNS = {
  tree: (count, keccak) => batchTree(PUBLICATION.id, issues(count), keccak).root,
  openzeppelin: (count) =>
    StandardMerkleTree.of(
      Array.from(issues(count), ({ label, digest }) => [PUBLICATION.id, label, `0x${digest}`]),
      ["uint256", "string", "bytes32"],
    ).root,
  "tree and list": async (count, keccak) => {
    const hashing = { sha256: nodeSha256, keccak };
    return (await writeList(PUBLICATION, issues(count), { put: async () => undefined }, hashing)).tree.root;
  },
  "list, read and checked": async (count, keccak) => {
    const hashing = { sha256: nodeSha256, keccak };
    const blocks = new Map<string, Uint8Array>();
    const put = async (cid: unknown, bytes: Uint8Array) => void blocks.set(String(cid), bytes.slice());
    const { tree, digest } = await writeList(PUBLICATION, issues(count), { put }, hashing);
    began = mark();
    const batch = { publication: PUBLICATION, root: tree.root, count, list: digest };
    return (await readList(batch, async (cid) => blocks.get(String(cid)), hashing)).tree.root;
  },
} as const satisfies Record<string, Run>;
type RunName = keyof typeof RUNS;

/** Where the work began that counts: wall clock and processor time, which other work on the machine does not change. */
let began = mark();

function mark() {
  return { wall: performance.now(), cpu: process.cpuUsage() };
}

/** What one process prints: the seconds of its work alone, and the root. */
async function runOne(name: RunName, count: number, keccak: Keccak256): Promise<void> {
  began = mark();
  const root = await RUNS[name](count, keccak);
  const { user, system } = process.cpuUsage(began.cpu);
  const seconds = (performance.now() - began.wall) / 1000;
  console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, root }));
}

interface Figures {
  readonly seconds: number;
  /** Processor seconds. */
  readonly cpu: number;
  readonly root: string;
  readonly peak: number;
}

function figures(name: RunName, count: number, keccak: "node" | "portable"): Figures {
  const run = measure(process.execPath, [SELF, "--run", name, "--keccak", keccak, String(count)], {
    peak: true,
  });
  return { ...(JSON.parse(run.stdout) as Omit<Figures, "peak">), peak: run.peak };
}

function compare(count: number): void {
  const own = HAS_OWN ? "node" : "portable";
  const theirs = figures("openzeppelin", SMALL, own);
  const base = SMALL / theirs.cpu;
  const row = (name: RunName, size: number, keccak: "node" | "portable", found: Figures) => ({
    what: name,
    keccak: name === "openzeppelin" ? "its own" : keccak,
    issues: size,
    seconds: found.seconds.toFixed(2),
    "cpu s": found.cpu.toFixed(2),
    "issues/cpu s": (size / found.cpu).toFixed(0),
    "x openzeppelin": (size / found.cpu / base).toFixed(1),
    "peak MiB": (found.peak / MIB).toFixed(0),
  });
  const plan: [RunName, number, "node" | "portable"][] = [
    ["tree", SMALL, own],
    ["tree", SMALL, "portable"],
    ["tree", count, own],
    ["tree", count, "portable"],
    ["tree and list", count, own],
    ["list, read and checked", count, own],
  ];
  const found = plan.map(([name, size, keccak]) => figures(name, size, keccak));
  console.log(
    `one run of each, seconds of the work alone, peak of the whole process; Node ${process.version}`,
  );
  console.table([
    row("openzeppelin", SMALL, own, theirs),
    ...plan.map(([name, size, keccak], i) => row(name, size, keccak, found[i] ?? theirs)),
  ]);
  const [small, , large] = found;
  if (small?.root !== theirs.root) refuse(`the roots differ: ${small?.root ?? ""}, ${theirs.root}`);
  if (large !== undefined && (large.cpu >= LIMIT.seconds || large.peak > LIMIT.bytes))
    refuse(
      `the tree took ${large.cpu.toFixed(1)} s of processor time and ${(large.peak / MIB).toFixed(0)} MiB; the limits are ${LIMIT.seconds} s and ${LIMIT.bytes / MIB} MiB`,
    );
}

function refuse(problem: string): void {
  console.error(problem);
  process.exitCode = 1;
}

const { values, positionals } = parseArgs({
  options: { run: { type: "string" }, keccak: { type: "string" } },
  allowPositionals: true,
});
const count = Number(positionals[0] ?? 1_000_000);
if (values.run === undefined) compare(count);
else await runOne(values.run as RunName, count, values.keccak === "node" ? nodeKeccak256 : portableKeccak256);
