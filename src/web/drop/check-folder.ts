import type { Evidence, FolderComparison, HeldFile } from "../../verify/evidence.ts";
import { manifestOf } from "../../verify/answer.ts";
import { gatherFolder } from "../../verify/gather.ts";
import { judge } from "../../verify/judge/judge.ts";
import { DEFAULT_POLICY } from "../../verify/judge/verdict.ts";
import { verdictReport, type VerdictReport } from "../../verify/report.ts";
import { isHidden } from "../../core/path.ts";
import { type Checking, gatheringFor, heldFile, isIntact, type Steps } from "../check-file.ts";
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
  const check = async (hash: Hash): Promise<Looked> => {
    const held = await hashedAll(plain, steps, hash);
    steps.onAsking();
    const gathering = gatheringFor(checking);
    const looked = await sure(await gatherFolder(name, held, gathering), held, { files: listed, checking });
    if (!looked.wantsHidden || hidden.length === 0) return looked;
    const all = [...held, ...(await hashedAll(hidden, steps, hash))];
    const whole = await sure(await gatherFolder(name, all, gathering), all, { files: listed, checking });
    return { ...whole, wantsHidden: true };
  };
  const quick = await check((one, own) => heldFile(one.file, one.path, { steps: own, checking }));
  const { report, wantsHidden } = isIntact(quick)
    ? quick
    : await checkWhole(quick, { steps, checking, check });
  return { report, folder: report.folder, hidden: wantsHidden ? [] : hidden.map(({ path }) => path) };
}

type Hash = (one: FolderFile, steps: Steps) => Promise<HeldFile>;

interface Looked {
  readonly report: VerdictReport;
  readonly held: readonly HeldFile[];
  /** The issue that it is held against lists hidden files. */
  readonly wantsHidden: boolean;
}

interface Dropped {
  readonly files: readonly FolderFile[];
  readonly checking: Checking;
}

/** Altered only where it can be said that it is this issue that it is a changed copy of. */
async function sure(evidence: Evidence, held: readonly HeldFile[], dropped: Dropped): Promise<Looked> {
  const { checking } = dropped;
  const looked = judged(evidence, held, checking);
  const { doubt, trust } = checking;
  const { verdict, folder } = looked.report;
  const manifest = evidence.issue && manifestOf(evidence.issue, trust.sha256);
  if (verdict !== "altered" || !doubt || !folder || !manifest) return looked;
  const pairs = folder.different.flatMap(({ path }) => {
    const file = dropped.files.find((one) => one.path === path)?.file;
    const archived = manifest.files.find((one) => one.path === path);
    return file === undefined || archived === undefined ? [] : [{ file, archived }];
  });
  const known = folder.same.length + folder.different.length;
  const doubted = await doubt(evidence, { manifest, pairs, known, held: held.length });
  return doubted === undefined ? looked : judged(doubted, held, checking);
}

function judged(evidence: Evidence, held: readonly HeldFile[], { trust }: Checking): Looked {
  const { issue } = evidence;
  const manifest = issue === undefined ? undefined : manifestOf(issue, trust.sha256);
  const wantsHidden = manifest?.files.some(({ path }) => isHidden(path)) === true;
  return { report: verdictReport(judge(evidence, trust, DEFAULT_POLICY), LANGUAGE), held, wantsHidden };
}

interface Again {
  readonly steps: Steps;
  readonly checking: Checking;
  readonly check: (hash: Hash) => Promise<Looked>;
}

/** What was known by its CID alone is hashed itself before anything but that it is intact is said of the folder. */
async function checkWhole(quick: Looked, { steps, checking, check }: Again): Promise<Looked> {
  if (quick.held.every(({ cid }) => cid === undefined)) return quick;
  steps.onSlow();
  const hashed = new Map(
    quick.held.filter(({ cid }) => cid === undefined).map((file) => [file.path, file] as const),
  );
  return check(
    async ({ file, path }, own) =>
      hashed.get(path) ?? { path, size: file.size, sha256: await checking.hasher.sha256(file, own) },
  );
}

/** Some at once, in their order; the progress is that of all together. */
async function hashedAll(
  files: readonly FolderFile[],
  steps: Steps,
  hash: Hash,
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
      held[i] = await hash(one, { ...steps, onProgress });
      onProgress(one.file.size);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return held;
}
