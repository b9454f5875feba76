import type { CID } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { manifestOf } from "./answer.ts";
import type { Gathering } from "./gather.ts";

/** A large file of which only the CID was computed. */
export interface FileByCid {
  readonly path: string;
  readonly size: number;
  readonly cid: CID;
}

/** More manifests than this are not asked whether they contradict. */
const MOST_SUSPECTS = 8;

/**
 * The SHA-256 that an archived manifest gives beside a file's CID, with which the file can be looked up like any other:
 * a browser computes the CID of a large file several times faster, because it hashes leaf by leaf. Undefined when no
 * manifest lists it; and when two give different ones, of which one must be wrong: then only the file itself can tell.
 *
 * @throws what the witness throws
 */
export async function sha256ByCid(file: FileByCid, asking: Gathering): Promise<Digest | undefined> {
  const { witness } = asking;
  const manifest = await witness.byCid(file.cid);
  const sha256 = manifest === undefined ? undefined : await listed(manifest, file, asking);
  if (sha256 === undefined) return undefined;
  const near = await witness.similar(file.path, file.size);
  const others = near.filter((place) => place.size === file.size && place.sha256 !== sha256);
  const suspects = [...new Set(others.map((place) => place.manifest))];
  if (suspects.length > MOST_SUSPECTS) return undefined;
  for (const suspect of suspects) {
    const other = await listed(suspect, file, asking);
    if (other !== undefined && other !== sha256) return undefined;
  }
  return sha256;
}

async function listed(
  manifest: Digest,
  { cid, size }: FileByCid,
  { witness, sha256 }: Gathering,
): Promise<Digest | undefined> {
  const files = manifestOf(await witness.issue(manifest), sha256)?.files ?? [];
  return files.find((entry) => entry.cid.toString() === cid.toString() && entry.size === size)?.sha256;
}
