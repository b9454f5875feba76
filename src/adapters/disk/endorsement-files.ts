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
   * Changes whenever a file comes, goes or is replaced, if that is done by renaming, as it is here.
   *
   * @throws ARCHIVE_DISK
   */
  async version(): Promise<string> {
    try {
      const { mtimeNs, ino } = await stat(this.#folder, { bigint: true });
      return `${ino}:${mtimeNs}`;
    } catch (error) {
      if (errnoOf(error) === "ENOENT") return "none";
      return fail("ARCHIVE_DISK", { path: this.#folder, problem: diskProblem(error) }, error);
    }
  }

  /** Those that can be read, by name. What is none is passed over: others may have put it there. @throws ARCHIVE_DISK */
  async all(): Promise<readonly EndorsementFile[]> {
    const version = await this.version();
    if (this.#known?.version === version) return this.#known.files;
    const names = version === "none" ? [] : await this.#names();
    const files: EndorsementFile[] = [];
    for (const name of names
      .filter((one) => one.endsWith(SUFFIX))
      .toSorted()
      .slice(0, MOST_FILES)) {
      const endorsement = await this.#read(name);
      if (endorsement !== undefined) files.push({ name, endorsement });
    }
    this.#known = { version, files };
    return files;
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await readdir(this.#folder);
    } catch (error) {
      if (errnoOf(error) === "ENOENT") return [];
      return fail("ARCHIVE_DISK", { path: this.#folder, problem: diskProblem(error) }, error);
    }
  }

  async #read(name: string): Promise<Endorsement | undefined> {
    const path = join(this.#folder, name);
    try {
      const found = await stat(path);
      // Reading a pipe or a device may never end.
      if (!found.isFile() || found.size > LARGEST_ENDORSEMENT) return undefined;
      return decodeEndorsement(await readFile(path), name);
    } catch (error) {
      if (isFailure(error) || errnoOf(error) !== undefined) return undefined;
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

/**
 * By what was signed: of one statement the newest signature is kept. The whole head: by a part of it an endorser could
 * write one head over another, and so take back that they have signed both.
 */
function nameOf({ publication, endorser, entries, head, holds }: Endorsement): string {
  return `publication-${publication.id}.${endorser}.${entries}.${head}.${holds}${SUFFIX}`;
}
