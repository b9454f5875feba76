import { readFile, writeFile } from "node:fs/promises";
import { createChain } from "../../src/adapters/evm/chain.ts";
import { registryCodec } from "../../src/adapters/evm/codec.ts";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { createJsonRpc, resultOf } from "../../src/adapters/evm/json-rpc.ts";
import { createRegistry } from "../../src/adapters/evm/registry.ts";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import type { Address } from "../../src/core/address.ts";
import { readArchive } from "../../src/cli/config.ts";
import { tipBlock } from "../../src/core/finality.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import type { Action, Chain, Signer } from "../../src/core/ports.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import type { SignedCall } from "../../src/core/signed-call/call.ts";
import { decodeSignedCall } from "../../src/core/signed-call/file.ts";
import { transact } from "../adapters/evm/transact.ts";
import { answered, colophon, openWorkshop, type Ran, type Workshop } from "./archive-fixture.ts";
import { DEVELOPMENT_KEY } from "./development-key.ts";

/** The development chains' second and third accounts, and a key without any ether. */
export const RELAYER_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
export const OTHER_KEY = "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a";
export const EDITOR_KEY = `0x${"11".repeat(32)}`;

/** An editor with an archive and no ether, a relayer with ether and no archive, and the chain between them. */
export interface SigningRig extends AsyncDisposable {
  readonly workshop: Workshop;
  readonly anvil: Anvil;
  readonly chain: Chain;
  readonly archive: string;
  readonly registry: Address;
  readonly owner: Signer;
  readonly editor: Signer;
  readonly relayer: Signer;
  readonly env: { readonly editor: Env; readonly relayer: Env };
  /** `sign` at the editor's, with `--json`; the document, and the file that was written. */
  sign(args: readonly string[], status?: number): Promise<{ told: Told; file: string }>;
  relay(file: string, more?: readonly string[], env?: Env): Promise<Ran>;
  /** Relays with `--json` and gives the document. */
  relayed(file: string, status?: number, more?: readonly string[]): Promise<Told>;
  /** The owner does something else, in between. */
  act(action: Action): Promise<void>;
  entries(): Promise<readonly Entry[]>;
  nonceOf(signer: Signer): Promise<number>;
  rpc(method: string, ...params: readonly unknown[]): Promise<unknown>;
}

export type Env = Readonly<Record<string, string>>;
export type Told = Readonly<Record<string, unknown>>;

export async function openSigningRig(): Promise<SigningRig> {
  const workshop = await openWorkshop();
  const anvil = await startAnvil(0, undefined);
  const chain = createChain({ url: anvil.url });
  const [owner, editor, relayer] = [DEVELOPMENT_KEY, EDITOR_KEY, RELAYER_KEY].map(keySigner) as [
    Signer,
    Signer,
    Signer,
  ];
  const archive = workshop.path("editor");
  const at = (key: string) => ({ COLOPHON_RPC_URL: anvil.url, COLOPHON_PRIVATE_KEY: key });
  await answered(["init", archive, "--title", "Signed", "--deploy"], 0, { env: at(DEVELOPMENT_KEY) });
  const { registry } = readArchive(archive).config as { registry: Address };
  const id = parsePublicationId("1");
  const act = async (action: Action) => {
    const { succeeded } = await transact(chain, owner, registryCodec.encode(action, registry));
    if (!succeeded) throw new TypeError(`${action.kind} failed`);
  };
  await act({ kind: "grant", publication: id, account: editor.address });
  const view = createRegistry({ chain, address: registry, chainId: await chain.chainId() });
  const env = { editor: at(EDITOR_KEY), relayer: at(RELAYER_KEY) };
  let files = 0;
  const relay: SigningRig["relay"] = (file, more = [], settings = env.relayer) =>
    colophon(["relay", file, "--state", workshop.path("relayer"), ...more], {
      env: settings,
      cwd: workshop.folder,
    });
  return {
    ...{ workshop, anvil, chain, archive, registry, owner, editor, relayer, env, act, relay },
    async sign(args, status = 0) {
      const file = workshop.path(`${++files}.signed.json`);
      const all = ["sign", ...args, "--archive", archive, "--output", file];
      return { told: (await answered(all, status, { env: env.editor })) as Told, file };
    },
    async relayed(file, status = 0, more = []) {
      const args = ["relay", file, "--state", workshop.path("relayer"), ...more];
      return (await answered(args, status, { env: env.relayer, cwd: workshop.folder })) as Told;
    },
    entries: async () => (await view.entries(id, 0, await tipBlock(chain))).map(({ entry }) => entry),
    nonceOf: ({ address }) => chain.transactionCount(address, "pending"),
    async rpc(method, ...params) {
      const rpc = createJsonRpc({ url: anvil.url });
      return resultOf(rpc.node, method, await rpc.ask(method, params, { idempotent: false }));
    },
    async [Symbol.asyncDispose]() {
      anvil.kill();
      await anvil.ended;
      await workshop[Symbol.asyncDispose]();
    },
  };
}

/** The file with some of its fields replaced, as another file. */
export async function altered(
  file: string,
  to: string,
  change: (signed: SignedCall) => object,
): Promise<string> {
  const type = "colophon/signed-call/1";
  const signed = decodeSignedCall(await readFile(file));
  await writeFile(to, JSON.stringify({ type, ...change(signed) }));
  return to;
}
