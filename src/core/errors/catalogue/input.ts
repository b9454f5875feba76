import type { Failure } from "../failure.ts";

/** What a person typed or handed in. */
export const INPUT_FAILURES = {
  USAGE_INVALID: {
    says: "{problem}.",
    next: "Run the command with --help to see its arguments and examples.",
    http: 400,
    exit: 2,
  },
  LABEL_INVALID: {
    says: "A label is 1 to 64 of a-z 0-9 . _ - ; got {got}.",
    next: "Choose another with --label or in issue.yaml, such as {like}.",
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
  FOLDER_OF_ISSUES: {
    says: "The folder {path} seems to hold {count}: {folders}.",
    next: "Publish them by their own paths (colophon publish {path}/*), or the whole as one issue with --as-one.",
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
  REASON_INVALID: {
    says: "The reason cannot be recorded: {problem}.",
    next: "Give another one with --reason, or in issue.yaml: 1 to 10,000 characters of plain text.",
    http: 422,
    exit: 2,
  },
  PLACE_TAKEN: {
    says: "{path} is there already, and is no proof.",
    next: "Name another file with --out, or move this one away.",
    http: 409,
    exit: 2,
  },
} as const satisfies Record<string, Failure>;
