import type { Failure } from "../failure.ts";

/** The server. */
export const SERVER_FAILURES = {
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
  SERVER_BUSY: {
    says: "The server has as much to do as it can take on.",
    next: "Try again in some seconds.",
    http: 503,
    exit: 3,
  },
  PORT_TAKEN: {
    says: "The port {port} is taken.",
    next: "Choose another (--port, or PORT with npm start), or leave it out to take a free one.",
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
