import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { uncheckedBlock } from "../../src/core/block.ts";
import { type CID, documentCid, parseCid, rawCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { failure } from "../../src/core/errors/error.ts";
import type { AppOptions } from "../../src/server/app.ts";
import { type ExampleArchive, exampleArchive } from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

/* The gateway over an archive whose stores hold more than the archive's own, as a node shared with others does. */

const PRIVATE = Buffer.from("a letter that was never published");
const privateDigest = digestFromBytes(nodeSha256(PRIVATE));
const PRIVATE_CID = rawCid(privateDigest);

let examples: ExampleArchive;
/** What the stores were asked for. */
let asked: string[];

beforeEach(async () => {
  examples = await exampleArchive();
  asked = [];
  const { archive } = examples;
  const read = archive.block.bind(archive);
  archive.block = (cid: CID) => {
    asked.push(cid.toString());
    return read(cid);
  };
});

async function start(options: Partial<AppOptions> = {}): Promise<(path: string) => Promise<Response>> {
  const verifier = await startVerifier(examples.archive, options);
  onTestFinished(() => verifier.stop());
  return (path) => fetch(verifier.url + path);
}

const raw = (cid: CID | string) => `/ipfs/${cid.toString()}?format=raw`;

describe("the gateway gives", () => {
  test.each([
    ["from the roots down", (cids: string[]) => cids],
    ["from the leaves up", (cids: string[]) => cids.toReversed()],
  ])("every block of every issue, profile and reason, asked for %s", async (_, order) => {
    const get = await start();
    const cids = order([...examples.archive.blocks.keys()]);
    expect(cids.length).toBeGreaterThan(20);
    const refused: string[] = [];
    for (const cid of cids) if ((await get(raw(cid))).status !== 200) refused.push(cid);
    expect(refused).toEqual([]);
  });

  test("an issue that was anchored after it was last asked", async () => {
    const get = await start();
    expect((await get(raw(PRIVATE_CID))).status).toBe(404);
    const id = (await examples.archive.publications())[0]?.id;
    if (id === undefined) throw new TypeError("no publication");
    const files = { "letter.txt": { type: "text/plain", bytes: PRIVATE } };
    const digest = await examples.archive.anchor(id, { label: "43", title: "Published now", files });
    expect((await get(raw(documentCid(digest)))).status).toBe(200);
    expect((await get(raw(PRIVATE_CID))).status).toBe(200);
  });

  test("what the store on this machine holds, and asks no other for it", async () => {
    const ownBlock = async (cid: CID) => (cid.equals(PRIVATE_CID) ? uncheckedBlock(cid, PRIVATE) : undefined);
    const get = await start({ ownBlock });
    expect((await get(raw(PRIVATE_CID))).status).toBe(200);
    expect(asked).not.toContain(PRIVATE_CID.toString());
  });

  test("a block that is damaged on this machine, from another store", async () => {
    const ownBlock = (cid: CID) =>
      Promise.reject(failure("BLOCK_MISMATCH", { cid: cid.toString(), got: "00" }));
    const get = await start({ ownBlock });
    expect((await get(raw(documentCid(examples.letter42)))).status).toBe(200);
  });
});

describe("the gateway does not give", () => {
  test("a block that a store holds for somebody else, and does not ask for it", async () => {
    examples.archive.blocks.set(PRIVATE_CID.toString(), PRIVATE);
    const get = await start();
    const response = await get(raw(PRIVATE_CID));
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      404,
      "BLOCK_MISSING",
    ]);
    expect(asked).not.toContain(PRIVATE_CID.toString());
  });

  test("error: nobody can say what is the archive's while its stores are down", async () => {
    const get = await start();
    examples.archive.storesDown = true;
    expect((await get(raw(PRIVATE_CID))).status).toBe(503);
    examples.archive.storesDown = false;
    expect((await get(raw(PRIVATE_CID))).status).toBe(404);
  });

  test("error: nor while its chain cannot be asked; what is known is given all the same", async () => {
    const get = await start();
    examples.archive.chainDown = true;
    expect((await get(raw(PRIVATE_CID))).status).toBe(503);
    expect((await get(raw(documentCid(examples.letter42)))).status).toBe(200);
  });

  test("error: more than so many answers a minute to one address", async () => {
    const get = await start({ blocksPerMinute: 2 });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await get(raw(documentCid(examples.letter42)))).status);
    expect(statuses).toEqual([200, 200, 429]);
  });
});

describe("an address of an issue", () => {
  test("that no history names is looked up in no store", async () => {
    const get = await start();
    const cid = documentCid(privateDigest);
    examples.archive.blocks.set(cid.toString(), PRIVATE);
    for (const path of [`/api/issues/${privateDigest}`, `/issues/${privateDigest}`])
      expect((await get(path)).status).toBe(404);
    expect(asked.map((one) => parseCid(one).toString())).not.toContain(cid.toString());
  });
});
