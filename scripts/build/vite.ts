import type * as Vite from "vite";

/** Undefined where development dependencies were left out: there what it builds comes with the package, or is done without. */
export async function vite(): Promise<typeof Vite | undefined> {
  try {
    return await import("vite");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
