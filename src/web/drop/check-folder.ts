import type { FolderComparison } from "../../verify/evidence.ts";
import { manifestOf } from "../../verify/answer.ts";
import { gatherFolder } from "../../verify/gather.ts";
import { judge } from "../../verify/judge/judge.ts";
import { DEFAULT_POLICY } from "../../verify/judge/verdict.ts";
import { verdictReport, type VerdictReport } from "../../verify/report.ts";
import type { HeldFile } from "../../verify/evidence.ts";
import { isHidden } from "../../core/path.ts";
import { type Checking, gatheringFor, heldFile, type Steps } from "../check-file.ts";
import type { DroppedFolder, FolderFile } from "./dropped.ts";
import { LANGUAGE } from "../says.ts";

/** What a folder came to. */
export interface CheckedFolder {
  readonly report: VerdictReport;
  readonly folder: FolderComparison | undefined;
  /** Hidden files that were left out, as when an issue is packed. */
  readonly hidden: readonly string[];
}

/** The description that stands beside an issue's files: it is not one of them. */
const DESCRIPTION = "issue.yaml";
const AT_ONCE = 4;

/**
 * Holds a folder against the issue that it is a copy of. Hidden files are looked at only when that issue lists some: a
 * folder may hold a whole `.git`.
 *
 * @throws as `checkFile`
 */
export async function checkFolder(
  { name, files }: DroppedFolder,
  steps: Steps,
  checking: Checking,
): Promise<CheckedFolder> {
  const listed = files.filter(({ path }) => path !== DESCRIPTION);
  const plain = listed.filter(({ path }) => !isHidden(path));
  const hidden = listed.filter(({ path }) => isHidden(path));
  const held = await hashedAll(plain, steps, checking);
  steps.onAsking();
  const gathering = gatheringFor(checking);
  let evidence = await gatherFolder(name, held, gathering);
  const { issue } = evidence;
  const manifest = issue === undefined ? undefined : manifestOf(issue, checking.trust.sha256);
  const wantsHidden = manifest?.files.some(({ path }) => isHidden(path)) === true;
  if (wantsHidden && hidden.length > 0)
    evidence = await gatherFolder(name, [...held, ...(await hashedAll(hidden, steps, checking))], gathering);
  const report = verdictReport(judge(evidence, checking.trust, DEFAULT_POLICY), LANGUAGE);
  return { report, folder: report.folder, hidden: wantsHidden ? [] : hidden.map(({ path }) => path) };
}

/** Some at once, in their order; the progress is that of all together. */
async function hashedAll(
  files: readonly FolderFile[],
  steps: Steps,
  checking: Checking,
): Promise<readonly HeldFile[]> {
  const held: HeldFile[] = [];
  const done = new Map<number, number>();
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < files.length; i = next++) {
      const one = files[i];
      if (one === undefined) return;
      const onProgress = (bytes: number) => {
        done.set(i, bytes);
        steps.onProgress([...done.values()].reduce((sum, part) => sum + part, 0));
      };
      held[i] = await heldFile(one.file, one.path, { steps: { ...steps, onProgress }, checking });
      onProgress(one.file.size);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return held;
}
