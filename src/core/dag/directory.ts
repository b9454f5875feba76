import * as dagPb from "@ipld/dag-pb";
import { type CID, pbCid } from "../cid.ts";
import { digestFromBytes } from "../digest.ts";
import { fail } from "../errors/error.ts";
import type { CarWriter } from "../ports.ts";
import type { Sha256 } from "../sha256.ts";
import { compareText } from "../text.ts";
import type { Part } from "./file-node.ts";

/** The profile's limit for one block of links; what is larger becomes a HAMT. In bytes of the whole block. */
const SHARD_ABOVE_BYTES = 256 * 1024;
/** UnixFS (https://specs.ipfs.tech/unixfs/), the message `Data`: field 1, the type: a directory. */
const DIRECTORY = Uint8Array.of(0x08, 0x01);

/** A file whose blocks are with the writer, and where it goes. */
export interface PlacedFile extends Pick<Part, "cid" | "dagBytes"> {
  /** `/`-separated; no two are equal, and none is a folder of another. */
  readonly path: string;
}

interface Folder {
  readonly below: Map<string, Folder>;
  readonly links: Link[];
}

interface Link {
  readonly Name: string;
  readonly Hash: CID;
  readonly Tsize: number;
}

interface Tools {
  readonly writer: Pick<CarWriter, "put">;
  readonly sha256: Sha256;
}

/**
 * The UnixFS directory of these files by the profile `unixfs-v1-2025` (IPIP-0499), every folder's block handed to the
 * writer after those of the folders in it. Folders that fit into one block are written by hand, since the importer
 * library climbs to the top again for every file; the others are the library's, which is loaded only for them.
 */
export async function directoryOf(files: readonly PlacedFile[], tools: Tools): Promise<CID> {
  const top: Folder = { below: new Map(), links: [] };
  // Files come in the order of their paths: nearly always the folder is that of the file before.
  let last = { path: "", folder: top };
  for (const { path, cid, dagBytes } of files) {
    const at = path.lastIndexOf("/");
    const parent = path.slice(0, Math.max(at, 0));
    if (parent !== last.path) last = { path: parent, folder: folderAt(top, parent) };
    last.folder.links.push({ Name: path.slice(at + 1), Hash: cid, Tsize: dagBytes });
  }
  return (await packFolder(top, tools)).Hash;
}

function folderAt(top: Folder, path: string): Folder {
  let folder = top;
  for (const name of path === "" ? [] : path.split("/")) {
    const known = folder.below.get(name);
    const next = known ?? { below: new Map(), links: [] };
    if (known === undefined) folder.below.set(name, next);
    folder = next;
  }
  return folder;
}

async function packFolder({ below, links }: Folder, tools: Tools): Promise<Omit<Link, "Name">> {
  for (const [Name, folder] of below) links.push({ Name, ...(await packFolder(folder, tools)) });
  const Links = links.sort((a, b) => compareText(a.Name, b.Name));
  const bytes = dagPb.encode({ Data: DIRECTORY, Links });
  if (bytes.length > SHARD_ABOVE_BYTES) return sharded(Links, tools);
  const Hash = pbCid(digestFromBytes(tools.sha256(bytes)));
  await tools.writer.put(Hash, bytes);
  return { Hash, Tsize: Links.reduce((sum, { Tsize }) => sum + Tsize, bytes.length) };
}

async function sharded(links: readonly Link[], { writer }: Tools): Promise<Omit<Link, "Name">> {
  const { importer } = await import("ipfs-unixfs-importer");
  const blockstore = {
    async put(cid: CID, bytes: Uint8Array): Promise<CID> {
      await writer.put(cid, bytes);
      return cid;
    },
  };
  async function* given() {
    for (const { Name: path, Hash: cid, Tsize } of links)
      yield async () => ({ cid, path, originalPath: path, size: BigInt(Tsize) });
  }
  // The options are changed by the library: a fresh object for every import.
  const options = { profile: "unixfs-v1-2025", wrapWithDirectory: true, fileImportConcurrency: 1 } as const;
  for await (const { path, cid, size } of importer([], blockstore, { ...options, dagBuilder: given }))
    if ((path ?? "") === "") return { Hash: cid, Tsize: Number(size) };
  return fail("INTERNAL", { problem: "the importer made no directory" });
}
