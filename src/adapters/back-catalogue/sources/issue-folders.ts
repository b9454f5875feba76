import { isFailure } from "../../../core/errors/error.ts";
import { compareText } from "../../../core/text.ts";
import type { SourceFile } from "../../../core/ports.ts";
import { gatherInPlace } from "../gather.ts";
import type { Candidate, Problem } from "../issue.ts";
import { extensionOf, type Material } from "../material.ts";
import type { SourceContext } from "./context.ts";

export const ISSUE_FILE = "issue.yaml";

/** What is said about an issue, later entries overriding earlier ones: the reading that `colophon publish` does too. */
export interface Said {
  readonly source: string;
  readonly label?: string;
  readonly title?: string;
  readonly date?: string;
  readonly creators?: readonly string[];
  readonly description?: string;
  readonly language?: string;
  readonly license?: string;
}

/** The material of one entry at the top: a folder, or a single file. */
export interface IssueFolder {
  readonly name: string;
  readonly isFolder: boolean;
  readonly files: readonly SourceFile[];
  readonly skipped: readonly string[];
}

/** Lists one entry of the folder as `colophon publish` would. @throws SOURCE_* | PATH_* */
export type ListEntry = (name: string) => Promise<IssueFolder>;
export type ReadClaims = (folder: IssueFolder) => Promise<readonly Said[]>;

/** A folder whose folders (and files) are issues, in the order of their names. What cannot be one is told. */
export async function* issueFolders(
  names: readonly string[],
  { list, claims }: { readonly list: ListEntry; readonly claims: ReadClaims },
  context: SourceContext,
): AsyncGenerator<Candidate> {
  let done = 0;
  context.found(names.length);
  for (const name of [...names].sort(compareText)) {
    context.share(done++ / names.length);
    if (name === ISSUE_FILE || name === "publication.yaml") continue;
    try {
      const folder = await list(name);
      yield candidate(folder, await claims(folder));
    } catch (error) {
      if (!isFailure(error)) throw error;
      context.leftOut({
        origin: { at: name },
        reason: "unusable",
        detail: `${error.code}: ${error.message}`,
      });
    }
  }
}

function candidate(folder: IssueFolder, said: readonly Said[]): Candidate {
  const last = <Field extends keyof Said>(field: Field) =>
    said.findLast((one) => one[field] !== undefined)?.[field];
  const extension = extensionOf(folder.name);
  const stem =
    folder.isFolder || extension === "" ? folder.name : folder.name.slice(0, -extension.length - 1);
  const label = last("label");
  const hidden: readonly Problem[] = folder.skipped.map((path) => ({
    code: "hidden-left-out",
    detail: path,
  }));
  return {
    names: [...(label === undefined ? [] : [label]), stem],
    title: last("title"),
    date: last("date"),
    creators: last("creators") ?? [],
    language: last("language"),
    description: last("description"),
    license: last("license"),
    origin: { at: folder.name },
    problems: hidden,
    gather: async () => gatherFolder(folder),
  };
}

/** All of the folder is packed whatever the pages load; they are read for what they load from elsewhere. */
async function gatherFolder(folder: IssueFolder) {
  const files = new Map(folder.files.map((file) => [file.path, file]));
  const material: Material = { name: folder.name, files, skipped: [], close: () => {} };
  const { notCovered, problems } = await gatherInPlace(folder.files, material);
  return { files: folder.files, notCovered, problems };
}
