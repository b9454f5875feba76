import type { Mutant } from "./mutate.ts";

/** Why a mutant that no test kills is no fault: it changes nothing that anybody could see. */
export const ARGUED: readonly (Pick<Mutant, "file" | "before" | "after"> & { readonly why: string })[] = [];
