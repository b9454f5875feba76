/** What the caller did wrong, what could not be checked, or what was found wanting: the exit status follows. */
interface Failure {
  /** Expected and got, in one sentence; `{name}` is filled from the parameters. */
  readonly says: string;
  /** What to do next. */
  readonly next: string;
  /** HTTP status of the problem document (RFC 9457). */
  readonly http: 400 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 502 | 503 | 507;
  /** Exit status of the command: 1 negative finding, 2 bad input, 3 could not check or finish. */
  readonly exit: 1 | 2 | 3;
}

/**
 * Every failure the project can name, as data: the commands, the server and the page all read this table, and
 * `docs/errors.md` is checked against it.
 */
export const CATALOGUE = {
  // What a person typed or handed in
  USAGE_INVALID: {
    says: "{problem}.",
    next: "Run the command with --help to see its arguments and examples.",
    http: 400,
    exit: 2,
  },
  LABEL_INVALID: {
    says: "A label is 1 to 64 of a-z 0-9 . _ - ; got {got}.",
    next: "Choose a label such as 95 or 2019-11-26 with --label, or in issue.yaml.",
    http: 400,
    exit: 2,
  },
  DIGEST_INVALID: {
    says: "A digest is 64 hexadecimal digits (SHA-256); got {got}.",
    next: "Copy it whole, as sha256sum prints it.",
    http: 400,
    exit: 2,
  },
  ADDRESS_INVALID: {
    says: "An address is 0x and 40 hexadecimal digits; got {got}.",
    next: "Copy it whole from your wallet or block explorer.",
    http: 400,
    exit: 2,
  },
  CHAIN_ID_INVALID: {
    says: "A chain is named eip155:<number>; got {got}.",
    next: "Use for example eip155:8453 for Base or eip155:1 for Ethereum.",
    http: 400,
    exit: 2,
  },
  PUBLICATION_ID_INVALID: {
    says: "A publication's number is a whole number from 1; got {got}.",
    next: "List the publications with colophon status.",
    http: 400,
    exit: 2,
  },
  CID_INVALID: {
    says: "Expected a CIDv1 with SHA-256; got {got}.",
    next: "Use the manifest's CID (baguqeera...) or the content's (bafybei...), as colophon status prints them.",
    http: 400,
    exit: 2,
  },
  PATH_INVALID: {
    says: "The path {got} cannot be archived: {problem}.",
    next: "Rename the file; a path is relative, separated by /, in Unicode NFC, and has no . or .. parts.",
    http: 400,
    exit: 2,
  },
  PATHS_COLLIDE: {
    says: "The paths {first} and {second} become one on a system that ignores letter case.",
    next: "Rename one of them.",
    http: 400,
    exit: 2,
  },
  SOURCE_MISSING: {
    says: "There is nothing at {path}.",
    next: "Check the spelling; give a folder or a file.",
    http: 400,
    exit: 2,
  },
  SOURCE_EMPTY: {
    says: "The folder {path} has no file to publish.",
    next: "Put the issue's files in it; hidden files count only with --hidden.",
    http: 400,
    exit: 2,
  },
  SOURCE_SYMLINK: {
    says: "{path} is a symbolic link, and an issue holds files only.",
    next: "Put a copy of the file in its place.",
    http: 400,
    exit: 2,
  },
  SOURCE_SPECIAL: {
    says: "{path} is neither a file nor a folder.",
    next: "Take it out of the folder.",
    http: 400,
    exit: 2,
  },
  SOURCE_UNREADABLE: {
    says: "{path} cannot be read: {problem}.",
    next: "Check its permissions.",
    http: 400,
    exit: 2,
  },
  SOURCE_CHANGED: {
    says: "{path} changed while it was being read: expected {expected}, got {got}.",
    next: "Wait until nothing writes to the folder, then run the same command again.",
    http: 409,
    exit: 2,
  },
  METADATA_INVALID: {
    says: "{source} has {field}: {problem}.",
    next: "Correct that field; issue.yaml takes label, title, date, creators, description, language, license.",
    http: 400,
    exit: 2,
  },
  PROFILE_INVALID: {
    says: "The publication's profile is not valid at {field}: {problem}.",
    next: "Publish a profile that follows docs/spec/profile.md.",
    http: 422,
    exit: 2,
  },

  // Manifests, blocks and their links
  MANIFEST_DIGEST_MISMATCH: {
    says: "These are not the bytes of manifest {expected}: they hash to {got}.",
    next: "Fetch the manifest again from another store.",
    http: 422,
    exit: 1,
  },
  MANIFEST_MALFORMED: {
    says: "The manifest cannot be decoded as DAG-JSON: {problem}.",
    next: "Fetch it again; whoever anchored it did not use this format.",
    http: 422,
    exit: 2,
  },
  MANIFEST_NOT_CANONICAL: {
    says: "The manifest is not in its one canonical encoding.",
    next: "Refuse it: two encodings of one content would have two digests.",
    http: 422,
    exit: 2,
  },
  MANIFEST_INVALID: {
    says: "The manifest breaks its format at {problems}.",
    next: "See docs/spec/manifest.md for what each field may hold.",
    http: 422,
    exit: 2,
  },
  MANIFEST_TYPE_UNKNOWN: {
    says: "The manifest is of type {got}; this version reads colophon/manifest/1.",
    next: "Read it with a newer version of Colophon.",
    http: 422,
    exit: 3,
  },
  MANIFEST_TOO_LARGE: {
    says: "The manifest would be {got} bytes; the limit is {limit} (about 4,500 files).",
    next: "Publish the issue in parts, or as one archive file.",
    http: 413,
    exit: 2,
  },
  MANIFEST_PAGED: {
    says: "The manifest lists its files in pages, which this version cannot read.",
    next: "Read it with a newer version of Colophon; nothing says that it was altered.",
    http: 422,
    exit: 3,
  },
  BLOCK_MISMATCH: {
    says: "The block {cid} came back with other bytes: they hash to {got}.",
    next: "Audit that store with colophon audit; another store may hold the block intact.",
    http: 502,
    exit: 1,
  },
  BLOCK_MALFORMED: {
    says: "The block {cid} cannot be decoded: {problem}.",
    next: "Audit the archive with colophon audit.",
    http: 422,
    exit: 1,
  },
  BLOCK_MISSING: {
    says: "No store holds the block {cid}.",
    next: "Run colophon audit to see what is missing and from which store.",
    http: 404,
    exit: 3,
  },
  CAR_MALFORMED: {
    says: "The CAR {name} is not usable: {problem}.",
    next: "Run colophon audit; publish the issue again to write it anew.",
    http: 422,
    exit: 1,
  },

  // The chain and the registry
  CHAIN_UNREACHABLE: {
    says: "The node at {node} did not answer: {problem}.",
    next: "Check the address and that the node runs, then run the same command again; nothing is lost.",
    http: 503,
    exit: 3,
  },
  CHAIN_ANSWER_INVALID: {
    says: "The node at {node} gave an answer that cannot be right: {problem}.",
    next: "Ask another node.",
    http: 502,
    exit: 3,
  },
  CHAIN_MISMATCH: {
    says: "The node serves chain {got}, but this archive is on {expected}.",
    next: "Set COLOPHON_RPC_URL to a node of {expected}.",
    http: 503,
    exit: 2,
  },
  REGISTRY_MISSING: {
    says: "There is no registry at {registry} on {chain}: the address has no code.",
    next: "Check the address, or deploy one with npm run deploy.",
    http: 503,
    exit: 2,
  },
  REGISTRY_FOREIGN: {
    says: "The contract at {registry} is not a registry of this kind: {problem}.",
    next: "Check the address in colophon.json.",
    http: 503,
    exit: 2,
  },
  PUBLICATION_UNKNOWN: {
    says: "The registry holds no publication {id}.",
    next: "List the publications with colophon status.",
    http: 404,
    exit: 2,
  },
  PUBLICATION_CLOSED: {
    says: "Publication {id} is closed: it takes no more entries.",
    next: "Register a new publication with colophon init.",
    http: 409,
    exit: 2,
  },
  LABEL_ANCHORED: {
    says: "Issue {label} is already anchored with other content: {standing} stands, this would be {got}.",
    next: "If it is a correction, run colophon revise; if not, choose another label.",
    http: 409,
    exit: 2,
  },
  LABEL_UNKNOWN: {
    says: "Publication {id} has no issue {label}.",
    next: "Publish it first with colophon publish.",
    http: 404,
    exit: 2,
  },
  DIGEST_RECORDED: {
    says: "The content {digest} already stands in publication {id} under another label.",
    next: "Nothing was sent; publish different content, or leave it.",
    http: 409,
    exit: 2,
  },
  DIGEST_UNKNOWN: {
    says: "Publication {id} has no record of {digest}.",
    next: "Check the digest with colophon status.",
    http: 404,
    exit: 2,
  },
  SUPERSEDES_MISMATCH: {
    says: "The revision supersedes {got}, but {standing} stands now.",
    next: "Run the command again: it will be built on the revision that stands.",
    http: 409,
    exit: 2,
  },
  NOT_PUBLISHER: {
    says: "The key {account} may not publish in publication {id}.",
    next: "Ask the owner to grant it, or use another key.",
    http: 409,
    exit: 2,
  },
  NOT_OWNER: {
    says: "The key {account} does not own publication {id}.",
    next: "Use the owner's key.",
    http: 409,
    exit: 2,
  },
  CALL_REVERTED: {
    says: "The registry refused the call: {reason}.",
    next: "See docs/spec/registry.md for what each refusal means.",
    http: 409,
    exit: 2,
  },
  FUNDS_INSUFFICIENT: {
    says: "The account {account} has {got} wei; the transaction needs up to {expected} wei.",
    next: "Send ether to the account, then run the same command again; nothing is lost.",
    http: 503,
    exit: 2,
  },
  TRANSACTION_STUCK: {
    says: "Transaction {hash} is still not mined after {seconds} s and fees may not be raised further.",
    next: "Wait, or raise the limit, then run the same command again; it is never sent twice.",
    http: 503,
    exit: 3,
  },
  FINALITY_PENDING: {
    says: "Transaction {hash} is mined in block {block} but not yet final after {seconds} s.",
    next: "Run colophon status later; nothing needs to be sent again.",
    http: 503,
    exit: 3,
  },
  SIGNER_MISSING: {
    says: "No key to sign with: {problem}.",
    next: "Set COLOPHON_PRIVATE_KEY, or name a keystore file in colophon.json.",
    http: 503,
    exit: 2,
  },
  SIGNER_INVALID: {
    says: "The key cannot be used: {problem}.",
    next: "A private key is 0x and 64 hexadecimal digits, with nothing before or after.",
    http: 503,
    exit: 2,
  },
  HISTORY_BROKEN: {
    says: "The history of publication {id} is not whole: {problem}.",
    next: "Ask another node for its logs, then audit again.",
    http: 502,
    exit: 1,
  },

  // Stores
  STORE_UNREACHABLE: {
    says: "The store {store} did not answer: {problem}.",
    next: "Check that it runs, then run the same command again; nothing is lost.",
    http: 503,
    exit: 3,
  },
  STORE_FULL: {
    says: "The store {store} has no room left: {problem}.",
    next: "Free some space, then run the same command again; nothing was anchored.",
    http: 507,
    exit: 3,
  },
  STORE_REFUSED: {
    says: "The store {store} did not take the issue: {problem}.",
    next: "See the store's own log, then run the same command again.",
    http: 502,
    exit: 3,
  },
  COPIES_TOO_FEW: {
    says: "Only {got} of {expected} stores gave every block back intact ({problem}); nothing was anchored.",
    next: "Repair the store or lower policy.minCopies, then run the same command again.",
    http: 503,
    exit: 3,
  },

  // The archive on this machine
  ARCHIVE_MISSING: {
    says: "There is no archive in {path} or above it.",
    next: 'Make one with: colophon init --title "My Letter".',
    http: 503,
    exit: 2,
  },
  ARCHIVE_INVALID: {
    says: "{path} is not a valid archive file: {problem}.",
    next: "Correct it by hand, or restore it from a backup.",
    http: 503,
    exit: 2,
  },
  ARCHIVE_BUSY: {
    says: "Another publisher has been at work on this archive for {seconds} s.",
    next: "Wait until it is done, then run the same command again.",
    http: 503,
    exit: 3,
  },
  ARCHIVE_DISK: {
    says: "{path} cannot be written: {problem}.",
    next: "Free some space or check the permissions, then run the same command again; nothing is lost.",
    http: 507,
    exit: 3,
  },
  JOURNAL_BROKEN: {
    says: "The journal {path} cannot be used: {problem}.",
    next: "Restore it from a backup; the chain still holds every anchored issue.",
    http: 503,
    exit: 3,
  },
  PUBLICATION_AMBIGUOUS: {
    says: "This archive has several publications ({names}) and none was named.",
    next: "Name one with --publication.",
    http: 400,
    exit: 2,
  },
  EMBEDDED_CHAIN_FAILED: {
    says: "The embedded chain did not start: {problem}.",
    next: "See its log in the archive's folder, or set COLOPHON_RPC_URL to a node of your own.",
    http: 503,
    exit: 3,
  },

  // The server
  NOT_FOUND: {
    says: "There is nothing here: {got}.",
    next: "Start from the first page.",
    http: 404,
    exit: 2,
  },
  FILE_UNKNOWN: {
    says: "No issue in this archive holds a file with the digest {got}.",
    next: "The file may be altered, or never have been published here; compare it with the issue it claims to be.",
    http: 404,
    exit: 1,
  },
  REQUEST_INVALID: {
    says: "The request is not valid: {problem}.",
    next: "See the API's description.",
    http: 400,
    exit: 2,
  },
  UPLOAD_TOO_LARGE: {
    says: "The upload is over the limit of {limit} bytes.",
    next: "Check it on the page instead, where the file is hashed on your own machine without limit.",
    http: 413,
    exit: 2,
  },
  REQUESTS_TOO_MANY: {
    says: "Too many requests from this address.",
    next: "Wait a minute, then try again.",
    http: 429,
    exit: 3,
  },
  PORT_TAKEN: {
    says: "The port {port} is taken.",
    next: "Choose another with --port, or leave it out to take a free one.",
    http: 503,
    exit: 2,
  },
  INTERRUPTED: {
    says: "Stopped before the end.",
    next: "Run the same command again: it goes on where it stopped.",
    http: 503,
    exit: 3,
  },
  INTERNAL: {
    says: "Something unexpected went wrong: {problem}.",
    next: "Please report it with the steps that led here.",
    http: 500,
    exit: 3,
  },
} as const satisfies Record<string, Failure>;

export type ErrorCode = keyof typeof CATALOGUE;

type Names<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** The parameters that a code's sentences name: forgetting one does not compile. */
export type ErrorParameters<Code extends ErrorCode> = {
  readonly [Name in Names<(typeof CATALOGUE)[Code]["says"] | (typeof CATALOGUE)[Code]["next"]>]: string | number;
};
