import type { Keccak256 } from "../batch/keccak256.ts";
import { type Bytes32, digestToBytes32 } from "../digest.ts";
import type { TypedData } from "../signed-call/typed-data.ts";
import { statementDigest, statementTypedData, type StatementType } from "../signed-statement/typed-data.ts";
import type { ReportStatement } from "./statement.ts";

const REPORT: StatementType = {
  domain: "Colophon Audit Report",
  name: "AuditReport",
  fields: [
    { name: "auditor", type: "address" },
    { name: "sha256", type: "bytes32" },
    { name: "mediaType", type: "string" },
    { name: "blockNumber", type: "uint256" },
    { name: "blockHash", type: "bytes32" },
  ],
};

/** What an auditor signs, as a wallet takes it (EIP-712, `eth_signTypedData_v4`). */
export function reportTypedData(statement: ReportStatement): TypedData {
  const { auditor, sha256, mediaType, block } = statement;
  return statementTypedData(REPORT, statement, {
    auditor,
    sha256: digestToBytes32(sha256),
    mediaType,
    blockNumber: String(block.number),
    blockHash: block.hash,
  });
}

/** The digest that is signed (EIP-712). */
export function reportDigest(statement: ReportStatement, keccak: Keccak256): Bytes32 {
  return statementDigest(reportTypedData(statement), keccak);
}
