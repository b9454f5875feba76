import { type Bytes32, digestFromBytes } from "../../core/digest.ts";
import { asFailure, fail, isFailure } from "../../core/errors/error.ts";
import { decodeManifest } from "../../core/manifest/codec.ts";
import type { BlockRef } from "../../core/ports.ts";
import { parseProof, type Proof } from "../../core/proof/form.ts";
import { type ProvenIssue, verifyProof } from "../../core/proof/verify.ts";
import { headerHash } from "../../core/state-proof/header.ts";
import { judge } from "../../verify/judge/judge.ts";
import { PROOF_POLICY, type Trust } from "../../verify/judge/verdict.ts";
import { type BlockStanding, type HeldCopy, proofEvidence } from "../../verify/proof-evidence.ts";
import { verdictReport } from "../../verify/report.ts";
import { element } from "../element.ts";
import { endorsedView } from "../verdict/endorsed.ts";
import { elsewhereView } from "../verdict/elsewhere.ts";
import { quoted, unconfirmedView } from "../verdict/unconfirmed.ts";
import { verdictView } from "../verdict/verdict-view.ts";
import type { Outcome } from "../verdict/outcome.ts";
import type { Asked } from "./asked.ts";
import { copyBeside } from "./companion.ts";
import { LANGUAGE, SAYS } from "../says.ts";

/**
 * Verifies a proof file in the page, down to one block. That this block is one of the chain's, nothing in the file can
 * say: nodes are asked for it if there are any, and else the reader compares its hash with an explorer's.
 *
 * @throws those of `verifyProof`
 */
export async function checkProof(file: File, asked: Asked): Promise<Outcome> {
  const { steps, checking } = asked;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { trust, code, askBlock } = checking;
  const proof = parseProof(bytes);
  const blockHashes = [headerHash(proof.state.header)];
  let proven: ProvenIssue;
  try {
    const codeHashes = [code ?? (await codeHashOf(trust))];
    proven = verifyProof(bytes, { ...trust, codeHashes, blockHashes });
  } catch (error) {
    if (!isFailure(error, "PROOF_ELSEWHERE")) throw error;
    return elsewhereView(await soundElsewhere(bytes, { proof, blockHashes, trust }), error);
  }
  const copy = await copyBeside(proven, asked);
  const endorsed = await endorsedView(proven);
  const confirmed = (standing: BlockStanding, who: string) =>
    outcomeOf(proven, { copy, endorsed, standing, who, check: checking });
  steps.onAsking();
  const said = await answerAbout(proven.block, askBlock);
  if (said?.hash === proven.block.hash) return confirmed(said.standing, said.source);
  if (said !== undefined)
    fail("STATE_PROOF_HEADER_MISMATCH", { expected: said.hash, got: proven.block.hash });
  return unconfirmedView(proven, () => confirmed({ final: true }, SAYS.proof.you));
}

async function codeHashOf({ chain, registry }: Pick<Trust, "chain" | "registry">): Promise<Bytes32> {
  const { registryCodeHash } = await import("../../adapters/evm/registry-code.ts");
  return registryCodeHash(chain, registry);
}

/**
 * By the registry that it names itself, which is no reason to believe that one: whether it holds together is another
 * question than whether that registry counts.
 *
 * @throws those of `verifyProof`
 */
async function soundElsewhere(
  bytes: Uint8Array,
  given: {
    readonly proof: Proof;
    readonly blockHashes: readonly Bytes32[];
    readonly trust: Trust;
  },
): Promise<ProvenIssue> {
  const { proof, blockHashes, trust } = given;
  const { sha256 } = trust;
  const { publication } = decodeManifest(proof.manifest, digestFromBytes(sha256(proof.manifest)), sha256);
  const named = { chain: publication.chain, registry: publication.registry, sha256 };
  return verifyProof(bytes, { ...trust, ...named, codeHashes: [await codeHashOf(named)], blockHashes });
}

async function answerAbout({ number }: BlockRef, ask: Asked["checking"]["askBlock"]) {
  try {
    return await ask?.(number);
  } catch (error) {
    // Nobody could be asked: the reader still can.
    asFailure(error);
    return undefined;
  }
}

interface Confirmed {
  readonly copy: HeldCopy | undefined;
  readonly endorsed: readonly HTMLElement[];
  readonly standing: BlockStanding;
  /** Who says that the block is one of the chain's. */
  readonly who: string;
  readonly check: Asked["checking"];
}

function outcomeOf(proven: ProvenIssue, { copy, endorsed, standing, who, check }: Confirmed): Outcome {
  const report = verdictReport(
    judge(proofEvidence(proven, standing, copy), check.trust, PROOF_POLICY),
    LANGUAGE,
  );
  const { number, time } = proven.block;
  const asOf = SAYS.proof.asOf(number, SAYS.time(time), who);
  const nodes = verdictView(report, copy?.kind === "file" ? { held: copy.file } : {});
  return {
    headline: report.headline,
    nodes: [...nodes, ...quoted(proven), ...endorsed, element("p", { class: "quiet" }, asOf)],
  };
}
