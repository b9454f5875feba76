import { beforeEach, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { type Digest, digestFromBytes } from "../../src/core/digest.ts";
import { freshness, freshWitness } from "../../src/server/freshness.ts";
import { MemoryArchive } from "../support/memory-archive.ts";

const NOBODYS = "ab".repeat(32) as Digest;
let archive: MemoryArchive;

beforeEach(() => {
  archive = new MemoryArchive();
});

describe("freshness", () => {
  test("requests at the same time share one refresh, and the next one asks again", async () => {
    let asked = 0;
    archive.refresh = async () => void (await Promise.resolve(asked++));
    const { refresh } = freshness(archive);
    await Promise.all([refresh(), refresh(), refresh()]);
    expect(asked).toBe(1);
    await refresh();
    expect(asked).toBe(2);
  });

  test("says why the chain could not be asked instead of failing, and recovers", async () => {
    const { refresh } = freshness(archive);
    archive.chainDown = true;
    expect((await refresh())?.code).toBe("CHAIN_UNREACHABLE");
    archive.chainDown = false;
    expect(await refresh()).toBeUndefined();
  });

  test("a page does not wait long for a node that hangs", async () => {
    archive.refresh = () => new Promise(() => {});
    expect((await freshness(archive).refreshSoon())?.code).toBe("CHAIN_UNREACHABLE");
  });
});

describe("freshWitness", () => {
  test("says that there is none only when the chain was asked", async () => {
    const witness = freshWitness(archive, freshness(archive));
    expect(await witness.files(NOBODYS)).toEqual([]);
    archive.chainDown = true;
    await expect(witness.files(NOBODYS)).toFailWith("CHAIN_UNREACHABLE");
  });

  test("does not ask again for what was found a moment after it asked, and asks before it says that there is none", async () => {
    let asked = 0;
    archive.refresh = async () => void (await Promise.resolve(asked++));
    const bytes = new TextEncoder().encode("one");
    await archive.anchor(archive.register("The Tidewater Letter"), {
      label: "1",
      title: "One",
      files: { "a.txt": { type: "text/plain", bytes } },
    });
    const sha256 = digestFromBytes(nodeSha256(bytes));
    const witness = freshWitness(archive, freshness(archive));
    await witness.files(sha256);
    await witness.files(sha256);
    expect(asked).toBe(1);
    await witness.files(NOBODYS);
    expect(asked).toBe(2);
  });
});
