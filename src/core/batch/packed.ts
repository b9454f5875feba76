import { type Digest, digestFromBytes, digestToBytes } from "../digest.ts";
import type { ListedIssue } from "../history/issues.ts";
import type { Label } from "../label.ts";

const WORD = 32;

/** Many issues in rising order of their labels. A digest is 32 bytes here, not a string of 64 characters. */
export interface PackedIssues extends Iterable<ListedIssue> {
  readonly length: number;
  /** The digest under a label, or undefined. */
  find(label: Label): Digest | undefined;
}

/** Takes issues in runs, as they come. `finish` may be called once. */
export interface IssuePacker {
  add(issues: readonly ListedIssue[]): void;
  finish(): PackedIssues;
}

interface Run {
  readonly labels: readonly Label[];
  readonly digests: Uint8Array;
}

/** A million objects with two strings each would be 200 MB and more; packed they are a third of that. */
export function packIssues(): IssuePacker {
  const runs: Run[] = [];
  return {
    add: (issues) => {
      if (issues.length > 0) runs.push(packed(issues));
    },
    finish: () => ({
      length: runs.reduce((total, { labels }) => total + labels.length, 0),
      find: (label) => findIn(runs, label),
      *[Symbol.iterator]() {
        for (const run of runs)
          for (const [i, label] of run.labels.entries()) yield { label, digest: digestAt(run, i) };
      },
    }),
  };
}

function packed(issues: readonly ListedIssue[]): Run {
  const digests = new Uint8Array(issues.length * WORD);
  for (const [i, { digest }] of issues.entries()) digests.set(digestToBytes(digest), i * WORD);
  return { labels: issues.map(({ label }) => label), digests };
}

function findIn(runs: readonly Run[], label: Label): Digest | undefined {
  const run = runs.findLast(({ labels: [first] }) => first !== undefined && first <= label);
  const place = run?.labels.indexOf(label) ?? -1;
  return run === undefined || place === -1 ? undefined : digestAt(run, place);
}

function digestAt(run: Run, i: number): Digest {
  return digestFromBytes(run.digests.subarray(i * WORD, (i + 1) * WORD));
}
