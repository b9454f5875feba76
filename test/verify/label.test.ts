import { beforeEach, describe, expect, test } from "vitest";
import { failure } from "../../src/core/errors/error.ts";
import { parseLabel } from "../../src/core/label.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { askLabel } from "../../src/verify/label.ts";
import { type ExampleArchive, exampleArchive } from "../support/example-archive.ts";

let examples: ExampleArchive;
beforeEach(async () => {
  examples = await exampleArchive();
});

const STALE = failure("CHAIN_UNREACHABLE", { node: "the node", problem: "silence" });
const ask = (id: string, label: string, stale?: typeof STALE) =>
  askLabel(examples.archive, { id: parsePublicationId(id), label: parseLabel(label) }, stale);

describe("what a label names", () => {
  test("is the revision that stands, with those before it", async () => {
    const answer = await ask("2", "7");
    expect(answer).toMatchObject({ kind: "stands", current: { manifest: examples.notes7corrected } });
    expect(answer?.kind === "stands" && answer.revisions.map(({ manifest }) => manifest)).toEqual([
      examples.notes7,
      examples.notes7corrected,
    ]);
  });

  test("is nothing, on grounds that can be checked", async () => {
    const answer = await ask("2", "57");
    const { state } = (await examples.archive.publication(parsePublicationId("2"))) ?? expect.unreachable();
    expect(answer).toMatchObject({
      kind: "none",
      grounds: { entries: 4, head: state.head, block: await examples.archive.finalBlock(), batches: 0 },
    });
  });

  test("is asked of one publication alone", async () => {
    expect(await ask("1", "7")).toMatchObject({ kind: "none" });
    expect(await ask("77", "7")).toBeUndefined();
  });

  test("is not known, and not nothing, while the chain cannot be asked", async () => {
    expect(await ask("2", "57", STALE)).toMatchObject({ kind: "unknown", failure: STALE });
    // It failed between the refresh and the question.
    examples.archive.chainDown = true;
    expect(await ask("2", "57")).toMatchObject({ kind: "unknown", failure: { code: "CHAIN_UNREACHABLE" } });
  });

  test("still is what it was known to be while the chain cannot be asked", async () => {
    expect(await ask("2", "7", STALE)).toMatchObject({ kind: "stands" });
  });

  test("is not known while anything of the archive cannot be read: that may be it", async () => {
    const { archive } = examples;
    archive.files = () => Promise.reject(failure("BLOCK_MISSING", { cid: "bafy" }));
    expect(await ask("2", "57")).toMatchObject({ kind: "unknown", failure: { code: "BLOCK_MISSING" } });
  });

  test("is the digest that the history names, where nothing more of it can be read", async () => {
    const { archive } = examples;
    archive.revisions = () => Promise.resolve([]);
    expect(await ask("2", "7")).toMatchObject({ kind: "unread", digest: examples.notes7corrected });
    // Everything could be read: so this was, and is no manifest of the publication.
    expect(await ask("2", "7")).not.toHaveProperty("failure");
    archive.files = () => Promise.reject(failure("BLOCK_MISSING", { cid: "bafy" }));
    expect(await ask("2", "7")).toMatchObject({ kind: "unread", failure: { code: "BLOCK_MISSING" } });
  });

  test("is never a revision that was replaced, while the one that stands cannot be read", async () => {
    const { archive } = examples;
    const known = await archive.revisions(parsePublicationId("2"), parseLabel("7"));
    archive.revisions = () => Promise.resolve(known.slice(0, 1));
    expect(await ask("2", "7")).toMatchObject({ kind: "unread", digest: examples.notes7corrected });
  });
});
