import { nodeKeccak256 } from "../../adapters/node/keccak256.ts";
import { textReading } from "../../adapters/document/node-reader.ts";
import { nodeHashing } from "../../adapters/node/hashing/node-hashing.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { registryCodec } from "../../adapters/evm/codec.ts";
import { isFailure } from "../../core/errors/error.ts";
import { tipBlock } from "../../core/finality.ts";
import type { Address } from "../../core/address.ts";
import type { PublishingAction } from "../../core/ports.ts";
import type { PublicationId } from "../../core/publication.ts";
import { publicationState } from "../../core/registry.ts";
import { type Preview, type Previewing, previewIssue, previewRevision } from "../../publish/preview.ts";
import { begunFor, begunLine } from "../begun.ts";
import type { ProfileChange } from "../../publish/profile.ts";
import type { PublisherChange } from "../../publish/publishers.ts";
import { openReading, type Reading } from "../compose.ts";
import type { Place } from "../config.ts";
import { sizeText } from "../../core/size.ts";
import { roundEther } from "../../core/ether.ts";
import { identitiesOf } from "../identities.ts";
import { mediaType } from "../media-type.ts";
import { type Output, paint } from "../output.ts";
import { signerAccount } from "../signer.ts";
import { notesOf } from "../progress.ts";
import type { Planned } from "../source.ts";

/** What the transaction would cost at this moment. */
export interface Cost {
  readonly gas: bigint;
  /** At most, by the fees that would be offered now. */
  readonly wei: bigint;
}

export interface DryRun {
  readonly place: Place;
  readonly output: Output;
  readonly revises: boolean;
  readonly despite: ReadonlySet<number>;
  readonly text: boolean;
}

/**
 * Shows what a run would make of the input and what it would cost. Writes no block and sends nothing; what the run
 * would be refused for, this is refused for too.
 */
export async function showDryRun(
  planned: readonly Planned[],
  { place, output, revises, despite, text }: DryRun,
): Promise<number> {
  await using reading = await openReading(place);
  const { registry, stores } = reading;
  const previewing: Previewing = {
    view: registry.at(await tipBlock(reading.chain)),
    sources: { registry, despite, keccak: nodeKeccak256, replication: { stores, sha256: nodeSha256 } },
    tools: {
      ...{ hashing: nodeHashing, typeOf: mediaType, ...textReading(text) },
      identities: identitiesOf(reading),
    },
    onProgress: notesOf(output),
  };
  const issues = await showEach(planned, previewing, { reading, output, revises });
  output.line("Nothing was written or sent.");
  if (output.json) output.document({ dryRun: true, issues });
  return 0;
}

interface Showing {
  readonly reading: Reading;
  readonly output: Output;
}

async function showEach(
  planned: readonly Planned[],
  previewing: Previewing,
  { reading, output, revises }: Showing & { revises: boolean },
) {
  const shown = [];
  for (const { plan, reason } of planned) {
    const preview = await (revises
      ? previewRevision(plan, reason, previewing)
      : previewIssue(plan, previewing));
    const cost = preview.action === undefined ? undefined : await costOf(preview.action, reading);
    const told = describe(preview, output);
    output.line(`  cost     ${costLine(cost)}`);
    const begun = begunFor(plan, reading.place.folder);
    for (const one of begun) output.line(`  begun    ${begunLine(one, told.digest)}`);
    output.line();
    shown.push({
      ...told,
      ...(cost === undefined ? {} : { cost }),
      ...(begun.length === 0 ? {} : { begun }),
    });
  }
  return shown;
}

function describe({ manifest, encoded, action }: Preview, output: Output) {
  const text = new TextDecoder().decode(encoded.bytes);
  const { label, revision, title } = manifest.issue;
  const files = manifest.files.length;
  const size = manifest.files.reduce((sum, file) => sum + file.size, 0);
  const cid = encoded.block.cid.toString();
  const contentCid = manifest.content.toString();
  const named = revision > 1 ? `Issue ${label}, revision ${revision}` : `Issue ${label}`;
  output.line(`${paint("bold", named)}  ${title}`);
  output.line(`  files    ${files}, ${sizeText(size)}`);
  output.line(`  digest   ${encoded.digest}`);
  output.line(`  CID      ${cid}`);
  output.line(`  content  ${contentCid}`);
  output.line(`  manifest ${text}`);
  const told = { label, revision, digest: encoded.digest, cid, contentCid, files, bytes: size };
  return { ...told, already: action === undefined, manifest: JSON.parse(text) as unknown };
}

/** Without opening a key. */
export async function costOf(
  action: PublishingAction | PublisherChange | ProfileChange,
  { chain, place, registry }: Reading,
): Promise<Cost> {
  const from = (await accountIfAny(place)) ?? (await ownerOf(action.publication, { chain, registry }));
  const gas = await chain.estimateGas({ ...registryCodec.encode(action, registry.address), from });
  const { maxFeePerGas } = await chain.fees();
  return { gas, wei: gas * maxFeePerGas };
}

/** Where there is no key, as on a machine that only shows, what it would cost is told all the same. */
async function accountIfAny(place: Place): Promise<Address | undefined> {
  try {
    return await signerAccount(place);
  } catch (error) {
    if (isFailure(error, "SIGNER_MISSING")) return undefined;
    throw error;
  }
}

/** It pays the same for the same call: the key that would sign may be in a keystore that does not say whose it is. */
async function ownerOf(
  id: PublicationId,
  { chain, registry }: Pick<Reading, "chain" | "registry">,
): Promise<Address> {
  return (await publicationState(registry.at(await tipBlock(chain)), id)).owner;
}

export function costLine(cost: Cost | undefined): string {
  if (cost === undefined) return "nothing: it is anchored already";
  return `${cost.gas} gas, at most ${roundEther(cost.wei)} ether now`;
}
