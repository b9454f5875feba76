import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { verifyProof } from "../../../src/core/proof/verify.ts";
import { CORPUS, read, trustOf } from "./vectors.ts";

/* Proofs that were handed out. Files are added, never changed: a version that refuses one is not released. */

interface Kept {
  readonly chain: string;
  readonly registry: string;
  readonly blockHash: `0x${string}`;
  readonly proofs: Readonly<Record<string, string>>;
}

const kept = JSON.parse(readFileSync(new URL("believed.json", CORPUS), "utf8")) as Kept;

test.each(Object.entries(kept.proofs))("%s holds, and always will", (name, digest) => {
  expect(verifyProof(read(new URL(name, CORPUS)), trustOf(kept)).digest).toBe(digest);
});

test("no proof lies in the corpus that is not believed", () => {
  const files = readdirSync(CORPUS).filter((name) => name.endsWith(".proof.json"));
  expect(files.toSorted()).toEqual(Object.keys(kept.proofs).toSorted());
});
