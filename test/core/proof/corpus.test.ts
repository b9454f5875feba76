import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
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

const folders = ["./", "quotations/", "identities/", "endorsements/"].map((name) => {
  const folder = new URL(name, CORPUS);
  return { folder, ...(JSON.parse(readFileSync(new URL("believed.json", folder), "utf8")) as Kept) };
});
const proofs = folders.flatMap(({ folder, proofs, ...believed }) =>
  Object.entries(proofs).map(([name, digest]) => ({ name, digest, file: new URL(name, folder), believed })),
);

test.each(proofs)("$name holds, and always will", ({ file, digest, believed }) => {
  expect(verifyProof(read(file), trustOf(believed)).digest).toBe(digest);
});

test("no proof lies in the corpus that is not believed", () => {
  const files = readdirSync(CORPUS, { recursive: true, encoding: "utf8" });
  const there = files.flatMap((name) => (name.endsWith(".proof.json") ? [basename(name)] : []));
  expect(there.toSorted()).toEqual(proofs.map(({ name }) => name).toSorted());
});
