import type { Address } from "./address.ts";
import type { BatchedIssue } from "./batch/path.ts";
import type { CID } from "./cid.ts";
import type { Bytes32, Digest } from "./digest.ts";
import type { ColophonError } from "./errors/error.ts";
import type { Entry, NoticeKind } from "./history/entry.ts";
import type { Label } from "./label.ts";
import type { IssuePath } from "./path.ts";
import type { Action } from "./ports/action.ts";
import type { BlockRef, Call, Receipt, TransactionHash } from "./ports/chain.ts";
import type { FileOnDisk } from "./ports/hashing.ts";
import type { ChainId, PublicationId } from "./publication.ts";
import type { UnsignedCall } from "./signed-call/call.ts";

export type * from "./ports/action.ts";
export type * from "./ports/chain.ts";
export type * from "./ports/domains.ts";
export type * from "./ports/hashing.ts";
export * from "./ports/journal.ts";
export type * from "./ports/text.ts";

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
  /** Where it lies on this machine, if `read` gives that file's bytes as they are: other cores may then read it. */
  readonly file?: FileOnDisk;
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
  /**
   * A block put twice is written once; the bytes are the caller's again on return. Memory stays bounded: more may come
   * when it resolves, or at once where there is nothing to wait for.
   */
  put(cid: CID, bytes: Uint8Array): Promise<void> | undefined;
  /** Durable on return (file and folder synced). @throws STORE_FULL | ARCHIVE_DISK */
  finish(root: CID): Promise<Car>;
  /** Forgets everything; may be called at any time, also after a failure. */
  discard(): Promise<void>;
}

/** Where packed issues wait until enough stores hold them. What an ended run has left is let go of: it is packed again. */
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
   * The caller retries. `note` is told what is waited for, where that may take long.
   *
   * @throws STORE_UNREACHABLE | STORE_FULL | STORE_REFUSED
   */
  put(car: Car, note?: (message: string) => void): Promise<void>;
  /**
   * The bytes that this very store gives for a CID, never fetched from elsewhere; undefined when it has none. They are
   * hostile until `verifyBlock` has hashed them. @throws STORE_UNREACHABLE
   */
  block(cid: CID): Promise<Uint8Array | undefined>;
  /**
   * The SHA-256 of each thing that lies where `block` reads what was put with this root, and how many bytes they are:
   * computed from the bytes there, now or, once, when they were put there by this very store object and not written to
   * since. For a store on this machine, where all cores can hash faster than one is handed the blocks. Lacks what cannot
   * be read, and what was put with another root: ask for that by `block`.
   * @throws STORE_UNREACHABLE
   */
  hashes?(root: CID): Promise<ReadonlyMap<Digest, number>>;
  /**
   * Names of what its bytes lie on, such as a folder or the IDs of its peers: stores with a name in common are one place,
   * and their copies one copy. Absent where nothing tells. @throws STORE_UNREACHABLE
   */
  places?(): Promise<readonly string[]>;
  /** What the store says of a root without giving a byte of it: no evidence. Absent where it cannot be asked. @throws STORE_UNREACHABLE */
  claim?(root: CID): Promise<Claim>;
  /**
   * Drops blocks that it gives wrongly, so that `put` brings them again. Absent where `put` replaces them by itself.
   * @throws STORE_UNREACHABLE | STORE_REFUSED
   */
  drop?(blocks: readonly CID[]): Promise<void>;
}

/** A store's own word on a root: pinned from it, on its way, given up, or unknown to it. */
export type Claim = "pinned" | "pending" | "failed" | "absent";

/** Who says that they have a block, by an index that others keep. It says nothing of whether they would give it. */
export interface Routing {
  /** Each once; none where nobody is known. @throws ROUTING_UNREACHABLE */
  providers(cid: CID): Promise<readonly Provider[]>;
}

export interface Provider {
  readonly peer: string;
  /** Multiaddresses; none where only the peer is known. */
  readonly addresses: readonly string[];
}

// --- the registry ---

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

/** What the registry holds for a batch. */
export interface RegistryBatch {
  readonly entry: number;
  /** Unix seconds of the block that anchored it. */
  readonly time: number;
  readonly count: number;
  readonly list: Digest;
}

/** An issue of a batch as the registry sees it, its path considered. */
export interface BatchedRecord {
  readonly record: RegistryRecord;
  readonly current: Digest;
}

/** An entry with the transaction that made it. */
export interface LocatedEntry {
  readonly entry: Entry;
  /** By which it was made. Left out where it came from a mirror, which does not tell (docs/spec/mirror.md). */
  readonly transaction?: TransactionHash;
  /** That holds it. Without a transaction: at which it was seen to be there, and which may be a later one. */
  readonly block: { readonly number: number; readonly hash: Bytes32 };
}

/** An entry as a log tells it. */
export interface LoggedEntry extends LocatedEntry {
  readonly transaction: TransactionHash;
}

/** The registry as of one block: all answers are of the same state. */
export interface RegistryView {
  readonly block: BlockRef;
  /** How many publications there are; they are numbered from 1. */
  publications(): Promise<number>;
  publication(id: PublicationId): Promise<PublicationState | undefined>;
  current(id: PublicationId, label: Label): Promise<Digest | undefined>;
  /** The same for many labels, in their order. */
  currents(id: PublicationId, labels: readonly Label[]): Promise<readonly (Digest | undefined)[]>;
  record(id: PublicationId, digest: Digest): Promise<RegistryRecord | undefined>;
  /**
   * What the registry says of an issue of a batch, whether or not it has a record of its own, and which digest stands
   * under its label; undefined when the path does not prove that the batch holds it.
   */
  batched(id: PublicationId, issue: BatchedIssue): Promise<BatchedRecord | undefined>;
  batch(id: PublicationId, root: Bytes32): Promise<RegistryBatch | undefined>;
  /** Which entries are batches, from the registry's state and not from logs: the earliest first. */
  batchLists(id: PublicationId): Promise<readonly Pick<RegistryBatch, "entry" | "list">[]>;
  mayPublish(id: PublicationId, account: Address): Promise<boolean>;
}

/** The contract on one chain. Failures are those of the chain below it. */
export interface Registry {
  readonly chain: ChainId;
  readonly address: Address;
  at(block: BlockRef): RegistryView;
  /** From the node's logs, those after `after` (found in block `from`, if known): fold them before believing that they are all. */
  entries(id: PublicationId, after: number, until: BlockRef, from?: number): Promise<LoggedEntry[]>;
}

/** Calls and what came of them, between the domain's words and the contract's bytes. */
export interface RegistryCodec {
  /** The call's target is the registry, absent for `deploy`. */
  encode(action: Action, registry: Address | undefined): Call;
  /** The EIP-712 digest that a publisher signs: no two calls have the same one. */
  signedDigest(call: UnsignedCall): Bytes32;
  /** What the receipt of a `register` says: the new publication's number. */
  registered(receipt: Receipt): PublicationId | undefined;
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
  /** These two as in `LocatedEntry`. */
  readonly transaction?: TransactionHash;
  readonly block: number;
}

/** The index over the archive: derived from the chain and the stores, may be thrown away and built anew. Never trusted. */
export interface Catalogue {
  /** Every place where a file with this digest stands, the earliest entry first. */
  files(sha256: Digest): Promise<readonly Placement[]>;
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
  /** The last of them. */
  last(publication: PublicationId): Promise<LocatedEntry | undefined>;
  /**
   * Those that may name an issue which is not known yet: their manifests were not there to be read, or are none. Asks of
   * no other entry, however many there are.
   */
  unread(publication: PublicationId): Promise<UnreadEntry[]>;
  /** How many revisions of issues are known. */
  revisions(publication: PublicationId): Promise<number>;
  /**
   * Puts a whole history in the place of what was known of a publication, after a reorganisation; all or nothing, so
   * that whoever reads at the same time has the old or the new one. Without steps the publication is forgotten.
   */
  replace(publication: PublicationId, steps: readonly CatalogueStep[]): Promise<void>;
}

export interface UnreadEntry {
  readonly entry: LocatedEntry;
  /** The manifests of its issues that are known. */
  readonly known: readonly Digest[];
}

export interface CatalogueStep {
  readonly publication: PublicationId;
  readonly entry: LocatedEntry;
  readonly head: Digest;
  readonly issue?: CataloguedIssue;
  readonly files: readonly CataloguedFile[];
  /** Of a batch: those of its issues that could be read. They are added to what is known of the batch already. */
  readonly batched?: readonly {
    readonly issue: CataloguedIssue;
    readonly files: readonly CataloguedFile[];
  }[];
}

/** With the CID of a file of several leaves; that of a single leaf follows from its sha256. */
export type CataloguedFile = Placement & { readonly cid?: string };

/** An answer, or why there is none: what keeps "it is not so" apart from "nobody could say". */
export type Answer<T> =
  | { readonly known: true; readonly value: T; readonly source: string }
  | { readonly known: false; readonly failure: ColophonError; readonly source: string };
