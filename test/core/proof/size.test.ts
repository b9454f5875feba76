import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { encodeProof } from "../../../src/core/proof/form.ts";
import { verifyProof } from "../../../src/core/proof/verify.ts";
import { ethereumSized, named } from "./ethereum-sized.ts";

describe("a proof of a one-page issue on a chain like Ethereum", () => {
  test.each([
    ["an issue of its own with archived evidence, at most 16 KiB", "own", 16 * 1024],
    // Two slots that are proved to be empty besides, and a path of 14 steps.
    ["an issue of a batch of 10,000, at most 17.5 KiB", "batched", 17.5 * 1024],
    // Why the writer leaves the profile out there.
    ["an issue of its own with evidence and profile, at most 17.5 KiB", "profiled", 17.5 * 1024],
  ] as const)("%s", (name, kind, limit) => {
    const sizes: number[] = [];
    let listed = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { proof, blockHash, depths } = ethereumSized(kind, seed);
      const bytes = encodeProof(proof);
      expect(verifyProof(bytes, { ...named.trust, blockHashes: [blockHash] }).digest).toBe(
        named.expected.digest,
      );
      expect(depths.account).toBeGreaterThanOrEqual(8);
      expect(Math.max(...depths.slots)).toBeGreaterThanOrEqual(6);
      sizes.push(bytes.length);
      listed = proof.manifest.length;
    }
    const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
    console.log(`${name}: ${least} to ${most} bytes, of which ${listed} are the manifest's`);
    expect(most).toBeLessThanOrEqual(limit);
  });

  test("it is verified in less time than Node takes to start", () => {
    const { proof, blockHash } = ethereumSized("batched", 1);
    const bytes = encodeProof(proof);
    const trust = { ...named.trust, blockHashes: [blockHash] };
    const verifying = timed(15, () => verifyProof(bytes, trust));
    const starting = timed(5, () => spawnSync(process.execPath, ["-e", "0"]));
    console.log(
      `verified in ${verifying.toFixed(1)} ms, ${(verifying / starting).toFixed(2)} of what node -e 0 takes`,
    );
    expect(verifying).toBeLessThan(starting);
  });
});

/** The median, in milliseconds. */
function timed(times: number, act: () => unknown): number {
  const took = Array.from({ length: times }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  });
  return took.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}
