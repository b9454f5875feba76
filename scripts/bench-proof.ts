/**
 * `npm run bench:proof`: verifies proofs offline as they would be on a chain like Ethereum, each as the first thing that a
 * fresh process does after it has loaded the verifier, and 200 times more. Fails when the first takes twice as long as
 * Node takes to start, or the later ones more than 20 ms. `-- <rounds>` for another number than 9.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeSha256 } from "../src/adapters/node/sha256.ts";
import { encodeProof } from "../src/core/proof/form.ts";
import { type ProofTrust, verifyProof } from "../src/core/proof/verify.ts";
import { measure, median } from "./bench/measure.ts";

const LIMIT = 20;
const MORE = 200;
const SELF = fileURLToPath(import.meta.url);
const KINDS = {
  own: "an issue of its own, with evidence",
  profiled: "the same with the profile",
  batched: "an issue of a batch of 10,000",
} as const;

type Believed = Omit<ProofTrust, "sha256">;

interface Took {
  /** In milliseconds. */
  readonly first: number;
  readonly later: number;
}

const [given, believed] = process.argv.slice(2);
if (given !== undefined && believed !== undefined)
  console.log(JSON.stringify(verified(given, JSON.parse(believed) as Believed)));
else await compared(Number(given ?? 9));

function verified(path: string, trust: Believed): Took {
  const bytes = new Uint8Array(readFileSync(path));
  const timed = () => {
    const started = performance.now();
    verifyProof(bytes, { ...trust, sha256: nodeSha256 });
    return performance.now() - started;
  };
  return { first: timed(), later: median(Array.from({ length: MORE }, timed)) };
}

async function compared(rounds: number): Promise<void> {
  const { ethereumSized, named } = await import("../test/core/proof/ethereum-sized.ts");
  const folder = mkdtempSync(join(tmpdir(), "colophon-bench-"));
  const { chain, registry, codeHashes } = named.trust;
  for (const [kind, name] of Object.entries(KINDS)) {
    const { proof, blockHash } = ethereumSized(kind as keyof typeof KINDS, 1);
    const path = join(folder, `${kind}.proof.json`);
    const bytes = encodeProof(proof);
    writeFileSync(path, bytes);
    const trust: Believed = { chain, registry, codeHashes, blockHashes: [blockHash] };
    const took = Array.from({ length: rounds }, () => {
      const { stdout } = measure(process.execPath, [SELF, path, JSON.stringify(trust)], { peak: false });
      return JSON.parse(stdout) as Took;
    });
    const [first, later] = [median(took.map((one) => one.first)), median(took.map((one) => one.later))];
    const start = median(
      took.map(() => measure(process.execPath, ["-e", "0"], { peak: false }).seconds * 1000),
    );
    console.log(
      `${name}: ${bytes.length} bytes, first ${first.toFixed(1)} ms, later ${later.toFixed(1)} ms (node -e 0: ${start.toFixed(0)} ms)`,
    );
    if (first > 2 * start || later > LIMIT) process.exitCode = 1;
  }
  rmSync(folder, { recursive: true });
}
