import { describe, expect, test } from "vitest";
import { nodeHashNamed } from "../../../src/adapters/node/named-hash.ts";
import { isBag, payloadOxum, tagBytes, verifyBag } from "../../../src/core/bagit/verify.ts";
import { bagOf, linesFor, listedBag } from "../../support/bags.ts";

const PAYLOAD = { "index.html": "<p>Low water", "img/tide.svg": "<svg/>" };
const DATA = { "data/index.html": "<p>Low water", "data/img/tide.svg": "<svg/>" };

const verified = (files: Parameters<typeof listedBag>[0]) => verifyBag(listedBag(files), nodeHashNamed);

describe("a bag", () => {
  test("that is whole is told with what it says of itself", async () => {
    const info = "Title: Low water\nPayload-Oxum: 18.2\n";
    const bag = await verified(bagOf(PAYLOAD, { "bag-info.txt": info, "notes/by-hand.txt": "any" }));
    expect(bag.info).toEqual([
      ["Title", "Low water"],
      ["Payload-Oxum", "18.2"],
    ]);
    expect(bag.payload.map(({ path }) => path)).toEqual(["index.html", "img/tide.svg"]);
    expect(isBag(bag)).toBe(true);
    expect(isBag({ tags: [] })).toBe(false);
    expect(payloadOxum(bag.payload)).toBe("18.2");
  });

  test.each(["md5", "sha1", "sha512"])("is checked by %s, where that is what it has", async (algorithm) => {
    const files = bagOf(PAYLOAD, {
      ...{ "manifest-sha256.txt": undefined, "tagmanifest-sha256.txt": undefined },
      [`manifest-${algorithm}.txt`]: linesFor(algorithm, DATA),
    });
    await expect(verified(files)).resolves.toMatchObject({ name: "the bag" });
    await expect(verified({ ...files, "data/index.html": "<p>High water" })).toFailWith("BAG_FILE_ALTERED", {
      ...{ file: "data/index.html", algorithm },
    });
  });

  test("with another byte in its payload or beside it is refused, and the file is named", async () => {
    for (const file of ["data/img/tide.svg", "manifest-sha256.txt", "bagit.txt"]) {
      const files = bagOf(PAYLOAD);
      const other = { ...files, [file]: `${String(files[file])} ` };
      await expect(verified(other), file).toFailWith("BAG_FILE_ALTERED", { file, bag: "the bag" });
    }
  });

  test("that lacks a file, or has one too many, is refused, and the file is named", async () => {
    const { "data/index.html": _, ...lacking } = bagOf(PAYLOAD);
    await expect(verified(lacking)).toFailWith("BAG_FILE_MISSING", { file: "data/index.html" });
    const { "manifest-sha256.txt": sums = "", ...rest } = bagOf(PAYLOAD, {
      "manifest-sha512.txt": linesFor("sha512", DATA),
    });
    await expect(verified(rest)).toFailWith("BAG_FILE_MISSING", { file: "manifest-sha256.txt" });
    const extra = { ...rest, "manifest-sha256.txt": sums, "data/.DS_Store": "x" };
    await expect(verified(extra)).toFailWith("BAG_FILE_EXTRA", { file: "data/.DS_Store" });
  });

  test("of version 1.0 lists every file in every manifest; before, one of them was enough", async () => {
    const partly = { "manifest-md5.txt": linesFor("md5", { "data/index.html": DATA["data/index.html"] }) };
    await expect(verified(bagOf(PAYLOAD, partly))).toFailWith("BAG_FILE_EXTRA", {
      ...{ file: "data/img/tide.svg", list: "manifest-md5.txt" },
    });
    const before = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n";
    const old = { ...partly, "bagit.txt": before, "tagmanifest-sha256.txt": undefined };
    await expect(verified(bagOf(PAYLOAD, old))).resolves.toMatchObject({ name: "the bag" });
  });

  test("that names files elsewhere is refused, and an empty fetch.txt names none", async () => {
    const there = { "fetch.txt": "https://example.org/a 3 data/a\n" };
    await expect(verified(bagOf(PAYLOAD, there))).toFailWith("BAG_FETCH", { bag: "the bag" });
    await expect(verified(bagOf(PAYLOAD, { "fetch.txt": "" }))).resolves.toMatchObject({ name: "the bag" });
  });

  test("that lists what is not of its part, or a path that leads out, is refused", async () => {
    const wrong = linesFor("sha256", { ...DATA, "bagit.txt": "x" });
    await expect(verified(bagOf(PAYLOAD, { "manifest-sha256.txt": wrong }))).toFailWith("BAG_MALFORMED");
    const out = `${linesFor("sha256", DATA)}${linesFor("sha256", { "data/../../up": "x" })}`;
    await expect(verified(bagOf(PAYLOAD, { "manifest-sha256.txt": out }))).toFailWith("BAG_PATH_UNSAFE", {
      file: "data/../../up",
    });
  });

  test("by an algorithm that cannot be computed is not taken for a sound one", async () => {
    const files = bagOf(PAYLOAD, { "manifest-blake3.txt": linesFor("sha256", DATA) });
    await expect(verified(files)).toFailWith("BAG_ALGORITHM_UNKNOWN", { algorithm: "blake3" });
  });

  test("without a declaration or a manifest, not in UTF-8, or of another size than it says, is none", async () => {
    for (const changed of [
      { "bagit.txt": undefined },
      { "manifest-sha256.txt": undefined, "tagmanifest-sha256.txt": undefined },
      { "bag-info.txt": Uint8Array.of(0xff, 0xfe) },
      { "bag-info.txt": "Payload-Oxum: 19.2\n" },
    ])
      await expect(verified(bagOf(PAYLOAD, changed)), JSON.stringify(changed)).toFailWith("BAG_MALFORMED");
  });

  test("gives a file beside its payload, and refuses one that is too long to be held", async () => {
    const bag = listedBag(bagOf(PAYLOAD, { "manifest.json": "{}" }));
    expect(await tagBytes(bag, "manifest.json", 2)).toEqual(Uint8Array.of(0x7b, 0x7d));
    expect(await tagBytes(bag, "proof.json", 2)).toBeUndefined();
    await expect(tagBytes(bag, "manifest.json", 1)).toFailWith("BAG_MALFORMED");
  });
});
