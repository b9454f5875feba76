import { CATALOGUE, type ErrorCode, type ErrorParameters } from "./catalogue.ts";

type Values = Readonly<Record<string, string | number>>;

const LONGEST_VALUE = 400;

/** The only error class of the project: a code from the catalogue, its sentence, and what to do next. */
export class ColophonError extends Error {
  override readonly name = "ColophonError";
  readonly code: ErrorCode;
  readonly parameters: Values;

  constructor(code: ErrorCode, parameters: Values, cause?: unknown) {
    super(fill(CATALOGUE[code].says, parameters), cause === undefined ? {} : { cause });
    this.code = code;
    this.parameters = parameters;
  }

  /** What to do next, in one sentence. */
  get next(): string {
    return fill(CATALOGUE[this.code].next, this.parameters);
  }

  get exit(): 1 | 2 | 3 {
    return CATALOGUE[this.code].exit;
  }

  get http(): number {
    return CATALOGUE[this.code].http;
  }

  /** The form in which `--json` and the server show it. */
  toJSON(): { code: ErrorCode; message: string; next: string } {
    return { code: this.code, message: this.message, next: this.next };
  }
}

/** Makes the error without throwing it, for places where a failure is data. */
export function failure<Code extends ErrorCode>(
  code: Code,
  parameters: ErrorParameters<Code>,
  cause?: unknown,
): ColophonError {
  return new ColophonError(code, parameters, cause);
}

/** `fail("LABEL_INVALID", { got: "Issue 95" })` throws a ColophonError with that code. */
export function fail<Code extends ErrorCode>(
  code: Code,
  parameters: ErrorParameters<Code>,
  cause?: unknown,
): never {
  throw failure(code, parameters, cause);
}

/** True for our own error, of any code or of one of those named. */
export function isFailure(error: unknown, ...codes: readonly ErrorCode[]): error is ColophonError {
  return error instanceof ColophonError && (codes.length === 0 || codes.includes(error.code));
}

/** Ours as it is; anything else as INTERNAL with its cause kept. */
export function asFailure(error: unknown): ColophonError {
  return error instanceof ColophonError ? error : failure("INTERNAL", { problem: reasonOf(error) }, error);
}

/** One line about an error of somebody else's library. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n", 1)[0] ?? "";
}

function fill(template: string, parameters: Values): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => shown(parameters[name]));
}

/** A value from outside may hold control characters that would rewrite a terminal: they are escaped. */
function shown(value: string | number | undefined): string {
  const text = String(value ?? "");
  const cut = text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
  return cut.replace(
    /[\p{Cc}\p{Cf}]/gu,
    (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
