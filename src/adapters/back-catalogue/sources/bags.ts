import { type HashNamed, type VerifiedBag, verifyBag } from "../../../core/bagit/verify.ts";
import { tagValue, tagValues } from "../../../core/bagit/tags.ts";
import { bagFoldersIn, folderName, listBag, type ListAll } from "../bag-folder.ts";
import { gatherInPlace } from "../gather.ts";
import type { Candidate, SourceIssue } from "../issue.ts";
import { Labels } from "../label.ts";
import type { Material } from "../material.ts";
import { settled } from "../settle.ts";

export interface BagsOptions {
  readonly list: ListAll;
  readonly hashNamed: HashNamed;
  /** Instead of what the bag says; of one bag only. */
  readonly label?: string;
}

/**
 * Bags that anybody made (RFC 8493), each as one issue: its payload, described by its bag-info.txt as docs/export.md
 * says. What is not a whole and valid bag ends it.
 *
 * @throws BAG_* and SOURCE_*
 */
export async function* openBags(path: string, options: BagsOptions): AsyncGenerator<SourceIssue> {
  const labels = new Labels();
  for (const folder of bagFoldersIn(path)) {
    const bag = await verifyBag(await listBag(folder, options.list), options.hashNamed);
    const found = await settled(candidate(bag, options), labels);
    // A bag waits for nobody's answer.
    if (!("reason" in found)) yield found;
  }
}

function candidate(bag: VerifiedBag, { label }: BagsOptions): Candidate {
  const { info, name, payload } = bag;
  const said = (...names: readonly string[]) => tagValue(info, ...names);
  const title = said("Title", "DC-Title", "External-Description");
  const identifier = said("External-Identifier");
  return {
    names: [
      ...(label === undefined ? [] : [label]),
      ...(identifier === undefined ? [] : [identifier]),
      folderName(name),
    ],
    title,
    date: said("Date", "DC-Date", "Issued"),
    creators: CREATORS.map((one) => tagValues(info, one)).find(({ length }) => length > 0) ?? [],
    language: said("Language", "DC-Language"),
    description: said("Description", "DC-Description", "External-Description"),
    license: said("License", "DC-Rights"),
    origin: { at: name },
    gather: async () => {
      const files = new Map(payload.map((file) => [file.path, file]));
      const material: Material = { name, files, skipped: [], close: () => {} };
      const { notCovered, problems } = await gatherInPlace(payload, material);
      return { files: payload, notCovered, problems };
    },
  };
}

const CREATORS = ["Creator", "DC-Creator", "Author"] as const;
