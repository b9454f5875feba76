import { describe, expect, test } from "vitest";
import type { ClaimedDate } from "../../../src/core/date.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import type { CataloguedIssue } from "../../../src/core/ports.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";
import type { RevisionOf } from "../../../src/publish/described.ts";
import { holdingsOf, sift } from "../../../src/publish/watch/sift.ts";

/** A digest that depends on all that a manifest does, and on nothing else. */
const digestOf = (label: string, content: string, { revision, supersedes }: RevisionOf) =>
  parseDigest(
    Buffer.from(`${label}|${content}|${revision}|${supersedes ?? ""}`)
      .toString("hex")
      .slice(-64)
      .padStart(64, "0"),
  );

const held = (label: string, contents: readonly string[], more: Partial<CataloguedIssue> = {}) => {
  const issues: CataloguedIssue[] = [];
  for (const [i, content] of contents.entries()) {
    const supersedes = issues.at(-1)?.manifest;
    const revisionOf = { revision: i + 1, ...(supersedes === undefined ? {} : { supersedes }) };
    issues.push({
      ...{
        manifest: digestOf(label, content, revisionOf),
        content,
        label: parseLabel(label),
        revision: i + 1,
      },
      ...{ publication: parsePublicationId("1"), title: label, entry: 2 + i, time: 0, block: 1 },
      ...{ transaction: `0x${"0".repeat(64)}`, ...more },
    });
  }
  return issues;
};
const issue = (
  label: string,
  content: string,
  more: { wanted?: string; title?: string; date?: string } = {},
) => ({
  ...{ label: parseLabel(label), wanted: parseLabel(more.wanted ?? label), title: more.title ?? label },
  ...(more.date === undefined ? {} : { date: more.date as ClaimedDate }),
  as: async (revisionOf: RevisionOf) => ({ digest: digestOf(label, content, revisionOf), content }),
});

describe("an issue of a watched source", () => {
  const holdings = holdingsOf([...held("1", ["a", "b", "c"]), ...held("2", ["d"], { date: "2019" })]);

  test("is new when neither its label nor its content is held", async () => {
    expect(await sift(issue("3", "x"), holdings)).toEqual({ kind: "new", content: "x" });
  });

  test.each([
    ["1", "c", "same"],
    ["2", "d", "same"],
    ["1", "a", "earlier"],
    ["1", "b", "earlier"],
    ["3", "c", "elsewhere"],
    ["2", "a", "elsewhere"],
    ["1", "x", "changed"],
  ])("labelled %s with content %s is %s", async (label, content, kind) => {
    expect(await sift(issue(label, content), holdings)).toMatchObject({ kind });
  });

  test("says which earlier revision it is", async () => {
    expect(await sift(issue("1", "b"), holdings)).toMatchObject({ revision: 2, standing: { revision: 3 } });
  });

  test("is changed when its claimed date is the same, and another issue when not", async () => {
    expect(await sift(issue("2", "x", { date: "2019" }), holdings)).toMatchObject({ kind: "changed" });
    expect(await sift(issue("2", "x", { date: "2020" }), holdings)).toMatchObject({ kind: "taken" });
    expect(await sift(issue("2", "x"), holdings)).toMatchObject({ kind: "taken" });
  });

  test("is not published as a numbered one while what it was called before bears its title", async () => {
    const numbered = issue("2-2", "changed too", { wanted: "2", title: "2" });
    expect(await sift(numbered, holdings)).toMatchObject({ kind: "taken", standing: { label: "2" } });
    const other = issue("2-2", "another", { wanted: "2", title: "Another" });
    expect(await sift(other, holdings)).toMatchObject({ kind: "new" });
  });

  test("is compared with no revision whose predecessor is not known", async () => {
    const [, second] = held("1", ["a", "b"]);
    const gap = holdingsOf(second === undefined ? [] : [second]);
    expect(await sift(issue("1", "b"), gap)).toMatchObject({ kind: "changed" });
  });
});
