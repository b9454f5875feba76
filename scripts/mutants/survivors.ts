import type { Mutant } from "./mutate.ts";

/** Why a mutant that no test kills is no fault: it changes nothing that anybody could see. */
export const ARGUED: readonly (Pick<Mutant, "file" | "before" | "after"> & { readonly why: string })[] = [
  {
    file: "contracts/libraries/Labels.sol",
    before: "length > 32",
    after: "(length >= 32)",
    why: "A label of exactly 32 characters then has its second word read too, of no characters: zero, without a fault.",
  },
];
