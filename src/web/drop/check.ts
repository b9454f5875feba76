import type { FileEntry } from "../../core/manifest/manifest.ts";
import { checkFile, type Checking } from "../check-file.ts";
import type { Outcome } from "../verdict/outcome.ts";
import { verdictView } from "../verdict/verdict-view.ts";
import { checkFolder } from "./check-folder.ts";
import type { Asked } from "./asked.ts";
import type { Dropped } from "./dropped.ts";
import { isMessage, isProof } from "./kinds.ts";

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
  const { verdict, headline } = checked.report;
  if (isMessage(file) && verdict !== "authentic" && verdict !== "authentic-but") {
    const { checkMessage } = await import("./message.ts");
    return checkMessage(file, checked, check);
  }
  const { held, archived } = checked;
  return { headline, nodes: verdictView(checked.report, { held, ...comparing(file, archived, checking) }) };
}

function comparing(file: File, archived: FileEntry | undefined, { witness, trust }: Checking) {
  if (archived === undefined) return {};
  const block = witness.block.bind(witness);
  return { comparing: { file, archived, block, sha256: trust.sha256 } };
}
