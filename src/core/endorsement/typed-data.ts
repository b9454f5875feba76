import type { Keccak256 } from "../batch/keccak256.ts";
import { type Bytes32, digestToBytes32 } from "../digest.ts";
import type { TypedData } from "../signed-call/typed-data.ts";
import { statementDigest, statementTypedData, type StatementType } from "../signed-statement/typed-data.ts";
import type { Statement } from "./endorsement.ts";

const ENDORSEMENT: StatementType = {
  domain: "Colophon Endorsement",
  name: "Endorsement",
  fields: [
    { name: "endorser", type: "address" },
    { name: "publicationId", type: "uint256" },
    { name: "entries", type: "uint256" },
    { name: "head", type: "bytes32" },
    { name: "blockNumber", type: "uint256" },
    { name: "blockHash", type: "bytes32" },
    { name: "seen", type: "uint256" },
    // A word and no number: a wallet shows its user what is signed.
    { name: "holds", type: "string" },
  ],
};

/** What an endorser signs, as a wallet takes it (EIP-712, `eth_signTypedData_v4`). */
export function endorsementTypedData(statement: Statement): TypedData {
  const { publication, endorser, entries, head, block, seen, holds } = statement;
  return statementTypedData(ENDORSEMENT, publication, {
    endorser,
    publicationId: publication.id,
    entries: String(entries),
    head: digestToBytes32(head),
    blockNumber: String(block.number),
    blockHash: block.hash,
    seen: String(seen),
    holds,
  });
}

/** The digest that is signed (EIP-712). */
export function endorsementDigest(statement: Statement, keccak: Keccak256): Bytes32 {
  return statementDigest(endorsementTypedData(statement), keccak);
}
