import { expect, test } from "vitest";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import { parseProof } from "../../../src/core/proof/form.ts";
import { verifyProof } from "../../../src/core/proof/verify.ts";
import { writeProof } from "../../../src/core/proof/write.ts";
import type { StateProofs } from "../../../src/core/state-proof/port.ts";
import { ethereumSized, named } from "./ethereum-sized.ts";

/* What comes from a real chain is in test/cli/proof.test.ts. */

test("the profile is left out where the file would be larger than 16 KiB, and the evidence stays", async () => {
  const { answer, blockHash, proof } = ethereumSized("profiled", 1);
  const { evidence, profile } = proof.identity ?? {};
  const block = { number: 1, hash: blockHash, time: 1 };
  const states: StateProofs = {
    node: "a node",
    prove: ({ slots }) =>
      Promise.resolve({
        block,
        proof: { ...answer, slots: answer.slots.filter(({ key }) => slots.includes(key)) },
      }),
  };
  const documents = [evidence, profile].flatMap((one) => one ?? []);
  const { bytes } = await writeProof(
    { manifest: proof.manifest },
    {
      ...{ states, at: blockHash, sha256: nodeSha256 },
      documents: (digest) =>
        Promise.resolve(documents.find((one) => digestFromBytes(nodeSha256(one)) === digest)),
    },
  );
  expect(bytes.length).toBeLessThanOrEqual(16 * 1024);
  expect(parseProof(bytes).identity).toEqual({ evidence });
  const proven = verifyProof(bytes, { ...named.trust, blockHashes: [blockHash] });
  expect(proven.digest).toBe(named.expected.digest);
});
