import type { FileEntry, Manifest } from "../core/manifest/manifest.ts";
import type { Placement } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";
import { answerOf, manifestOf } from "./answer.ts";
import { copiedPart } from "./copied.ts";
import type { Evidence, OtherIssues } from "./evidence.ts";
import type { Witness } from "./witness.ts";

/** About how many other issues the witness is asked. */
const MOST_OTHERS = 16;

/** How many files of an issue are looked up to find where all of it stands. */
const MOST_FILES = 16;

interface Asking {
  readonly witness: Witness;
  readonly sha256: Sha256;
}

/**
 * Adds where an intact copy is anchored besides: under another label, or in another publication. One of those may have
 * been withdrawn while the issue that it was held against stands.
 */
export async function withOthers(evidence: Evidence, asking: Asking): Promise<Evidence> {
  const { issue, subject } = evidence;
  const manifest = issue === undefined ? undefined : manifestOf(issue, asking.sha256);
  if (issue === undefined || manifest === undefined) return evidence;
  const part = copiedPart(subject, issue.digest, manifest);
  if (part === undefined) return evidence;
  const others = await answerOf(asking.witness.name, () => othersOf(part, manifest, asking.witness));
  return others.known && others.value.asked.length === 0 ? evidence : { ...evidence, others };
}

async function othersOf(
  part: FileEntry | "content",
  manifest: Manifest,
  witness: Witness,
): Promise<OtherIssues> {
  const places = part === "content" ? await placesOfAll(manifest, witness) : await witness.files(part.sha256);
  const others = latestOfEach(places.filter((place) => !isUnder(place, manifest)));
  const asked = others.slice(0, MOST_OTHERS);
  return {
    asked: await Promise.all(asked.map((place) => witness.issue(place.manifest))),
    unasked: others.length - asked.length,
  };
}

/** The same content stands only where each of its files stands under its path. */
async function placesOfAll(manifest: Manifest, witness: Witness): Promise<readonly Placement[]> {
  let places: readonly Placement[] | undefined;
  for (const { path, sha256 } of manifest.files.slice(0, MOST_FILES)) {
    const here = (await witness.files(sha256)).filter((place) => place.path === path);
    const holding = new Set(here.map((place) => place.manifest));
    places = places === undefined ? here : places.filter((place) => holding.has(place.manifest));
    if (places.every((place) => isUnder(place, manifest))) return [];
  }
  return places ?? [];
}

function isUnder({ publication, label }: Placement, manifest: Manifest): boolean {
  return publication === manifest.publication.id && label === manifest.issue.label;
}

/** Of each issue the latest revision that holds it, as for the issue that the copy is held against. */
function latestOfEach(places: readonly Placement[]): readonly Placement[] {
  const latest = new Map<string, Placement>();
  for (const place of places) {
    const issue = `${place.publication} ${place.label}`;
    if (place.revision > (latest.get(issue)?.revision ?? 0)) latest.set(issue, place);
  }
  return [...latest.values()];
}
