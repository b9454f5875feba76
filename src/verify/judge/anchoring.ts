import { chainTitle } from "../../core/chains.ts";
import { startOfClaimedDate } from "../../core/date.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import type { Check, CheckName } from "../../core/verdict.ts";
import type { Answer } from "../../core/ports.ts";
import type { IssueEvidence } from "../evidence.ts";
import type { Trust } from "./verdict.ts";

/** What the checks about the chain look at: nothing when no issue was found. */
export interface Anchoring {
  readonly issue: IssueEvidence | undefined;
  readonly manifest: Manifest | undefined;
}

/** Does the registry hold the manifest's digest for its publication, and did no other issue have its label before? */
export function checkAnchored({ issue, manifest }: Anchoring, trust: Trust): Check<"anchored"> {
  if (issue === undefined) return unasked("anchored");
  if (manifest !== undefined && !sameRegistry(manifest, trust)) return elsewhere(manifest, trust);
  // The tip counts here: whether its block can still be taken back is the next question.
  const answer = issue.final.known && issue.final.value.record !== undefined ? issue.final : issue.tip;
  if (!answer.known) return unreachable("anchored", answer);
  const { record, block, publication } = answer.value;
  const about = { digest: issue.digest, publication, atBlock: block.number };
  if (record === undefined) return check("anchored", "fail", "not-recorded", about, [answer.source]);
  const found = { ...about, entry: record.entry, revision: record.revision };
  const { earlier } = answer.value;
  if (earlier?.known === true && earlier.value !== undefined) {
    const taken = { ...found, stands: earlier.value.digest, earlier: earlier.value.entry };
    return check("anchored", "fail", "label-taken", taken, [answer.source, earlier.source]);
  }
  return check("anchored", "pass", "recorded", found, [answer.source]);
}

/** It names another registry than the one that was asked: nobody can say whether that one holds it. */
function elsewhere({ publication }: Manifest, trust: Trust): Check<"anchored"> {
  const { chain, registry } = publication;
  return check("anchored", "unknown", "elsewhere", {
    expected: `${trust.chain}:${trust.registry}`,
    got: `${chain}:${registry}`,
    chain: chainTitle(chain),
    registry,
  });
}

/** Is the block that holds it beyond reorganisation? */
export function checkFinal({ issue }: Anchoring): Check<"final"> {
  if (issue === undefined) return unasked("final");
  const { final, tip } = issue;
  if (!final.known) return unreachable("final", final);
  const { block, record } = final.value;
  if (record !== undefined)
    return check("final", "pass", "final", { atBlock: block.number, blockHash: block.hash }, [final.source]);
  const anchoredAtTip = tip.known && tip.value.record !== undefined;
  if (!anchoredAtTip) return unasked("final");
  return check("final", "unknown", "not-yet", { finalBlock: block.number, tip: tip.value.block.number }, [
    tip.source,
  ]);
}

/** When was it anchored, and how far is that from the claimed date? The two are told apart, never merged. */
export function checkTime({ issue, manifest }: Anchoring): Check<"time"> {
  if (issue === undefined) return unasked("time");
  const answer = issue.final.known && issue.final.value.record !== undefined ? issue.final : issue.tip;
  if (!answer.known) return unreachable("time", answer);
  const { record } = answer.value;
  if (record === undefined) return unasked("time");
  const date = manifest?.issue.date;
  const evidence = { anchoredAt: record.time, ...(date === undefined ? {} : { claimed: date }) };
  // A date is known no finer than it is given, and begins up to 14 hours earlier in the east.
  const later = date !== undefined && startOfClaimedDate(date) - record.time > 24 * 3600;
  return check("time", "pass", later ? "claimed-later" : "known", evidence, [answer.source]);
}

export function unasked<Name extends "anchored" | "final" | "time" | "identity" | "standing" | "available">(
  name: Name,
): Check<Name> {
  return { check: name, status: "skipped", reason: "nothing-to-ask", evidence: {}, trusted: [] };
}

export function unreachable<Name extends "anchored" | "final" | "time" | "standing">(
  name: Name,
  answer: Extract<Answer<unknown>, { known: false }>,
): Check<Name> {
  const evidence = { problem: answer.failure.message, code: answer.failure.code };
  return { check: name, status: "unknown", reason: "unreachable", evidence, trusted: [answer.source] };
}

function check<Name extends CheckName>(
  name: Name,
  status: Check["status"],
  reason: Check<Name>["reason"],
  ...[evidence, trusted = []]: [Check["evidence"], (readonly string[])?]
): Check<Name> {
  return { check: name, status, reason, evidence, trusted };
}

export function sameRegistry(manifest: Manifest, trust: Trust): boolean {
  return manifest.publication.chain === trust.chain && manifest.publication.registry === trust.registry;
}
