import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { tmpdir } from "node:os";
import { createDiskStore } from "../../src/adapters/disk/store.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { documentCid } from "../../src/core/cid.ts";
import { isWhole, readBack } from "../../src/core/retrieval.ts";
import { reviseIssue } from "../../src/publish/issue.ts";
import { memoryFile } from "../support/hashing.ts";
import { handOn } from "../support/publisher-hand.ts";
import { openRig } from "../support/publisher-rig.ts";

/* The only store has lost a block of the revision that stands: the folder that it was made of brings it back. */

const rig = await openRig();
const folder = await mkdtemp(join(tmpdir(), "colophon-lost-"));
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});
const { publish, nonceOf } = handOn(rig);
let stores = 0;

const LETTER = "the letter as it was mended";

/** The second revision of an issue in a store of its own, opened again after `harm` was done to its files. */
async function revisedThen(harm: (directory: string) => Promise<void>) {
  const directory = join(folder, `store-${++stores}`);
  const open = () => createDiskStore({ directory, id: "own", operator: "self", sha256: nodeSha256 });
  const before = open();
  const plan = rig.plan();
  await publish(plan, { store: before });
  const mended = { ...plan, files: [memoryFile("letter.txt", LETTER)] };
  const revised = await reviseIssue(mended, undefined, rig.publisher({ store: before }));
  before.close();
  await harm(directory);
  const store = open();
  const whole = async () =>
    isWhole(await readBack(store, documentCid(revised.digest), { sha256: nodeSha256 }));
  const revise = (files = mended.files) =>
    reviseIssue({ ...mended, files }, undefined, rig.publisher({ store }));
  return { revised, revise, whole, [Symbol.dispose]: () => store.close() };
}

/** The files of a store that hold some bytes. */
async function holding(directory: string, bytes: string) {
  const found: { path: string; data: Buffer; at: number }[] = [];
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".car")) continue;
    const path = join(entry.parentPath, entry.name);
    const data = await readFile(path);
    const at = data.lastIndexOf(bytes);
    if (at >= 0) found.push({ path, data, at });
  }
  return found;
}

async function corrupt(directory: string, bytes: string): Promise<void> {
  for (const { path, data, at } of await holding(directory, bytes)) {
    data[at] = (data[at] ?? 0) ^ 1;
    await writeFile(path, data);
  }
}

async function remove(directory: string, bytes: string): Promise<void> {
  for (const { path } of await holding(directory, bytes)) await rm(path);
}

/** In the manifests of revisions alone. */
const MANIFEST = "supersedes";

describe.each([
  ["a corrupt manifest", (directory: string) => corrupt(directory, MANIFEST)],
  ["a manifest that is gone", (directory: string) => remove(directory, MANIFEST)],
  ["a corrupt block of a file", (directory: string) => corrupt(directory, LETTER)],
  ["a block of a file that is gone", (directory: string) => remove(directory, LETTER)],
])("%s of the revision that stands", (_, harm) => {
  test("is put back by the same revision, and nothing is sent", async () => {
    using lost = await revisedThen(harm);
    expect(await lost.whole()).toBe(false);
    const nonce = await nonceOf(rig.signer);
    const { digest } = lost.revised;
    expect(await lost.revise()).toMatchObject({ status: "already", revision: 2, digest });
    expect(await lost.whole()).toBe(true);
    expect(await nonceOf(rig.signer)).toBe(nonce);
    expect(rig.staged()).toBe(false);
  });
});

test("other files are refused while the standing manifest is corrupt, and nothing is sent", async () => {
  using lost = await revisedThen((directory) => corrupt(directory, MANIFEST));
  const nonce = await nonceOf(rig.signer);
  const other = [memoryFile("letter.txt", "mended once more")];
  await expect(lost.revise(other)).toFailWith("STANDING_UNREAD");
  expect(await nonceOf(rig.signer)).toBe(nonce);
  expect(rig.staged()).toBe(false);
  await lost.revise();
  expect(await lost.revise(other)).toMatchObject({ revision: 3, status: "final" });
});
