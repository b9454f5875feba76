import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDiskStore, type DiskStore } from "../../src/adapters/disk/store.ts";
import { createStaging } from "../../src/adapters/disk/staging.ts";
import { createChain } from "../../src/adapters/evm/chain.ts";
import { registryCodec } from "../../src/adapters/evm/codec.ts";
import { type Anvil, startAnvil } from "../../src/adapters/evm/embedded/anvil.ts";
import { createJsonRpc, resultOf } from "../../src/adapters/evm/json-rpc.ts";
import { createRegistry } from "../../src/adapters/evm/registry.ts";
import { embeddedSigner } from "../../src/adapters/evm/signer.ts";
import { openJournal } from "../../src/adapters/journal/journal.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import type { Address } from "../../src/core/address.ts";
import { tipBlock } from "../../src/core/finality.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { Chain, Clock, FinalityRule, Journal, Signer, Staging, Store } from "../../src/core/ports.ts";
import {
  type ChainId,
  parseChainId,
  type PublicationRef,
  publicationRef,
} from "../../src/core/publication.ts";
import { deployRegistry, registerPublication } from "../../src/publish/found.ts";
import type { IssuePlan } from "../../src/publish/pack.ts";
import type { OnProgress } from "../../src/publish/progress.ts";
import type { Publisher } from "../../src/publish/publisher.ts";
import { PATIENCE, type Patience } from "../../src/publish/transact.ts";
import { filesIn } from "./archive-standing.ts";
import { hashing, memoryFile } from "./hashing.ts";
import type { Outside } from "./outside.ts";

const CHAIN: ChainId = parseChainId("eip155:31337");

/** Waits a moment of real time while its own time leaps: patience of minutes is a test of milliseconds. */
export function leapingClock(realMs = 2): Clock {
  let now = Date.now();
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
      await new Promise((resolve) => setTimeout(resolve, realMs));
    },
  };
}

/** What a test puts in the place of a part, or around it. */
export interface Parts {
  readonly chain?: Chain;
  readonly store?: Store;
  readonly journal?: Journal;
  readonly staging?: Staging;
  readonly signer?: Signer;
  readonly clock?: Clock;
  readonly onProgress?: OnProgress;
  readonly patience?: Partial<Patience>;
  readonly finality?: FinalityRule;
  readonly until?: "mined" | "final";
}

/** A publisher's whole world, real but for its clock: a chain of its own, a store, a staging area and a journal. */
export interface Rig extends AsyncDisposable {
  readonly chain: Chain;
  readonly store: DiskStore;
  readonly journal: Journal;
  readonly staging: Staging;
  readonly signer: Signer;
  /** Where its node answers JSON-RPC. */
  readonly url: string;
  readonly registry: Address;
  readonly publication: PublicationRef;
  publisher(parts?: Parts): Publisher;
  /** An issue of one small file that nobody has published yet. */
  plan(label?: string): IssuePlan;
  entries(publication?: PublicationRef): Promise<readonly Entry[]>;
  /** Is anything left in the staging area? */
  staged(): boolean;
  /** Journal and staging area as another process would open them, after this one has ended. */
  restarted(): Pick<Outside, "journal" | "staging"> & Disposable;
  /** Another publication of the same owner. */
  register(title: string): Promise<PublicationRef>;
  /** Any method of the node, for what the port does not offer. */
  rpc(method: string, ...params: readonly unknown[]): Promise<unknown>;
}

export async function openRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), "colophon-rig-"));
  const anvil = await startAnvil(0, undefined);
  const chain = createChain({ url: anvil.url });
  const store = createDiskStore({
    directory: join(folder, "store"),
    id: "disk",
    operator: "self",
    sha256: nodeSha256,
  });
  const journal = openJournal(join(folder, "journal.sqlite"));
  const signer = embeddedSigner();
  const staging = createStaging(join(folder, "staging"));
  const make = (registry: Address | undefined, parts: Parts): Publisher => {
    const used = { chain, store, journal, staging, signer, clock: leapingClock(), ...parts };
    const { until = "final", finality = { kind: "depth", blocks: 0 }, onProgress = () => {} } = parts;
    const address = registry ?? ("0x" as Address);
    return {
      registry: createRegistry({ chain: used.chain, address, chainId: CHAIN, deployedAt: 0 }),
      staging: used.staging,
      hashing,
      typeOf: () => "text/plain",
      replication: {
        stores: [used.store],
        policy: { minCopies: 1, minOperators: 1 },
        sha256: nodeSha256,
        clock: used.clock,
        onProgress,
      },
      transacting: {
        ...{ chain: used.chain, chainId: CHAIN, registry, codec: registryCodec, signer: used.signer },
        ...{ journal: used.journal, clock: used.clock, finality, onProgress },
        patience: { ...PATIENCE, ...parts.patience },
      },
      until,
    };
  };
  const { registry } = await deployRegistry(make(undefined, {}).transacting, "final");
  const register = async (title: string) => {
    const { id } = await registerPublication({ title }, make(registry, {}));
    return publicationRef(CHAIN, registry, id);
  };
  const publication = await register("The Harbour Letter");
  let issues = 0;
  return {
    ...{ chain, store, journal, staging, signer, registry, publication, register },
    url: anvil.url,
    publisher: (parts = {}) => make(registry, parts),
    plan: (label = `issue-${++issues}`) => ({
      publication,
      files: [memoryFile("letter.txt", `The letter called ${label}.\n`)],
      description: { label: parseLabel(label), title: label },
    }),
    entries: async (of = publication) => {
      const real = make(registry, {}).registry;
      return (await real.entries(of.id, 0, await tipBlock(chain))).map(({ entry }) => entry);
    },
    restarted: () => {
      const reopened = openJournal(join(folder, "journal.sqlite"));
      return {
        journal: reopened,
        staging: createStaging(join(folder, "staging")),
        [Symbol.dispose]: () => reopened.close(),
      };
    },
    staged: () => filesIn(join(folder, "staging")).length > 0,
    rpc: (method, ...params) => ask(anvil, method, params),
    async [Symbol.asyncDispose]() {
      journal.close();
      store.close();
      anvil.kill();
      await anvil.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ask({ url }: Anvil, method: string, params: readonly unknown[]): Promise<unknown> {
  const rpc = createJsonRpc({ url });
  return resultOf(rpc.node, method, await rpc.ask(method, params, { idempotent: false }));
}

/** How many records a label has: exactly one is what everything here is about. */
export function recordsOf(entries: readonly Entry[], { description }: IssuePlan): number {
  return entries.filter((entry) => entry.kind === "anchored" && entry.label === description.label).length;
}
