import { expect } from "vitest";
import { type ErrorCode, CATALOGUE } from "../../src/core/errors/catalogue.ts";
import { ColophonError } from "../../src/core/errors/error.ts";

declare module "vitest" {
  interface Matchers<R, T = unknown> {
    /** For a function that throws, a promise that rejects, or an error: the code, never the prose. */
    toFailWith(
      code: ErrorCode,
      parameters?: Readonly<Record<string, unknown>>,
    ): R extends unknown ? Promise<void> : T;
  }
}

async function caught(received: unknown): Promise<unknown> {
  try {
    const outcome: unknown = typeof received === "function" ? received() : received;
    if (outcome instanceof Error) return outcome;
    await outcome;
  } catch (error) {
    return error;
  }
  return undefined;
}

expect.extend({
  async toFailWith(received: unknown, code: ErrorCode, parameters: Readonly<Record<string, unknown>> = {}) {
    const error = await caught(received);
    const got = error instanceof ColophonError ? error.code : String(error);
    const values = error instanceof ColophonError ? error.parameters : {};
    const differing = Object.entries(parameters).filter(([name, value]) => values[name] !== value);
    return {
      pass: code in CATALOGUE && got === code && differing.length === 0,
      message: () =>
        `expected a failure with ${code} ${JSON.stringify(parameters)}, got ${got} ${JSON.stringify(values)}`,
    };
  },
});
