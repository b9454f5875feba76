import { type Address, parseAddress } from "../../core/address.ts";
import { fail } from "../../core/errors/error.ts";
import { type ChainId, parseChainId } from "../../core/publication.ts";
import { parseNodeAddress } from "../rpc/node-address.ts";

/** Which registry an address that opens the verifier names, and whom to ask about it. */
export interface Named {
  readonly chain: ChainId;
  readonly registry: Address;
  readonly nodes: readonly string[];
}

/** In characters: a chain, a registry and a handful of nodes are far shorter. */
const LONGEST = 2048;
const MOST_NODES = 8;

/** `#chain=eip155:1&registry=0x...`: what stands behind the verifier's address. */
export function fragmentOf({ chain, registry }: Pick<Named, "chain" | "registry">): string {
  return `#chain=${chain}&registry=${registry}`;
}

/**
 * Whoever wrote the link may want to mislead: what is not wholly of this form is refused as a whole, and what is of it
 * is only a suggestion. Undefined where there is none.
 *
 * @throws USAGE_INVALID for another form; CHAIN_ID_INVALID, ADDRESS_INVALID
 */
export function namedIn(fragment: string): Named | undefined {
  const text = fragment.replace(/^#/, "");
  if (text === "") return undefined;
  if (text.length > LONGEST) wrong("it is too long");
  const given = [...new URLSearchParams(text)];
  const all = (key: string) => given.filter(([name]) => name === key).map(([, value]) => value);
  const [[chain, ...chains], [registry, ...registries], nodes] = [all("chain"), all("registry"), all("node")];
  if (chain === undefined || registry === undefined || chains.length + registries.length > 0)
    return wrong("it names not just one chain and one registry");
  if (given.length > 2 + nodes.length) wrong("it says more than a chain, a registry and nodes");
  if (nodes.length > MOST_NODES) wrong("it names too many nodes");
  return { chain: parseChainId(chain), registry: parseAddress(registry), nodes: nodes.map(nodeOf) };
}

function nodeOf(text: string): string {
  const parsed = parseNodeAddress(text);
  return parsed.ok ? parsed.named.url : wrong(parsed.problem);
}

function wrong(problem: string): never {
  return fail("USAGE_INVALID", {
    problem: `what the page's address says of a registry is not used: ${problem}`,
  });
}
