/** What the caller did wrong, what could not be checked, or what was found wanting: the exit status follows. */
export interface Failure {
  /** Expected and got, in one sentence; `{name}` is filled from the parameters. */
  readonly says: string;
  /** What to do next. */
  readonly next: string;
  /** HTTP status of the problem document (RFC 9457). */
  readonly http: 400 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 502 | 503 | 507;
  /** Exit status of the command: 1 negative finding, 2 bad input, 3 could not check or finish. */
  readonly exit: 1 | 2 | 3;
}
