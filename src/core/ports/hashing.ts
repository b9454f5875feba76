/*
 * Reading and hashing on other cores; ports.ts says what holds for every port. Everything here gives the very bytes and
 * digests that one core alone would give, and may be left out.
 */

/** Which file it is and as of when: any write to it, and any other file in its place, changes one of these. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  /** In bytes. */
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** A file on this machine, and what it was when it was listed. */
export interface FileOnDisk {
  readonly path: string;
  readonly identity: FileIdentity;
}

/** What is asked of a `SourceFile` here. */
export interface Announced {
  /** In bytes. */
  readonly size: number;
  readonly file?: FileOnDisk;
}

/** A leaf of a file (at most 1 MiB) and its SHA-256. */
export interface HashedLeaf {
  /** Only good until the next leaf is asked for: the memory is used again. */
  readonly bytes: Uint8Array;
  readonly digest: Uint8Array;
}

/** Some bytes of a file. */
export interface Piece {
  readonly offset: number;
  /** In bytes; at most 2 MiB. */
  readonly length: number;
}

/**
 * Reads and hashes on as many cores as there are. Nothing is started before there is enough to do that it pays, and
 * what is read ahead at any time is a few megabytes, whatever the files are.
 */
export interface HashingPool {
  /**
   * Announces files that will be asked for, in that order: many small ones are read and hashed together, large ones in
   * parts. The files may belong to many issues: announce those of all of them once and give the result to the packing
   * of each (`PackOptions.ahead`), so that the next issue's files are read while this one is packed:
   *
   *     await using ahead = pool.readAhead(plans.flatMap(filesInOrder));
   *     for (const plan of plans) await packInto(writer, plan, { revisionOf, tools: { ...tools, ahead } });
   *
   * A file that does not lie on this disk (no `SourceFile.file`) costs nothing here: it is read when it is asked for.
   */
  readAhead(files: readonly Announced[]): ReadAhead;
  /**
   * The SHA-256 of pieces of one file that lie in ascending order, in that order; undefined for a piece that cannot
   * be read or that the file is too short for. Says nothing of why: who needs to know reads it in the ordinary way.
   */
  digests<P extends Piece>(path: string, pieces: Iterable<P>): AsyncGenerator<readonly [P, Digested]>;
}

export type Digested = Uint8Array | undefined;

/** Files on their way. Left unread, nothing is kept running by them. */
export interface ReadAhead extends AsyncDisposable {
  /**
   * The one leaf of a file of at most 1 MiB, where it is at hand already, so that nobody has to wait for each of many
   * small files; it is not given again. Undefined says nothing: then `leaves` is to be asked.
   */
  leaf(file: Announced): HashedLeaf | undefined;
  /**
   * The leaves of the next announced file, in order; announced ones before it are passed over. Undefined when it was
   * not announced, or cannot be read here as it was listed: then `file.read()` gives its bytes, or says what is wrong.
   * A generator that ends early means the same, for the leaves that it has not given.
   */
  leaves(file: Announced): AsyncGenerator<HashedLeaf> | undefined;
}
