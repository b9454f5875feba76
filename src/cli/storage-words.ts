import { STEPS, type Step } from "../audit/evidence.ts";
import { type Fault, type StoreReport, UNASKED } from "../audit/report.ts";
import type { StoragePart } from "../audit/repair.ts";
import { counted } from "../core/plural.ts";
import { sizeText } from "../core/size.ts";
import { type Output, paint } from "./output.ts";

const STEP_WORDS: Readonly<Record<Step, string>> = {
  none: "without any evidence",
  claimed: "claimed by the store only",
  indexed: "named by a public index",
  "sample-served": "served as far as sampled",
  "fully-served": "fully served",
};

/** What every store gave, and what the policy says of it. */
export function showStorage({ stores, storage }: StoragePart, output: Output): void {
  if (storage.faults.length > 0) {
    output.line(`${signOf(storage.faults)} All stores together`);
    showFaults(storage.faults, output);
  }
  for (const store of stores) {
    output.line(
      `${signOf(store.faults)} Store ${store.id}: ${store.verified} of ${counted(store.blocks, "block")} verified (${sizeText(store.bytes)}), ${store.missing} missing, ${store.corrupt} corrupt`,
    );
    output.line(`    ${evidenceText(store)}`);
    showFaults(store.faults, output);
  }
  if (storage.lowest !== undefined)
    output.line(`  Least evidence for any issue in any store: ${STEP_WORDS[storage.lowest]}`);
}

/** What could not be asked is no finding, and does not look like one. */
export function signOf(faults: readonly Fault[]): string {
  if (faults.length === 0) return paint("green", "✓");
  return faults.every(isUnasked) ? paint("yellow", "?") : paint("red", "✗");
}

function isUnasked({ fault }: Fault): boolean {
  return UNASKED.has(fault);
}

/** `3 issues fully served, 1 claimed by the store only (95)`: the best first, those that fall short by name. */
function evidenceText({ issues }: StoreReport): string {
  if (issues.length === 0) return "no issues to ask for";
  const parts = STEPS.toReversed().flatMap((step) => {
    const labels = issues.filter((issue) => issue.step === step).map(({ label }) => label);
    if (labels.length === 0) return [];
    const named = step === "fully-served" || step === "sample-served" ? "" : ` (${fewOf(labels)})`;
    return [`${counted(labels.length, "issue")} ${STEP_WORDS[step]}${named}`];
  });
  return parts.join(", ");
}

const MOST_LABELS = 8;

function fewOf(labels: readonly string[]): string {
  const more = labels.length > MOST_LABELS ? [`${labels.length - MOST_LABELS} more`] : [];
  return [...labels.slice(0, MOST_LABELS), ...more].join(", ");
}

const MOST_SHOWN = 20;

export function showFaults(faults: readonly Fault[], output: Output): void {
  for (const one of faults.slice(0, MOST_SHOWN)) {
    const { fault, says, problem } = one;
    const name = paint(isUnasked(one) ? "yellow" : "red", fault);
    output.line(`    ${name}: ${says}${problem === undefined ? "" : ` (${problem})`}`);
  }
  if (faults.length > MOST_SHOWN) output.line(`    and ${faults.length - MOST_SHOWN} more (see --json)`);
}

/** A running count on a terminal; silence elsewhere. */
export function blockCounter() {
  const { stderr } = process;
  let blocks = 0;
  let size = 0;
  let drawn = 0;
  return {
    block: (bytes: number) => {
      blocks += 1;
      size += bytes;
      if (!stderr.isTTY || Date.now() - drawn < 100) return;
      drawn = Date.now();
      stderr.write(`\r\u001b[2Kreading back: ${counted(blocks, "block")}, ${sizeText(size)}`);
    },
    end: () => {
      if (stderr.isTTY && drawn > 0) stderr.write("\r\u001b[2K");
    },
  };
}
