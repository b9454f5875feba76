import { readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { REGISTRY_SITE, registryCodeHash } from "../../adapters/evm/ground.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { type Address, parseAddress } from "../../core/address.ts";
import { chainTitle, parseChain } from "../../core/chains.ts";
import { type Bytes32, digestFromBytes } from "../../core/digest.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import { decodeManifest } from "../../core/manifest/codec.ts";
import type { BlockRef } from "../../core/ports.ts";
import { MAX_PROOF_BYTES, parseProof } from "../../core/proof/form.ts";
import { type ProvenIssue, verifyProof } from "../../core/proof/verify.ts";
import type { ChainId, PublicationRef } from "../../core/publication.ts";
import { headerHash, readHeader } from "../../core/state-proof/header.ts";
import { VERDICT_EXIT } from "../../core/verdict.ts";
import { quotableText } from "../../core/text/quotation.ts";
import { judge } from "../../verify/judge/judge.ts";
import { PROOF_POLICY } from "../../verify/judge/verdict.ts";
import { type HeldCopy, proofEvidence } from "../../verify/proof-evidence.ts";
import { verdictReport } from "../../verify/report.ts";
import { minute } from "../../verify/wording.ts";
import { findArchive, type Place } from "../config.ts";
import { broughtBy, endorsedExit, type EndorsedOptions } from "../endorsed-copy.ts";
import { endorsedInProof, nodeAtHand } from "../endorsed-proven.ts";
import { endorsedReport, showEndorsed, showFork } from "../endorsed-words.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, paint } from "../output.ts";
import { blocksNamed, quotedDocument, shownPassage } from "../quoting.ts";
import type { BelievedBlock } from "../proof-block.ts";
import { showVerdict } from "../show-verdict.ts";
import { heldFiles } from "./held-files.ts";

/** What `colophon verify` takes with a proof. */
export interface ProofOptions {
  readonly copy?: string;
  readonly offline: boolean;
  readonly blockHash?: readonly string[];
  readonly chain?: string;
  readonly registry?: string;
  /** What is said to be quoted in it. */
  readonly passage?: string;
}

const LOOKS_LIKE_PROOF = /"type"\s*:\s*"colophon\/proof\//;
const HASH = /^0x[0-9a-f]{64}$/;

/**
 * Is it a proof, by its type, or because it is said to be one? Only files that can be one are read.
 *
 * @throws USAGE_INVALID when an option says that it is one and there is no such file
 */
export function isProofFile(path: string, options: ProofOptions): boolean {
  const { copy, offline, blockHash, chain, registry } = options;
  const isSaid = offline || [copy, blockHash, chain, registry].some((value) => value !== undefined);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true && found.size <= MAX_PROOF_BYTES)
    return isSaid || LOOKS_LIKE_PROOF.test(readFileSync(path, "utf8"));
  if (!isSaid) return false;
  if (found === undefined) fail("SOURCE_MISSING", { path });
  const problem = `${path} is no proof: --offline, --block-hash, --copy, --chain and --registry go with one`;
  return fail("USAGE_INVALID", { problem });
}

/** `colophon verify <proof>`: against one block, which the reader names or a node is asked for. */
export async function verifyProofFile(
  path: string,
  options: ProofOptions & CommonOptions & EndorsedOptions,
): Promise<number> {
  const brought = await broughtBy(options);
  const output = createOutput(options.json);
  const bytes = new Uint8Array(readFileSync(path));
  const claimed = claimedBy(bytes);
  const place = archiveIfAny(options);
  const meant = meantRegistry(claimed.publication, place, options);
  const believed = await believedBlock(claimed, { options, place });
  const proven = verifyProof(bytes, {
    ...{ ...meant, sha256: nodeSha256, blockHashes: believed.hashes },
    codeHashes: [registryCodeHash(meant.chain, meant.registry)],
  });
  assertQuoted(options.passage, proven);
  const copy = options.copy === undefined ? undefined : await held(options.copy);
  const verdict = judge(
    proofEvidence(proven, believed.standing, copy),
    { ...meant, sha256: nodeSha256 },
    PROOF_POLICY,
  );
  const { block } = proven;
  const believe = beliefs(proven, believed);
  const { offline } = options;
  const node = nodeAtHand(proven.manifest.publication, { place, offline });
  const endorsed = await endorsedInProof(proven, brought, node);
  if (output.json)
    output.document({
      ...verdictReport(verdict),
      proof: { chain: meant.chain, registry: meant.registry, block, believe, ...quotedDocument(proven) },
      ...(endorsed === undefined ? {} : { endorsements: endorsedReport(endorsed) }),
    });
  showFork(endorsed, output);
  for (const line of toldOfQuotation(proven)) output.line(line);
  showVerdict(verdict, output, believe);
  output.line(
    `\n  As of block ${block.number}, ${minute(block.time)}: of what came after, a proof knows nothing.`,
  );
  if (endorsed !== undefined) showEndorsed(endorsed, output);
  if (copy === undefined) for (const line of toCompare(proven)) output.line(line);
  return endorsedExit(VERDICT_EXIT[verdict.verdict], brought, endorsed);
}

/** @throws USAGE_INVALID for a proof without a quotation; QUOTATION_ABSENT when it proves another */
function assertQuoted(passage: string | undefined, { quotation, file }: ProvenIssue): void {
  if (passage === undefined) return;
  if (quotation === undefined || file === undefined)
    return fail("USAGE_INVALID", { problem: "The proof holds no quotation: leave --quote out" });
  if (quotableText([quotation.passage]).findWords(passage, 1).length === 0)
    fail("QUOTATION_ABSENT", { where: `what the proof quotes from ${file.path}` });
}

/** What is proved of it holds whatever the verdict on the issue is. */
function toldOfQuotation(proven: ProvenIssue): readonly string[] {
  const { quotation, file, manifest } = proven;
  const [place] = quotation?.places ?? [];
  if (quotation === undefined || file === undefined || place === undefined) return [];
  const where = blocksNamed(place.firstBlock, place.lastBlock, file.text?.blocks ?? 0);
  return [
    paint(["bold", "green"], `The passage stands in issue ${manifest.issue.label}, word for word.`),
    `  ${file.path}, ${where}`,
    `    ${shownPassage(quotation.passage)}`,
    "",
  ];
}

/** What a proof says of itself: what to look up, and nothing to believe. */
interface Claimed {
  readonly publication: PublicationRef;
  readonly block: BlockRef;
}

function claimedBy(bytes: Uint8Array): Claimed {
  const { manifest, state } = parseProof(bytes);
  const { block } = readHeader(state.header, headerHash(state.header));
  const digest = digestFromBytes(nodeSha256(manifest));
  return { block, publication: decodeManifest(manifest, digest, nodeSha256).publication };
}

interface Meant {
  readonly chain: ChainId;
  readonly registry: Address;
}

/** The one that is named; the archive's own, when the proof is of it; else the one that this program carries. */
function meantRegistry(claimed: PublicationRef, place: Place | undefined, options: ProofOptions): Meant {
  const { chain, registry } = options;
  const config = place?.config;
  const isOwn = config?.chain.id === claimed.chain && config.registry === claimed.registry;
  return {
    chain: chain === undefined ? claimed.chain : parseChain(chain),
    registry:
      registry !== undefined ? parseAddress(registry) : isOwn ? claimed.registry : REGISTRY_SITE.registry,
  };
}

/** A proof needs no archive: one that is there only says which registry and which node the reader has. */
function archiveIfAny({ archive }: CommonOptions): Place | undefined {
  try {
    return findArchive(archive);
  } catch (error) {
    if (archive === undefined && isFailure(error, "ARCHIVE_MISSING")) return undefined;
    throw error;
  }
}

async function believedBlock(
  { block, publication: { chain } }: Claimed,
  { options, place }: { options: ProofOptions; place: Place | undefined },
): Promise<BelievedBlock> {
  const named = options.blockHash?.map(blockHash);
  if (named !== undefined) return { hashes: named, standing: { final: true } };
  // Loaded when it is needed: a proof that is verified offline wants no node, and no archive.
  const { askBlock } = await import("../proof-block.ts");
  return askBlock(block, { chain, place, offline: options.offline });
}

function blockHash(text: string): Bytes32 {
  const hash = text.toLowerCase();
  if (!HASH.test(hash))
    fail("USAGE_INVALID", { problem: `A block's hash is 0x and 64 hexadecimal digits; got ${text}` });
  return hash as Bytes32;
}

async function held(path: string): Promise<HeldCopy> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const files = await heldFiles(path, { hidden: true });
  if (isFolder) return { kind: "folder", name: basename(resolve(path)), files };
  const [file] = files;
  return file === undefined ? fail("SOURCE_MISSING", { path }) : { kind: "file", file };
}

function beliefs({ manifest, block }: ProvenIssue, { standing, node }: BelievedBlock): readonly string[] {
  const { chain } = manifest.publication;
  const isFinal = standing.final ? ", beyond reorganisation" : "";
  const who = node === undefined ? "" : ` (as the node at ${node} says)`;
  return [`that ${block.hash} is block ${block.number} of ${chainTitle(chain)}${isFinal}${who}`];
}

/** For those who compare by hand what they hold. */
function toCompare({ manifest, file }: ProvenIssue): readonly string[] {
  const files = file === undefined ? manifest.files : [file];
  const shown = files.slice(0, 8).map(({ sha256, path }) => `  ${sha256}  ${path}`);
  const more = files.length > shown.length ? [`  and ${files.length - shown.length} more files`] : [];
  return [
    "",
    "  SHA-256 of what was anchored, to compare with what you hold (or give it with --copy):",
    ...shown,
    ...more,
  ];
}
