import { describe, expect, test } from "vitest";
import { batchFinder } from "../../src/core/batch/finder.ts";
import { portableKeccak256 } from "../../src/core/batch/keccak256.ts";
import { writeList } from "../../src/core/batch/write.ts";
import { parseAddress } from "../../src/core/address.ts";
import type { CID } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { RegistryRecord } from "../../src/core/ports.ts";
import { publicationRef } from "../../src/core/publication.ts";
import { earlierIssue, earliestUnder } from "../../src/verify/earlier.ts";
import { hashing } from "../support/hashing.ts";
import { digestOf } from "../support/witness-evidence.ts";

const { sha256 } = hashing;
const ref = publicationRef("eip155:31337", `0x${"5a".repeat(20)}`, "7");
const common = { time: 100, actor: parseAddress(`0x${"a1".repeat(20)}`) } as const;
const label = parseLabel("1");
const blocks = new Map<string, Uint8Array>();
const read = async (cid: CID) => blocks.get(String(cid));
const batches = batchFinder(read, { sha256, keccak: portableKeccak256 });

const registered: Entry = { ...common, number: 1, kind: "registered", profile: digestOf("profile") };
const anchored = (number: number, digest: Digest, of = label): Entry => ({
  ...{ ...common, number, kind: "anchored", label: of, digest },
});
async function batch(number: number, digest: Digest, of = label): Promise<Entry> {
  const put = async (cid: CID, bytes: Uint8Array) => void blocks.set(String(cid), bytes);
  const issues = [{ label: of, digest }];
  const { list, digest: named } = await writeList(
    ref,
    issues,
    { put },
    { sha256, keccak: portableKeccak256 },
  );
  return { ...common, number, kind: "batch-anchored", root: list.root, count: 1, list: named };
}
const recordOf = (entry: number): RegistryRecord => ({ entry, time: 100, revision: 1, notice: "none" });
const asked = (digest: Digest, entry: number, entries: readonly Entry[]) =>
  earlierIssue({ digest, label, record: recordOf(entry) }, { ref, entries, batches });

const [mine, theirs] = [digestOf("mine"), digestOf("theirs")];

describe("an earlier issue under the same label", () => {
  test("is one of a batch before, by its entry", async () => {
    const entries = [registered, await batch(2, theirs), anchored(3, mine)];
    expect(await asked(mine, 3, entries)).toMatchObject({
      earlier: { known: true, value: { digest: theirs, entry: 2 } },
    });
  });

  test("is one anchored alone before a batch, without a look at later lists", async () => {
    const entries = [registered, anchored(2, theirs), await batch(3, mine)];
    expect(await asked(mine, 3, entries)).toMatchObject({
      earlier: { known: true, value: { digest: theirs, entry: 2 } },
    });
  });

  test("is none under another label, none that is later, and none that is the very same", async () => {
    const eight = parseLabel("8");
    expect(await asked(mine, 3, [registered, await batch(2, theirs, eight), anchored(3, mine)])).toEqual({});
    expect(await asked(mine, 2, [registered, anchored(2, mine), await batch(3, theirs)])).toEqual({});
    expect(await asked(mine, 3, [registered, await batch(2, mine), anchored(3, mine)])).toEqual({});
  });

  test("is unknown while a list before it is missing, or the history ends before its record", async () => {
    const lost = await batch(2, digestOf("lost"));
    blocks.clear();
    expect(await asked(mine, 3, [registered, lost, anchored(3, mine)])).toMatchObject({
      earlier: { known: false, failure: { code: "BLOCK_MISSING" } },
    });
    expect(await asked(mine, 3, [registered])).toMatchObject({
      earlier: { known: false, failure: { code: "HISTORY_BROKEN" } },
    });
  });
});

test("the earliest under a label is the one of the batch or the one anchored alone, whichever came first", async () => {
  const first = await batch(2, theirs);
  const under = (name: typeof label, ...entries: readonly Entry[]) =>
    earliestUnder(name, { ref, entries, batches });
  expect(await under(label, registered, first, anchored(3, mine))).toEqual({ digest: theirs, entry: 2 });
  const [alone, later] = [anchored(2, mine), await batch(3, theirs)];
  expect(await under(label, registered, alone, later)).toEqual({ digest: mine, entry: 2 });
  expect(await under(parseLabel("9"), registered, alone, later)).toBeUndefined();
});

test("a digest that is on record has the place of its record, whatever batch lists it too", async () => {
  const [listed, between] = [await batch(2, theirs), await batch(3, mine)];
  const entries = [registered, listed, between, anchored(4, theirs)];
  expect(await earliestUnder(label, { ref, entries, batches })).toEqual({ digest: mine, entry: 3 });
  expect(await asked(mine, 3, entries)).toEqual({});
  expect(await asked(theirs, 4, entries)).toMatchObject({ earlier: { value: { digest: mine, entry: 3 } } });
});
