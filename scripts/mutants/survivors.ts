import type { Mutant } from "./mutate.ts";

/** Why a mutant that no test kills is no fault: it changes nothing that anybody could see. */
export const ARGUED: readonly (Pick<Mutant, "file" | "before" | "after"> & { readonly why: string })[] = [
  {
    file: "contracts/libraries/Labels.sol",
    before: "length > 32",
    after: "(length >= 32)",
    why: "A label of exactly 32 characters then has its second word read too, of no characters: zero, without a fault.",
  },
  {
    file: "contracts/libraries/History.sol",
    before: "and(eq(returndatasize(), 32), staticcall(gas(), 2, at, 229, 0, 32))",
    after: "or(eq(returndatasize(), 32), staticcall(gas(), 2, at, 229, 0, 32))",
    why: "Differs only on a chain without SHA-256 at address 2: everywhere else both hold, or neither.",
  },
  {
    file: "contracts/libraries/PublicationSlot.sol",
    before: "PublicationSlot.unwrap(slot) - 1 < (1 << CLOSED_AT) - 1",
    after: "(PublicationSlot.unwrap(slot) - 1 <= (1 << CLOSED_AT) - 1)",
    why: "Differs only for a closed publication without owner, entries and time: an owner is never the zero address.",
  },
];
