import type { Address } from "../address.ts";
import type { Bytes32 } from "../digest.ts";
import type { ChainId } from "../publication.ts";
import type { Statement } from "../endorsement/endorsement.ts";
import type { ReportStatement } from "../report-signature/statement.ts";
import type { Signature, UnsignedCall } from "../signed-call/call.ts";

/*
 * What the use cases ask of a node and of a key; ports.ts says what holds for every port.
 */

export type TransactionHash = Bytes32;

export interface BlockRef {
  readonly number: number;
  readonly hash: Bytes32;
  /** Unix seconds. */
  readonly time: number;
}

/** Which block no reorganisation can take back any more: the chain's own `finalized` tag, or a depth below the tip. */
export type FinalityRule = { readonly kind: "tag" } | { readonly kind: "depth"; readonly blocks: number };

export interface Call {
  readonly from?: Address;
  /** Absent for the creation of a contract. */
  readonly to?: Address;
  readonly data: `0x${string}`;
}

/** EIP-1559 fees in wei per gas. */
export interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

export interface Receipt {
  readonly transaction: TransactionHash;
  readonly succeeded: boolean;
  readonly block: { readonly number: number; readonly hash: Bytes32 };
  readonly gasUsed: bigint;
  readonly contract?: Address;
  readonly logs: readonly Log[];
}

export interface Log {
  readonly address: Address;
  readonly topics: readonly Bytes32[];
  readonly data: `0x${string}`;
  readonly transaction: TransactionHash;
  readonly block: { readonly number: number; readonly hash: Bytes32 };
}

/**
 * One node of one chain. Never trusted more than a verdict says. Each call has its own deadline (10 s) and retries
 * idempotent reads twice; every other failure is CHAIN_UNREACHABLE, and an answer of the wrong shape CHAIN_ANSWER_INVALID.
 */
export interface Chain {
  /** How messages name it: without path, query or credentials, since those may hold a key. */
  readonly node: string;
  chainId(): Promise<ChainId>;
  /** Undefined when the node does not know the block (or has no `finalized` one yet). */
  block(at: "latest" | "finalized" | number | Bytes32): Promise<BlockRef | undefined>;
  hasCode(address: Address): Promise<boolean>;
  /** eth_call on the state of one block, named by its hash. @throws CALL_REVERTED and the registry's own codes */
  call(call: Call, at: BlockRef): Promise<`0x${string}`>;
  /** @throws the same as `call`: an estimate runs the call */
  estimateGas(call: Call): Promise<bigint>;
  balance(account: Address): Promise<bigint>;
  /** Transactions of the account that are mined (`latest`, or up to a block), or mined and waiting (`pending`). */
  transactionCount(account: Address, at: "latest" | "pending" | number): Promise<number>;
  /** What to bid now: the tip that is asked for, and room for the base fee to double. A suggestion, not a limit. */
  fees(): Promise<Fees>;
  /**
   * Hands over a signed transaction. A return does not mean that it will be mined, and a failure does not mean that
   * it will not: the caller looks for the receipt of its own hash.
   */
  send(raw: `0x${string}`): Promise<void>;
  receipt(transaction: TransactionHash): Promise<Receipt | undefined>;
  /** Logs of one contract, blocks inclusive, in order. A hint, never proof: nodes drop logs in silence. */
  logs(filter: LogFilter): Promise<Log[]>;
}

export interface LogFilter {
  readonly address: Address;
  readonly topics: readonly (Bytes32 | readonly Bytes32[] | null)[];
  readonly from: number;
  readonly to: number;
}

/** A transaction to be signed (EIP-1559). */
export interface Unsigned {
  readonly chain: ChainId;
  readonly nonce: number;
  readonly gas: bigint;
  readonly fees: Fees;
  readonly to?: Address;
  readonly data: `0x${string}`;
}

export interface Signed {
  readonly raw: `0x${string}`;
  readonly hash: TransactionHash;
}

/** Holds the key. The key itself never leaves it. */
export interface Signer {
  readonly address: Address;
  sign(transaction: Unsigned): Promise<Signed>;
  /** Under a call that somebody else sends: EIP-712, 65 bytes. Another program that signs may give the same call another signature. */
  signCall(call: UnsignedCall): Promise<Signature>;
  /** Under what the account has seen of a history, as `signCall`. */
  signEndorsement(statement: Statement): Promise<Signature>;
  /** Under a report of the account's own audit, as `signCall`. */
  signReport(statement: ReportStatement): Promise<Signature>;
}
