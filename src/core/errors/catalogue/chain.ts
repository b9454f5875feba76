import type { Failure } from "../failure.ts";

/** The chain and the registry. */
export const CHAIN_FAILURES = {
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
    next: "Set COLOPHON_RPC_URL to a node of {expected}, or unset it; for another chain make a new archive with colophon init <folder>.",
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
  FEES_ABOVE_LIMIT: {
    says: "The node at {node} asks for {got} wei per gas; this archive pays {expected} at most.",
    next: "Nothing was signed. Wait until fees fall, ask another node, or raise policy.maxFeeGwei in colophon.json.",
    http: 503,
    exit: 3,
  },
  TRANSACTION_STUCK: {
    says: "Transaction {hash} is still not mined after {seconds} s; at most {limit} wei per gas are paid for it.",
    next: "Wait, or raise policy.maxFeeGwei in colophon.json, then run the same command again; it is never sent twice.",
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
  SIGNER_CHANGED: {
    says: "Transaction {hash}, signed by {expected} with nonce {nonce}, can still be mined; the key is now that of {got}.",
    next: "Wait for it, or use the old key once more: run the same command with it, or spend that nonce. Then go on.",
    http: 503,
    exit: 3,
  },
  HISTORY_BROKEN: {
    says: "The history of publication {id} is not whole: {problem}.",
    next: "Ask another node for its logs, then audit again.",
    http: 502,
    exit: 1,
  },
} as const satisfies Record<string, Failure>;
