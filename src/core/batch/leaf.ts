import { hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { digestToBytes } from "../digest.ts";
import type { ListedIssue } from "../history/issues.ts";
import type { PublicationId } from "../publication.ts";
import type { Keccak256 } from "./keccak256.ts";

const WORD = 32;
const DIGEST_AT = 2 * WORD;
const LENGTH_AT = 3 * WORD;
const LABEL_AT = 4 * WORD;

/**
 * Gives the leaf of each issue of one publication, 32 bytes: `keccak256(keccak256(abi.encode(uint256 publicationId,
 * string label, bytes32 digest)))`, as `Batches.leaf` of the contract computes it.
 *
 * Hashed twice, so that no leaf is the hash of 64 bytes, which every inner node is. The buffer is made once and filled
 * anew for each issue: a million leaves allocate no million buffers.
 */
export function leavesOf(publication: PublicationId, keccak: Keccak256): (issue: ListedIssue) => Uint8Array {
  const buffer = new Uint8Array(LABEL_AT + 2 * WORD);
  buffer.set(
    hexToBytes(
      BigInt(publication)
        .toString(16)
        .padStart(2 * WORD, "0"),
    ),
  );
  // Where the label begins: behind the three words of the head.
  buffer[2 * WORD - 1] = LENGTH_AT;
  const short = buffer.subarray(0, LABEL_AT + WORD);
  return ({ label, digest }) => {
    const name = utf8ToBytes(label);
    buffer.set(digestToBytes(digest), DIGEST_AT);
    buffer[LABEL_AT - 1] = name.length;
    buffer.fill(0, LABEL_AT);
    buffer.set(name, LABEL_AT);
    return keccak(keccak(name.length > WORD ? buffer : short));
  };
}
