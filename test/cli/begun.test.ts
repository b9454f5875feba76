import { afterAll, expect, test } from "vitest";
import { openJournal } from "../../src/adapters/journal/journal.ts";
import { choosePublication } from "../../src/cli/publications.ts";
import { dataPath, findArchive } from "../../src/cli/config.ts";
import { parseDigest } from "../../src/core/digest.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { Journal } from "../../src/core/ports.ts";
import { answered, colophon, openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";

/* What a dry run tells of work that an earlier run has begun: a journal as a killed run leaves it. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());
const archive = await workshop.archive("begun");
const { chain, registry, id } = choosePublication(findArchive(archive), undefined);
const OTHER = parseDigest("ab".repeat(32));
const HASH = `0x${"cd".repeat(32)}` as const;

interface Dry {
  readonly issues: readonly { readonly digest: string; readonly begun?: readonly object[] }[];
}

const dryRun = async (issue: string) => {
  const told = (await answered(["publish", issue, "--dry-run", "--archive", archive], 0)) as Dry;
  return told.issues[0] ?? expect.unreachable();
};

function journaled(write: (journal: Journal) => void): void {
  const journal = openJournal(dataPath(archive, "journal.sqlite"));
  write(journal);
  journal.close();
}

test("a dry run says what was begun under the label, and the run begins it anew", async () => {
  const issue = await workshop.issue("95", SMALL_ISSUE);
  const { digest, begun } = await dryRun(issue);
  expect(begun).toBeUndefined();
  const action = { kind: "anchor", publication: id, label: parseLabel("95"), digest: OTHER } as const;
  journaled((journal) =>
    journal.begin({ key: `anchor:${chain}:${registry}:${id}:${OTHER}`, action, roots: [] }),
  );
  expect(await dryRun(issue)).toMatchObject({
    digest,
    begun: [{ action: "anchor", step: "planned", digest: OTHER, transactions: [] }],
  });
  const other = await workshop.issue("96", SMALL_ISSUE);
  expect((await dryRun(other)).begun).toBeUndefined();
  expect(await answered(["publish", issue, "--archive", archive], 0)).toMatchObject({
    issues: [{ digest, status: "final" }],
  });
});

test("a dry run names the transaction that a run would first go on with, and a batch that may hold the label", async () => {
  const issue = await workshop.issue("97", SMALL_ISSUE);
  const job = `anchor-batch:${chain}:${registry}:${id}:${HASH}`;
  const action = { kind: "anchor-batch", publication: id, root: HASH, count: 2, list: OTHER } as const;
  const from = registry;
  const fees = { maxFeePerGas: 2n, maxPriorityFeePerGas: 1n };
  journaled((journal) => {
    journal.begin({ key: job, action, roots: [] });
    journal.attempt({ job, from, nonce: 9, hash: HASH, raw: "0x00", fees });
    journal.advance(job, "sent");
  });
  expect((await dryRun(issue)).begun).toEqual([
    { action: "anchor-batch", step: "sent", digest: OTHER, transactions: [HASH], count: 2 },
  ]);
  const told = await colophon(["publish", issue, "--dry-run", "--archive", archive]);
  expect(told.stdout).toContain(HASH);
});
