import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Endorsement } from "../../core/endorsement/endorsement.ts";
import { decodeEndorsement, encodeEndorsement, LARGEST_ENDORSEMENT } from "../../core/endorsement/file.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import { diskProblem, errnoOf } from "./errno.ts";
import { writeDurably } from "./write.ts";

const SUFFIX = ".endorsement.json";
/** Of more files the first by name are read: nobody can make a server read for ever. */
const MOST_FILES = 10_000;

/** An endorsement that lies in a folder, or what lies there instead. */
export interface EndorsementFile {
  readonly name: string;
  readonly endorsement: Endorsement;
}

/** Endorsements of an archive's publications, one in each file: those that its server takes, and those put there by hand. */
export class EndorsementFiles {
  readonly #folder: string;
  #known: { readonly version: string; readonly files: readonly EndorsementFile[] } | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Changes whenever a file comes, goes, is replaced or is written to. The folder alone would not tell the last: a file
   * that is seen while somebody copies it here is finished without a trace in the folder.
   *
   * @throws ARCHIVE_DISK
   */
  async version(): Promise<string> {
    return (await this.#look()).version;
  }

  /** Those that can be read, by name. What is none is passed over: others may have put it there. @throws ARCHIVE_DISK */
  async all(): Promise<readonly EndorsementFile[]> {
    // Before anything is read: what is written to meanwhile has another version afterwards.
    const { version, names } = await this.#look();
    if (this.#known?.version === version) return this.#known.files;
    const files: EndorsementFile[] = [];
    let isWhole = true;
    for (const name of names) {
      const endorsement = await this.#read(name);
      if (endorsement === "unread") isWhole = false;
      else if (endorsement !== "none") files.push({ name, endorsement });
    }
    // Why a file could not be read may pass without a trace in it, as a want of memory or of handles does.
    this.#known = isWhole ? { version, files } : undefined;
    return files;
  }

  async #look(): Promise<{ readonly version: string; readonly names: readonly string[] }> {
    const names = (await this.#names())
      .filter((one) => one.endsWith(SUFFIX))
      .toSorted()
      .slice(0, MOST_FILES);
    const states = await Promise.all(
      names.map(async (name) => [name, await stateOf(join(this.#folder, name))]),
    );
    return { version: createHash("sha256").update(JSON.stringify(states)).digest("hex"), names };
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await readdir(this.#folder);
    } catch (error) {
      if (errnoOf(error) === "ENOENT") return [];
      return fail("ARCHIVE_DISK", { path: this.#folder, problem: diskProblem(error) }, error);
    }
  }

  async #read(name: string): Promise<Endorsement | "none" | "unread"> {
    const path = join(this.#folder, name);
    try {
      const found = await stat(path);
      // Reading a pipe or a device may never end.
      if (!found.isFile() || found.size > LARGEST_ENDORSEMENT) return "none";
      return decodeEndorsement(await readFile(path), name);
    } catch (error) {
      if (isFailure(error)) return "none";
      if (errnoOf(error) !== undefined) return "unread";
      throw error;
    }
  }

  /** Under the name that it answers: the same one twice is one file. Durable on return. @throws ARCHIVE_DISK */
  async keep(endorsement: Endorsement): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    const name = nameOf(endorsement);
    await writeDurably(join(this.#folder, name), encodeEndorsement(endorsement));
    this.#known = undefined;
    return name;
  }

  /** @throws ARCHIVE_DISK */
  async remove({ name }: Pick<EndorsementFile, "name">): Promise<void> {
    await rm(join(this.#folder, name), { force: true });
    this.#known = undefined;
  }
}

/** Also the time of change: a copy may be given the time of its original, and a right to read comes without any other. */
async function stateOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(":");
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    return errno;
  }
}

/**
 * By what was signed: of one statement the newest signature is kept. The whole head: by a part of it an endorser could
 * write one head over another, and so take back that they have signed both.
 */
function nameOf({ publication, endorser, entries, head, holds }: Endorsement): string {
  return `publication-${publication.id}.${endorser}.${entries}.${head}.${holds}${SUFFIX}`;
}
