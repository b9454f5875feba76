import type { FileEntry } from "../../core/manifest/manifest.ts";
import { documentCid } from "../../core/cid.ts";
import { type Digest, parseDigest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { manifestOf } from "../../verify/answer.ts";
import type { Gathering } from "../../verify/gather.ts";
import { type Checked, checkFile, type Checking } from "../check-file.ts";
import type { Comparing } from "../verdict/changes.ts";
import { ALTERED, SUPERSEDED } from "../verdict/sides.ts";
import type { Outcome } from "../verdict/outcome.ts";
import { verdictView } from "../verdict/verdict-view.ts";
import { checkFolder } from "./check-folder.ts";
import type { Asked } from "./asked.ts";
import type { Dropped } from "./dropped.ts";
import { isMessage, isProof } from "./kinds.ts";
import { notByHash, offering } from "./by-words.ts";

/** Checks one thing by what it is. What only some need is fetched when it is needed. @throws as `checkFile` */
export async function checkDropped(item: Dropped, check: Asked): Promise<Outcome> {
  const { steps, checking, beside } = check;
  if (item.kind === "folder") {
    const found = await checkFolder(item, steps, checking);
    return { headline: found.report.headline, nodes: verdictView(found.report, { hidden: found.hidden }) };
  }
  const { file } = item;
  if (await isProof(file)) {
    const { checkProof } = await import("./proof.ts");
    return checkProof(file, { ...check, beside });
  }
  const checked = await checkFile(file, steps, checking);
  const { verdict } = checked.report;
  if (isMessage(file) && verdict !== "authentic" && verdict !== "authentic-but") {
    const { checkMessage } = await import("./message.ts");
    const outcome = await checkMessage(file, notByHash(checked), check);
    return offering(outcome, { file, checked, checking });
  }
  const comparing = comparingOf(file, checked, checking);
  const { held, report } = notByHash(checked);
  const nodes = verdictView(report, { held, ...(comparing === undefined ? {} : { comparing }) });
  return offering({ headline: report.headline, nodes }, { file, checked, checking });
}

/** An altered copy is held against what was anchored, a superseded one against the revision that stands. */
function comparingOf(
  file: File,
  { report, archived: like }: Checked,
  { witness, trust: { sha256 } }: Checking,
): Comparing | undefined {
  if (like === undefined) return undefined;
  const base = { file, like, sha256, block: witness.block.bind(witness) };
  const { verdict, issue } = report;
  if (verdict === "altered") return { ...base, sides: ALTERED, archived: () => Promise.resolve(like) };
  const current = issue?.current;
  if (verdict !== "authentic-but" || current === undefined || current === issue?.digest) return undefined;
  const archived = () => entryIn(parseDigest(current), like.path, { witness, sha256 });
  return { ...base, sides: SUPERSEDED, archived };
}

async function entryIn(digest: Digest, path: string, { witness, sha256 }: Gathering): Promise<FileEntry> {
  const manifest = manifestOf(await witness.issue(digest), sha256);
  if (manifest === undefined) return fail("BLOCK_MISSING", { cid: documentCid(digest).toString() });
  const entry = manifest.files.find((file) => file.path === path);
  return entry ?? fail("NOT_FOUND", { got: `${path} in the revision that stands` });
}
