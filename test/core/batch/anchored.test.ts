import { beforeEach, describe, expect, test } from "vitest";
import { anchoredBatches } from "../../../src/core/batch/anchored.ts";
import { writeList } from "../../../src/core/batch/write.ts";
import { portableKeccak256 } from "../../../src/core/batch/keccak256.ts";
import { type CID, documentCid } from "../../../src/core/cid.ts";
import { type Digest, parseDigest, ZERO_DIGEST } from "../../../src/core/digest.ts";
import { encodeDocument } from "../../../src/core/document.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { parsePublicationId, type PublicationId, publicationRef } from "../../../src/core/publication.ts";
import { hashing } from "../../support/hashing.ts";
import { ModelRegistry } from "../../support/model-registry.ts";

const { sha256 } = hashing;
const digest = (n: number): Digest => parseDigest(n.toString(16).padStart(64, "0"));

let registry: ModelRegistry;
let id: PublicationId;
let blocks: Map<string, Uint8Array>;
beforeEach(() => {
  registry = new ModelRegistry();
  id = registry.register(ZERO_DIGEST);
  blocks = new Map();
});

const ref = (of = id) => publicationRef(registry.chain, registry.address, of);
const put = async (cid: CID, bytes: Uint8Array) => void blocks.set(String(cid), bytes);
const keep = (value: unknown): Digest => {
  const { block, digest } = encodeDocument(value, sha256);
  blocks.set(String(block.cid), block.bytes);
  return digest;
};

/** A list of one issue in the store; nothing is anchored. */
async function listed(label: string, n: number, of = ref()) {
  const issues = [{ label: parseLabel(label), digest: digest(n) }];
  const { list, digest: listDigest } = await writeList(
    of,
    issues,
    { put },
    { sha256, keccak: portableKeccak256 },
  );
  return { root: list.root, count: list.count, list: listDigest };
}

function anchor(batch: Awaited<ReturnType<typeof listed>>): void {
  expect(registry.call(id, { do: "anchorBatch", ...batch })).toBeUndefined();
}

async function found(despite: ReadonlySet<number> = new Set()) {
  const tip = (await registry.node().block("latest")) ?? expect.unreachable();
  const read = async (cid: CID) => blocks.get(String(cid));
  return anchoredBatches(registry.at(tip), ref(), { read, sha256, despite });
}

describe("the batches of a publication, from the registry's state alone", () => {
  test("come in their order, each with its root and count", async () => {
    const [one, two] = [await listed("1", 1), await listed("2", 2)];
    anchor(two);
    anchor(one);
    expect(await found()).toEqual(
      [two, one].map((batch, i) => ({ publication: ref(), ...batch, entry: i + 2 })),
    );
  });

  test("are none where none was anchored", async () => {
    expect(await found()).toEqual([]);
  });

  test("cannot be told while the list of one is missing", async () => {
    const batch = await listed("1", 1);
    anchor(batch);
    blocks.delete(String(documentCid(batch.list)));
    const told = { entry: 2, cid: String(documentCid(batch.list)) };
    await expect(found()).toFailWith("LIST_UNREADABLE", told);
  });

  test("are those that remain when the one with the missing list is to be done without", async () => {
    const [lost, kept] = [await listed("1", 1), await listed("2", 2)];
    for (const batch of [lost, kept]) anchor(batch);
    const both = await found(new Set([2]));
    expect(both.map(({ root }) => root)).toEqual([lost.root, kept.root]);
    blocks.delete(String(documentCid(lost.list)));
    expect(await found(new Set([2]))).toEqual([{ publication: ref(), ...kept, entry: 3 }]);
    await expect(found(new Set([3]))).toFailWith("LIST_UNREADABLE", { entry: 2 });
    await expect(found(new Set([1, 2]))).toFailWith("USAGE_INVALID");
  });

  test("cannot be told while one is of a later format", async () => {
    anchor({ ...(await listed("1", 1)), list: keep({ type: "colophon/batch/2" }) });
    await expect(found()).toFailWith("LIST_UNREADABLE", { entry: 2 });
  });

  test("believe no store that gives other bytes for a list", async () => {
    const [one, two] = [await listed("1", 1), await listed("2", 2)];
    anchor(one);
    blocks.set(
      String(documentCid(one.list)),
      blocks.get(String(documentCid(two.list))) ?? expect.unreachable(),
    );
    await expect(found()).toFailWith("LIST_UNREADABLE", { entry: 2 });
  });

  const HOSTILE = {
    "is garbage": async () => ({ ...(await listed("1", 1)), list: keep({ type: "colophon/batch/1" }) }),
    "names another root": async () => ({ ...(await listed("1", 1)), list: (await listed("2", 2)).list }),
    "names the root of another batch": async () => {
      const other = await listed("3", 3);
      anchor(other);
      return { ...(await listed("1", 1)), list: (await listed("3", 3)).list };
    },
    "is another publication's": async () => listed("1", 1, ref(parsePublicationId("2"))),
    "counts otherwise than the registry": async () => ({ ...(await listed("1", 1)), count: 2 }),
  } as const;

  test.each(Object.keys(HOSTILE) as (keyof typeof HOSTILE)[])(
    "leave out one whose list %s: it keeps nobody from the others",
    async (name) => {
      anchor(await HOSTILE[name]());
      const honest = await listed("9", 9);
      anchor(honest);
      const batches = await found();
      expect(batches.at(-1)).toMatchObject({ publication: ref(), ...honest });
      const others = name === "names the root of another batch" ? 1 : 0;
      expect(batches).toHaveLength(1 + others);
    },
  );
});
