import type { Ground, Site } from "../../core/deployment.ts";
import type { Bytes32 } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import type { Call } from "../../core/ports.ts";
import type { ChainId } from "../../core/publication.ts";
import type { CodeReader } from "./code.ts";
import { create2Address, FACTORY, FACTORY_CODE_HASH, factoryCall, keccak256, saltOf } from "./create2.ts";
import { registryBytecode } from "./generated/registry.ts";
import { isRegistryCode, REGISTRY_RULES } from "./registry-code.ts";

export { isRegistryCode, registryCodeHash } from "./registry-code.ts";

/**
 * The rules' own name, in ASCII: nothing to be mined, nothing to be remembered, and another set of rules goes to another
 * address even if its code were the same.
 */
const SALT = saltOf(REGISTRY_RULES);
const INIT_CODE_HASH = keccak256(registryBytecode);

/** The one address of the registry that this program carries. */
export const REGISTRY_SITE: Site = {
  registry: create2Address(FACTORY, SALT, INIT_CODE_HASH),
  factory: FACTORY,
  salt: SALT,
  initCodeHash: INIT_CODE_HASH,
};

/** With a salt it goes through the factory, to the same address everywhere; without one to an address of the account's. */
export function deployCall({ salt }: { readonly salt?: Bytes32 }): Call {
  return salt === undefined ? { data: registryBytecode } : factoryCall(salt, registryBytecode);
}

/** A chain as the ground for that registry. */
export function createGround(code: CodeReader, chain: ChainId): Ground {
  return {
    site: REGISTRY_SITE,
    factory: async () => {
      const found = await code(FACTORY);
      if (found === "0x") return "missing";
      return keccak256(found) === FACTORY_CODE_HASH ? "ready" : "foreign";
    },
    registryCode: async (address) => {
      const found = await code(address);
      if (found === "0x") return undefined;
      if (!isRegistryCode(found, chain, address))
        fail("REGISTRY_FOREIGN", { registry: address, problem: "its code is not that of this registry" });
      return keccak256(found);
    },
  };
}
