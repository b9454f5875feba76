import type { Address } from "./address.ts";
import type { CID } from "./cid.ts";
import type { Bytes32, Digest } from "./digest.ts";
import type { ColophonError } from "./errors/error.ts";
import type { Entry, NoticeKind } from "./history/entry.ts";
import type { Label } from "./label.ts";
import type { IssuePath } from "./path.ts";
import type { ChainId, PublicationId } from "./publication.ts";

/*
 * What the use cases ask of the outside. Every adapter implements one of these; no use case knows which.
 *
 * For all of them: a method that cannot reach what it stands for throws the UNREACHABLE code of its kind and leaves
 * retrying to the caller, unless its line says otherwise; an answer of undefined means "asked, and it has none".
 */

// --- time and chance ---

export interface Clock {
  /** Milliseconds since 1970. Used for waiting and for showing; never for a verdict and never in a manifest. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

// --- the publisher's material ---

export interface SourceFile {
  readonly path: IssuePath;
  /** In bytes, as listed; reading fails with SOURCE_CHANGED when it is no longer so. */
  readonly size: number;
  /** Chunks of at most 1 MiB. @throws SOURCE_CHANGED | SOURCE_UNREADABLE */
  read(): AsyncIterable<Uint8Array>;
}

// --- blocks ---

/** A CARv1 file with one root, every block hashed by whoever wrote it, in an order that does not matter. */
export interface Car {
  readonly root: CID;
  /** In bytes. */
  readonly size: number;
  /** Where it lies on this machine, if it does: a store on the same disk may link instead of copy. */
  readonly file?: string;
  read(): AsyncIterable<Uint8Array>;
}

/** Takes blocks while they are made and becomes a CAR when its root is known. */
export interface CarWriter {
  /** A block put twice is written once. Memory stays bounded: resolves when more may come. */
  put(cid: CID, bytes: Uint8Array): Promise<void>;
  /** Durable on return (file and folder synced). @throws STORE_FULL | ARCHIVE_DISK */
  finish(root: CID): Promise<Car>;
  /** Forgets everything; may be called at any time, also after a failure. */
  discard(): Promise<void>;
}

/** Where packed issues wait until enough stores hold them. Survives a crash. */
export interface Staging {
  begin(): Promise<CarWriter>;
  remove(root: CID): Promise<void>;
}

/** A place that holds blocks: the embedded one, a Kubo node, an IPFS Cluster, a pinning service. */
export interface Store {
  /** The name that the configuration gives it. */
  readonly id: string;
  /** Who runs it; copies with one operator count once towards `minOperators`. */
  readonly operator: string;
  /**
   * Takes a whole CAR and keeps it for good (pinned from its root). Durable on return; putting twice changes nothing.
   * The caller retries. @throws STORE_UNREACHABLE | STORE_FULL | STORE_REFUSED
   */
  put(car: Car): Promise<void>;
  /**
   * The bytes that this very store gives for a CID, never fetched from elsewhere; undefined when it has none. They are
   * hostile until `verifyBlock` has hashed them. @throws STORE_UNREACHABLE
   */
  block(cid: CID): Promise<Uint8Array | undefined>;
}

// --- the chain ---

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
}

// --- the registry ---

/** What the publisher asks of the registry, before it is encoded as a call. */
export type Action =
  | { readonly kind: "deploy" }
  | { readonly kind: "register"; readonly profile: Digest }
  | {
      readonly kind: "anchor";
      readonly publication: PublicationId;
      readonly label: Label;
      readonly digest: Digest;
    }
  | {
      readonly kind: "revise";
      readonly publication: PublicationId;
      readonly label: Label;
      readonly digest: Digest;
      readonly supersedes: Digest;
      readonly reason: Digest;
    }
  | {
      readonly kind: "post";
      readonly publication: PublicationId;
      readonly digest: Digest;
      readonly notice: NoticeKind;
      readonly reason: Digest;
    }
  | { readonly kind: "grant"; readonly publication: PublicationId; readonly account: Address }
  | { readonly kind: "revoke"; readonly publication: PublicationId; readonly account: Address };

export interface PublicationState {
  readonly id: PublicationId;
  readonly owner: Address;
  readonly head: Digest;
  readonly entries: number;
  readonly registeredAt: number;
  readonly updatedAt: number;
  readonly closed: boolean;
  readonly profile: Digest;
}

/** What the registry holds for one digest of one publication. */
export interface RegistryRecord {
  readonly entry: number;
  /** Unix seconds of the block that anchored it. */
  readonly time: number;
  readonly revision: number;
  /** The kind of the latest notice. */
  readonly notice: NoticeKind | "none";
}

/** An entry with the transaction that made it. */
export interface LocatedEntry {
  readonly entry: Entry;
  readonly transaction: TransactionHash;
  readonly block: { readonly number: number; readonly hash: Bytes32 };
}

/** The registry as of one block: all answers are of the same state. */
export interface RegistryView {
  readonly block: BlockRef;
  /** How many publications there are; they are numbered from 1. */
  publications(): Promise<number>;
  publication(id: PublicationId): Promise<PublicationState | undefined>;
  current(id: PublicationId, label: Label): Promise<Digest | undefined>;
  record(id: PublicationId, digest: Digest): Promise<RegistryRecord | undefined>;
  mayPublish(id: PublicationId, account: Address): Promise<boolean>;
}

/** The contract on one chain. Failures are those of the chain below it. */
export interface Registry {
  readonly chain: ChainId;
  readonly address: Address;
  at(block: BlockRef): RegistryView;
  /** From the node's logs, those after `after` (found in block `from`, if known): fold them before believing that they are all. */
  entries(id: PublicationId, after: number, until: BlockRef, from?: number): Promise<LocatedEntry[]>;
}

/** Calls and what came of them, between the domain's words and the contract's bytes. */
export interface RegistryCodec {
  /** The call's target is the registry, absent for `deploy`. */
  encode(action: Action, registry: Address | undefined): Call;
  /** What the receipt of a `register` says: the new publication's number. */
  registered(receipt: Receipt): PublicationId | undefined;
}

// --- the publisher's journal ---

/** The steps of one job; each is written down before it is acted on (docs/operations.md). */
export const STEPS = [
  "planned",
  "packed",
  "stored",
  "read-back",
  "signed",
  "sent",
  "mined",
  "final",
] as const;
export type Step = (typeof STEPS)[number];

/** One action that must happen exactly once, keyed by what it does. */
export interface Job {
  /** The same input gives the same key: `anchor:eip155:31337:0x…:1:<digest>`. */
  readonly key: string;
  readonly action: Action;
  readonly step: Step;
  /** The documents and issues whose blocks must be stored before the action. */
  readonly roots: readonly string[];
  /** Set when the registry refused it for good: nothing more will be tried. */
  readonly refused: string | undefined;
  /** The mined transaction, from `mined` on; unset again when a reorganisation took it away. */
  readonly transaction: TransactionHash | undefined;
}

/** One signed transaction for a job. Kept for ever: it may still be mined as long as its nonce is free. */
export interface Attempt {
  readonly job: string;
  readonly from: Address;
  readonly nonce: number;
  readonly hash: TransactionHash;
  readonly raw: `0x${string}`;
  readonly fees: Fees;
}

/**
 * What the publisher has begun. Every method is durable on return (synced), or throws ARCHIVE_DISK or JOURNAL_BROKEN
 * and has changed nothing. One process at a time holds it.
 */
export interface Journal {
  /** The job as it stands; a new key is written down as `planned`. */
  begin(job: Pick<Job, "key" | "action" | "roots">): Job;
  find(key: string): Job | undefined;
  /** Jobs that are neither final nor refused, the oldest first. */
  unfinished(): readonly Job[];
  /** Sets the step, forwards or (after a reorganisation) backwards; without a transaction the old one is unset. */
  advance(key: string, step: Step, transaction?: TransactionHash): Job;
  refuse(key: string, reason: string): Job;
  attempt(attempt: Attempt): void;
  attempts(key: string): readonly Attempt[];
  /** The highest nonce of any attempt of this account on any job that is not final. */
  highestNonce(account: Address): number | undefined;
  close(): void;
}

// --- the catalogue ---

/** Where a file stands: in which issue, at which path. A hint: the manifest that it names is hashed before it counts. */
export interface Placement {
  readonly manifest: Digest;
  readonly publication: PublicationId;
  readonly label: Label;
  readonly revision: number;
  readonly path: IssuePath;
  readonly sha256: Digest;
  readonly size: number;
}

export interface CataloguedIssue {
  readonly manifest: Digest;
  readonly content: string;
  readonly publication: PublicationId;
  readonly label: Label;
  readonly revision: number;
  readonly title: string;
  readonly date?: string;
  readonly entry: number;
  readonly time: number;
  readonly transaction: TransactionHash;
  readonly block: number;
}

/** The index over the archive: derived from the chain and the stores, may be thrown away and built anew. Never trusted. */
export interface Catalogue {
  /** Every place where a file with this digest stands, the earliest entry first. */
  files(sha256: Digest): Promise<Placement[]>;
  /** Files that a given one may be a copy of: the same name first, then the same size. At most `limit`. */
  similar(name: string, size: number, limit: number): Promise<Placement[]>;
  issue(manifest: Digest): Promise<CataloguedIssue | undefined>;
  issues(publication: PublicationId): Promise<CataloguedIssue[]>;
  /** The issue whose content (UnixFS directory) has this CID, or that holds a file of several leaves with it. */
  byContent(cid: string): Promise<CataloguedIssue | undefined>;
}

/** The catalogue as its keeper sees it. */
export interface CatalogueWriter extends Catalogue {
  /** How many entries of the publication it has taken in, and the head they fold to. */
  progress(publication: PublicationId): Promise<{ entries: number; head: Digest } | undefined>;
  /**
   * Takes in an entry and, if it names an issue, that issue's files; all or nothing. Taking the same entry again
   * replaces what was known of it, so that a manifest that turned up late can be added.
   */
  take(step: CatalogueStep): Promise<void>;
  /** Entries as they were taken in, in order. */
  entries(publication: PublicationId): Promise<LocatedEntry[]>;
  /**
   * Puts a whole history in the place of what was known of a publication, after a reorganisation; all or nothing, so
   * that whoever reads at the same time has the old or the new one. Without steps the publication is forgotten.
   */
  replace(publication: PublicationId, steps: readonly CatalogueStep[]): Promise<void>;
}

export interface CatalogueStep {
  readonly publication: PublicationId;
  readonly entry: LocatedEntry;
  readonly head: Digest;
  readonly issue?: CataloguedIssue;
  /** With the CID of a file of several leaves; that of a single leaf follows from its sha256. */
  readonly files: readonly (Placement & { readonly cid?: string })[];
}

/** An answer, or why there is none: what keeps "it is not so" apart from "nobody could say". */
export type Answer<T> =
  | { readonly known: true; readonly value: T; readonly source: string }
  | { readonly known: false; readonly failure: ColophonError; readonly source: string };
