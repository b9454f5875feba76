import type { Address } from "../../../src/core/address.ts";
import {
  type Bytes32,
  type Digest,
  digestFromBytes,
  digestToBytes32,
  ZERO_DIGEST,
} from "../../../src/core/digest.ts";
import { portableSha256 as sha256 } from "../../../src/core/sha256.ts";
import { BatchTree } from "./batch-tree.ts";
import { argumentsOf, type BatchedIssue, type Call, type Publishing } from "./calls.ts";
import { type Outcome, RegistryChain } from "./chain.ts";
import { type Authorization, keyOf, sign, signedArguments, signedDigest } from "./signing.ts";

/** The n-th digest of the tests. */
export const digest = (n: number): Digest => digestFromBytes(sha256(Uint8Array.of(n)));
export const word = (n: number): Bytes32 => digestToBytes32(digest(n));

/** What a signature may differ in from the right one. */
export interface Change extends Partial<Authorization> {
  /** Whose key signs: the place of an account. */
  readonly key?: number;
  readonly signedFor?: {
    readonly chain?: `eip155:${string}`;
    readonly registry?: Address;
    readonly id?: string;
  };
  readonly turn?: (signature: string) => string;
}

/**
 * Publication 1 is open: the owner registered it (1), granted the publisher (2), anchored 95 as digest 2 (3) and five
 * issues in a batch (4). Publication 2 is closed.
 */
export class PublishedScene {
  readonly chain: RegistryChain;
  readonly owner: Address;
  readonly publisher: Address;
  readonly stranger: Address;
  /** Labels `old-0` to `old-4`, digests 100 to 104. */
  readonly tree = new BatchTree("1", listed(0));
  /** Not anchored; labels `old-5` to `old-9`. */
  readonly otherTree = new BatchTree("1", listed(5));

  private constructor(chain: RegistryChain) {
    this.chain = chain;
    this.owner = chain.account(0);
    this.publisher = chain.account(1);
    this.stranger = chain.account(2);
  }

  static async start(): Promise<PublishedScene> {
    const scene = new PublishedScene(await RegistryChain.start());
    const { chain, owner, publisher, tree } = scene;
    await chain.mustCall(owner, "register", [word(1)]);
    await scene.must({ do: "grantPublisher", account: publisher });
    await scene.must({ do: "anchor", label: "95", digest: digest(2) });
    await scene.must({ do: "anchorBatch", root: tree.root, count: tree.count, list: digest(9) });
    await chain.mustCall(owner, "register", [word(1)]);
    await chain.mustCall(owner, "close", [2]);
    return scene;
  }

  issue(index: number, change: Partial<BatchedIssue> = {}): BatchedIssue {
    return { ...this.tree.issue(index), ...change };
  }

  async call(call: Call, from = this.owner, id = 1): Promise<Outcome> {
    return await this.chain.call(from, call.do, [id, ...argumentsOf(call)]);
  }

  async must(call: Call, from = this.owner): Promise<void> {
    await this.chain.mustCall(from, call.do, [1, ...argumentsOf(call)]);
  }

  /** Signed by the publisher over the head, good for ever, and sent by the stranger, unless the change says otherwise. */
  async callSigned(call: Publishing, change: Change = {}, id = 1): Promise<Outcome> {
    const by = await this.signed(call, change, id);
    return await this.chain.call(this.stranger, `${call.do}BySig`, [id, ...signedArguments({ call, by })]);
  }

  async signed(call: Publishing, change: Change = {}, id = 1): Promise<Authorization> {
    const { key = 1, signedFor = {}, turn = (same) => same, ...own } = change;
    const head = await this.chain.head(id);
    const terms = { publisher: this.publisher, head, deadline: 2n ** 256n - 1n, ...own };
    const ref = { ...this.chain.ref(id), ...signedFor } as Parameters<typeof signedDigest>[0];
    return { ...terms, signature: own.signature ?? turn(sign(keyOf(key), signedDigest(ref, call, terms))) };
  }
}

/** A publishing call of each kind that the scene takes. */
export function takenCalls(scene: PublishedScene): readonly Publishing[] {
  const reason = ZERO_DIGEST;
  return [
    { do: "anchor", label: "96", digest: digest(3) },
    { do: "revise", label: "95", digest: digest(3), supersedes: digest(2), reason },
    { do: "post", digest: digest(2), notice: "correction", reason },
    { do: "anchorBatch", root: scene.otherTree.root, count: scene.otherTree.count, list: digest(10) },
    { do: "reviseBatched", issue: scene.issue(1), digest: digest(3), reason },
    { do: "postBatched", issue: scene.issue(1), notice: "retraction", reason },
  ];
}

function listed(from: number) {
  return [0, 1, 2, 3, 4].map((n) => ({ label: `old-${from + n}`, digest: digest(100 + from + n) }));
}
