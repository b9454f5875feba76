import type { Block } from "../../src/core/block.ts";
import type { CID } from "../../src/core/cid.ts";
import { documentCid, RAW } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { Holding } from "../../src/audit/holding.ts";
import { ModelArchive } from "./model-archive.ts";

type Held = Pick<Block, "cid" | "bytes">;

/** An issue with its blocks as they were packed: what a store has to hold. */
export interface ShelvedIssue {
  readonly holding: Holding & { readonly label: string };
  readonly digest: Digest;
  readonly root: CID;
  readonly blocks: readonly Held[];
  readonly leaves: readonly Held[];
  readonly nodes: readonly Held[];
}

export type Files = Readonly<Record<string, string>>;

export const THREE_FILES: Files = { "a.txt": "the first", "b.txt": "the second", "c.txt": "the third" };

/** Issues packed by the project's own code, in the order in which a CAR has their blocks. */
export async function shelf(...issues: readonly Files[]): Promise<readonly ShelvedIssue[]> {
  const model = new ModelArchive();
  const letter = model.register();
  const shelved: ShelvedIssue[] = [];
  for (const [i, files] of issues.entries()) {
    const kept: Held[] = [];
    const keep = model.keep.bind(model);
    model.keep = (block) => {
      kept.push(block);
      keep(block);
    };
    const label = parseLabel(String(i + 1));
    const digest = await model.pack(letter, label, files);
    model.keep = keep;
    shelved.push({
      holding: { digest, label },
      ...{ digest, root: documentCid(digest), blocks: kept },
      leaves: kept.filter(({ cid }) => cid.code === RAW),
      nodes: kept.filter(({ cid }) => cid.code !== RAW),
    });
  }
  return shelved;
}
