import { failure } from "../../src/core/errors/error.ts";

/** `lost`: it failed and nothing happened. `done`: it happened, and the answer was lost on the way. */
export type Fault = "lost" | "done";

export interface Faulty<T> {
  readonly part: T;
  /** How often the method was called; the fault was met when that is at least its number. */
  calls(): number;
}

/**
 * The part with one of its methods failing at its n-th call, once, or from then on (`lasting`). Everything else is the
 * real thing.
 */
export function faulty<T extends object>(
  part: T,
  method: keyof T & string,
  fault: { readonly kind: Fault; readonly at: number; readonly lasting?: boolean },
): Faulty<T> {
  let calls = 0;
  const real = part[method] as (...values: unknown[]) => unknown;
  const failing = async (...values: unknown[]): Promise<unknown> => {
    calls += 1;
    const hit = fault.lasting === true ? calls >= fault.at : calls === fault.at;
    if (!hit) return real(...values);
    if (fault.kind === "done") await real(...values);
    throw unreachable(part, method);
  };
  return { part: { ...part, [method]: failing }, calls: () => calls };
}

function unreachable(part: object, method: string): Error {
  const problem = `${method}: cut off by the test`;
  if ("node" in part) return failure("CHAIN_UNREACHABLE", { node: "test", problem });
  return failure("STORE_UNREACHABLE", { store: "disk", problem });
}

/** The same for a part whose methods answer at once: the journal. */
export function faultyAtOnce<T extends object>(
  part: T,
  method: keyof T & string,
  fault: { readonly kind: Fault; readonly at: number },
): Faulty<T> {
  let calls = 0;
  const real = part[method] as (...values: unknown[]) => unknown;
  const failing = (...values: unknown[]): unknown => {
    calls += 1;
    if (calls !== fault.at) return real(...values);
    if (fault.kind === "done") real(...values);
    throw failure("ARCHIVE_DISK", { path: "journal.sqlite", problem: `${method}: cut off by the test` });
  };
  return { part: { ...part, [method]: failing }, calls: () => calls };
}
