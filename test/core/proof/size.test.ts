import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import type { Endorsement } from "../../../src/core/endorsement/endorsement.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { decodeManifest } from "../../../src/core/manifest/codec.ts";
import { fittingEndorsements } from "../../../src/core/proof/endorsed.ts";
import { encodeProof, parseProof, type ProofEndorsements } from "../../../src/core/proof/form.ts";
import { verifyProof } from "../../../src/core/proof/verify.ts";
import { ethereumSized, named } from "./ethereum-sized.ts";

const digest = parseDigest(named.expected.digest);
const manifest = decodeManifest(parseProof(named.bytes).manifest, digest, nodeSha256);

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

  test("with archived evidence, 16 KiB have room for three endorsements of its entry and one of the fourth after it", () => {
    const { publication, issue } = manifest;
    const own = { number: 1_000_000, time: 1_795_000_000, actor: publication.registry };
    const entries: readonly Entry[] = [
      { ...own, kind: "anchored", label: issue.label, digest },
      ...[1, 2, 3, 4].map((later): Entry => ({ ...own, number: own.number + later, kind: "closed" })),
    ];
    const at = (number: number): Endorsement => ({
      ...{ publication, endorser: `0x${"e".repeat(40)}` as typeof publication.registry, entries: number },
      ...{ head: digest, block: { number: 24_000_000, hash: `0x${"b".repeat(64)}` }, seen: 1_795_000_000 },
      ...{ holds: "full", signature: `0x${"5".repeat(130)}` },
    });
    const taken = { "of its entry": [] as number[], "of the fourth after it": [] as number[] };
    for (let seed = 1; seed <= 20; seed++) {
      const { proof, blockHash } = ethereumSized("own", seed);
      const most = (statements: readonly Endorsement[]) => {
        const fits = (some: ProofEndorsements) =>
          encodeProof({ ...proof, endorsements: some }).length <= 16 * 1024;
        const { endorsements } = fittingEndorsements({ before: digest, entries, statements }, fits);
        if (endorsements === undefined) return 0;
        const bytes = encodeProof({ ...proof, endorsements });
        return (
          verifyProof(bytes, { ...named.trust, blockHashes: [blockHash] }).endorsements?.statements.length ??
          0
        );
      };
      taken["of its entry"].push(most(Array.from({ length: 8 }, () => at(own.number))));
      taken["of the fourth after it"].push(most(Array.from({ length: 8 }, () => at(own.number + 4))));
    }
    for (const [what, counts] of Object.entries(taken))
      console.log(`endorsements ${what}: ${Math.min(...counts)} to ${Math.max(...counts)}`);
    expect(Math.min(...taken["of its entry"])).toBeGreaterThanOrEqual(3);
    expect(Math.min(...taken["of the fourth after it"])).toBeGreaterThanOrEqual(1);
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
