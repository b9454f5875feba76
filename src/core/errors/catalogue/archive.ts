import type { Failure } from "../failure.ts";

/** The archive on this machine. */
export const ARCHIVE_FAILURES = {
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
  PUBLICATION_ABSENT: {
    says: "This archive has no publication {named}; it has {names}.",
    next: 'Add one with: colophon init --title "My Letter", or name one that colophon status lists.',
    http: 404,
    exit: 2,
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
  MANIFEST_NOT_GIVEN: {
    says: "No manifest that was given lists it: it may be of another issue.",
    next: "Name its issue, or drop that issue's manifest.json or a proof file together with the copy.",
    http: 422,
    exit: 3,
  },
  COPY_OF_ANOTHER: {
    says: "It is not what issue {label} lists, and may be of another issue: {nearest}.",
    next: "Name the issue that it is a copy of, or drop that issue's manifest.json or a proof file together with it.",
    http: 422,
    exit: 3,
  },
  ISSUE_UNNAMED: {
    says: "No issue is named and no manifest was given, so that there is nothing to compare with.",
    next: "Name the issue, or drop its manifest.json or a proof file together with the copy.",
    http: 422,
    exit: 3,
  },
  MONITOR_STATE_INVALID: {
    says: "What the monitor remembers in {path} cannot be read: {problem}.",
    next: "Put a copy of the file back; or begin anew with --anew, which forgets what was seen.",
    http: 422,
    exit: 2,
  },
  MONITOR_BUSY: {
    says: "Another monitor is at work, and remembers in {path}.",
    next: "Wait until it is done, or give this one a file of its own with --state. Nothing was looked at.",
    http: 503,
    exit: 3,
  },
  WEBHOOK_FAILED: {
    says: "The alert could not be delivered to {host}: {problem}.",
    next: "It is delivered again in the next round: look at the receiver.",
    http: 502,
    exit: 3,
  },
} as const satisfies Record<string, Failure>;
