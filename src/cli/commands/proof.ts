import { existsSync } from "node:fs";
import { writeDurably } from "../../adapters/disk/write.ts";
import { REGISTRY_SITE, registryCodeHash } from "../../adapters/evm/ground.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { chainTitle, explorerLink } from "../../core/chains.ts";
import { type Digest, isDigest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import { parseLabel } from "../../core/label.ts";
import { verifyProof } from "../../core/proof/verify.ts";
import type { WrittenProof } from "../../core/proof/write.ts";
import { sizeText } from "../../core/size.ts";
import { proveIssue } from "../../verify/prove.ts";
import { openReading, type Reading } from "../compose.ts";
import { findArchive } from "../config.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput } from "../output.ts";
import { choosePublication } from "../publications.ts";

export interface ProofWritingOptions extends CommonOptions {
  readonly file?: string;
  readonly out?: string;
  readonly publication?: string;
}

/** `colophon proof <issue>` */
export async function proof(issue: string, options: ProofWritingOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  await using reading = await openReading(place);
  await reading.archive.refresh();
  const digest = await digestOf(issue, options.publication, reading);
  const { archive, states, registry, chainId } = reading;
  const written = await proveIssue(digest, options.file, { archive, states, sha256: nodeSha256 });
  // What does not hold here is not handed on.
  const proven = verifyProof(written.bytes, {
    ...{ chain: chainId, registry: registry.address, sha256: nodeSha256 },
    codeHashes: [registryCodeHash(chainId, registry.address)],
    blockHashes: [written.block.hash],
  });
  const path = options.out ?? `${proven.manifest.issue.label}.proof.json`;
  const isNew = !existsSync(path);
  await writeDurably(path, new TextDecoder().decode(written.bytes));
  const { block, bytes } = written;
  const { label, revision } = proven.manifest.issue;
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
    });
    return 0;
  }
  output.line(
    `Proof of issue ${label}, revision ${revision}: ${path} (${sizeText(bytes.length)}${isNew ? "" : ", in the place of what was there"})`,
  );
  output.line(`  of block ${block.number} of ${chainTitle(chainId)}${linked(written, chainId)}`);
  output.line(`\nWhoever knows that block needs nothing else:`);
  const named = registry.address === REGISTRY_SITE.registry ? "" : ` --registry ${registry.address}`;
  output.line(`  colophon verify ${path} --offline --block-hash ${block.hash}${named}`);
  return 0;
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
