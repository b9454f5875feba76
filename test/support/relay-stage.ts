import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "vitest";
import { registryCodec } from "../../src/adapters/evm/codec.ts";
import { createRegistry } from "../../src/adapters/evm/registry.ts";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import type { Address } from "../../src/core/address.ts";
import {
  type Bytes32,
  type Digest,
  digestToBytes32,
  parseDigest,
  ZERO_DIGEST,
} from "../../src/core/digest.ts";
import { tipBlock } from "../../src/core/finality.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { Action, Chain, Signer } from "../../src/core/ports.ts";
import { type ChainId, parseChainId } from "../../src/core/publication.ts";
import { publicationState } from "../../src/core/registry.ts";
import type { OnProgress } from "../../src/publish/progress.ts";
import type { PublishingCall, SignedCall } from "../../src/core/signed-call/call.ts";
import { type Relayer } from "../../src/publish/relay.ts";
import { PATIENCE } from "../../src/publish/transact.ts";
import { transact } from "../adapters/evm/transact.ts";
import { leapingClock, openRig } from "./publisher-rig.ts";

/* A stranger who relays, on a real chain, and what there is to relay. */

export const rig = await openRig();
export const stranger = keySigner("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");
export const { publication, registry, chain } = rig;
export const { id } = publication;
export const FAR = 4_000_000_000;

export interface Parts {
  readonly chain?: Chain;
  readonly mostGas?: bigint;
  readonly chainId?: ChainId;
  readonly registry?: Address;
  readonly onProgress?: OnProgress;
}

export function relayer(parts: Parts = {}): Relayer {
  const used = { chain, ...parts };
  const chainId = parseChainId("eip155:31337");
  return {
    registry: createRegistry({ chain: used.chain, address: registry, chainId, deployedAt: 0 }),
    transacting: {
      ...{ chainId, registry, codec: registryCodec, signer: stranger, journal: rig.journal },
      ...{ clock: leapingClock(), finality: { kind: "depth", blocks: 0 }, onProgress: () => {} },
      ...{ patience: PATIENCE, ...used },
    },
    until: "final",
  };
}

export async function headOf(): Promise<Digest> {
  const view = createRegistry({ chain, address: registry, chainId: publication.chain }).at(
    await tipBlock(chain),
  );
  return (await publicationState(view, id)).head;
}

export async function signedBy(
  signer: Signer,
  call: PublishingCall,
  publisher?: Address,
): Promise<SignedCall> {
  const unsigned = { publication, call, publisher: publisher ?? signer.address };
  const timed = { ...unsigned, head: await headOf(), deadline: FAR };
  return { ...timed, signature: await signer.signCall(timed) };
}

export async function act(action: Action): Promise<void> {
  const { succeeded } = await transact(chain, rig.signer, registryCodec.encode(action, registry));
  expect(succeeded, action.kind).toBe(true);
}

let number = 0;
export const fresh = () => parseDigest((++number).toString(16).padStart(64, "d"));
export const labelled = (name: string) => parseLabel(`${name}-${++number}`);
export const nonceOf = () => chain.transactionCount(stranger.address, "pending");
export const REASON = fresh();

export async function anchored(): Promise<{ label: ReturnType<typeof parseLabel>; digest: Digest }> {
  const issue = { label: labelled("standing"), digest: fresh() };
  await act({ kind: "anchor", publication: id, ...issue });
  return issue;
}

/** A batch of three issues, anchored by the owner, and the path of its second. */
export async function batched() {
  const issues = Array.from({ length: 3 }, () => ({ label: labelled("batched"), digest: fresh() }));
  const leaves = issues.map(({ label, digest }) => [id, label, digestToBytes32(digest)]);
  const tree = StandardMerkleTree.of(leaves, ["uint256", "string", "bytes32"]);
  const root = tree.root as Bytes32;
  await act({ kind: "anchor-batch", publication: id, root, count: issues.length, list: fresh() });
  const [, second = issues[0]] = issues;
  if (second === undefined) return expect.unreachable("there are three");
  return { root, path: tree.getProof(1) as Bytes32[], ...second };
}

export const CALLS: Readonly<Record<PublishingCall["kind"], () => Promise<PublishingCall>>> = {
  anchor: async () => ({ kind: "anchor", label: labelled("new"), digest: fresh() }),
  async revise() {
    const { label, digest: supersedes } = await anchored();
    return { kind: "revise", label, digest: fresh(), supersedes, reason: REASON };
  },
  async post() {
    return { kind: "post", digest: (await anchored()).digest, notice: "concern", reason: REASON };
  },
  "anchor-batch": async () => ({
    ...{ kind: "anchor-batch", root: digestToBytes32(fresh()), count: 12, list: fresh() },
  }),
  async "revise-batched"() {
    const { digest: supersedes, ...issue } = await batched();
    return { kind: "revise-batched", ...issue, supersedes, digest: fresh(), reason: ZERO_DIGEST };
  },
  async "post-batched"() {
    return { kind: "post-batched", ...(await batched()), notice: "retraction", reason: ZERO_DIGEST };
  },
};
export const KINDS = Object.keys(CALLS) as PublishingCall["kind"][];
