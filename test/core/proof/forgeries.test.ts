import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { ColophonError } from "../../../src/core/errors/error.ts";
import type { Endorsement } from "../../../src/core/endorsement/endorsement.ts";
import { isSignedByKey } from "../../../src/core/endorsement/signature.ts";
import { verifyProof } from "../../../src/core/proof/verify.ts";
import { SIGNING } from "../endorsement/vectors.ts";
import { FORGERIES, type Forgery } from "./forgeries.ts";
import { HOLDING, VECTORS, type Vector } from "./vectors.ts";

describe("a forged proof", () => {
  test("there are many ways to forge one, each with a name of its own", () => {
    expect(FORGERIES.length).toBeGreaterThan(100);
    expect(new Set(FORGERIES.map(({ name }) => name)).size).toBe(FORGERIES.length);
  });

  test.each(FORGERIES)("is refused: $name ($code)", ({ bytes, trust, code }) => {
    expect(outcome(bytes, trust)).toBe(code);
  });
});

const SIGNED: ReadonlyMap<string, readonly Endorsement[]> = new Map(
  HOLDING.flatMap(({ bytes, trust }) => {
    const { digest, endorsements } = verifyProof(bytes, trust);
    return endorsements === undefined ? [] : [[digest, endorsements.statements]];
  }),
);

describe("a proof with bytes changed", () => {
  test("is never accepted as saying anything else", () => {
    const chosen = fc.constantFrom(...HOLDING);
    const change = fc.record({
      at: fc.nat(),
      byte: fc.nat({ max: 255 }),
      how: fc.constantFrom("set", "drop", "insert", "cut", "swap"),
    });
    fc.assert(
      fc.property(chosen, fc.array(change, { minLength: 1, maxLength: 4 }), (vector, changes) => {
        let bytes = [...vector.bytes];
        for (const { at, byte, how } of changes)
          bytes = changed(bytes, at % Math.max(1, bytes.length), { byte, how });
        const told = outcome(Uint8Array.from(bytes), vector.trust);
        expect(told === "none" || /^(PROOF|STATE_PROOF|BATCH|MANIFEST)_/.test(told)).toBe(true);
        if (told === "none") expect(said(Uint8Array.from(bytes), vector)).toEqual(said(vector.bytes, vector));
      }),
      { numRuns: 1500 },
    );
  });

  test("every single byte, flipped, is refused, or was white space", () => {
    const vector = HOLDING.find(({ name }) => name === "tide/batched");
    if (vector === undefined) throw new Error("no vector");
    for (let at = 0; at < vector.bytes.length; at++) {
      const bent = vector.bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
      const told = outcome(bent, vector.trust);
      if (told === "none") expect([at, said(bent, vector)]).toEqual([at, said(vector.bytes, vector)]);
      else expect(told).toMatch(/^(PROOF|STATE_PROOF|BATCH|MANIFEST|PATHS?)_/);
    }
  });
});

const python = spawnSync("python3", ["--version"]).status === 0;
const SCRIPT = fileURLToPath(new URL("verify.py", VECTORS));
const folder = mkdtempSync(join(tmpdir(), "colophon-proofs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!python)("verify.py (needs python3)", () => {
  test("accepts every proof that holds, and reads the same from it", () => {
    const told = answers(
      HOLDING.map(({ file, believed }) => [fileURLToPath(file), ...Object.values(believed)]),
    );
    for (const [at, { name, expected }] of HOLDING.entries())
      expect([name, told[at]]).toMatchObject([name, expected]);
  });

  test("refuses every forgery that has not to do with the schema of manifests", () => {
    const tried = FORGERIES.filter(
      ({ code, trust }) => code !== "MANIFEST_INVALID" && trust.blockHashes.length === 1,
    );
    const list = tried.map(({ bytes, trust }, at) => {
      const path = join(folder, `${at}.json`);
      writeFileSync(path, bytes);
      return [path, trust.chain, trust.registry, ...trust.codeHashes, ...trust.blockHashes];
    });
    const accepted = answers(list).flatMap((told, at) => (typeof told === "string" ? [] : [tried[at]?.name]));
    expect(accepted).toEqual([]);
  });

  test("says of one proof what it proves, and refuses it with status 1", () => {
    const [{ file, believed } = expect.unreachable()] = HOLDING;
    const of = (args: readonly string[]) =>
      spawnSync("python3", [SCRIPT, fileURLToPath(file), ...args]).status;
    const { chain, registry, codeHash, blockHash } = believed;
    expect(of([chain, registry, codeHash, blockHash])).toBe(0);
    expect(of([chain, registry, codeHash, codeHash])).toBe(1);
  });
});

function answers(list: readonly (readonly string[])[]): readonly unknown[] {
  const ran = spawnSync("python3", [SCRIPT, "--all"], { input: JSON.stringify(list), encoding: "utf8" });
  return JSON.parse(ran.stdout) as readonly unknown[];
}

function outcome(bytes: Uint8Array, trust: Forgery["trust"]): string {
  try {
    verifyProof(bytes, trust);
    return "none";
  } catch (error) {
    if (error instanceof ColophonError) return error.code;
    throw error;
  }
}

/** Of endorsements only what has been signed is said by anybody: of others, that there are some is all that there is. */
function said(bytes: Uint8Array, { trust }: Vector): unknown {
  const { file: _, endorsements, ...proven } = verifyProof(bytes, trust);
  const signed = endorsements?.statements.filter((one) => isSignedByKey(one, SIGNING)) ?? [];
  const honest = SIGNED.get(proven.digest) ?? [];
  expect(honest).toEqual(expect.arrayContaining(signed));
  return proven;
}

function changed(
  bytes: readonly number[],
  at: number,
  { byte, how }: { byte: number; how: string },
): number[] {
  if (bytes.length === 0) return [byte];
  if (how === "drop") return bytes.toSpliced(at, 1);
  if (how === "insert") return bytes.toSpliced(at, 0, byte);
  if (how === "cut") return bytes.slice(0, at);
  if (how === "swap") return bytes.with(at, bytes[byte] ?? 0);
  return bytes.with(at, byte);
}
