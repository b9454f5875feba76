import { nodeSha256, nodeSha256Stream } from "../../adapters/node/sha256.ts";
import { registryCodec } from "../../adapters/evm/codec.ts";
import type { Digest } from "../../core/digest.ts";
import { asFailure, type ColophonError } from "../../core/errors/error.ts";
import { describeIssue, FIRST_REVISION, type IssuePlan } from "../../publish/pack.ts";
import { openReading, type Reading } from "../compose.ts";
import type { Place } from "../config.ts";
import { bytes, ether } from "../format.ts";
import { mediaType } from "../media-type.ts";
import { type Output, paint } from "../output.ts";
import { openSigner } from "../signer.ts";

/** What anchoring would cost now, or why the registry would refuse it. */
type Cost = { readonly gas: bigint; readonly wei: bigint } | { readonly refusal: ColophonError };

/** Shows what publishing would make of the input and what it would cost. Writes no block and sends nothing. */
export async function showDryRun(plans: readonly IssuePlan[], place: Place, output: Output): Promise<number> {
  await using reading = await openReading(place, { lenient: true });
  const shown = [];
  for (const plan of plans) shown.push(await describeOne(plan, reading, output));
  output.line("Nothing was written or sent.");
  if (output.json) output.document({ dryRun: true, issues: shown });
  return 0;
}

async function describeOne(plan: IssuePlan, reading: Reading, output: Output) {
  const hashing = { sha256: nodeSha256, stream: nodeSha256Stream };
  const { manifest, encoded } = await describeIssue(plan, FIRST_REVISION, { hashing, typeOf: mediaType });
  const text = new TextDecoder().decode(encoded.bytes);
  const cid = encoded.block.cid.toString();
  const contentCid = manifest.content.toString();
  const size = manifest.files.reduce((sum, file) => sum + file.size, 0);
  const cost = await costOf(plan, encoded.digest, reading);
  const { label, title } = manifest.issue;
  output.line(`${paint("bold", `Issue ${label}`)}  ${title}`);
  output.line(`  files    ${manifest.files.length}, ${bytes(size)}`);
  output.line(`  digest   ${encoded.digest}`);
  output.line(`  CID      ${cid}`);
  output.line(`  content  ${contentCid}`);
  output.line(`  cost     ${costLine(cost)}`);
  output.line(`  manifest ${text}`);
  output.line();
  const files = manifest.files.length;
  const told = { label, digest: encoded.digest, cid, contentCid, files, bytes: size };
  return { ...told, cost: costDocument(cost), manifest: JSON.parse(text) as unknown };
}

async function costOf(plan: IssuePlan, digest: Digest, reading: Reading): Promise<Cost> {
  const { chain, place, registry } = reading;
  const { label } = plan.description;
  const action = { kind: "anchor", publication: plan.publication.id, label, digest } as const;
  try {
    const { address } = await openSigner(place);
    const gas = await chain.estimateGas({ ...registryCodec.encode(action, registry.address), from: address });
    const { maxFeePerGas } = await chain.fees();
    return { gas, wei: gas * maxFeePerGas };
  } catch (error) {
    return { refusal: asFailure(error) };
  }
}

function costLine(cost: Cost): string {
  if ("refusal" in cost) return `unknown: ${cost.refusal.message}`;
  return `${cost.gas} gas, at most ${ether(cost.wei)} ether now`;
}

function costDocument(cost: Cost) {
  return "refusal" in cost ? { refusal: cost.refusal } : cost;
}
