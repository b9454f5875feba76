import { type CID, cidDigest, DAG_JSON, documentCid } from "../../core/cid.ts";
import { type Digest, digestFromBytes } from "../../core/digest.ts";
import { fail, failure } from "../../core/errors/error.ts";
import { decodeManifest } from "../../core/manifest/codec.ts";
import { type Manifest, MAX_MANIFEST_BYTES } from "../../core/manifest/manifest.ts";
import { fileName } from "../../core/path.ts";
import type { Placement } from "../../core/ports.ts";
import { parseProof } from "../../core/proof/form.ts";
import type { Sha256 } from "../../core/sha256.ts";
import type { IssueEvidence } from "../../verify/evidence.ts";
import type { Witness } from "../../verify/witness.ts";

/** The manifests that this page has been given: all that it knows of any archive. */
export interface Shelf {
  readonly witness: Witness;
  /** Takes a manifest, or the one within a proof file; undefined for anything else. */
  add(bytes: Uint8Array): { readonly digest: Digest; readonly manifest: Manifest } | undefined;
  /** Looks through files for manifests; what is asked of the witness waits for it. */
  look(files: readonly File[]): void;
}

interface Held {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
}

const NAME = "this page";
/** As long as a proof file may be, which holds a manifest in base64. */
const MOST_BYTES = 2 * MAX_MANIFEST_BYTES;

/** A witness without any server: where a file stands it tells from the manifests that it was given, and nothing more. */
export function openShelf(sha256: Sha256): Shelf {
  const held = new Map<Digest, Held>();
  let looking: Promise<unknown> = Promise.resolve();
  const add: Shelf["add"] = (bytes) => {
    const manifest = manifestIn(bytes, sha256);
    if (manifest !== undefined) held.set(manifest.digest, manifest);
    return manifest;
  };
  const known = async () => {
    await looking;
    return [...held.values()];
  };
  const placed = async (isMeant: (file: Manifest["files"][number]) => boolean) => {
    const all = await known();
    if (all.length === 0) fail("ISSUE_UNNAMED", {});
    return all.flatMap((one) => placementsIn(one, isMeant));
  };
  return {
    add,
    look: (files) => {
      looking = Promise.all([
        looking,
        ...files.filter(mayHold).map(async (file) => add(new Uint8Array(await file.arrayBuffer()))),
      ]);
    },
    witness: {
      name: NAME,
      files: (digest) => placed((file) => file.sha256 === digest),
      similar: (path, size) => placed((file) => fileName(file.path) === fileName(path) || file.size === size),
      labelled: async (label) => {
        const named = (await known()).filter(({ manifest }) => manifest.issue.label === label);
        return named.map(({ digest }) => digest);
      },
      byCid: async (cid) => byCid(cid, await known()),
      issue: async (digest) => bare(digest, held.get(digest)?.bytes),
      block: async () => undefined,
    },
  };
}

function mayHold({ name, size }: File): boolean {
  return /json$/i.test(name) && size <= MOST_BYTES;
}

function manifestIn(bytes: Uint8Array, sha256: Sha256): Held | undefined {
  for (const read of [() => bytes, () => parseProof(bytes).manifest]) {
    try {
      const found = read();
      const digest = digestFromBytes(sha256(found));
      return { digest, bytes: found, manifest: decodeManifest(found, digest, sha256) };
    } catch {
      // It is something else.
    }
  }
  return undefined;
}

function placementsIn(
  { digest, manifest }: Held,
  isMeant: (file: Manifest["files"][number]) => boolean,
): readonly Placement[] {
  const { issue, publication, files } = manifest;
  const base = {
    manifest: digest,
    publication: publication.id,
    label: issue.label,
    revision: issue.revision,
  };
  return files.filter(isMeant).map(({ path, sha256, size }) => ({ ...base, path, sha256, size }));
}

function byCid(cid: CID, known: readonly Held[]): Digest | undefined {
  if (cid.code === DAG_JSON) return known.find(({ digest }) => digest === cidDigest(cid))?.digest;
  const text = cid.toString();
  return known.find(
    ({ manifest }) =>
      String(manifest.content) === text || manifest.files.some((file) => String(file.cid) === text),
  )?.digest;
}

/** Nobody but nodes says anything of the chain here. */
function bare(digest: Digest, bytes: Uint8Array | undefined): IssueEvidence {
  const problem = "no node is named: see “Who is asked”";
  const silent = {
    known: false,
    source: NAME,
    failure: failure("CHAIN_UNREACHABLE", { node: NAME, problem }),
  } as const;
  const manifest =
    bytes === undefined
      ? ({
          known: false,
          source: NAME,
          failure: failure("BLOCK_MISSING", { cid: documentCid(digest).toString() }),
        } as const)
      : ({ known: true, value: bytes, source: NAME } as const);
  return { digest, manifest, final: silent, tip: silent, notices: [], revisions: [], copies: [] };
}
