import * as z from "zod/mini";
import { type Address, parseAddress } from "./address.ts";
import type { Bytes32 } from "./digest.ts";
import { type ChainId, parseChainId } from "./publication.ts";

/** Where a registry goes on every chain: it follows from the factory, the salt and the code alone (EIP-1014). */
export interface Site {
  readonly registry: Address;
  readonly factory: Address;
  readonly salt: Bytes32;
  /** keccak-256 of the code that the deploying transaction carries. */
  readonly initCodeHash: Bytes32;
}

/** What a deployment asks of one chain, beside what the port `Chain` answers. Failures are those of `Chain`. */
export interface Ground {
  readonly site: Site;
  /** Whether the factory is there, by the hash of its code. */
  factory(): Promise<"ready" | "missing" | "foreign">;
  /**
   * keccak-256 of the code at the address when that is this registry's code, made for this chain and this address;
   * undefined when there is no code. @throws REGISTRY_FOREIGN for any other code
   */
  registryCode(address: Address): Promise<Bytes32 | undefined>;
}

const bytes32 = z.string().check(z.regex(/^0x[0-9a-f]{64}$/, "must be 0x and 64 hexadecimal digits"));
const address = z
  .string()
  .check(z.regex(/^0x[0-9a-f]{40}$/, "must be 0x and 40 lower-case hexadecimal digits"));

const schema = z.strictObject({
  type: z.literal("colophon/deployment/1"),
  chain: z.string().check(z.regex(/^eip155:[1-9][0-9]*$/, "must be eip155:<number>")),
  registry: address,
  version: z.string(),
  transaction: z.optional(bytes32),
  block: z.optional(z.int().check(z.minimum(0))),
  deployer: z.optional(address),
  factory: z.optional(address),
  salt: z.optional(bytes32),
  initCodeHash: bytes32,
  runtimeCodeHash: bytes32,
  compiler: z.strictObject({
    version: z.string(),
    settings: z.strictObject({
      evmVersion: z.string(),
      optimizer: z.strictObject({ enabled: z.boolean(), runs: z.int() }),
      viaIR: z.boolean(),
    }),
  }),
});

/** The compiler that made the code: its full version, and what was asked of it. */
export interface CompilerFacts {
  readonly version: string;
  readonly settings: {
    readonly evmVersion: string;
    readonly optimizer: { readonly enabled: boolean; readonly runs: number };
    readonly viaIR: boolean;
  };
}

/** One registry on one chain, as `deployments/<number of the chain>.json` has it (docs/deployments.md). */
export interface Deployment {
  readonly type: "colophon/deployment/1";
  readonly chain: ChainId;
  readonly registry: Address;
  /** What its `version()` answers. */
  readonly version: string;
  /** With block and deployer absent where the registry was found and nobody here knows who sent it. */
  readonly transaction?: Bytes32;
  readonly block?: number;
  readonly deployer?: Address;
  /** With the salt absent where the account created it itself, at an address of its own. */
  readonly factory?: Address;
  readonly salt?: Bytes32;
  readonly initCodeHash: Bytes32;
  readonly runtimeCodeHash: Bytes32;
  readonly compiler: CompilerFacts;
}

/** The same facts give the same bytes: fields in the order of the schema, two spaces, a line feed at the end. */
export function encodeDeployment(deployment: Omit<Deployment, "type">): string {
  const ordered = z.parse(schema, { ...deployment, type: "colophon/deployment/1" });
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/** The record, or in words what is wrong with it. */
export function decodeDeployment(text: string): Deployment | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "it is no JSON" };
  }
  const result = z.safeParse(schema, value);
  if (!result.success) {
    const [first] = result.error.issues;
    return { problem: `${first?.path.join(".") ?? ""}: ${first?.message ?? ""}` };
  }
  const { chain, registry } = result.data;
  return { ...result.data, chain: parseChainId(chain), registry: parseAddress(registry) } as Deployment;
}
