import { describe, expect, test } from "vitest";
import { verifyBlock } from "../../src/core/block.ts";
import { documentCid, rawCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { hashing, utf8 } from "../support/hashing.ts";

const { sha256 } = hashing;
const BYTES = utf8("a block of a few words");
const DIGEST = digestFromBytes(sha256(BYTES));

describe("verifyBlock", () => {
  test.each([rawCid(DIGEST), documentCid(DIGEST)])(
    "takes the bytes that %s names, whatever they hold",
    (cid) => {
      expect(verifyBlock(cid, BYTES, sha256)).toMatchObject({ cid, bytes: BYTES });
    },
  );

  test("error: one flipped bit, anywhere", async () => {
    for (let bit = 0; bit < BYTES.length * 8; bit++) {
      const at = bit >> 3;
      const flipped = BYTES.with(at, (BYTES[at] ?? 0) ^ (1 << (bit & 7)));
      await expect(() => verifyBlock(rawCid(DIGEST), flipped, sha256)).toFailWith("BLOCK_MISMATCH");
    }
  });

  test.each([0, 1, BYTES.length - 1])("error: only the first %i bytes", async (length) => {
    const cut = BYTES.subarray(0, length);
    await expect(() => verifyBlock(rawCid(DIGEST), cut, sha256)).toFailWith("BLOCK_MISMATCH", {
      cid: String(rawCid(DIGEST)),
    });
  });
});
