import { type CID, rawCid } from "../cid.ts";
import { type Digest, digestFromBytes } from "../digest.ts";
import { fail } from "../errors/error.ts";
import type { FileEntry, TextRoot } from "../manifest/manifest.ts";
import type { IssuePath } from "../path.ts";
import type { CarWriter, HashingPool, ReadAhead, SourceFile, TextReader } from "../ports.ts";
import type { Sha256, Sha256Stream } from "../sha256.ts";
import { LEAF_BYTES } from "./chunks.ts";
import { directoryOf } from "./directory.ts";
import { fileOf, type Part } from "./file-node.ts";
import { leavesOf } from "./leaves.ts";
import { type Passing, Words } from "./words.ts";

/** How bytes are hashed here: whole leaves at once, large files piece by piece, and files ahead on other cores. */
export interface Hashing {
  readonly sha256: Sha256;
  readonly stream: () => Sha256Stream;
  /** Absent where there is one thread only. The results are the same. */
  readonly pool?: HashingPool;
}

export interface PackedContent {
  /** The UnixFS directory that holds exactly `files`. */
  readonly content: CID;
  /** In the order in which the files were given. */
  readonly files: readonly FileEntry[];
}

export interface PackOptions {
  readonly hashing: Hashing;
  /** The media type written down for a path. */
  readonly typeOf: (file: SourceFile) => string;
  /** Told of every file's bytes as they are read. */
  readonly onBytes?: (count: number) => void;
  /** Where these files were announced already, together with those of other issues. */
  readonly ahead?: ReadAhead;
  /** Takes the text of documents; without it no file has any. */
  readonly texts?: TextReader;
  /** Told of each document whose text could not be taken. */
  readonly onTextless?: (path: IssuePath) => void;
}

/** A file whose blocks are with the writer. */
interface PackedFile extends Part {
  readonly sha256: Digest;
}

/**
 * Builds the UnixFS directory of an issue by the profile `unixfs-v1-2025` (IPIP-0499) and hands every block to the
 * writer, always in the same order. Reads each file once and holds no more than a few megabytes, and of
 * documents whose text is taken as much as one may have.
 *
 * @throws SOURCE_CHANGED | SOURCE_UNREADABLE
 */
export async function packContent(
  files: readonly SourceFile[],
  writer: Pick<CarWriter, "put">,
  options: PackOptions,
): Promise<PackedContent> {
  const { hashing, typeOf } = options;
  await using bin = new AsyncDisposableStack();
  const own = options.ahead === undefined ? hashing.pool?.readAhead(files) : undefined;
  const ahead = options.ahead ?? (own && bin.use(own));
  const reading = { ...options, ...(ahead && { ahead }) };
  const words = options.texts === undefined ? undefined : new Words(options.texts);
  const types = files.map(typeOf);
  const packed: PackedFile[] = [];
  for (const [i, file] of files.entries()) {
    const passing = words?.of(file, types[i] ?? "");
    // Most files of an issue are small and at hand already: for them, waiting would cost more than hashing.
    const leaf = ahead?.leaf(file);
    if (leaf === undefined) packed.push(await packFile(file, writer, { ...reading, passing }));
    else {
      const sha256 = digestFromBytes(leaf.digest);
      const { length } = leaf.bytes;
      const cid = rawCid(sha256);
      passing?.add(leaf.bytes);
      await writer.put(cid, leaf.bytes);
      options.onBytes?.(length);
      packed.push({ cid, fileBytes: length, dagBytes: length, sha256 });
    }
    await passing?.end();
  }
  const placed = packed.map(({ cid, dagBytes }, i) => ({ cid, dagBytes, path: files[i]?.path ?? "" }));
  const content = await directoryOf(placed, { writer, sha256: hashing.sha256 });
  const found = await words?.found();
  const entries = files.map((file, i) => described(file, packed[i], types[i]));
  for (const path of found?.refused ?? []) options.onTextless?.(path);
  return { content, files: found === undefined ? entries : withTexts(entries, found.texts) };
}

/** The same files with these texts, and no others. */
export function withTexts(
  files: readonly FileEntry[],
  texts: ReadonlyMap<IssuePath, TextRoot>,
): readonly FileEntry[] {
  return files.map((entry) => {
    const { text: _, ...file } = entry;
    const text = texts.get(file.path);
    return text === undefined ? file : { ...file, text };
  });
}

async function packFile(
  file: SourceFile,
  writer: Pick<CarWriter, "put">,
  {
    hashing,
    ahead,
    onBytes,
    passing,
  }: Pick<PackOptions, "hashing" | "ahead" | "onBytes"> & { passing: Passing | undefined },
): Promise<PackedFile> {
  // One leaf has the file's own SHA-256: it need not be hashed twice.
  const whole = file.size > LEAF_BYTES ? hashing.stream() : undefined;
  const leaves: Part[] = [];
  let size = 0;
  for await (const { bytes, digest } of leavesOf(file, hashing.sha256, ahead)) {
    const cid = rawCid(digestFromBytes(digest));
    size += bytes.length;
    leaves.push({ cid, fileBytes: bytes.length, dagBytes: bytes.length });
    passing?.add(bytes);
    await writer.put(cid, bytes);
    whole?.update(bytes);
    onBytes?.(bytes.length);
  }
  if (size !== file.size)
    fail("SOURCE_CHANGED", { path: file.path, expected: `${file.size} bytes`, got: `${size} bytes` });
  const part = await fileOf(leaves, writer, hashing.sha256);
  return { ...part, sha256: digestFromBytes(whole?.digest() ?? part.cid.multihash.digest) };
}

function described(file: SourceFile, packed: PackedFile | undefined, type = ""): FileEntry {
  if (packed === undefined) fail("INTERNAL", { problem: `${file.path} was left out` });
  const { cid, sha256 } = packed;
  return { cid, path: file.path, sha256, size: file.size, type };
}
