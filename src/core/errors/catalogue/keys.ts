import type { Failure } from "../failure.ts";

/** Keystores, passphrases and signers that are other programs. */
export const KEY_FAILURES = {
  KEYSTORE_INVALID: {
    says: "{file} cannot be used as a keystore: {problem}.",
    next: "Take the file from a backup, or make a keystore with colophon key import.",
    http: 503,
    exit: 2,
  },
  KEYSTORE_LOCKED: {
    says: "The passphrase does not open the keystore {file}.",
    next: "Run the same command again with the right one. Nobody can recover a passphrase that is lost.",
    http: 503,
    exit: 2,
  },
  KEYSTORE_EXISTS: {
    says: "{file} is there already, and a keystore is never overwritten.",
    next: "Name another file, or move this one away.",
    http: 409,
    exit: 2,
  },
  KEY_FILE_EXPOSED: {
    says: "Others on this machine have access to {file} (its mode is {mode}).",
    next: "Make it yours alone: chmod 600 on the file. If others had the time to read it, take a new key.",
    http: 503,
    exit: 2,
  },
  KEY_FILE_UNREADABLE: {
    says: "{what} cannot be read: {problem}.",
    next: "Check the name, and that the file belongs to the user who runs this.",
    http: 503,
    exit: 2,
  },
  PASSPHRASE_MISSING: {
    says: "A passphrase is needed, and there is no terminal to ask for it on.",
    next: "Give it by a file descriptor (--passphrase-fd 0 < file) or in a file that COLOPHON_PASSPHRASE_FILE names.",
    http: 503,
    exit: 2,
  },
  PASSPHRASE_INVALID: {
    says: "The passphrase cannot be used: {problem}.",
    next: "Run the same command again with another one.",
    http: 503,
    exit: 2,
  },
  KEY_IN_ARGUMENTS: {
    says: "A private key must not stand on the command line, where the shell keeps it and other programs see it.",
    next: "If it was a real one, take it for known to others: make a new key. colophon key import asks for a key without showing it.",
    http: 400,
    exit: 2,
  },
  SIGNER_UNREACHABLE: {
    says: "The signer at {signer} did not sign: {problem}. Nothing was sent.",
    next: "Start it, or approve what it asks, and run the same command again.",
    http: 503,
    exit: 3,
  },
  SIGNER_REFUSED: {
    says: "The signer at {signer} refused: {problem}. Nothing was sent.",
    next: "Look into its own log or rules; unlock the account there if it is locked. Then run the same command again.",
    http: 503,
    exit: 3,
  },
  SIGNER_ANSWER_INVALID: {
    says: "The signer at {signer} gave an answer that cannot be used: {problem}. Nothing was sent.",
    next: "Check that clef, web3signer or a node with eth_signTransaction answers at that address.",
    http: 502,
    exit: 3,
  },
  SIGNED_OTHERWISE: {
    says: "The signer at {signer} signed something else than it was asked to: {field} is not what was asked for. Nothing was sent.",
    next: "Do not use this signer until you know why: it may be set up wrongly, or in somebody else's hands.",
    http: 502,
    exit: 1,
  },
  SIGNER_UNFIT: {
    says: "The program at {signer} cannot sign for an archive: it has no {method}.",
    next: "Use clef, web3signer or a keystore. The method eth_sendTransaction alone will not do: a transaction must be written down before it is sent, or a crash could double it.",
    http: 503,
    exit: 2,
  },
} as const satisfies Record<string, Failure>;
