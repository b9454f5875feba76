import { describe, expect, test } from "vitest";
import { carSource } from "../../src/audit/car-source.ts";
import { carHeader, sectionHead } from "../../src/core/car.ts";
import { type CID, rawCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { memoryMirror } from "../support/memory-mirror.ts";

const { sha256 } = hashing;

const cidOf = (text: string) => rawCid(digestFromBytes(sha256(utf8(text))));

function carOf(...blocks: readonly (readonly [CID, string])[]) {
  const parts = blocks.flatMap(([cid, text]) => [sectionHead(cid, utf8(text).length), utf8(text)]);
  return memoryMirror("brought.car", new Uint8Array(Buffer.concat([carHeader(cidOf("the root")), ...parts])));
}

describe("a CAR that somebody brings", () => {
  test("gives its blocks, wherever its root stands in it, and takes none", async () => {
    const store = await carSource(carOf([cidOf("one"), "one"], [cidOf("the root"), "the root"]), sha256);
    expect(await store.block(cidOf("one"))).toEqual(utf8("one"));
    expect(await store.block(cidOf("two"))).toBeUndefined();
    await expect(store.put({} as never)).toFailWith("STORE_REFUSED");
  });

  test("gives the right block, though a wrong one stands before it under the same name", async () => {
    const store = await carSource(carOf([cidOf("one"), "0ne"], [cidOf("one"), "one"]), sha256);
    expect(await store.block(cidOf("one"))).toEqual(utf8("one"));
    const wrong = await carSource(carOf([cidOf("one"), "0ne"]), sha256);
    expect(await wrong.block(cidOf("one"))).toBeUndefined();
  });

  test("error: what is no CAR, and one that is cut short", async () => {
    await expect(carSource(memoryMirror("none.car", utf8("no CAR")), sha256)).toFailWith("CAR_MALFORMED");
    const whole = await carOf([cidOf("one"), "one"]).at(0, 10_000);
    await expect(carSource(memoryMirror("cut.car", whole.subarray(0, -1)), sha256)).toFailWith(
      "CAR_MALFORMED",
    );
  });
});
