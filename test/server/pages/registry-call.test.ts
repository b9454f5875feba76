import { Interface } from "ethers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Digest } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";
import { currentCall, recordCall, verifyBatchedCall } from "../../../src/server/pages/registry-call.ts";

// Another implementation of the same encoding.
const abi = new Interface(["function current(uint256,string)", "function record(uint256,bytes32)"]);
const label = fc.stringMatching(/^[a-z0-9._-]{1,64}$/);
const id = fc.bigInt({ min: 1n, max: 2n ** 256n - 1n });

describe("the calls that a reader copies", () => {
  test("current(uint256,string) is encoded as the ABI says, whatever the label's length", () => {
    fc.assert(
      fc.property(id, label, (number, text) => {
        const made = currentCall(parsePublicationId(String(number)), parseLabel(text));
        expect(made).toBe(abi.encodeFunctionData("current", [number, text]));
      }),
    );
  });

  test("verifyBatched with an issue of a batch too, whatever its label's length and path", () => {
    const tuple = "(bytes32 root,string label,bytes32 digest,bytes32[] path)";
    const batches = new Interface([`function verifyBatched(uint256,${tuple})`]);
    const bytes32 = fc.stringMatching(/^[0-9a-f]{64}$/);
    fc.assert(
      fc.property(
        id,
        label,
        bytes32,
        bytes32,
        fc.array(bytes32, { maxLength: 33 }),
        (...[number, text, root, digest, steps]) => {
          const path = steps.map((step) => `0x${step}` as const);
          const issue = {
            root: `0x${root}` as const,
            label: parseLabel(text),
            digest: digest as Digest,
            path,
          };
          const made = verifyBatchedCall(parsePublicationId(String(number)), issue);
          const named = { ...issue, digest: `0x${digest}` };
          expect(made).toBe(batches.encodeFunctionData("verifyBatched", [number, named]));
        },
      ),
    );
  });

  test("record(uint256,bytes32) too", () => {
    const digest = "9f".repeat(32) as Digest;
    expect(recordCall(parsePublicationId("7"), digest)).toBe(
      abi.encodeFunctionData("record", [7, `0x${digest}`]),
    );
  });
});
