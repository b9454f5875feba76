import { afterAll, beforeAll, expect, test } from "vitest";
import { createChain } from "../../../src/adapters/evm/chain.ts";
import { registryCodec } from "../../../src/adapters/evm/codec.ts";
import { type Anvil, startAnvil } from "../../../src/adapters/evm/embedded/anvil.ts";
import { createRegistry } from "../../../src/adapters/evm/registry.ts";
import { embeddedSigner } from "../../../src/adapters/evm/signer.ts";
import { type Address, ZERO_ADDRESS } from "../../../src/core/address.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import { tipBlock } from "../../../src/core/finality.ts";
import { parseLabel } from "../../../src/core/label.ts";
import type { Action, Chain, LogFilter, Receipt } from "../../../src/core/ports.ts";
import { parseChainId, parsePublicationId } from "../../../src/core/publication.ts";
import { transact } from "./transact.ts";

const CHAIN = parseChainId("eip155:31337");
const ID = parsePublicationId("1");
const digest = parseDigest("1".repeat(64));

let anvil: Anvil;
let chain: Chain;
let address: Address;
let registered: Receipt;
let anchored: Receipt;
let searched: LogFilter[];

const does = (action: Action) => transact(chain, embeddedSigner(), registryCodec.encode(action, address));

async function mine(blocks: number): Promise<void> {
  // Two seconds from one to the next.
  const params = [`0x${blocks.toString(16)}`, "0x2"];
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "anvil_mine", params });
  const headers = { "content-type": "application/json" };
  expect((await fetch(anvil.url, { method: "POST", headers, body })).ok).toBe(true);
}

/** The history as the registry reads it, and where its logs were searched for. */
async function read(...[after, from]: [number, number?]) {
  searched = [];
  const watched: Chain = {
    ...chain,
    logs: (filter) => {
      searched.push(filter);
      return chain.logs(filter);
    },
  };
  const registry = createRegistry({ chain: watched, address, chainId: CHAIN });
  const found = await registry.entries(ID, after, await tipBlock(chain), from);
  return { numbers: found.map(({ entry }) => entry.number), from: searched.map((filter) => filter.from) };
}

beforeAll(async () => {
  anvil = await startAnvil(0, undefined);
  chain = createChain({ url: anvil.url });
  const deployed = await transact(
    chain,
    embeddedSigner(),
    registryCodec.encode({ kind: "deploy" }, undefined),
  );
  address = deployed.contract ?? ZERO_ADDRESS;
  await mine(700);
  registered = await does({ kind: "register", profile: digest });
  anchored = await does({ kind: "anchor", publication: ID, label: parseLabel("1"), digest });
  await mine(700);
});

afterAll(() => anvil.kill());

test("on a long chain a history is searched for from the publication's registration", async () => {
  const { numbers, from } = await read(0);
  expect(numbers).toEqual([1, 2]);
  const [first = 0] = from;
  expect(first).toBeLessThanOrEqual(registered.block.number);
  expect(first).toBeGreaterThan(500);
});

test("its continuation is searched for from the block that is known", async () => {
  expect(await read(1, registered.block.number)).toEqual({ numbers: [2], from: [registered.block.number] });
  expect(await read(2, anchored.block.number)).toEqual({ numbers: [], from: [anchored.block.number] });
});
