import { beforeAll, describe, expect, test } from "vitest";
import { failure } from "../../src/core/errors/error.ts";
import type { IssueEvidence, RegistryEvidence } from "../../src/verify/evidence.ts";
import {
  failureFromWire,
  failureToWire,
  issueFromWire,
  issueToWire,
  placementsFromWire,
} from "../../src/verify/wire.ts";
import { type ExampleArchive, exampleArchive } from "../support/example-archive.ts";

let examples: ExampleArchive;
let evidence: IssueEvidence;

beforeAll(async () => {
  examples = await exampleArchive();
  evidence = await examples.archive.issue(examples.notes7);
});

const travelled = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("an issue's evidence over a wire", () => {
  test("comes out as it went in, but for the manifest's bytes, and names who told it", () => {
    const { manifest: _bytes, ...sent } = evidence;
    const got = issueFromWire(travelled(issueToWire(evidence)), "archive.example");
    const { final, tip, copies, ...rest } = got;
    expect({ ...rest }).toEqual({
      digest: sent.digest,
      notices: sent.notices,
      revisions: sent.revisions,
      transaction: sent.transaction,
      publicationTitle: sent.publicationTitle,
      onCurrent: { ...sent.onCurrent, source: "archive.example" },
    });
    expect(final).toMatchObject({ known: true, value: sent.final.known ? sent.final.value : {} });
    expect(tip.known).toBe(true);
    expect([final.source, copies[0]?.store]).toEqual([
      "archive.example, which asked the node at http://127.0.0.1:8545",
      "memory (by the word of archive.example)",
    ]);
  });

  test("keeps an answer that nobody gave apart from an empty one", async () => {
    examples.archive.chainDown = true;
    const silent = await examples.archive.issue(examples.notes7);
    examples.archive.chainDown = false;
    const { final } = issueFromWire(travelled(issueToWire(silent)), "archive.example");
    expect(final.known ? undefined : final.failure.code).toBe("CHAIN_UNREACHABLE");
  });

  test("carries an earlier issue under the same label, and that nobody could say", () => {
    const { final } = evidence;
    if (!final.known) return expect.unreachable();
    const around = (earlier: RegistryEvidence["earlier"]) => {
      const value = { ...final.value, ...(earlier === undefined ? {} : { earlier }) };
      const got = issueFromWire(travelled(issueToWire({ ...evidence, final: { ...final, value } })), "far");
      return got.final.known ? got.final.value.earlier : expect.unreachable();
    };
    const value = { digest: examples.notes7, entry: 2 };
    expect(around(undefined)).toBeUndefined();
    expect(around({ known: true, source: "lists", value })).toEqual({
      ...{ known: true, value, source: "far, which asked lists" },
    });
    const missing = failure("BLOCK_MISSING", { cid: "bafy" });
    expect(around({ known: false, source: "lists", failure: missing })).toMatchObject({
      ...{ known: false, failure: { code: "BLOCK_MISSING", parameters: { cid: "bafy" } } },
    });
  });

  test.for([
    ["nothing", undefined],
    ["text", "evidence"],
    ["no digest", { digest: "abc" }],
    ["a record of the wrong shape", { final: { known: true, source: "x", value: { record: 7 } } }],
    [
      "a negative time",
      { notices: [{ kind: "correction", time: -1, entry: 1, transaction: `0x${"1".repeat(64)}` }] },
    ],
    [
      "an unknown notice",
      { notices: [{ kind: "praise", time: 1, entry: 1, transaction: `0x${"1".repeat(64)}` }] },
    ],
  ] as const)("error: %s is an answer that cannot be right", async ([, change]) => {
    const good = travelled(issueToWire(evidence)) as object;
    const told = typeof change === "object" ? { ...good, ...change } : change;
    await expect(() => issueFromWire(told, "archive.example")).toFailWith("CHAIN_ANSWER_INVALID", {
      node: "archive.example",
    });
  });
});

describe("placements over a wire", () => {
  test("error: a path that leaves its issue is refused", async () => {
    const [one] = await examples.archive.similar("article.md", 1);
    expect(placementsFromWire(travelled({ placements: [one] }), "x")).toEqual([one]);
    const placements = [{ ...one, path: "../etc/passwd" }];
    await expect(() => placementsFromWire({ placements }, "x")).toFailWith("CHAIN_ANSWER_INVALID");
  });
});

describe("a failure over a wire", () => {
  test("keeps its code and its values", () => {
    const sent = failure("STORE_UNREACHABLE", { store: "kubo", problem: "refused" });
    const got = failureFromWire(travelled(failureToWire(sent)), "archive.example");
    expect([got.code, got.message, got.next]).toEqual([sent.code, sent.message, sent.next]);
  });

  test.for([undefined, "down", {}, { code: "MADE_UP" }, { code: "toString" }])(
    "%o is an answer that cannot be right",
    (told) => {
      expect(failureFromWire(told, "archive.example").code).toBe("CHAIN_ANSWER_INVALID");
    },
  );
});
