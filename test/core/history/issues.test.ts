import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/core/address.ts";
import {
  type Bytes32,
  type Digest,
  digestFromBytes,
  digestToBytes32,
  ZERO_DIGEST,
} from "../../../src/core/digest.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { type BatchLists, issuesOf, type ListedIssue } from "../../../src/core/history/issues.ts";
import { recordsOf } from "../../../src/core/history/records.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { portableSha256 as sha256 } from "../../../src/core/sha256.ts";
import { BatchTree } from "../../contracts/support/batch-tree.ts";
import type { BatchedIssue, Call } from "../../contracts/support/calls.ts";
import { judge, verified } from "../../contracts/support/model.ts";
import { apply, nothing } from "../../contracts/support/replay.ts";

const owner = parseAddress(`0x${"a1".repeat(20)}`);
const digest = (n: number): Digest => digestFromBytes(sha256(Uint8Array.of(n >> 8, n & 255)));
const [one, two, three, four] = [1, 2, 3, 4].map(digest) as [Digest, Digest, Digest, Digest];
const [a, b] = ["a", "b"].map(parseLabel) as [ListedIssue["label"], ListedIssue["label"]];

/** Entries numbered from 2 on, a minute apart: entry 1 registered the publication. */
function history(...said: readonly object[]): Entry[] {
  const registered = { kind: "registered", profile: one };
  return [registered, ...said].map(
    (each, index) => ({ number: index + 1, time: 60 * index, actor: owner, ...each }) as Entry,
  );
}

const anchored = (label: string, of: Digest) => ({ kind: "anchored", label, digest: of });
const revised = (label: string, of: Digest, supersedes: Digest) => ({
  ...{ kind: "revised", label, digest: of, supersedes, reason: ZERO_DIGEST },
});
const root = (n: number): Bytes32 => digestToBytes32(digest(1000 + n));
const list = (n: number): Digest => digest(2000 + n);
const batch = (n: number, count = 1) => ({ kind: "batch-anchored", root: root(n), list: list(n), count });
const extracted = (label: string, of: Digest, n: number) => ({
  ...{ kind: "extracted", label, digest: of, root: root(n) },
});
const listed = (...lists: readonly (readonly ListedIssue[])[]): BatchLists =>
  new Map(lists.map((issues, n) => [list(n), issues]));

describe("issuesOf", () => {
  test("single issues stand in their latest revision", () => {
    const entries = history(anchored("a", one), anchored("b", two), revised("a", three, one));
    expect(issuesOf(entries, new Map())).toEqual({
      standing: new Map([
        ["a", three],
        ["b", two],
      ]),
      first: [
        { label: "a", digest: one, entry: 2, time: 60, batched: false },
        { label: "b", digest: two, entry: 3, time: 120, batched: false },
      ],
      conflicts: [],
      unlisted: [],
    });
  });

  test("the issues of a batch stand with its entry and time, in the order of the list", () => {
    const entries = history(batch(0, 2), anchored("c", three));
    const found = issuesOf(
      entries,
      listed([
        { label: b, digest: one },
        { label: a, digest: two },
      ]),
    );
    expect(found.first.map(({ label, entry, time, batched }) => [label, entry, time, batched])).toEqual([
      ["b", 2, 60, true],
      ["a", 2, 60, true],
      ["c", 3, 120, false],
    ]);
    expect(found.standing.get(a)).toBe(two);
  });

  test("the earlier entry stands: batch before single", () => {
    const entries = history(batch(0), anchored("a", two), revised("a", three, two));
    const found = issuesOf(entries, listed([{ label: a, digest: one }]));
    expect(found.standing.get(a)).toBe(one);
    expect(found.conflicts).toMatchObject([
      { stands: { digest: one, entry: 2, batched: true }, other: { digest: two, entry: 3, batched: false } },
    ]);
  });

  test("the earlier entry stands: single before batch, revision and all", () => {
    const entries = history(anchored("a", one), batch(0), revised("a", three, one));
    const found = issuesOf(entries, listed([{ label: a, digest: two }]));
    expect(found.standing.get(a)).toBe(three);
    expect(found.conflicts).toMatchObject([{ stands: { digest: one }, other: { digest: two } }]);
  });

  test("the same label and digest in two batches are one issue, of the earlier batch", () => {
    const entries = history(batch(0), batch(1));
    const found = issuesOf(entries, listed([{ label: a, digest: one }], [{ label: a, digest: one }]));
    expect(found.first).toHaveLength(1);
    expect(found.first[0]).toMatchObject({ entry: 2 });
    expect(found.conflicts).toEqual([]);
  });

  test("three under one label are two conflicts with the one that stands", () => {
    const entries = history(batch(0), batch(1), anchored("a", three));
    const found = issuesOf(entries, listed([{ label: a, digest: one }], [{ label: a, digest: two }]));
    expect(found.conflicts.map(({ stands, other }) => [stands.digest, other.digest])).toEqual([
      [one, two],
      [one, three],
    ]);
  });

  test("a batch whose list is not given is named, and what is extracted from it is known all the same", () => {
    const entries = history(anchored("a", two), batch(0), batch(1), extracted("b", three, 1));
    const found = issuesOf(entries, listed([{ label: a, digest: one }]));
    expect(found.unlisted).toEqual([4]);
    expect(found.standing.get(b)).toBe(three);
    expect(found.first.map(({ entry }) => entry)).toEqual([2, 3, 4]);
  });

  test("an extraction from an unlisted batch that is earlier makes its issue stand", () => {
    const entries = history(batch(0), anchored("a", two), extracted("a", one, 0));
    const found = issuesOf(entries, new Map());
    expect(found.standing.get(a)).toBe(one);
    expect(found.unlisted).toEqual([2]);
  });

  test("an extraction from no batch at all, which no registry writes, is no issue", () => {
    expect(issuesOf(history(extracted("a", one, 7)), new Map()).first).toEqual([]);
  });

  test("a later batch that lists a revision does not anchor it again", () => {
    const entries = history(anchored("a", one), revised("a", two, one), batch(0));
    const found = issuesOf(entries, listed([{ label: a, digest: two }]));
    expect(found.first).toHaveLength(1);
    expect(found.conflicts).toEqual([]);
    expect(found.standing.get(a)).toBe(two);
  });

  test("a history that goes in circles, which is no registry's, comes to an end", () => {
    const circle = history(anchored("a", one), revised("a", two, one), revised("a", three, two));
    const closed = [...circle, ...history(anchored("b", four), revised("a", two, three)).slice(-1)];
    expect(issuesOf(closed, new Map()).first.map(({ digest }) => digest)).toEqual([one]);
  });
});

/** One random call: most take one label of three; each digest is new, and each list names a label once. */
const calls = fc.array(
  fc.record({
    what: fc.constantFrom("anchor", "revise", "batch", "postBatched", "reviseBatched", "post"),
    label: fc.constantFrom("a", "b", "c"),
    labels: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 }),
    which: fc.nat(20),
  }),
  { maxLength: 30, size: "max" },
);
type Drawn = typeof calls extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

/** A publication by the rules of the contract's model, with the lists of its batches. */
class Publication {
  readonly id = "1";
  readonly state = nothing();
  readonly entries: Entry[] = [];
  readonly lists = new Map<Digest, readonly ListedIssue[]>();
  readonly issues: BatchedIssue[] = [];
  #digests = 0;

  constructor() {
    this.#write([{ kind: "registered", profile: one }]);
  }

  /** Makes the call if the rules allow. */
  draw({ what, label, labels, which }: Drawn): void {
    const issue = this.issues[which % Math.max(1, this.issues.length)];
    const next = digest(100 + ++this.#digests);
    const current = this.state.current.get(label) ?? ZERO_DIGEST;
    const reason = ZERO_DIGEST;
    if (what === "batch") return this.#anchorBatch(labels);
    if (what === "anchor") return this.call({ do: "anchor", label, digest: next });
    if (what === "revise")
      return this.call({ do: "revise", label, digest: next, supersedes: current, reason });
    if (what === "post") return this.call({ do: "post", digest: current, notice: "concern", reason });
    if (issue === undefined) return;
    if (what === "postBatched") return this.call({ do: "postBatched", issue, notice: "correction", reason });
    this.call({ do: "reviseBatched", issue, digest: next, reason });
  }

  call(call: Call): void {
    const verdict = judge(this, owner, call);
    if (verdict.ok) this.#write(verdict.entries);
  }

  extract(issue: BatchedIssue): void {
    this.call({ do: "postBatched", issue, notice: "concern", reason: ZERO_DIGEST });
  }

  told() {
    return issuesOf(this.entries, this.lists);
  }

  #anchorBatch(labels: readonly string[]): void {
    const issues = labels.map((text) => ({
      label: parseLabel(text),
      digest: digest(100 + ++this.#digests),
    }));
    const tree = new BatchTree(this.id, issues);
    const of = digest(5000 + this.lists.size);
    this.lists.set(of, issues);
    this.issues.push(...tree.issues());
    this.call({ do: "anchorBatch", root: tree.root, count: tree.count, list: of });
  }

  #write(said: readonly object[]): void {
    for (const each of said) {
      const number = this.entries.length + 1;
      const entry = { number, time: 60 * number, actor: owner, ...each } as Entry;
      this.entries.push(entry);
      apply(this.state, entry);
    }
  }
}

describe("issuesOf and the registry's own rules, over random histories", () => {
  const params = { numRuns: 100, seed: 95 };

  test("say the same of every label of which all issues are on record", () => {
    let agreed = 0;
    let differed = 0;
    fc.assert(
      fc.property(calls, (drawn) => {
        const publication = new Publication();
        for (const each of drawn) {
          publication.draw(each);
          const { standing } = publication.told();
          const { current } = recordsOf(publication.entries);
          for (const label of ["a", "b", "c", "d"].map(parseLabel)) {
            const hidden = publication.issues.some(
              (issue) => issue.label === label && !publication.state.records.has(issue.digest),
            );
            if (!hidden) expect(current.get(label)).toBe(standing.get(label));
            if (standing.has(label) && !hidden) agreed += 1;
            if (hidden && current.get(label) !== standing.get(label)) differed += 1;
          }
        }
      }),
      params,
    );
    // Both what the registry sees and what it cannot see came up.
    expect(Math.min(agreed, differed)).toBeGreaterThan(200);
  });

  test("say the same of every label once every issue has been extracted, in any order", () => {
    fc.assert(
      fc.property(calls, fc.infiniteStream(fc.nat()), (drawn, order) => {
        const publication = new Publication();
        for (const each of drawn) publication.draw(each);
        const { standing } = publication.told();
        const left = [...publication.issues];
        for (const n of order) {
          if (left.length === 0) break;
          for (const issue of left.splice(n % left.length, 1)) publication.extract(issue);
        }
        expect(new Map<string, Digest>(recordsOf(publication.entries).current)).toEqual(new Map(standing));
        expect(publication.told().standing).toEqual(standing);
      }),
      params,
    );
  });

  test("verifyBatched answers with what stands as soon as it is the last issue that is not on record", () => {
    let asked = 0;
    fc.assert(
      fc.property(calls, (drawn) => {
        const publication = new Publication();
        for (const each of drawn) publication.draw(each);
        const { standing } = publication.told();
        for (const issue of publication.issues) {
          const others = publication.issues.filter(
            (other) => other.label === issue.label && other.digest !== issue.digest,
          );
          const answer = verified(publication, issue);
          expect(answer).toBeDefined();
          if (others.some((other) => !publication.state.records.has(other.digest))) continue;
          expect(answer?.standing).toBe(standing.get(parseLabel(issue.label)));
          asked += 1;
        }
      }),
      params,
    );
    expect(asked).toBeGreaterThan(100);
  });
});
