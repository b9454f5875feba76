import { existsSync, readFileSync, statSync } from "node:fs";
import { writeDurably } from "../../adapters/disk/write.ts";
import { REGISTRY_SITE, registryCodeHash } from "../../adapters/evm/ground.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { chainTitle, explorerLink } from "../../core/chains.ts";
import { documentCid } from "../../core/cid.ts";
import { type Digest, isDigest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { parseLabel } from "../../core/label.ts";
import { decodeManifest } from "../../core/manifest/codec.ts";
import { MOST_QUOTED_BLOCKS, PROOF_TYPE } from "../../core/proof/form.ts";
import { verifyProof } from "../../core/proof/verify.ts";
import type { WrittenProof } from "../../core/proof/write.ts";
import { sizeText } from "../../core/size.ts";
import type { Archive } from "../../verify/archive.ts";
import { type ProofAbout, proveAbout } from "../../verify/prove.ts";
import { type QuotedPlace, quoteIn } from "../../verify/quote.ts";
import { openReading, type Reading } from "../compose.ts";
import { findArchive } from "../config.ts";
import { offeredFor, showWritten, writtenOf, writtenReport } from "../endorsed-writing.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput } from "../output.ts";
import { documentReader, passageOf, quotedDocument, quotedLines } from "../quoting.ts";
import { choosePublication } from "../publications.ts";

export interface ProofWritingOptions extends CommonOptions {
  readonly file?: string;
  /** A passage of it; `-` reads it from stdin. */
  readonly quote?: string;
  readonly quoteFile?: string;
  readonly out?: string;
  readonly publication?: string;
  /** Files, or folders of them. */
  readonly endorsements?: readonly string[];
}

/** `colophon proof <issue>` */
export async function proof(issue: string, options: ProofWritingOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  await using reading = await openReading(place);
  await reading.archive.refresh();
  const digest = await digestOf(issue, options.publication, reading);
  const { archive, states, registry, chainId } = reading;
  const offered =
    options.endorsements === undefined ? undefined : await offeredFor(digest, options.endorsements, reading);
  const about = {
    ...(await aboutOf(digest, options, archive)),
    ...(offered === undefined ? {} : { endorsements: offered.endorsable }),
  };
  const written = await proveAbout(digest, about, { archive, states, sha256: nodeSha256 });
  // What does not hold here is not handed on.
  const proven = verifyProof(written.bytes, {
    ...{ chain: chainId, registry: registry.address, sha256: nodeSha256 },
    codeHashes: [registryCodeHash(chainId, registry.address)],
    blockHashes: [written.block.hash],
  });
  const kind = proven.quotation === undefined ? "proof" : "quote.proof";
  const path = options.out ?? `${proven.manifest.issue.label}.${kind}.json`;
  const isNew = assertReplaceable(path);
  await writeDurably(path, new TextDecoder().decode(written.bytes));
  const { block, bytes } = written;
  const { label, revision } = proven.manifest.issue;
  const endorsed = offered === undefined ? undefined : writtenOf(offered, written);
  if (output.json) {
    output.document({
      path,
      size: bytes.length,
      chain: chainId,
      registry: registry.address,
      block,
      digest,
      label,
      revision,
      ...quotedDocument(proven),
      ...(endorsed === undefined ? {} : { endorsements: writtenReport(endorsed) }),
    });
    return 0;
  }
  output.line(
    `Proof of issue ${label}, revision ${revision}: ${path} (${sizeText(bytes.length)}${isNew ? "" : ", in the place of what was there"})`,
  );
  for (const line of quotedLines(proven)) output.line(line);
  output.line(`  of block ${block.number} of ${chainTitle(chainId)}${linked(written, chainId)}`);
  if (endorsed !== undefined) showWritten(endorsed, output);
  output.line(`\nWhoever knows that block needs nothing else:`);
  const named = registry.address === REGISTRY_SITE.registry ? "" : ` --registry ${registry.address}`;
  output.line(`  colophon verify ${path} --offline --block-hash ${block.hash}${named}`);
  return 0;
}

/** Is the place free? An earlier proof may be overwritten. @throws PLACE_TAKEN for anything else that is there */
function assertReplaceable(path: string): boolean {
  if (!existsSync(path)) return true;
  const isProof = statSync(path).isFile() && typeIn(readFileSync(path, "utf8")) === PROOF_TYPE;
  return isProof ? false : fail("PLACE_TAKEN", { path });
}

function typeIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
  } catch {
    return undefined;
  }
}

/** The file, and the passage that is looked for in it, or in every file of the issue. */
async function aboutOf(digest: Digest, options: ProofWritingOptions, archive: Archive): Promise<ProofAbout> {
  const passage = await passageOf(options);
  const path = options.file === undefined ? {} : { path: options.file };
  if (passage === undefined) return path;
  await using reader = documentReader();
  const block = await archive.block(documentCid(digest));
  if (block === undefined) fail("BLOCK_MISSING", { cid: documentCid(digest).toString() });
  const manifest = decodeManifest(block.bytes, digest, nodeSha256);
  const quoted = await quoteIn(manifest, { passage, ...path }, { archive, reader, sha256: nodeSha256 });
  const place = quoted.found.find(({ proven }) => proven !== undefined) ?? quoted.found[0];
  if (place !== undefined) assertFits(place);
  if (place === undefined) {
    const [unread] = quoted.unread;
    const where = options.file ?? `issue ${manifest.issue.label}`;
    return unread === undefined
      ? fail("QUOTATION_ABSENT", { where })
      : fail("QUOTATION_UNSEARCHED", { where, path: unread.path, problem: unread.problem });
  }
  if (place.proven !== undefined) return { path: place.path, quotation: place.proven.proof };
  return place.unproven === "other-text"
    ? fail("TEXT_UNLIKE", { path: place.path })
    : fail("PROOF_TEXT_ABSENT", { path: place.path });
}

/** Before a node is asked for anything. @throws PASSAGE_INVALID */
function assertFits({ stretch: { firstBlock, lastBlock } }: QuotedPlace): void {
  const got = lastBlock - firstBlock + 1;
  if (got > MOST_QUOTED_BLOCKS)
    fail("PASSAGE_INVALID", {
      problem: `it runs through ${got} paragraphs, and a proof holds ${MOST_QUOTED_BLOCKS} at most`,
    });
}

/** The digest itself, for one revision; or what stands under a label. */
async function digestOf(
  issue: string,
  named: string | undefined,
  { archive, place }: Reading,
): Promise<Digest> {
  if (isDigest(issue)) return issue;
  const label = parseLabel(issue);
  const { id } = choosePublication(place, named);
  for (const digest of await archive.labelled(label))
    if ((await archive.catalogued(digest))?.publication === id) return digest;
  return fail("LABEL_UNKNOWN", { id, label });
}

function linked({ block }: WrittenProof, chain: Reading["chainId"]): string {
  const link = explorerLink(chain, { block: block.number });
  return link === undefined ? "" : `, ${link}`;
}
