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
import type { ByWords } from "../../verify/nearest.ts";
import type { Witness } from "../../verify/witness.ts";

/** The manifests that this page has been given: all that it knows of any archive. */
export interface Shelf {
  readonly witness: Witness;
  /** Nothing is searched by words: always fails, as what is unlike all that was given may be of another issue. */
  readonly byWords: ByWords;
  /** Takes the manifest of the issue that the reader names; undefined for anything else. */
  name(bytes: Uint8Array): { readonly digest: Digest; readonly manifest: Manifest } | undefined;
  /** Looks through files for manifests and proof files, and gives them; what is asked of the witness waits for it. Never fails. */
  look(files: readonly File[]): Promise<readonly Manifest[]>;
}

interface Held {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
}

type IsMeant = (file: Manifest["files"][number]) => boolean;

const NAME = "this page";
/** As long as a proof file may be, which holds a manifest in base64. */
const MOST_BYTES = 2 * MAX_MANIFEST_BYTES;
/** A folder may hold any number of files that are called so. */
const MOST_FILES = 100;

/**
 * A witness without any server: where a file stands it tells from the manifests that it was given. Of what none of them
 * lists it cannot say that it stands nowhere, so that its methods fail with MANIFEST_NOT_GIVEN, or ISSUE_UNNAMED while
 * there is none: unless the reader names an issue, which a changed copy of it is then held against.
 */
export function openShelf(sha256: Sha256): Shelf {
  const held = new Map<Digest, Held>();
  let looking: Promise<unknown> = Promise.resolve();
  let named: Held | undefined;
  const take = (bytes: Uint8Array) => {
    const manifest = manifestIn(bytes, sha256);
    if (manifest !== undefined) held.set(manifest.digest, manifest);
    return manifest;
  };
  const known = async () => {
    await looking;
    return [...held.values()];
  };
  const placed = async (sha: Digest) => {
    const all = await known();
    const found = all.flatMap((one) => placementsIn(one, (file) => file.sha256 === sha));
    return found.length > 0 || named !== undefined ? found : unlisted(all);
  };
  const similar = async (path: string, size: number) => {
    const all = await known();
    const isAlike: IsMeant = (file) => fileName(file.path) === fileName(path) || file.size === size;
    const found = named === undefined ? [] : placementsIn(named, isAlike);
    return found.length > 0 ? found : unlisted(all);
  };
  return {
    name: (bytes) => {
      const manifest = take(bytes);
      if (manifest !== undefined) named = manifest;
      return manifest;
    },
    look: async (files) => {
      const given: Manifest[] = [];
      const taking = (bytes: Uint8Array) => {
        const manifest = take(bytes)?.manifest;
        if (manifest !== undefined) given.push(manifest);
      };
      const likely = files.filter(mayHold).toSorted((a, b) => Number(isNamedSo(b)) - Number(isNamedSo(a)));
      looking = lookThrough(likely.slice(0, MOST_FILES), { after: looking, take: taking });
      await looking;
      return given;
    },
    byWords: async () => unlisted(await known()),
    witness: {
      name: NAME,
      files: placed,
      similar,
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

function unlisted(all: readonly Held[]): never {
  return fail(all.length === 0 ? "ISSUE_UNNAMED" : "MANIFEST_NOT_GIVEN", {});
}

/** One after another, so that few are in memory at once; one that cannot be read (a folder of that name) is none. */
async function lookThrough(
  files: readonly File[],
  { after, take }: { after: Promise<unknown>; take: (bytes: Uint8Array) => unknown },
): Promise<void> {
  await after;
  for (const file of files) {
    try {
      take(new Uint8Array(await file.arrayBuffer()));
    } catch {
      // Its own card says why.
    }
  }
}

function mayHold({ name, size }: File): boolean {
  return /json$/i.test(name) && size <= MOST_BYTES;
}

/** As they are called when they are handed out. */
function isNamedSo({ name }: File): boolean {
  return /(manifest|proof)\.json$/i.test(name);
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

function placementsIn({ digest, manifest }: Held, isMeant: IsMeant): readonly Placement[] {
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
