import { CID } from "multiformats/cid";
import { expect, test } from "vitest";
import { documentCid, pbCid } from "../../src/core/cid.ts";
import { manifestByCid } from "../../src/verify/manifest-by-cid.ts";
import { digestOf } from "../support/witness-evidence.ts";

const DIGEST = digestOf("a manifest");
const asked: string[] = [];
const witness = {
  byCid: async (cid: CID) => {
    asked.push(cid.toString());
    return cid.equals(documentCid(DIGEST)) ? DIGEST : undefined;
  },
};

test("a CID with a manifest's digest leads to it, whatever codec it names, and is asked for first", async () => {
  for (const codec of [0x0129, 0x0200, 0x55, 0x70]) {
    asked.length = 0;
    const cid = CID.createV1(codec, documentCid(DIGEST).multihash);
    expect(await manifestByCid(cid, witness)).toBe(DIGEST);
    expect(asked[0]).toBe(cid.toString());
    expect(new Set(asked).size).toBe(asked.length);
  }
  expect(await manifestByCid(pbCid(digestOf("another")), witness)).toBeUndefined();
});
