import { keccak256 } from "ethers";
import { type Address, ZERO_ADDRESS } from "../../../src/core/address.ts";
import {
  type Bytes32,
  type Digest,
  digestFromBytes,
  digestToBytes32,
  parseDigest,
  ZERO_DIGEST,
} from "../../../src/core/digest.ts";
import { type PublicationRef, publicationRef } from "../../../src/core/publication.ts";
import { portableSha256 as sha256 } from "../../../src/core/sha256.ts";
import type { BatchTree } from "./batch-tree.ts";
import type { BatchedIssue, Call, Publishing } from "./calls.ts";
import type { Replayed } from "./replay.ts";
import {
  type Authorization,
  compacted,
  keyOf,
  mirrored,
  sign,
  type SignedCall,
  signedDigest,
} from "./signing.ts";
import { ACTORS, DIGESTS, type IssueFlaw, LABELS, LISTS, PUBLICATIONS, type Step } from "./steps.ts";

/** What a step means where it is made. */
export type Action =
  | { readonly does: "register"; readonly sender: Address; readonly profile: Digest }
  | { readonly does: "call"; readonly sender: Address; readonly call: Call }
  | { readonly does: "signed"; readonly sender: Address; readonly signed: SignedCall };

/** What a step may look at. */
export interface Scene {
  readonly accounts: readonly Address[];
  /** How many there are. */
  readonly publications: number;
  readonly ref: PublicationRef;
  readonly state: Replayed | undefined;
  /** Heads of the publication from the genesis to now. */
  readonly heads: readonly Digest[];
  /** Unix seconds of the block that will hold the call. */
  readonly time: number;
  tree(index: number): BatchTree;
  /** The same list, but the tree of another publication. */
  foreignTree(index: number): BatchTree;
  /** The signed calls that this publication took. */
  readonly taken: readonly SignedCall[];
}

export function actionOf(step: Step, scene: Scene): Action {
  const sender = at(scene.accounts, step.actor);
  if (step.what === "register" && (scene.publications < PUBLICATIONS || step.care < 2))
    return { does: "register", sender, profile: step.digest };
  const call = callOf(step, scene);
  const mover = call.do === "acceptOwnership" ? scene.state?.pendingOwner : scene.state?.owner;
  const right = step.byRight && mover !== undefined && mover !== ZERO_ADDRESS ? mover : sender;
  if (!step.signed || !isPublishing(call)) return { does: "call", sender: right, call };
  return { does: "signed", sender, signed: signedOf(step, scene, call, right) };
}

/** Digest of a batch's list, which differs for each list of each publication. */
function listDigest(id: string, tree: number): Digest {
  return digestFromBytes(sha256(new TextEncoder().encode(`list ${tree} of ${id}`)));
}

function isPublishing(call: Call): call is Publishing {
  return /^(anchor|revise|post)/.test(call.do);
}

function callOf(step: Step, scene: Scene): Call {
  const { digest, reason, notice, care } = step;
  switch (step.what) {
    case "register":
    case "anchor":
      return { do: "anchor", label: step.label, digest };
    case "revise": {
      const label = usual(step, [...(scene.state?.current.keys() ?? [])]) ?? step.label;
      const current = scene.state?.current.get(label) ?? ZERO_DIGEST;
      return { do: "revise", label, digest, supersedes: care === 0 ? reason : current, reason };
    }
    case "post":
      return { do: "post", digest: recordedOf(step, scene) ?? digest, notice, reason };
    case "anchorBatch":
      return anchorBatchOf(step, scene);
    case "reviseBatched":
      return { do: "reviseBatched", issue: issueOf(step, scene), digest, reason };
    case "postBatched":
      return { do: "postBatched", issue: issueOf(step, scene), notice, reason };
    case "grantPublisher":
    case "revokePublisher":
    case "transferOwnership":
      return {
        do: step.what,
        account: step.account === ACTORS ? ZERO_ADDRESS : at(scene.accounts, step.account),
      };
    case "acceptOwnership":
      return { do: "acceptOwnership" };
    case "close":
      // Seldom: a closed publication teaches little more.
      if (care < 2) return { do: "close" };
      break;
    case "setProfile":
      break;
  }
  return { do: "setProfile", profile: care === 9 ? (scene.state?.profile ?? digest) : digest };
}

function recordedOf(step: Step, { state }: Scene): Digest | undefined {
  return usual(step, [...(state?.records.keys() ?? [])]);
}

/** One that is there, so that not every call is refused for naming none; undefined half of the time. */
function usual<T>({ care, leaf }: Step, present: readonly T[]): T | undefined {
  return care < 5 ? undefined : present[leaf % present.length];
}

function anchorBatchOf({ tree: index, care, leaf, digest }: Step, scene: Scene): Call {
  const tree = care === 1 ? scene.foreignTree(index) : scene.tree(index);
  const right = {
    do: "anchorBatch",
    root: tree.root,
    count: tree.count,
    list: listDigest(scene.ref.id, index),
  } as const;
  // Nobody can stop a publisher from miscounting; paths are then of a wrong length, or not.
  if (care === 2) return { ...right, count: leaf };
  if (care === 3) return { ...right, count: 2 ** 32 - 1 };
  if (care !== 0) return right;
  const zeros = [
    { root: digestToBytes32(ZERO_DIGEST) },
    { count: 0 },
    { list: ZERO_DIGEST },
    { list: digest },
  ];
  return { ...right, ...zeros[leaf % zeros.length] };
}

/** An issue of a batch: mostly of one that is anchored, and with its right path. */
function issueOf(step: Step, scene: Scene): BatchedIssue {
  const trees = LISTS.map((index) => scene.tree((step.tree + index) % LISTS.length));
  const tree = trees.find(({ root }) => scene.state?.batches.has(root)) ?? at(trees, 0);
  const issue = tree.issue(step.leaf % tree.count);
  return step.issueFlaw === "none" ? issue : flawed(issue, step.issueFlaw, { step, scene, tree });
}

/** The issue with one thing wrong; now and then the wrong thing is right by chance. */
export function flawed(
  issue: BatchedIssue,
  flaw: IssueFlaw,
  {
    step,
    scene,
    tree,
  }: { step: Pick<Step, "tree" | "leaf" | "digest">; scene: Pick<Scene, "foreignTree">; tree: BatchTree },
): BatchedIssue {
  switch (flaw) {
    case "other path":
      return { ...issue, path: tree.issue((step.leaf + 1) % tree.count).path };
    case "path cut short":
      return { ...issue, path: issue.path.slice(0, -1) };
    case "path too long":
      return { ...issue, path: [...issue.path, tree.root] };
    case "other digest":
      return { ...issue, digest: step.digest };
    case "other label":
      return { ...issue, label: at(LABELS, step.leaf % LABELS.length) };
    case "inner node for a leaf": {
      const [left = tree.root, right = tree.root] = tree.inner;
      return { ...issue, digest: parseDigest(left), path: [right] };
    }
    case "other publication's": {
      const { path } = scene.foreignTree(step.tree).issue(0);
      return { ...issue, path };
    }
    case "other root":
      break;
  }
  return { ...issue, root: keccak256(tree.root) as Bytes32 };
}

/** The call under a signature of the publisher, or under one that has the flaw that the step asks for. */
function signedOf(step: Step, scene: Scene, call: Publishing, publisher: Address): SignedCall {
  const flaw = step.signatureFlaw;
  const before = scene.taken[step.leaf % scene.taken.length];
  if (flaw === "replayed" && before !== undefined) return before;
  const terms = {
    publisher,
    head: at(scene.heads, flaw === "stale head" ? step.leaf % scene.heads.length : scene.heads.length - 1),
    deadline: deadlineOf(step, scene.time),
  };
  const index = scene.accounts.indexOf(publisher);
  const key = keyOf(flaw === "other key" ? (index + 1) % ACTORS : index);
  const honest = sign(key, signedDigest(...signedInstead(step, scene, call, terms)));
  const signatures: Readonly<Record<string, string>> = {
    "high s": mirrored(honest),
    compact: compacted(honest),
    "no signature": "0x",
  };
  return { call, by: { ...terms, signature: signatures[flaw] ?? honest } };
}

function deadlineOf({ signatureFlaw, wait }: Step, time: number): bigint {
  if (signatureFlaw === "expired") return BigInt(time - wait);
  if (signatureFlaw === "last second") return BigInt(time);
  return wait === 1 ? BigInt(time + 600) : 2n ** 256n - 1n;
}

/** What is signed in place of the call that is sent, when the flaw is that it is another one. */
function signedInstead(
  { signatureFlaw: flaw, digest, reason }: Step,
  { ref }: Scene,
  call: Publishing,
  terms: Omit<Authorization, "signature">,
): [PublicationRef, Publishing, Omit<Authorization, "signature">] {
  const { chain, registry, id } = ref;
  const other = String(1 + (Number(id) % 2));
  if (flaw === "other publication") return [publicationRef(chain, registry, other), call, terms];
  if (flaw === "other chain") return [publicationRef("eip155:1", registry, id), call, terms];
  if (flaw === "other registry") return [publicationRef(chain, `0x${"5f".repeat(20)}`, id), call, terms];
  if (flaw === "other deadline") return [ref, call, { ...terms, deadline: terms.deadline - 1n }];
  if (flaw !== "other call") return [ref, call, terms];
  const instead = digest === ZERO_DIGEST ? at(DIGESTS, 0) : digest;
  return [
    ref,
    "reason" in call
      ? { ...call, reason: instead === reason ? ZERO_DIGEST : instead }
      : { do: "anchor", label: "other", digest: instead },
    terms,
  ];
}

export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`nothing at ${index}`);
  return found;
}
