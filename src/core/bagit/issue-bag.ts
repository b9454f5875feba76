import { utf8ToBytes } from "@noble/hashes/utils.js";
import { type Digest, digestFromBytes } from "../digest.ts";
import type { Label } from "../label.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { Profile } from "../profile.ts";
import { publicationKey, type PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { encodeBagSums, encodeSums, PAYLOAD, type Sum } from "./sums.ts";
import { BAG_DECLARATION, encodeTags, type Tag } from "./tags.ts";
import { payloadOxum } from "./verify.ts";

/** The manifest of the issue verbatim: its SHA-256 is the number on the chain. */
export const MANIFEST_FILE = "manifest.json";
/** The document that the manifest links to as `identity`, where it does. */
export const IDENTITY_FILE = "identity.json";
/** A `colophon/proof/1`. */
export const PROOF_FILE = "proof.json";
/** Where the issue's files lie in a plain folder. */
export const FOLDER_FILES = "files/";

/** An issue as it is written for an institution. */
export interface WrittenIssue {
  readonly digest: Digest;
  readonly manifest: Manifest;
  /** The manifest's very bytes. */
  readonly bytes: Uint8Array;
  /** Unix seconds of the block that anchored it. */
  readonly anchoredAt: number;
  /** Of the publication, as it stood then; undefined where it cannot be read. */
  readonly profile?: Profile | undefined;
  readonly identity?: Uint8Array | undefined;
  readonly proof?: Uint8Array | undefined;
}

/** A small file beside the issue's own. */
export interface SideFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * What stands in a bag beside `data/` (RFC 8493). The same issue gives the same bytes whenever it is exported, but for
 * its proof, which is of the state at one block.
 */
export function bagFiles(issue: WrittenIssue, sha256: Sha256): readonly SideFile[] {
  const payload = payloadSums(issue, PAYLOAD);
  const own = ownFiles(issue);
  const tags = [
    text("bagit.txt", BAG_DECLARATION),
    text("bag-info.txt", encodeTags(bagInfo(issue))),
    text("manifest-sha256.txt", encodeBagSums(payload)),
    ...own,
    text("README.txt", readme(issue, PAYLOAD)),
    text("SHA256SUMS", encodeSums([...payload, ...sumsOf(own, sha256)])),
  ];
  return [...tags, text("tagmanifest-sha256.txt", encodeBagSums(sumsOf(tags, sha256)))];
}

/** The same beside the `files/` of a plain folder. */
export function folderFiles(issue: WrittenIssue, sha256: Sha256): readonly SideFile[] {
  const own = ownFiles(issue);
  const sums = [...payloadSums(issue, FOLDER_FILES), ...sumsOf(own, sha256)];
  return [...own, text("README.txt", readme(issue, FOLDER_FILES)), text("SHA256SUMS", encodeSums(sums))];
}

/** `95.r1`: no two revisions of a publication have the same, but for two issues under one label. */
export function exportName(label: Label, revision: number): string {
  return `${label}.r${revision}`;
}

function ownFiles({ bytes, identity, proof }: WrittenIssue): readonly SideFile[] {
  return [
    { path: MANIFEST_FILE, bytes },
    ...(identity === undefined ? [] : [{ path: IDENTITY_FILE, bytes: identity }]),
    ...(proof === undefined ? [] : [{ path: PROOF_FILE, bytes: proof }]),
  ];
}

function payloadSums({ manifest }: WrittenIssue, folder: string): readonly Sum[] {
  return manifest.files.map(({ path, sha256 }) => ({ path: `${folder}${path}`, digest: sha256 }));
}

function sumsOf(files: readonly SideFile[], sha256: Sha256): readonly Sum[] {
  return files.map(({ path, bytes }) => ({ path, digest: digestFromBytes(sha256(bytes)) }));
}

/** `eip155:8453:0x52...9c:12/9f86...0a08`: the publication, and the digest of the issue in it. */
export function externalIdentifier(publication: PublicationRef, digest: Digest): string {
  return `${publicationKey(publication)}/${digest}`;
}

function bagInfo({ digest, manifest, anchoredAt, profile }: WrittenIssue): readonly Tag[] {
  const { issue, publication, files } = manifest;
  const optional = (name: string, value: string | undefined): readonly Tag[] =>
    value === undefined ? [] : [[name, value]];
  return [
    ...optional("Source-Organization", profile && organization(profile)),
    ["External-Description", issue.title],
    ["External-Identifier", externalIdentifier(publication, digest)],
    // The day is the chain's, not that of the export: the same issue gives the same bag.
    ["Bagging-Date", time(anchoredAt).slice(0, 10)],
    ["Payload-Oxum", payloadOxum(files)],
    ["Bag-Group-Identifier", publicationKey(publication)],
    ["Internal-Sender-Identifier", issue.label],
    ["Internal-Sender-Description", `Issue ${issue.label}, revision ${issue.revision}`],
    ["Title", issue.title],
    ...(issue.creators ?? []).map((name): Tag => ["Creator", name]),
    ...optional("Date", issue.date),
    ...optional("Language", issue.language),
    ...optional("License", issue.license),
    ["Colophon-Anchored", time(anchoredAt)],
  ];
}

function organization({ title, domain }: Profile): string {
  return domain === undefined ? title : `${title} (${domain})`;
}

function readme({ digest, manifest, anchoredAt, proof }: WrittenIssue, files: string): string {
  const { issue, publication } = manifest;
  const proved = `
${PROOF_FILE} proves that record by itself, down to the hash of one block, without asking anybody
else (docs/spec/proof.md of Colophon).
`;
  return `${issue.title}

Issue ${issue.label}, revision ${issue.revision}. Its files are in ${files}

Check that no file was changed, in a shell and in this folder:

  sha256sum -c SHA256SUMS

Check that this is the issue that was published:

  sha256sum ${MANIFEST_FILE}

prints ${digest}.
That is the number that was recorded on ${time(anchoredAt)} by the registry
${publication.registry} on the chain ${publication.chain}, for its publication ${publication.id},
and that any explorer of that chain shows. ${MANIFEST_FILE} lists the same SHA-256 of every file.
${proof === undefined ? "" : proved}`;
}

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

function text(path: string, content: string): SideFile {
  return { path, bytes: utf8ToBytes(content) };
}
