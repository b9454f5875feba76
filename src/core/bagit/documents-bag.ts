import { utf8ToBytes } from "@noble/hashes/utils.js";
import { type Digest, digestFromBytes, isDigest } from "../digest.ts";
import { fail } from "../errors/error.ts";
import { parseAddress } from "../address.ts";
import { parseChainId, parsePublicationId, publicationKey, type PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import type { SideFile } from "./issue-bag.ts";
import { encodeBagSums, encodeSums, type Sum } from "./sums.ts";
import { BAG_DECLARATION, encodeTags, type Tag, tagValue } from "./tags.ts";
import { payloadOxum } from "./verify.ts";

/** The documents of a publication's history as they were written, each as `<digest>.json`. */
export interface WrittenDocuments {
  readonly publication: PublicationRef;
  /** How long the history was. */
  readonly entries: number;
  /** Unix seconds of its last entry. */
  readonly time: number;
  readonly documents: readonly { readonly digest: Digest; readonly size: number }[];
  /** Those that no store gave. */
  readonly missing: readonly Digest[];
}

/** Names the publication; its presence tells what kind of bag it is. */
export const DOCUMENTS_TAG = "Colophon-Documents";

/** What stands beside them: in a bag, or in a plain folder. */
export function documentFiles(
  written: WrittenDocuments,
  { as, into, sha256 }: { readonly as: "bag" | "folder"; readonly into: string; readonly sha256: Sha256 },
): readonly SideFile[] {
  const sums = written.documents.map(({ digest }): Sum => ({
    digest,
    path: `${into}${documentName(digest)}`,
  }));
  if (as === "folder") return [text("SHA256SUMS", encodeSums(sums))];
  const tags = [
    text("bagit.txt", BAG_DECLARATION),
    text("bag-info.txt", encodeTags(infoOf(written))),
    text("manifest-sha256.txt", encodeBagSums(sums)),
  ];
  const own = tags.map(({ path, bytes }): Sum => ({ path, digest: digestFromBytes(sha256(bytes)) }));
  return [...tags, text("tagmanifest-sha256.txt", encodeBagSums(own))];
}

export function documentName(digest: Digest): string {
  return `${digest}.json`;
}

/** `documents.e57`: a history that has grown has other documents. No export of an issue has such a name. */
export function documentsName(entries: number): string {
  return `documents.e${entries}`;
}

/** Whose documents a bag holds by its tags; undefined when it is no such bag. @throws BAG_MALFORMED */
export function documentsOf(info: readonly Tag[], bag: string): PublicationRef | undefined {
  const said = tagValue(info, DOCUMENTS_TAG);
  if (said === undefined) return undefined;
  const [, chain, registry, id] = /^(eip155:\d+):(0x[0-9a-f]{40}):(\d+)$/.exec(said) ?? [];
  if (chain === undefined || registry === undefined || id === undefined)
    return fail("BAG_MALFORMED", { bag, problem: `its ${DOCUMENTS_TAG} names no publication: ${said}` });
  return { chain: parseChainId(chain), registry: parseAddress(registry), id: parsePublicationId(id) };
}

/** `9f86...0a08.json` is that digest; undefined for any other name. */
export function digestNamed(path: string): Digest | undefined {
  const digest = path.endsWith(".json") ? path.slice(0, -".json".length) : "";
  return isDigest(digest) ? digest : undefined;
}

function infoOf({ publication, entries, time, documents, missing }: WrittenDocuments): readonly Tag[] {
  const key = publicationKey(publication);
  return [
    ["External-Description", `Profiles, reasons and lists of batches of ${key}, up to entry ${entries}`],
    ["External-Identifier", `${key}/documents`],
    ["Bagging-Date", new Date(time * 1000).toISOString().slice(0, 10)],
    ["Payload-Oxum", payloadOxum(documents)],
    ["Bag-Group-Identifier", key],
    [DOCUMENTS_TAG, key],
    ...missing.map((digest): Tag => ["Colophon-Missing", digest]),
  ];
}

function text(path: string, content: string): SideFile {
  return { path, bytes: utf8ToBytes(content) };
}
