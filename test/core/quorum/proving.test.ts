import { describe, expect, test } from "vitest";
import { type ColophonError, failure } from "../../../src/core/errors/error.ts";
import type { BlockRef } from "../../../src/core/ports.ts";
import { provenView } from "../../../src/core/quorum/proving.ts";
import { Tally } from "../../../src/core/quorum/tally.ts";
import { readHeader } from "../../../src/core/state-proof/header.ts";
import { VECTORS } from "../state-proof/vectors.ts";
import { CHAIN, chainOf, modelNode, restless } from "./model-nodes.ts";

const [vector = expect.unreachable("there are vectors")] = VECTORS;
const { id, registry, blockHash } = vector;
const { block } = readHeader(Uint8Array.from(Buffer.from(vector.header.slice(2), "hex")), blockHash);

const UNKNOWN = failure("STATE_PROOF_HEADER_UNKNOWN", { hash: blockHash, problem: "of another fork" });
const INVALID = failure("CHAIN_ANSWER_INVALID", { node: "n1", problem: "no proof" });

/** What nodes that answer a request for proofs so come to; undefined is an honest proof. */
async function named(...answers: readonly (ColophonError | undefined)[]) {
  const nodes = answers.map((error, at) => ({
    name: `n${at + 1}`,
    chain: chainOf(modelNode(), `n${at + 1}`),
    states: {
      node: `n${at + 1}`,
      prove: async (): Promise<{ block: BlockRef; proof: ReturnType<typeof vector.proof> }> => {
        if (error !== undefined) throw error;
        return { block, proof: vector.proof("registry") };
      },
    },
  }));
  const tally = new Tally(
    nodes.map(({ name }) => name),
    2,
  );
  const ring = { chainId: CHAIN, needed: 2, clock: restless, late: new Map<string, number>(), nodes };
  const known = await provenView({ ring, tally }, registry, block)
    .publication(id)
    .then(
      () => true,
      () => false,
    );
  return [known, ...tally.agreement().dissent.map(({ node, kind }) => `${node} ${kind}`)];
}

describe("nodes that are asked for state proofs", () => {
  test("have told no lie with headers that nobody here can encode", async () => {
    expect(await named(UNKNOWN, UNKNOWN, UNKNOWN)).toEqual([false]);
  });

  test("have with one that is not the block's, which another node gives", async () => {
    expect(await named(undefined, UNKNOWN)).toEqual([true, "n2 forged-proof"]);
  });

  test("have with a proof that proves nothing", async () => {
    expect(await named(INVALID, undefined)).toEqual([true, "n1 forged-proof"]);
  });
});
