import type { Block } from "../core/block.ts";
import type { CID } from "../core/cid.ts";
import type { Bytes32, Digest } from "../core/digest.ts";
import type { Domains } from "../core/ports.ts";
import type { PublicationId } from "../core/publication.ts";
import type { Archive } from "../verify/archive.ts";
import type { Trust } from "../verify/judge/verdict.ts";
import type { ArchiveSearch } from "../verify/search/archive-search.ts";
import type { Sha256, Sha256Stream } from "../core/sha256.ts";
import type { Anchored } from "./anchored.ts";
import type { StateProofs } from "../core/state-proof/port.ts";
import type { Assets } from "./assets.ts";
import type { Endorsements } from "./endorsements.ts";
import type { Freshness } from "./freshness.ts";

/** A publication's history as one file (docs/spec/mirror.md), on this disk. */
export interface KeptMirror {
  readonly path: string;
  readonly root: CID;
  /** After its last entry. */
  readonly head: Digest;
}

/** What the server is given; it chooses no adapter itself. */
export interface AppOptions {
  readonly archive: Archive;
  readonly trust: Trust;
  readonly sha256: Sha256;
  readonly sha256Stream: () => Sha256Stream;
  /** The folder of the built page (`dist/web`) with `.vite/manifest.json`. */
  readonly webRoot: string;
  /** In bytes, for `POST /api/verify`. */
  readonly uploadLimit: number;
  /** Set when the chain is the embedded one: the pages then say what that does not prove. */
  readonly banner?: "embedded" | undefined;
  /** For people: "Base", "the embedded chain". */
  readonly chainName: string;
  /** Of this program, for the description of the API. */
  readonly version?: string;
  /** Names of the nodes and stores that are asked, without credentials. */
  readonly nodes: readonly string[];
  readonly stores: readonly string[];
  /** Addresses of nodes and gateways that pages suggest to their readers' browsers. They are shown to everybody. */
  readonly publicNodes?: readonly string[] | undefined;
  readonly publicGateways?: readonly string[] | undefined;
  /** From the store on this machine, which holds only what was published here; left out when there is none. */
  readonly ownBlock?: (cid: CID) => Promise<Block | undefined>;
  /** Proofs of the registry's state, for proof files; none are offered when left out. */
  readonly states?: StateProofs;
  /** keccak-256 of the registry's code, for proof files that are checked in the page; not there when left out. */
  readonly codeHash?: Bytes32;
  /** What others have signed; none is shown or taken when left out. */
  readonly endorsements?: Endorsements;
  /** Mirrors to be fetched; none are offered when left out. @throws MIRROR_NOT_OFFERED */
  readonly mirrorOf?: (id: PublicationId) => Promise<KeptMirror>;
  /** Finds by words; nothing is searched when left out. */
  readonly search?: ArchiveSearch;
  /** Asked whether publishers' domains vouch; nobody is when left out. */
  readonly domains?: Domains;
  /** Where others reach this server, without a path; where each request found it when left out. */
  readonly publicUrl?: string | undefined;
  /** Uploads per minute and address; 60 when left out. */
  readonly uploadsPerMinute?: number;
  /** Requests to the gateway per minute and address; 6000 when left out: an issue of some thousand blocks, one by one. */
  readonly blocksPerMinute?: number;
  /** Badges per minute and address; 600 when left out. */
  readonly badgesPerMinute?: number;
  /** Told of errors that no code names; standard error when left out. */
  readonly onUnexpected?: (error: unknown) => void;
}

/** The options with what the routes share. */
export interface Serving extends AppOptions {
  readonly assets: Assets;
  readonly freshness: Freshness;
  readonly anchored: Anchored;
}
