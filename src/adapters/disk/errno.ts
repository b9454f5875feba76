import { reasonOf } from "../../core/errors/error.ts";

/** The operating system's name for what went wrong (`ENOSPC`), or undefined when it is no such error. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** True when the disk, or the quota on it, is full. */
export function isDiskFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT"].includes(errnoOf(error) ?? "");
}

/** One line on an input or output error, without the path, which the message around it already names. */
export function diskProblem(error: unknown): string {
  return reasonOf(error).replace(/, \w+( .*)?$/s, "");
}
