import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { writeDurably } from "../adapters/disk/write.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import type { GradedAll } from "../audit/endorsed.ts";
import { digestFromBytes } from "../core/digest.ts";
import type { Endorsement } from "../core/endorsement/endorsement.ts";
import { encodeFork, type Fork } from "../core/endorsement/fork.ts";
import type { Policy } from "../core/endorsement/policy.ts";
import { counted } from "../core/plural.ts";
import { type Output, paint } from "./output.ts";

/** Anyone can sign any number of heads that exclude each other: a folder takes so many proofs of it. */
const MOST_FORKS = 100;
const SUFFIX = ".fork.json";

/** Why the proof of a fork was not written. */
type Left = "no-folder" | "of-strangers" | "folder-full";

/** A proven fork, and the file that it was kept in, or why it was not. */
export type Kept = { readonly fork: Fork } & Where;
type Where =
  { readonly path: string; readonly left?: undefined } | { readonly left: Left; readonly path?: undefined };

/**
 * Writes proofs of forks, each named after what it says, so that the same one is kept once. Where the reader trusts
 * somebody, only those that one of them has signed a side of. A conflicting head that they have signed has a place for
 * its proof in a full folder, too: strangers cannot make such heads.
 */
export async function keepForks(
  { forks, graded }: Pick<GradedAll, "forks" | "graded">,
  folder: string | undefined,
  policy: Policy | undefined,
): Promise<readonly Kept[]> {
  const isTrusted = ({ endorser }: Endorsement) => policy?.trusted.includes(endorser) === true;
  const conflicting = graded.flatMap(({ grade, statement }) => (grade === "conflicts" ? [statement] : []));
  const unkept = new Set(conflicting.filter(isTrusted));
  const kept: Kept[] = [];
  for (const fork of forks) {
    const sides = [fork.earlier, fork.later];
    const hasPlace = sides.map((side) => unkept.delete(side)).includes(true);
    if (policy !== undefined && !sides.some(isTrusted)) kept.push({ fork, left: "of-strangers" });
    else if (folder === undefined) kept.push({ fork, left: "no-folder" });
    else kept.push({ fork, ...(await keep(fork, folder, hasPlace)) });
  }
  return kept;
}

async function keep(fork: Fork, folder: string, hasPlace: boolean): Promise<Where> {
  const text = encodeFork(fork);
  // Named by all of its digest, so that no other can be made that would take its place.
  const digest = digestFromBytes(nodeSha256(new TextEncoder().encode(text)));
  const path = join(folder, `publication-${fork.earlier.publication.id}.${digest}${SUFFIX}`);
  if (existsSync(path)) return { path };
  if (!hasPlace && countIn(folder) >= MOST_FORKS) return { left: "folder-full" };
  await writeDurably(path, text);
  return { path };
}

function countIn(folder: string): number {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(SUFFIX)).length : 0;
}

/** `forks` of `endorsements check --json`. */
export function forksReport(kept: readonly Kept[]) {
  return kept.map(({ fork: { earlier, later }, path, left }) => ({
    ...{ file: path, left },
    ...{ earlier: earlier.endorser, later: later.endorser },
    ...{ entries: [earlier.entries, later.entries], heads: [earlier.head, later.head] },
  }));
}

/** Those of strangers are only counted: a list of them would hide the others. */
export function showForks(kept: readonly Kept[], output: Output): void {
  let strangers = 0;
  for (const { fork, path, left } of kept) {
    if (left === "of-strangers") {
      strangers += 1;
      continue;
    }
    const { earlier, later } = fork;
    output.line();
    output.line(
      `${paint("red", "Fork")}: ${earlier.endorser} and ${later.endorser} have signed heads that cannot be of one history.`,
    );
    output.line(`    ${left === undefined ? `The proof is in ${path}` : WHY[left]}`);
  }
  if (strangers > 0)
    output.line(`\n${counted(strangers, "fork")} between others, whom you do not trust: not kept.`);
}

const WHY: Readonly<Record<Exclude<Left, "of-strangers">, string>> = {
  "no-folder": "The proof was not written: name a folder with --forks",
  "folder-full": `The proof was not written: its folder has ${MOST_FORKS} already. Name whom you trust with --trust, or another folder with --forks`,
};
